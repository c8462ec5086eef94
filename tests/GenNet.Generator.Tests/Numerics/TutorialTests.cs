using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// The four tutorials that the samples follow, in double precision: from the same initial parameters, the generated network and the
/// reference train step by step to the same end.
/// </summary>
public sealed class TutorialTests
{
    private const string Sources = """
        using GenNet;
        using static GenNet.Activation;

        [Network(Loss = Loss.HalfSquaredError, Reduction = Reduction.Sum, Precision = Precision.Double)]
        [Layer(2, 3, Sigmoid, Initializer = Initializer.StandardNormal)]
        [Layer(3, 1, Sigmoid, Initializer = Initializer.StandardNormal)]
        internal sealed partial class Xor;

        [Network(Loss = Loss.BinaryCrossEntropy, Precision = Precision.Double)]
        [Layer(784, 64, Sigmoid)]
        [Layer(64, 10, Sigmoid)]
        internal sealed partial class Digits;

        [Network(Loss = Loss.SquaredError, Reduction = Reduction.Sum, Precision = Precision.Double)]
        [Layer(3, 4, Sigmoid, Bias = false, Initializer = Initializer.Uniform01)]
        [Layer(4, 1, Sigmoid, Bias = false, Initializer = Initializer.Uniform01)]
        internal sealed partial class BiasFree;

        [Network(Loss = Loss.BinaryCrossEntropy, Precision = Precision.Double)]
        [Layer(30, 16, ReLU, Initializer = Initializer.StandardNormal, InitializerScale = 0.01)]
        [Layer(16, 1, Sigmoid, Initializer = Initializer.StandardNormal, InitializerScale = 0.01)]
        internal sealed partial class BinaryClassifier;
        """;

    private static readonly NetworkDescription s_xor = new(
        "Xor",
        Loss.HalfSquaredError,
        Reduction.Sum,
        Precision.Double,
        Unroll.Auto,
        new LayerDescription(2, 3, Activation.Sigmoid),
        new LayerDescription(3, 1, Activation.Sigmoid));

    private static readonly NetworkDescription s_digits = new(
        "Digits",
        Loss.BinaryCrossEntropy,
        Reduction.Mean,
        Precision.Double,
        Unroll.Auto,
        new LayerDescription(784, 64, Activation.Sigmoid),
        new LayerDescription(64, 10, Activation.Sigmoid));

    private static readonly NetworkDescription s_biasFree = new(
        "BiasFree",
        Loss.SquaredError,
        Reduction.Sum,
        Precision.Double,
        Unroll.Auto,
        new LayerDescription(3, 4, Activation.Sigmoid, HasBias: false),
        new LayerDescription(4, 1, Activation.Sigmoid, HasBias: false));

    private static readonly NetworkDescription s_binaryClassifier = new(
        "BinaryClassifier",
        Loss.BinaryCrossEntropy,
        Reduction.Mean,
        Precision.Double,
        Unroll.Auto,
        new LayerDescription(30, 16, Activation.ReLU),
        new LayerDescription(16, 1, Activation.Sigmoid));

    private static readonly Lazy<GeneratedNetworks> s_networks = new(() => GeneratedNetworks.Compile(Sources));

    private static readonly double[] s_xorInputs = [0, 0, 0, 1, 1, 0, 1, 1];

    private static readonly double[] s_xorTargets = [0, 1, 1, 0];

    [Fact]
    public void Xor()
    {
        GeneratedNetwork network = s_networks.Value.Create(s_xor, seed: 1);
        AssertZeroBiases(s_xor, network);

        double[] predictions = TrainBeside(s_xor, network, [(s_xorInputs, s_xorTargets)], epochs: 10_000, learningRate: 0.1)
            .Predict(s_xorInputs);

        Agreement.Within("XOR", s_xorTargets, predictions, 0.1);
    }

    [Fact]
    public void FitIsTheLoopOfTrainingSteps()
    {
        GeneratedNetwork stepped = s_networks.Value.Create(s_xor, seed: 1);
        var optimizer = new Sgd(0.1);
        double loss = 0;
        for (int epoch = 0; epoch < 10_000; epoch++)
        {
            loss = stepped.TrainStep(s_xorInputs, s_xorTargets, optimizer);
        }

        GeneratedNetwork fitted = s_networks.Value.Create(s_xor, seed: 1);
        TrainingHistory history = fitted.Fit(
            new Dataset([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]),
            new FitOptions { Epochs = 10_000, BatchSize = 4, Optimizer = optimizer });

        Assert.Equal(stepped.Parameters, fitted.Parameters);
        Assert.Equal(loss, history.Loss);
        Assert.Equal(10_000, history.Epochs.Count);
    }

    [Fact]
    public void BiasFree()
    {
        double[] inputs = [0, 0, 1, 0, 1, 1, 1, 0, 1, 1, 1, 1];
        double[] targets = [0, 1, 1, 0];
        GeneratedNetwork network = s_networks.Value.Create(s_biasFree, seed: 1);
        Assert.All(network.Parameters, weight => Assert.InRange(weight, 0, 1));

        double[] predictions = TrainBeside(s_biasFree, network, [(inputs, targets)], epochs: 1000, learningRate: 1).Predict(inputs);

        Agreement.Within("bias-free", targets, predictions, 0.05);
    }

