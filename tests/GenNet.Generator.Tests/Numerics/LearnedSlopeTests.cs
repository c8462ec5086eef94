using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Text;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// The slope that a PReLU learns is a parameter like any other: in one method, in blocks and tiled, inside and at the end, in counts, copies,
/// files, gradients and every optimizer.
/// </summary>
public sealed class LearnedSlopeTests
{
    private static readonly IReadOnlyList<NetworkDescription> s_descriptions = TestScope.Cases<NetworkDescription>(
    [
        .. from precision in Enum.GetValues<Precision>()
           from description in new[]
           {
               Describe($"Small{precision}", precision, Unroll.Full, (3, 4, Activation.PReLU), (4, 2, Activation.PReLU)),
               Describe($"Blocks{precision}", precision, Unroll.Full, (9, 34, Activation.PReLU), (34, 10, Activation.Tanh), (10, 5, Activation.PReLU)),
               Describe($"Tiled{precision}", precision, Unroll.Tiled, (6, 20, Activation.PReLU), (20, 17, Activation.PReLU), (17, 3, Activation.Linear)),

               // Rows of 128 singles, or 64 doubles, are a cache line farther apart than they are long.
               Describe($"Apart{precision}", precision, Unroll.Tiled, (7, 128, Activation.PReLU), (128, 64, Activation.PReLU)),
           }
           select description,
    ],
        quick: 5);

    private static readonly Lazy<GeneratedNetworks> s_networks = new(() => GeneratedNetworks.Compile(s_descriptions));

