using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// Random graphs of every kind of layer, against plain loops over dual numbers, central differences, single precision, batches of every size and
/// threads.
/// </summary>
public sealed class GraphNetworkTests
{
    private const int GraphsPerSeed = 10;

    private delegate GradientReport GradientChecker(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, int parametersPerTensor);

    public static TheoryData<int> Seeds => [.. TestScope.Cases(Enumerable.Range(0, 24), quick: 3)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void GradientsAreThoseOfTheDeclaration(int seed)
    {
        RandomGraph[] graphs = [.. Enumerable.Range(seed * GraphsPerSeed, GraphsPerSeed).Select(number => new RandomGraph(number))];
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad(
            [.. graphs.SelectMany(graph => new[] { Source(graph.Source("Double")), Source(graph.Source("Single")) })]);
        foreach (RandomGraph graph in graphs)
        {
            var random = new Random(seed);
            TrainableNetwork<double> network = networks.CreateDouble($"{graph.Name}Double");
            double[] parameters = Draw(network, random);
            network.CopyParametersFrom(parameters);
            int samples = new[] { 1, 2, 5, 7, 13, 64, 129 }[random.Next(7)];
            (double[] inputs, double[] targets) = Samples(graph, random, samples);

            // A dozen parameters of each tensor, on a few of the samples: every statement of the backward pass has a part in them.
            int few = Math.Min(samples, 7);
            var check = (GradientChecker)Delegate.CreateDelegate(
                typeof(GradientChecker), network, network.GetType().GetMethod("CheckGradients")!);
            GradientReport report = check(inputs.AsSpan(0, few * graph.InputSize), targets.AsSpan(0, few * graph.OutputSize), 12);
            Assert.True(report.IsCorrect && report.IsLossCorrect, $"{graph.Source("Double")}\n{report}");

            double[] gradient = new double[parameters.Length];
            double loss = network.Gradient(inputs, targets, gradient);
            AgreesWithItsSamples(graph, network, inputs, targets, samples, loss, gradient);
            AgreesInSingle(graph, networks.CreateSingle($"{graph.Name}Single"), parameters, inputs, targets, loss, gradient);
            LearnsTheSameWithThreads(graph, networks, parameters, inputs, targets);
        }
    }

    [Fact]
    public void ADenseLayerTreatsEveryStepAlike()
    {
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad(
            Source("[Network(Precision = Precision.Double)] [Input(7, 5)] [Layer(9, Tanh)] [Layer(3)] public sealed partial class Steps;"),
            Source("[Network(Precision = Precision.Double)] [Layer(5, 9, Tanh)] [Layer(9, 3)] public sealed partial class Step;"));
        TrainableNetwork<double> steps = networks.CreateDouble("Steps");
        TrainableNetwork<double> step = networks.CreateDouble("Step");
        var random = new Random(4);
        double[] parameters = Draw(steps, random);
        steps.CopyParametersFrom(parameters);
        step.CopyParametersFrom(parameters);
        double[] inputs = [.. Enumerable.Range(0, 11 * 35).Select(_ => random.NextDouble() - 0.5)];
        double[] together = new double[11 * 21];
        double[] apart = new double[11 * 21];

        steps.Predict(inputs, together);
        step.Predict(inputs, apart);

        Assert.Equal(apart, together);
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void FrozenParametersStayAsTheyAre(string name)
    {
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad(Source(
            """
            [Network(Precision = Precision.Double)]
            [Layer(6, 20, Tanh)]
            [LayerNorm(Frozen = true)]
            [Layer(20, 18, PReLU, Frozen = true)]
            [Layer(18, 2)]
            public sealed partial class Net;
            """));
        TrainableNetwork<double> network = networks.CreateDouble("Net", 3);
        double[] before = Draw(network, new Random(8));
        network.CopyParametersFrom(before);
        var random = new Random(2);
        double[] inputs = [.. Enumerable.Range(0, 40 * 6).Select(_ => random.NextDouble() - 0.5)];
        double[] targets = [.. Enumerable.Range(0, 40 * 2).Select(_ => random.NextDouble())];
        double[] gradient = new double[before.Length];
        network.Gradient(inputs, targets, gradient);
        Optimizer optimizer = s_optimizers.Single(candidate => candidate.GetType().Name == name);

        for (int i = 0; i < 3; i++)
        {
            network.TrainStep(inputs, targets, optimizer);
        }

        double[] after = new double[before.Length];
        network.CopyParametersTo(after);
        int frozen = 6 * 20 + 20;
        int end = frozen + 40 + (20 * 18) + 18 + 1;
        Assert.Equal(before[frozen..end], after[frozen..end]);
        Assert.All(gradient[frozen..end], value => Assert.Equal(0, value));
        Assert.All(Enumerable.Range(0, frozen), i => Assert.NotEqual(before[i], after[i]));
        Assert.All(Enumerable.Range(end, before.Length - end), i => Assert.NotEqual(before[i], after[i]));
    }

    [Fact]
    public void NothingBelowAFrozenFirstPartIsPropagated()
    {
        GeneratorRun run = GeneratorHarness.Run(Source(
            "[Layer(6, 20, Tanh, Frozen = true)] [Layer(20, 18, Tanh, Frozen = true)] [Layer(18, 2)] public sealed partial class Net;"));
        string backward = run.Files.Single(file => file.HintName == "Net.Backward.g.cs").SourceText.ToString();

        Assert.DoesNotContain("InputGradient", backward, StringComparison.Ordinal);
        Assert.DoesNotContain("Layer2WeightGradient", backward, StringComparison.Ordinal);
        Assert.Contains("// Layer 1 is frozen: its parameters have no gradient and stay as they are.", backward, StringComparison.Ordinal);
    }

    public static TheoryData<string> Optimizers => [.. s_optimizers.Select(optimizer => optimizer.GetType().Name)];

    private static readonly Optimizer[] s_optimizers =
    [
        new Sgd(0.1) { WeightDecay = 0.1 },
        new Momentum(0.1) { WeightDecay = 0.1 },
        new Adam(0.01) { WeightDecay = 0.1 },
        new AdamW(0.01) { WeightDecay = 0.1 },
        new RmsProp(0.01) { WeightDecay = 0.1 },
        new Lion(0.01) { WeightDecay = 0.1 },
        new Lbfgs(1) { WeightDecay = 0.01 },
    ];

    private static string Source(string declaration) => $"using GenNet;\nusing static GenNet.Activation;\n{declaration}";

    private static double[] Draw(TrainableNetwork<double> network, Random random)
    {
        double[] parameters = new double[network.Layout.ParameterCount];
        network.CopyParametersTo(parameters);
        return [.. parameters.Select(parameter => parameter + ((random.NextDouble() - 0.5) * 0.4))];
    }

    private static (double[] Inputs, double[] Targets) Samples(RandomGraph graph, Random random, int samples)
    {
        double[] inputs = [.. Enumerable.Range(0, samples * graph.InputSize).Select(_ => (random.NextDouble() * 2) - 1)];
        double[] targets = [.. Enumerable.Range(0, samples * graph.OutputSize).Select(_ => random.NextDouble())];
        return (inputs, targets);
    }

    /// <summary>A batch is the mean of its samples, however many passes it takes and wherever a sample lies in a tile.</summary>
    private static void AgreesWithItsSamples(
        RandomGraph graph, TrainableNetwork<double> network, double[] inputs, double[] targets, int samples, double loss, double[] gradient)
    {
        double sumOfLosses = 0;
        double[] sum = new double[gradient.Length];
        double[] one = new double[gradient.Length];
        for (int sample = 0; sample < samples; sample++)
        {
            sumOfLosses += network.Gradient(
                inputs.AsSpan(sample * graph.InputSize, graph.InputSize), targets.AsSpan(sample * graph.OutputSize, graph.OutputSize), one);
            for (int i = 0; i < one.Length; i++)
            {
                sum[i] += one[i] / samples;
            }
        }

        double scale = gradient.Select(Math.Abs).Append(1).Max();
        Assert.True(Math.Abs(loss - (sumOfLosses / samples)) <= 1e-12 * Math.Max(1, loss), graph.Source("Double"));
        Assert.All(Enumerable.Range(0, sum.Length), i => Assert.True(Math.Abs(sum[i] - gradient[i]) <= 1e-12 * scale, graph.Source("Double")));
    }

    private static void AgreesInSingle(
        RandomGraph graph, TrainableNetwork<float> network, double[] parameters, double[] inputs, double[] targets, double loss, double[] gradient)
    {
        network.CopyParametersFrom([.. parameters.Select(value => (float)value)]);
        float[] single = new float[gradient.Length];
        float singleLoss = network.Gradient([.. inputs.Select(value => (float)value)], [.. targets.Select(value => (float)value)], single);

        double scale = gradient.Select(Math.Abs).Append(1).Max();
        Assert.True(Math.Abs(loss - singleLoss) <= 2e-5 * Math.Max(1, Math.Abs(loss)), $"{loss} and {singleLoss}\n{graph.Source("Single")}");
        Assert.All(
            Enumerable.Range(0, single.Length),
            i => Assert.True(Math.Abs(single[i] - gradient[i]) <= 2e-5 * scale, $"{i}: {single[i]} and {gradient[i]}\n{graph.Source("Single")}"));
    }

    private static void LearnsTheSameWithThreads(RandomGraph graph, LoadedNetworks networks, double[] parameters, double[] inputs, double[] targets)
    {
        var dataset = new Dataset(
            [.. inputs.Select(value => (float)value)], [.. targets.Select(value => (float)value)], graph.InputSize, graph.OutputSize);
        double[][] learned = [.. new[] { 1, 2 }.Select(threads =>
        {
            TrainableNetwork<double> network = networks.CreateDouble($"{graph.Name}Double");
            network.CopyParametersFrom(parameters);
            network.Fit(dataset, new FitOptions { Epochs = 2, BatchSize = 16, Optimizer = new Sgd(0.01), Threads = threads });
            double[] after = new double[parameters.Length];
            network.CopyParametersTo(after);
            return after;
        })];

        Assert.True(learned[0].SequenceEqual(learned[1]), graph.Source("Double"));
    }
}