    [Fact]
    public void Digits()
    {
        const int Samples = 256;
        const int BatchSize = 32;
        string folder = Path.Combine(AppContext.BaseDirectory, "Data");
        Dataset test = Dataset.FromIdx(
            Path.Combine(folder, "t10k-images-idx3-ubyte.gz"), Path.Combine(folder, "t10k-labels-idx1-ubyte.gz"));
        (double[] Inputs, double[] Targets)[] batches =
        [
            .. from first in Enumerable.Range(0, Samples / BatchSize)
               let batch = test.Slice(first * BatchSize, BatchSize)
               select (Widen(batch.Inputs), Widen(batch.Targets)),
        ];
        GeneratedNetwork network = s_networks.Value.Create(s_digits, seed: 1);
        AssertZeroBiases(s_digits, network);

        TrainBeside(s_digits, network, batches, epochs: 15, learningRate: 0.5);

        int correct = 0;
        foreach ((double[] inputs, double[] targets) in batches)
        {
            double[] outputs = network.Predict(inputs);
            for (int s = 0; s < BatchSize; s++)
            {
                double[] ofSample = outputs[(s * 10)..((s + 1) * 10)];
                correct += targets[(s * 10) + Array.IndexOf(ofSample, ofSample.Max())] == 1 ? 1 : 0;
            }
        }

        Assert.True(correct >= 0.95 * Samples, $"{correct} of {Samples} digits that it was trained on are read correctly.");
    }

    [Fact]
    public void BinaryClassifier()
    {
        (double[] inputs, double[] targets) = ReadBreastCancer();
        GeneratedNetwork network = s_networks.Value.Create(s_binaryClassifier, seed: 1);
        Assert.All(network.Parameters, parameter => Assert.InRange(parameter, -0.06, 0.06));

        double[] outputs = TrainBeside(s_binaryClassifier, network, [(inputs, targets)], epochs: 500, learningRate: 0.1).Predict(inputs);

        int correct = outputs.Zip(targets, (a, t) => Math.Abs(a - t) < 0.5 ? 1 : 0).Sum();
        Assert.True(correct >= 0.97 * targets.Length, $"{correct} of {targets.Length} samples are classified correctly.");
    }

    /// <summary>Trains the network and a reference that starts from its parameters; they may differ by rounding alone.</summary>
    private static GeneratedNetwork TrainBeside(
        NetworkDescription description,
        GeneratedNetwork network,
        IReadOnlyList<(double[] Inputs, double[] Targets)> batches,
        int epochs,
        double learningRate)
    {
        const int ComparedLosses = 10;
        var reference = new ReferenceNetwork(description, network.Parameters);
        var optimizer = new Sgd(learningRate);
        var expected = new List<double>();
        var actual = new List<double>();
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            foreach ((double[] inputs, double[] targets) in batches)
            {
                expected.Add(reference.Step(inputs, targets, learningRate));
                actual.Add(network.TrainStep(inputs, targets, optimizer));
            }
        }

        Agreement.Within($"{description.Name}: first losses", [.. expected.Take(ComparedLosses)], [.. actual.Take(ComparedLosses)], 1e-12);
        Agreement.Within($"{description.Name}: parameters", reference.Parameters, network.Parameters, 1e-7);
        Assert.True(actual[^1] < actual[0], $"{description.Name} has learnt nothing: its loss went from {actual[0]} to {actual[^1]}.");
        return network;
    }

    private static void AssertZeroBiases(NetworkDescription description, GeneratedNetwork network)
    {
        foreach ((string name, Range range) in description.Tensors)
        {
            bool isBias = name.StartsWith('b');
            Assert.True(network.Parameters[range].All(value => value == 0) == isBias, $"{description.Name} draws {name} wrongly.");
        }
    }

    /// <summary>The breast cancer samples, each feature with mean 0 and deviation 1; the target is 1 for benign.</summary>
    private static (double[] Inputs, double[] Targets) ReadBreastCancer()
    {
        const int Features = 30;
        double[][] rows =
        [
            .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "breast_cancer.csv"))
                .Skip(1)
                .Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray()),
        ];
        for (int feature = 0; feature < Features; feature++)
        {
            double mean = rows.Average(row => row[feature]);
            double deviation = Math.Sqrt(rows.Average(row => (row[feature] - mean) * (row[feature] - mean)));
            foreach (double[] row in rows)
            {
                row[feature] = (row[feature] - mean) / deviation;
            }
        }

        return ([.. rows.SelectMany(row => row[..Features])], [.. rows.Select(row => row[Features])]);
    }

    private static double[] Widen(ReadOnlyMemory<float> values) => Array.ConvertAll(values.ToArray(), value => (double)value);
}
