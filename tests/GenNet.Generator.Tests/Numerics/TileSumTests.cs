using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Tests.Harness;
using GenNet.Generator.Tests.Numerics.Reference;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// Convolutions over images so large that six samples go forward and back at a time, and whose gradient is summed within each six: what is left over at
/// the end of a batch, every form of convolution, and any number of threads.
/// </summary>
public sealed class TileSumTests
{
    private static readonly SharedNetworks s_shared = new();

    /// <summary>The layers, what the network takes and yields, and how many of its layers sum within six samples.</summary>
    private static readonly (string Layers, int InputSize, int OutputSize, int Summing)[] s_networks =
    [
        ("[Input(28, 28, 1)] [Conv2D(8, 3, ReLU)] [MaxPool2D(2)] [Flatten] [Layer(3)]", 784, 3, 1),
        ("[Input(30, 26, 2)] [Conv2D(20, 3, Tanh, Padding = 1)] [Conv2D(5, 3, Stride = 2)] [Activate(PReLU)] [GlobalAveragePool] [Layer(3)]", 1560, 3, 2),
        ("[Input(24, 40, 6)] [Conv2D(6, 3, Groups = 6, Dilation = 2)] [Conv2D(12, 1, Sigmoid)] [Flatten] [Layer(3)]", 5760, 3, 2),
        ("[Input(700, 4)] [Conv1D(9, 5, ReLU, Causal = true)] [AveragePool1D(2)] [Conv1D(16, 3)] [GlobalMaxPool] [Layer(3)]", 2800, 3, 2),
        ("[Input(20, 20, 3)] [ConvTranspose2D(6, 4, Stride = 2)] [Conv2D(3, 5, ReLU)] [GlobalAveragePool]", 1200, 3, 2),

        // The loss hands δ to a convolution; two convolutions share one; slopes of each channel, and a frozen one.
        ("[Input(34, 34, 2)] [Conv2D(4, 3, Bias = false)]", 2312, 4096, 1),
        (
            "[Input(30, 30, 3)] [Conv2D(4, 3, Same = true, Name = \"image\")] [Conv2D(8, 3, Same = true, Name = \"main\")] [Conv2D(8, 3, Same = true, From = \"image\")] [Add(\"main\")] "
            + "[Activate(PReLU, PerChannel = true)] [Conv2D(6, 3, Frozen = true)] [GlobalAveragePool] [Layer(3)]",
            2700,
            3,
            3),

        // Values of many kinds that one tile needs at a time.
        (
            "[Input(40, 40, 2)] [Conv2D(4, 3, Same = true, Name = \"left\")] [LayerNorm(Name = \"norm\")] [Conv2D(4, 3, ReLU, Same = true, From = \"left\")] [Multiply(\"norm\")] [Concat(\"left\")] "
            + "[MaxPool2D(3, Stride = 2)] [Flatten] [Layer(5, Tanh)] [Layer(3)]",
            3200,
            3,
            2),
    ];

    public static TheoryData<string, int, int, int> Networks => new(TestScope.Cases(s_networks, quick: 2));

