using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Tests.Harness;
using GenNet.Generator.Tests.Numerics.Reference;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// Random graphs of every kind of layer, against a naive reference, plain loops over dual numbers, central differences, single precision, batches
/// of every size and threads.
/// </summary>
public sealed class GraphNetworkTests
{
    /// <summary>How many times what rounding of parameters and inputs does to a gradient its own rounding may do.</summary>
    private const double RoundingAllowance = 8;

    private const int GraphsPerSeed = 10;

    private static readonly SharedNetworks s_shared = new();

    private delegate GradientReport GradientChecker(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, int parametersPerTensor);

    private delegate GradientReport IndexGradientChecker(ReadOnlySpan<int> inputs, ReadOnlySpan<double> targets, int parametersPerTensor);

    public static TheoryData<int> Seeds => [.. TestScope.Cases(Enumerable.Range(0, 40), quick: 1)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void GradientsAreThoseOfTheDeclaration(int seed)
    {
        // CI takes the quick number on lesser instruction sets.
        RandomGraph[] graphs = [.. TestScope.Cases(Enumerable.Range(seed * GraphsPerSeed, GraphsPerSeed), quick: 5).Select(number => new RandomGraph(number))];
        GeneratedNetworks networks = GeneratedNetworks.Compile(
            [.. graphs.SelectMany(graph => new[] { graph.Source(Precision.Double), graph.Source(Precision.Single) })]);
        foreach (RandomGraph graph in graphs)
        {
            var random = new Random(seed);
            GeneratedNetwork network = networks.Create($"{graph.Name}{Precision.Double}", Precision.Double);
            double[] parameters = [.. network.Parameters.Select(parameter => parameter + ((random.NextDouble() - 0.5) * 0.4))];
            network.Parameters = parameters;

            AgreesWithTheReference(graph, network, networks.Create($"{graph.Name}{Precision.Single}", Precision.Single), parameters, random);
            if (!graph.Network.NormalizesBatches)
            {
                AgreesWithItsSamples(graph, network, random, samples: random.Pick(13, 64, 129));
            }

            LearnsTheSameWithThreads(graph, networks, parameters, random, samples: random.Pick(20, 70));
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
        LoadedNetworks networks = s_shared.CompileAndLoad(Source(
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

    private static double[] DrawTargets(RandomGraph graph, Random random, int samples) =>
        [.. Enumerable.Range(0, samples * graph.OutputSize).Select(_ => random.NextDouble())];

    /// <summary>Outputs, loss and gradient of a few samples, in both precisions, and what the network's own check says of them.</summary>
    private static void AgreesWithTheReference(
        RandomGraph graph, GeneratedNetwork network, GeneratedNetwork single, double[] parameters, Random random)
    {
        int samples = random.Pick(1, 2, 3, 5);
        if (graph.Network.NormalizesBatches)
        {
            samples = Math.Max(samples, 3);
        }

        double[] targets = DrawTargets(graph, random, samples);
        double[] inputs;
        ReferenceGradient expected;

        // Where a value lies next to a kink, rounding alone decides the side.
        do
        {
            inputs = graph.DrawInputs(random, samples);
            expected = ReferenceGraph.Gradient(graph.Network, parameters, inputs, targets);
        }
        while (expected.Nearest < 1e-5);

        double[] outputs = ReferenceGraph.Predict(graph.Network, parameters, inputs);
        ReferenceResult actual = network.Gradient(inputs, targets);
        string name = $"{graph.Source(Precision.Double)}\n{samples} samples, ";
        Agreement.Same($"{name}outputs", outputs, actual.Outputs, Agreement.DoubleTolerance);
        Agreement.Same($"{name}loss", [expected.Loss], [actual.Loss], Agreement.DoubleTolerance);

        // Where functions are saturated next to nothing is left of 1 − a², and of its digits; where the last one is, of the whole gradient.
        Agreement.SameTensors(
            name, expected.Tensors, expected.Gradient, actual.Gradient, Agreement.DoubleTolerance, vanishing: 1e-5, least: 1e-12);

        single.Parameters = parameters;
        ReferenceResult rounded = single.Gradient(inputs, targets);
        double scale = expected.Gradient.Select(Math.Abs).Append(1).Max();
        Agreement.Within($"{name}loss in single precision", [expected.Loss], [rounded.Loss], 2e-5 * Math.Max(1, Math.Abs(expected.Loss)));
        Agreement.Within(
            $"{name}gradient in single precision", expected.Gradient, rounded.Gradient, (2e-5 * scale) + (RoundingAllowance * RoundingOf()));

        // What rounding the parameters and the inputs alone does to the gradient: a sine of products of products makes much of it.
        double RoundingOf()
        {
            double[] gradient = ReferenceGraph.Gradient(graph.Network, Rounded(parameters), Rounded(inputs), targets).Gradient;
            return gradient.Zip(expected.Gradient, (one, other) => Math.Abs(one - other)).DefaultIfEmpty().Max();
        }

        // A dozen parameters of each tensor: every statement of the backward pass has a part in them.
        GradientReport report = Check(graph, network, inputs, targets);
        Assert.True(report.IsCorrect && report.IsLossCorrect, $"{graph.Source(Precision.Double)}\n{report}");
    }

    private static double[] Rounded(double[] values) => Array.ConvertAll(values, value => (double)(float)value);

    private static GradientReport Check(RandomGraph graph, GeneratedNetwork network, double[] inputs, double[] targets)
    {
        const int ParametersPerTensor = 12;
        Type input = graph.Network.TakesIndices ? typeof(ReadOnlySpan<int>) : typeof(ReadOnlySpan<double>);
        System.Reflection.MethodInfo method = network.Network.GetType().GetMethod(
            "CheckGradients", [input, typeof(ReadOnlySpan<double>), typeof(int)])!;
        return graph.Network.TakesIndices
            ? method.CreateDelegate<IndexGradientChecker>(network.Network)([.. inputs.Select(index => (int)index)], targets, ParametersPerTensor)
            : method.CreateDelegate<GradientChecker>(network.Network)(inputs, targets, ParametersPerTensor);
    }

    /// <summary>A batch is the mean of its samples, however many passes it takes and wherever a sample lies in a tile.</summary>
    private static void AgreesWithItsSamples(RandomGraph graph, GeneratedNetwork network, Random random, int samples)
    {
        double[] inputs = graph.DrawInputs(random, samples);
        double[] targets = DrawTargets(graph, random, samples);
        ReferenceResult batch = network.Gradient(inputs, targets);
        double loss = 0;
        double[] sum = new double[batch.Gradient.Length];
        for (int sample = 0; sample < samples; sample++)
        {
            ReferenceResult one = network.Gradient(
                inputs.AsSpan(sample * graph.InputSize, graph.InputSize).ToArray(),
                targets.AsSpan(sample * graph.OutputSize, graph.OutputSize).ToArray());
            loss += one.Loss / samples;
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += one.Gradient[i] / samples;
            }
        }

        string name = $"{graph.Source(Precision.Double)}\n{samples} samples, ";
        double scale = batch.Gradient.Select(Math.Abs).Append(1).Max();
        Agreement.Within($"{name}loss", [loss], [batch.Loss], 1e-12 * Math.Max(1, loss));
        Agreement.Within($"{name}gradient", sum, batch.Gradient, 1e-12 * scale);
    }

    private static void LearnsTheSameWithThreads(
        RandomGraph graph, GeneratedNetworks networks, double[] parameters, Random random, int samples)
    {
        double[] inputs = graph.DrawInputs(random, samples);
        float[] targets = [.. DrawTargets(graph, random, samples).Select(value => (float)value)];
        Dataset dataset = graph.Network.TakesIndices
            ? new Dataset([.. inputs.Select(index => (int)index)], targets, graph.InputSize, graph.OutputSize)
            : new Dataset([.. inputs.Select(value => (float)value)], targets, graph.InputSize, graph.OutputSize);
        double[][] learned = [.. new[] { 1, 2 }.Select(threads =>
        {
            GeneratedNetwork network = networks.Create($"{graph.Name}{Precision.Double}", Precision.Double);
            network.Parameters = parameters;
            network.Fit(dataset, new FitOptions { Epochs = 2, BatchSize = 16, Optimizer = new Sgd(0.01), Threads = threads });
            return network.Parameters;
        })];

        Assert.True(learned[0].SequenceEqual(learned[1]), graph.Source(Precision.Double));
    }
}
