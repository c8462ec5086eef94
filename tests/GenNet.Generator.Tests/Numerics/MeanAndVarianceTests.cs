using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// Networks that yield means and their variances: in one method, in blocks and tiled, where means and variances share vectors, rows are
/// padded, and samples come in every number.
/// </summary>
public sealed class MeanAndVarianceTests
{
    private static readonly IReadOnlyList<NetworkDescription> s_descriptions = TestScope.Cases(
        from precision in Enum.GetValues<Precision>()
        from description in new[]
        {
            Describe($"Small{precision}", precision, Unroll.Full, Activation.MeanAndVariance, 3, 6),
            Describe($"Blocks{precision}", precision, Unroll.Full, Activation.MeanAndVariance, 24, 14),
            Describe($"Tiled{precision}", precision, Unroll.Tiled, Activation.MeanAndVariance, 20, 18),
            Describe($"Wide{precision}", precision, Unroll.Auto, Activation.MeanAndVariance, 40, 96),
            Describe($"Exponential{precision}", precision, Unroll.Tiled, Activation.Exponential, 5, 34),
        }
        select description,
        quick: 4);

    private static readonly Lazy<GeneratedNetworks> s_networks = new(() => GeneratedNetworks.Compile(s_descriptions));

    public static TheoryData<string> Names => [.. s_descriptions.Select(description => description.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void AgreesWithTheReference(string name)
    {
        NetworkDescription description = s_descriptions.Single(description => description.Name == name);
        foreach (int samples in new[] { 1, 2, 7, 8, 16, 17, 65, 401 })
        {
            (GeneratedNetwork network, RandomCase drawn) = Draw(description, samples);

            ReferenceResult actual = network.Gradient(drawn.Inputs, drawn.Targets);

            ReferenceResult expected = new ReferenceNetwork(description, drawn.Parameters).Backpropagate(drawn.Inputs, drawn.Targets);
            Agreement.Same(description, expected, actual);
            Assert.Equal(samples * description.OutputSize, actual.Outputs.Length);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ThreadsAndOptimizersGiveTheSameBitsAndLeavePaddingZero(string name)
    {
        NetworkDescription description = s_descriptions.Single(description => description.Name == name);
        (_, RandomCase drawn) = Draw(description, 150);
        Dataset dataset = DatasetOf(description, drawn);
        foreach (Func<Optimizer> optimizer in new Func<Optimizer>[] { () => new Sgd(0.01), () => new Momentum(0.01), () => new Adam(0.01) })
        {
            double[] Train(int threads)
            {
                GeneratedNetwork network = s_networks.Value.Create(description, drawn.Parameters);
                network.Fit(dataset, new FitOptions { Epochs = 3, BatchSize = 40, Optimizer = optimizer(), Threads = threads, InsistsOnThreads = true });
                Assert.All(network.Padding, value => Assert.Equal(0, value));
                return network.Parameters;
            }

            double[] alone = Train(1);
            Assert.All(alone, value => Assert.True(double.IsFinite(value)));
            Assert.NotEqual(drawn.Parameters, alone);
            Assert.Equal(alone, Train(3));
        }
    }

    [Fact]
    public void EvaluationReadsTheMeans()
    {
        using LoadedNetworks loaded = GeneratorHarness.CompileAndLoad(
            """
            [GenNet.Layer(2, 4, GenNet.Activation.MeanAndVariance, Bias = false)]
            internal sealed partial class Two;

            [GenNet.Layer(1, 2, GenNet.Activation.MeanAndVariance)]
            internal sealed partial class One;
            """);

        // Means are the inputs themselves; variances are ln 2, and in two outputs of four the largest.
        TrainableNetwork<float> two = loaded.CreateSingle("Two");
        two.CopyParametersFrom([1, 0, 0, 0, 0, 1, 0, 0]);
        Evaluation evaluation = two.Evaluate(new Dataset([0.3f, 0.1f, 0.1f, 0.2f, 0.5f, 0.1f], [1, 0, 0, 1, 0, 1], 2, 2));
        Assert.False(evaluation.HasAccuracy);
        Assert.Equal([0, 1, 0], new[] { new[] { 0.3f, 0.1f }, [0.1f, 0.2f], [0.5f, 0.1f] }.Select(sample => two.Classify(sample)));
        double variance = Math.Log(2);
        double[] errors = [0.7, 0.1, 0.1, 0.8, 0.5, 0.9];
        Assert.Equal(errors.Sum(error => (Math.Log(variance) + (error * error / variance)) / 2) / 6, evaluation.Loss, 1e-6);

        TrainableNetwork<float> one = loaded.CreateSingle("One");
        one.CopyParametersFrom([1, 0, 0, 0]);
        Assert.False(one.Evaluate(new Dataset([1, 2], [1.25f, 3], 1, 1)).HasAccuracy);
    }

    [Fact]
    public void TargetsAreHalfAsManyAsOutputs()
    {
        GeneratedNetwork network = s_networks.Value.Create(s_descriptions[0]);
        double[] inputs = new double[2 * network.InputSize];

        ArgumentException refused = Assert.Throws<ArgumentException>(() => network.Gradient(inputs, new double[2 * network.OutputSize]));
        Assert.Equal("inputs has 2 samples, so targets must have 6 values (3 a sample), but it has 12. (Parameter 'targets')", refused.Message);

        var dataset = new Dataset(new float[network.InputSize], new float[network.OutputSize], network.InputSize, network.OutputSize);
        refused = Assert.Throws<ArgumentException>(() => network.Fit(dataset, new FitOptions()));
        Assert.Equal(
            $"dataset has samples of {network.InputSize} inputs and 6 targets, but SmallSingle takes {network.InputSize} inputs and learns from 3 targets, "
            + "one for each mean. (Parameter 'dataset')",
            refused.Message);
    }

    [Theory]
    [InlineData("Full", "Single")]
    [InlineData("Tiled", "Double")]
    public void GradientCheckKnowsTheLeastVariance(string unroll, string precision)
    {
        using LoadedNetworks loaded = GeneratorHarness.CompileAndLoad(
            $$"""
            [GenNet.Network(MinimumVariance = 0.5, CheckGradients = true, Unroll = GenNet.Unroll.{{unroll}}, Precision = GenNet.Precision.{{precision}})]
            [GenNet.Layer(2, 3, GenNet.Activation.Tanh)]
            [GenNet.Layer(3, 2, GenNet.Activation.MeanAndVariance, Bias = false)]
            internal sealed partial class Net;
            """);

        // One sample whose variance is above the least, and one whose variance is below it.
        GradientReport report = precision == "Single"
            ? Check<float>(loaded, [2, 2, -2, -2], [1, 0.5f])
            : Check<double>(loaded, [2, 2, -2, -2], [1, 0.5]);

        Assert.True(report.IsCorrect, report.ToString());
        Assert.All(report.Tensors.Take(2), tensor => Assert.True(tensor.AtKink > 0, report.ToString()));
        GradientTensor last = report.Tensors[^1];
        Assert.Equal(6, last.Checked);

        // Those of the variance for certain; in single precision the rounding of any other moves the variance too.
        Assert.InRange(last.AtKink, 3, 6);
    }

    private static GradientReport Check<T>(LoadedNetworks loaded, T[] inputs, T[] targets)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        TrainableNetwork<T> network = loaded.Create<TrainableNetwork<T>>("Net");
        network.CopyParametersFrom(Array.ConvertAll([0.5, 0.25, 0.5, 0.25, 0.5, 0.25, 0.1, 0.2, -0.1, 0.5, 0.75, -0.5, 1, 0.25, 0.5], T.CreateChecked));
        return (GradientReport)network.GetType().GetMethod("CheckGradients")!
            .CreateDelegate<GradientChecker<T>>(network)(inputs, targets, int.MaxValue);
    }

    private delegate GradientReport GradientChecker<T>(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, int parametersPerTensor);

    private static (GeneratedNetwork Network, RandomCase Drawn) Draw(NetworkDescription description, int samples)
    {
        var random = new Random(samples);
        double[] parameters = description.DrawParameters(random);
        return (
            s_networks.Value.Create(description, parameters),
            RandomCases.DrawBatch(description, parameters, samples, random));
    }

    private static Dataset DatasetOf(NetworkDescription description, RandomCase drawn) => new(
        Array.ConvertAll(drawn.Inputs, value => (float)value),
        Array.ConvertAll(drawn.Targets, value => (float)value),
        description.InputSize,
        description.TargetSize);

    private static NetworkDescription Describe(
        string name, Precision precision, Unroll unroll, Activation last, int hidden, int outputs) => new(
        name,
        Loss.GaussianNll,
        Reduction.Mean,
        precision,
        unroll,
        new LayerDescription(4, hidden, Activation.Tanh),
        new LayerDescription(hidden, outputs, last))
    {
        // Between the two, so that variances of both kinds are met.
        LossArgument = 0.4,
    };
}