    [Theory]
    [MemberData(nameof(Networks))]
    public void EveryBatchHasTheGradientOfTheDeclaration(string layers, int inputSize, int outputSize, int summing)
    {
        LoadedNetworks networks = Compile(layers);
        TrainableNetwork<double> network = networks.CreateDouble("NetDouble", 1);
        TrainableNetwork<float> single = networks.CreateSingle("NetSingle", 1);
        double[] parameters = Draw(network);
        network.CopyParametersFrom(parameters);
        single.CopyParametersFrom([.. parameters.Select(value => (float)value)]);
        var declared = new DeclaredNetwork("Net", Loss.MeanSquaredError, Reduction.Mean, layers.Split("] ").Select(layer => layer.TrimEnd(']') + "]").ToArray());
        Assert.Equal(summing, SummingLayers(layers));

        foreach (int samples in TestScope.Cases([13, 1, 7, 6], quick: 2))
        {
            (double[] inputs, double[] targets) = Samples(samples, inputSize, outputSize);
            AssertClose(ReferenceGraph.Gradient(declared, parameters, inputs, targets).Gradient, GradientOf(network, inputs, targets), 1e-9);
        }

        // More than a pass takes, so that the places of sums are used again: as much as its parts, each of fewer samples than two tiles, have together.
        int count = network.Layout.SamplesPerPass + 23;
        const int Part = 11;
        (double[] many, double[] manyTargets) = Samples(count, inputSize, outputSize);
        double[] ofMany = GradientOf(network, many, manyTargets);
        double[] ofParts = new double[parameters.Length];
        for (int first = 0; first < count; first += Part)
        {
            int end = Math.Min(first + Part, count);
            double[] part = GradientOf(
                network, many[(first * inputSize)..(end * inputSize)], manyTargets[(first * outputSize)..(end * outputSize)]);
            for (int i = 0; i < part.Length; i++)
            {
                ofParts[i] += part[i] * (end - first) / count;
            }
        }

        AssertClose(ofParts, ofMany, 1e-9);
        float[] ofSingle = new float[parameters.Length];
        single.Gradient([.. many.Select(value => (float)value)], [.. manyTargets.Select(value => (float)value)], ofSingle);
        AssertClose(ofMany, [.. ofSingle.Select(value => (double)value)], 2e-5);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void EveryNumberOfThreadsHasTheSameBits(string layers, int inputSize, int outputSize, int summing)
    {
        Assert.True(summing > 0);
        LoadedNetworks networks = Compile(layers);
        (double[] inputs, double[] targets) = Samples(83, inputSize, outputSize);
        var dataset = new Dataset([.. inputs.Select(value => (float)value)], [.. targets.Select(value => (float)value)], inputSize, outputSize);
        float[] expected = Learn(1);
        foreach (int threads in TestScope.Cases([3, 2, 7], quick: 1))
        {
            Assert.Equal(expected, Learn(threads));
        }

        float[] Learn(int threads)
        {
            TrainableNetwork<float> network = networks.CreateSingle("NetSingle", 1);
            network.Fit(dataset, new FitOptions { Epochs = 2, BatchSize = 41, Optimizer = new Momentum(0.01), Threads = threads, InsistsOnThreads = true });
            return network.Storage.ToArray();
        }
    }

    private static double[] GradientOf(TrainableNetwork<double> network, double[] inputs, double[] targets)
    {
        double[] gradient = new double[network.Layout.ParameterCount];
        network.Gradient(inputs, targets, gradient);
        return gradient;
    }

    private static int SummingLayers(string layers)
    {
        string backward = GeneratorHarness.RunUnchecked(Source(layers, "Double")).TextOf("NetDouble.Backward.g.cs");
        return Enumerable.Range(1, 9).Count(layer => backward.Contains($"void Layer{layer}WeightSums<", StringComparison.Ordinal));
    }

    private static LoadedNetworks Compile(string layers) => s_shared.CompileAndLoad([Source(layers, "Double"), Source(layers, "Single")]);

    private static string Source(string layers, string precision) =>
        "using GenNet;\nusing static GenNet.Activation;\n"
        + $"[Network(Loss = Loss.MeanSquaredError, Precision = Precision.{precision})]\n{layers}\npublic sealed partial class Net{precision};";

    private static double[] Draw(TrainableNetwork<double> network)
    {
        var random = new Random(3);
        double[] parameters = new double[network.Layout.ParameterCount];
        network.CopyParametersTo(parameters);
        return [.. parameters.Select(parameter => parameter + ((random.NextDouble() - 0.5) * 0.1))];
    }

    private static (double[] Inputs, double[] Targets) Samples(int count, int inputSize, int outputSize)
    {
        var random = new Random(count);
        return (
            [.. Enumerable.Range(0, count * inputSize).Select(_ => (double)(random.NextSingle() - 0.5f))],
            [.. Enumerable.Range(0, count * outputSize).Select(_ => (double)random.NextSingle())]);
    }

    private static void AssertClose(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance)
    {
        double scale = expected.Max(Math.Abs);
        Assert.Equal(expected.Count, actual.Count);
        Assert.All(Enumerable.Range(0, actual.Count), i => Assert.Equal(expected[i], actual[i], tolerance * scale));
    }
}