    public static TheoryData<string> Names => [.. s_descriptions.Select(description => description.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void AgreesWithTheReference(string name)
    {
        NetworkDescription description = s_descriptions.Single(description => description.Name == name);
        foreach (int samples in new[] { 1, 3, 16, 17, 450 })
        {
            RandomCase drawn = Draw(description, samples);

            ReferenceResult actual = s_networks.Value.Create(description, drawn.Parameters).Gradient(drawn.Inputs, drawn.Targets);

            ReferenceResult expected = new ReferenceNetwork(description, drawn.Parameters).Backpropagate(drawn.Inputs, drawn.Targets);
            foreach ((string tensor, Range range) in description.Tensors)
            {
                // The one number of a slope may be a small rest of large terms.
                double scale = tensor[0] == 'p' ? Math.Max(1, Math.Abs(expected.Gradient[range][0])) : expected.Gradient[range].Max(Math.Abs);
                Agreement.Within(
                    $"{description}, {samples} samples: {tensor}",
                    expected.Gradient[range],
                    actual.Gradient[range],
                    scale * Agreement.ToleranceOf(description.Precision));
            }

            Assert.Equal(samples * description.OutputSize, actual.Outputs.Length);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ThreadsGiveTheSameBitsWithEveryOptimizer(string name)
    {
        NetworkDescription description = s_descriptions.Single(description => description.Name == name);
        RandomCase drawn = Draw(description, 150);
        var dataset = new Dataset(
            Array.ConvertAll(drawn.Inputs, value => (float)value),
            Array.ConvertAll(drawn.Targets, value => (float)value),
            description.InputSize,
            description.OutputSize);
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
            foreach ((string tensor, Range range) in description.Tensors)
            {
                Assert.True(drawn.Parameters[range][0] != alone[range][0], $"{tensor} does not learn.");
            }

            Assert.Equal(alone, Train(3));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void BatchesOfSeveralPassesStepAsTheReferenceDoes(string name)
    {
        NetworkDescription description = s_descriptions.Single(description => description.Name == name);
        RandomCase drawn = Draw(description, 801);
        GeneratedNetwork network = s_networks.Value.Create(description, drawn.Parameters);
        var reference = new ReferenceNetwork(description, drawn.Parameters);

        network.TrainStep(drawn.Inputs, drawn.Targets, new Sgd(0.1));
        reference.Step(drawn.Inputs, drawn.Targets, 0.1);

        Agreement.Same(name, reference.Parameters, network.Parameters, Agreement.ToleranceOf(description.Precision));
    }

    [Fact]
    public void SlopesBeginAsDeclaredAndAreCounted()
    {
        using LoadedNetworks loaded = GeneratorHarness.CompileAndLoad(
            """
            [GenNet.Layer(2, 3, GenNet.Activation.PReLU)]
            [GenNet.Layer(3, 1, GenNet.Activation.PReLU, Slope = -0.5, Bias = false)]
            internal sealed partial class Net;
            """);
        TrainableNetwork<float> network = loaded.CreateSingle("Net");
        float[] parameters = new float[14];
        network.CopyParametersTo(parameters);

        Assert.Equal(14, loaded.Constant("Net", "ParameterCount"));
        Assert.Equal((0.25f, -0.5f), (parameters[9], parameters[13]));
        string summary = Assert.IsType<string>(loaded.StaticProperty("Net", "Summary"));
        Assert.Contains("layer 1: dense 2 → 3, PReLU, 10 parameters", summary, StringComparison.Ordinal);
        Assert.Contains("layer 2: dense 3 → 1, PReLU with slope -0.5 at first, 4 parameters, no bias", summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Full")]
    [InlineData("Tiled")]
    public void FilesHoldTheSlopes(string unroll)
    {
        using LoadedNetworks loaded = GeneratorHarness.CompileAndLoad(
            $$"""
            [GenNet.Network(Unroll = GenNet.Unroll.{{unroll}})]
            [GenNet.Layer(2, 3, GenNet.Activation.PReLU)]
            [GenNet.Layer(3, 1, GenNet.Activation.PReLU, Bias = false)]
            internal sealed partial class Net;
            """);
        TrainableNetwork<float> saved = loaded.CreateSingle("Net", seed: 5);
        float[] parameters = [.. Enumerable.Range(1, 14).Select(i => i / 16f)];
        saved.CopyParametersFrom(parameters);
        var stream = new MemoryStream();
        saved.Save(stream);
        stream.Position = 0;
        string header = Encoding.UTF8.GetString(stream.ToArray());
        Assert.Contains("\"layer1.slope\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[36,40]}", header, StringComparison.Ordinal);
        Assert.Contains("\"layer1\":\"dense 2 3 prelu bias\"", header, StringComparison.Ordinal);

        var restored = (TrainableNetwork<float>)saved.GetType().GetMethod("Load", [typeof(Stream)])!.Invoke(null, [stream])!;

        float[] read = new float[14];
        restored.CopyParametersTo(read);
        Assert.Equal(parameters, read);
        float[] outputs = new float[1];
        restored.Predict([-1, -2], outputs);

        // z1 = x·W1 + b1, a1 = p1 z1 as all are below 0, a2 = p2 z2 likewise.
        double[] z = [.. Enumerable.Range(0, 3).Select(j => -parameters[j] - (2 * parameters[3 + j]) + parameters[6 + j])];
        Assert.All(z, value => Assert.True(value < 0));
        double expected = parameters[13] * Enumerable.Range(0, 3).Sum(j => parameters[9] * z[j] * parameters[10 + j]);
        Assert.Equal(expected, outputs[0], 1e-6);
    }

    [Theory]
    [InlineData("Full", "Single")]
    [FullInlineData("Full", "Double")]
    [FullInlineData("Tiled", "Single")]
    [InlineData("Tiled", "Double")]
    public void GradientCheckCoversTheSlopes(string unroll, string precision)
    {
        using LoadedNetworks loaded = GeneratorHarness.CompileAndLoad(
            $$"""
            [GenNet.Network(CheckGradients = true, Unroll = GenNet.Unroll.{{unroll}}, Precision = GenNet.Precision.{{precision}})]
            [GenNet.Layer(2, 5, GenNet.Activation.PReLU)]
            [GenNet.Layer(5, 4, GenNet.Activation.PReLU, Bias = false)]
            [GenNet.Layer(4, 2, GenNet.Activation.PReLU)]
            internal sealed partial class Net;
            """);

        GradientReport report = precision == "Single" ? Check<float>(loaded) : Check<double>(loaded);

        Assert.True(report.IsCorrect, report.ToString());
        Assert.Equal(
            ["layer 1, weights", "layer 1, biases", "layer 1, slope", "layer 2, weights", "layer 2, slope", "layer 3, weights", "layer 3, biases", "layer 3, slope"],
            report.Tensors.Select(tensor => tensor.Name));
        GradientTensor slope = report.Tensors[2];
        Assert.Equal(("p1", 1, 1), (slope.WorstParameter, slope.Parameters, slope.Checked));
        Assert.NotEqual(0, slope.DualNumbers);
    }

    private static GradientReport Check<T>(LoadedNetworks loaded)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TrainableNetwork<T> network = loaded.Create<TrainableNetwork<T>>("Net", seed: 2);
        T[] inputs = [.. Enumerable.Range(0, 14).Select(i => T.CreateChecked(Math.Sin(3 * i)))];
        T[] targets = [.. Enumerable.Range(0, 14).Select(i => T.CreateChecked(Math.Cos(i)))];
        return (GradientReport)network.GetType().GetMethod("CheckGradients")!
            .CreateDelegate<GradientChecker<T>>(network)(inputs, targets, int.MaxValue);
    }

    private delegate GradientReport GradientChecker<T>(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, int parametersPerTensor);

    private static RandomCase Draw(NetworkDescription description, int samples)
    {
        var random = new Random(samples);
        return RandomCases.DrawBatch(description, description.DrawParameters(random), samples, random);
    }

    private static NetworkDescription Describe(
        string name, Precision precision, Unroll unroll, params (int Inputs, int Outputs, Activation Activation)[] layers) => new(
        name,
        Loss.HalfSquaredError,
        Reduction.Mean,
        precision,
        unroll,
        [.. layers.Select((layer, i) => new LayerDescription(layer.Inputs, layer.Outputs, layer.Activation, HasBias: i != 1))]);
}
