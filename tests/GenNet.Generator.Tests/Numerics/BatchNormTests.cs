using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using GenNet.Generator.Tests.Harness;
using GenNet.Generator.Tests.Numerics.Reference;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>Batch normalization: statistics of the whole batch, whatever takes it apart, and the state that prediction uses.</summary>
public sealed class BatchNormTests : IDisposable
{
    private const int InputSize = 30;
    private const int OutputSize = 4;

    /// <summary>With few positions and many, before and behind a branch, one behind the other, and last.</summary>
    private static readonly string[] s_layers =
    [
        """
        [Input(3, 10)]
        [BatchNorm(Momentum = 0.3)]
        [Layer(20, Tanh, Name = "trunk")]
        [BatchNorm]
        [Activate(PReLU)]
        [Add("trunk")]
        [Flatten]
        [Layer(17)]
        [BatchNorm(Epsilon = 0.01)]
        [Activate(Sigmoid)]
        [Layer(4)]
        """,
        """
        [Input(30)]
        [Layer(160, Tanh)]
        [Reshape(4, 8, 5)]
        [BatchNorm]
        [Layer(9)]
        [BatchNorm]
        [Activate(ReLU)]
        [Flatten]
        [Layer(4)]
        [BatchNorm(Momentum = 1)]
        """,
    ];

    private static readonly SharedNetworks s_shared = new();

    private readonly string _folder = Directory.CreateTempSubdirectory("gennet-norm").FullName;

    public static TheoryData<int, string> LayersAndPrecisions => new(
        TestScope.Cases(Enumerable.Range(0, s_layers.Length), quick: 1).SelectMany(layers => new[] { (layers, "Single"), (layers, "Double") }));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0)]
    [FullInlineData(1)]
    public void EveryBatchSizeAgreesWithDualNumbersAndTheReference(int layers)
    {
        LoadedNetworks networks = Compile(s_layers[layers]);
        foreach (int samples in new[] { 2, 6, 7, 65 })
        {
            TrainableNetwork<double> network = networks.CreateDouble("NetDouble", 3);
            double[] parameters = Draw(network, samples);
            network.CopyParametersFrom(parameters);
            (double[] inputs, double[] targets) = Samples(samples);
            double[] gradient = new double[parameters.Length];
            double loss = network.Gradient(inputs, targets, gradient);

            var declared = new DeclaredNetwork("Net", Loss.MeanSquaredError, Reduction.Mean, Attributes(s_layers[layers]));
            ReferenceGradient expected = ReferenceGraph.Gradient(declared, parameters, inputs, targets);
            Assert.Equal(expected.Loss, loss, 1e-9 * Math.Max(1, expected.Loss));
            double scale = expected.Gradient.Max(Math.Abs);
            Assert.All(Enumerable.Range(0, gradient.Length), i => Assert.Equal(expected.Gradient[i], gradient[i], 1e-9 * scale));
            if (samples == 7)
            {
                GradientReport report = (GradientReport)network.GetType().GetMethod("CheckGradients")!.CreateDelegate<Checker>(network)(inputs, targets, 20);
                Assert.True(report.IsCorrect && report.IsLossCorrect, report.ToString());
            }
        }
    }

    /// <summary>So many terms that weight gradients are summed up in blocks, in memory that lies behind the samples.</summary>
    [FullFact]
    public void ManyPositionsAgreeWithTheReference()
    {
        const string Layers =
            """
            [Input(30)]
            [Layer(784, Tanh)]
            [Reshape(14, 14, 4)]
            [Layer(18)]
            [BatchNorm]
            [Activate(ReLU)]
            [Layer(3)]
            [BatchNorm]
            [Flatten]
            [Layer(4)]
            """;
        LoadedNetworks networks = Compile(Layers);
        TrainableNetwork<double> network = networks.CreateDouble("NetDouble", 3);
        double[] parameters = Draw(network, 3);
        network.CopyParametersFrom(parameters);
        (double[] inputs, double[] targets) = Samples(9);
        double[] gradient = new double[parameters.Length];
        network.Gradient(inputs, targets, gradient);

        var declared = new DeclaredNetwork("Net", Loss.MeanSquaredError, Reduction.Mean, Attributes(Layers));
        ReferenceGradient expected = ReferenceGraph.Gradient(declared, parameters, inputs, targets);
        double scale = expected.Gradient.Max(Math.Abs);
        Assert.All(Enumerable.Range(0, gradient.Length), i => Assert.Equal(expected.Gradient[i], gradient[i], 1e-9 * scale));

        // Far more samples than a pass of prediction takes.
        (inputs, targets) = Samples(700);
        TrainableNetwork<float> single = networks.CreateSingle("NetSingle", 3);
        single.CopyParametersFrom([.. parameters.Select(value => (float)value)]);
        float[] ofSingle = new float[parameters.Length];
        network.Gradient(inputs, targets, gradient);
        single.Gradient([.. inputs.Select(value => (float)value)], [.. targets.Select(value => (float)value)], ofSingle);
        scale = gradient.Max(Math.Abs);
        Assert.All(Enumerable.Range(0, gradient.Length), i => Assert.Equal(gradient[i], ofSingle[i], 2e-5 * scale));
    }

    [Theory]
    [MemberData(nameof(LayersAndPrecisions))]
    public void EveryNumberOfThreadsHasTheSameBits(int layers, string precision)
    {
        LoadedNetworks networks = Compile(s_layers[layers]);
        (double[] inputs, double[] targets) = Samples(403);
        Dataset dataset = DatasetOf(inputs, targets);
        double[] expected = Learn(1);

        foreach (int threads in new[] { 2, 3, 7 })
        {
            Assert.Equal(expected, Learn(threads));
        }

        double[] Learn(int threads)
        {
            // The last batch is smaller; its statistics are its own.
            var options = new FitOptions
            {
                Epochs = 2, BatchSize = 100, Optimizer = new Momentum(0.05), Threads = threads, InsistsOnThreads = true, AccumulateBatches = 2,
            };
            if (precision == "Double")
            {
                TrainableNetwork<double> network = networks.CreateDouble("NetDouble", 1);
                network.Fit(dataset, options);
                return [.. network.Storage];
            }

            TrainableNetwork<float> single = networks.CreateSingle("NetSingle", 1);
            single.Fit(dataset, options);
            return [.. single.Storage.ToArray().Select(value => (double)value)];
        }
    }

    [Fact]
    public void RunningValuesFollowEveryStepAndNothingElse()
    {
        LoadedNetworks networks = Compile("[Input(30)]\n[BatchNorm(Momentum = 0.25)]\n[Layer(4)]");
        TrainableNetwork<double> network = networks.CreateDouble("NetDouble", 1);
        double[] mean = new double[30];
        double[] variance = [.. Enumerable.Repeat(1.0, 30)];
        double[] gradient = new double[network.Layout.ParameterCount];
        for (int step = 0; step < 5; step++)
        {
            (double[] inputs, double[] targets) = Samples(20 + step);
            network.Gradient(inputs, targets, gradient);
            network.Predict(inputs, new double[targets.Length]);
            network.TrainStep(inputs, targets, step % 2 == 0 ? new Adam(0.01) : new Lbfgs(0.5));
            for (int channel = 0; channel < 30; channel++)
            {
                double[] values = [.. Enumerable.Range(0, 20 + step).Select(sample => inputs[(sample * 30) + channel])];
                double average = values.Average();
                mean[channel] = (0.75 * mean[channel]) + (0.25 * average);
                variance[channel] = (0.75 * variance[channel]) + (0.25 * values.Sum(value => (value - average) * (value - average)) / (values.Length - 1));
            }
        }

        string file = Path.Combine(_folder, "net.safetensors");
        network.Save(file);
        IReadOnlyDictionary<string, double[]> saved = SavedTensors.Of(network);
        Assert.All(Enumerable.Range(0, 30), channel => Assert.Equal(mean[channel], saved["layer1.running_mean"][channel], 1e-12));
        Assert.All(Enumerable.Range(0, 30), channel => Assert.Equal(variance[channel], saved["layer1.running_variance"][channel], 1e-12));

        // They are no parameters, and come back from a file.
        Assert.Equal((2 * 30) + (30 * 4) + 4, network.Layout.ParameterCount);
        var loaded = (TrainableNetwork<double>)networks.Assembly.GetType("NetDouble")!.GetMethod("Load", [typeof(string)])!.Invoke(null, [file])!;
        Assert.Equal(network.Storage.ToArray(), loaded.Storage.ToArray());
        Assert.All(network.Storage[^4..].ToArray(), value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void PredictionUsesRunningValues()
    {
        LoadedNetworks networks = Compile(s_layers[0]);
        TrainableNetwork<double> network = networks.CreateDouble("NetDouble", 1);
        (double[] inputs, double[] targets) = Samples(50);
        for (int step = 0; step < 300; step++)
        {
            network.TrainStep(inputs, targets, new Sgd(0));
        }

        // After many steps on one batch they are those of the batch but for the unbiased variance.
        double[] gradient = new double[network.Layout.ParameterCount];
        double ofBatch = network.Gradient(inputs, targets, gradient);
        double ofPrediction = network.Evaluate(DatasetOf(inputs, targets)).Loss;
        Assert.NotEqual(ofBatch, ofPrediction);
        Assert.Equal(ofBatch, ofPrediction, 0.05 * ofBatch);

        // A sample by itself is what it is beside others.
        double[] outputs = new double[targets.Length];
        network.Predict(inputs, outputs);
        for (int sample = 0; sample < 50; sample++)
        {
            double[] one = new double[OutputSize];
            network.Predict(inputs.AsSpan(sample * InputSize, InputSize), one);
            Assert.All(Enumerable.Range(0, OutputSize), i => Assert.Equal(outputs[(sample * OutputSize) + i], one[i], 1e-12));
        }
    }

    [Fact]
    public void AnActivationBehindAppliesThemInPrediction()
    {
        GeneratorRun run = GeneratorHarness.Run(
            "using GenNet;\nusing static GenNet.Activation;\n[Layer(8, 20)]\n[BatchNorm]\n[Activate(ReLU)]\n[Layer(9)]\n[BatchNorm(Name = \"n\")]\n"
            + "[Activate(Tanh)]\n[Add(\"n\")]\n[Layer(2)]\npublic sealed partial class Net;");
        foreach (string file in new[] { "Net.Forward.g.cs", "Net.Loss.g.cs" })
        {
            string text = run.Files.Single(candidate => candidate.HintName == file).SourceText.ToString();
            Assert.Contains("Layer3ScaledActivation(ref a1, ref scale2, ref shift2, ref a3, first, end);", text, StringComparison.Ordinal);

            // Neither is there a place for what training makes of it, nor is it handed to anybody.
            Assert.DoesNotContain("ref float a2 = ", text, StringComparison.Ordinal);
            Assert.DoesNotContain("(ref a2, ref", text, StringComparison.Ordinal);

            // Two take the second one's value, which so is made.
            Assert.Contains("Layer5Scaling(ref a4, ref scale5, ref shift5, ref a5, first, end);", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void FarFromZeroVariancesKeepTheirDigits()
    {
        LoadedNetworks networks = Compile("[Input(30)]\n[BatchNorm(Epsilon = 1e-9)]\n[Layer(4)]");
        TrainableNetwork<float> network = networks.CreateSingle("NetSingle", 1);
        var random = new Random(5);
        float[] inputs = [.. Enumerable.Range(0, 500 * 30).Select(_ => 10_000 + (random.Next(256) / 256f))];
        float[] targets = new float[500 * 4];

        network.TrainStep(inputs, targets, new Sgd(0));

        // Each input has all the digits of its 256 steps; squares of 10,000 have none of them.
        double[] variances = SavedTensors.Of(network)["layer1.running_variance"];
        for (int channel = 0; channel < 30; channel++)
        {
            double[] values = [.. Enumerable.Range(0, 500).Select(sample => (double)inputs[(sample * 30) + channel])];
            double average = values.Average();
            double variance = values.Sum(value => (value - average) * (value - average)) / 499;
            Assert.Equal(0.9 + (0.1 * variance), variances[channel], 1e-5);
        }
    }

    [Fact]
    public void AFrozenOneNormalizesAndRemembersAllTheSame()
    {
        LoadedNetworks networks = Compile("[Input(30)]\n[Layer(20, Tanh)]\n[BatchNorm(Frozen = true)]\n[Layer(4)]");
        TrainableNetwork<double> network = networks.CreateDouble("NetDouble", 1);
        double[] parameters = Draw(network, 1);
        network.CopyParametersFrom(parameters);
        (double[] inputs, double[] targets) = Samples(40);
        double[] gradient = new double[parameters.Length];
        network.Gradient(inputs, targets, gradient);

        network.TrainStep(inputs, targets, new Adam(0.1) { WeightDecay = 0.1 });

        double[] after = new double[parameters.Length];
        network.CopyParametersTo(after);
        int frozen = (30 * 20) + 20;
        Assert.Equal(parameters[frozen..(frozen + 40)], after[frozen..(frozen + 40)]);
        Assert.All(gradient[frozen..(frozen + 40)], value => Assert.Equal(0, value));
        Assert.All(gradient[..(30 * 20)], value => Assert.NotEqual(0, value));
        Assert.All(SavedTensors.Of(network)["layer2.running_variance"], value => Assert.NotEqual(1, value));
    }

    [Fact]
    public void AResumedFitEndsWithTheSameBits()
    {
        LoadedNetworks networks = Compile(s_layers[0]);
        (double[] inputs, double[] targets) = Samples(90);
        Dataset dataset = DatasetOf(inputs, targets);
        double[] whole = Learn(new FitOptions { Epochs = 5, BatchSize = 20, Optimizer = new Adam(0.01) });
        string file = Path.Combine(_folder, "run.safetensors");
        int batches = 0;
        FitOptions killed = new()
        {
            Epochs = 5, BatchSize = 20, Optimizer = new Adam(0.01), Checkpoint = new Checkpoint(file) { EveryBatches = 2 },
            Progress = _ =>
            {
                if (++batches == 13)
                {
                    throw new OperationCanceledException();
                }
            },
        };

        Assert.Throws<OperationCanceledException>(() => Learn(killed));
        Assert.Equal(whole, Learn(new FitOptions { Epochs = 5, BatchSize = 20, Optimizer = new Adam(0.01), Checkpoint = new Checkpoint(file) }));

        double[] Learn(FitOptions options)
        {
            TrainableNetwork<double> network = networks.CreateDouble("NetDouble", 4);
            network.Fit(dataset, options);
            return [.. network.Storage];
        }
    }

    [Fact]
    public void EarlyStoppingPutsTheStateOfItsEpochBack()
    {
        LoadedNetworks networks = Compile(s_layers[0]);
        (double[] inputs, double[] targets) = Samples(60);
        Dataset dataset = DatasetOf(inputs, targets);
        TrainableNetwork<double> network = networks.CreateDouble("NetDouble", 4);
        var stored = new List<double[]>();
        TrainingHistory history = network.Fit(dataset, new FitOptions
        {
            Epochs = 40, BatchSize = 20, Optimizer = new Sgd(0.9), Validation = DatasetOf(Samples(61).Inputs, Samples(61).Targets),
            EarlyStopping = new EarlyStopping(3), Callbacks = [new Keep(() => stored.Add([.. network.Storage]))],
        });

        Assert.Equal(stored[history.BestEpoch - 1], network.Storage.ToArray());
    }

    [Fact]
    public void SamplesThatCountDifferentlyShareTheirStatistics()
    {
        LoadedNetworks networks = Compile(s_layers[0]);
        (double[] inputs, double[] targets) = Samples(36);
        double[] weights = [.. Enumerable.Range(0, 36).Select(i => i % 4 == 0 ? 0.5 : i % 4 == 1 ? 3.0 : 1.0)];

        // The same samples as often as they count, with a share that makes up for it, have the same weighted gradient where statistics are given.
        TrainableNetwork<double> network = networks.CreateDouble("NetDouble", 4);
        double[] before = new double[network.Layout.ParameterCount];
        network.CopyParametersTo(before);
        TrainingHistory history = network.Fit(
            DatasetOf(inputs, targets),
            new FitOptions { Epochs = 1, BatchSize = 36, Optimizer = new Sgd(1), SampleWeights = weights, Shuffle = false });
        double[] after = new double[before.Length];
        network.CopyParametersTo(after);

        // Central differences of the weighted loss, sample by sample of the whole batch.
        TrainableNetwork<double> other = networks.CreateDouble("NetDouble", 4);
        double[] one = new double[before.Length];
        double[] expected = new double[before.Length];
        double loss = 0;
        double[] outputs = OutputsInTraining(other, inputs, targets);
        for (int sample = 0; sample < 36; sample++)
        {
            double ofSample = Enumerable.Range(0, OutputSize).Sum(i => Math.Pow(outputs[(sample * OutputSize) + i] - targets[(sample * OutputSize) + i], 2));
            loss += weights[sample] * ofSample / OutputSize / 36;
        }

        Assert.Equal(loss, history.Epochs[0].Loss, 1e-9);

        // Weighted targets make the same δ: w (a − t) = a − (a − w (a − t)).
        double[] moved = [.. Enumerable.Range(0, targets.Length).Select(i => outputs[i] - (weights[i / OutputSize] * (outputs[i] - targets[i])))];
        other.Gradient(inputs, moved, expected);
        Assert.All(Enumerable.Range(0, before.Length), i => Assert.Equal(before[i] - expected[i], after[i], 1e-9));
    }

    [Fact]
    public void OneValueOfAChannelIsRefusedBeforeAnythingChanges()
    {
        LoadedNetworks networks = Compile("[Input(30)]\n[Layer(4)]\n[BatchNorm]");
        TrainableNetwork<double> network = networks.CreateDouble("NetDouble", 1);
        double[] before = [.. network.Storage];
        (double[] inputs, double[] targets) = Samples(9);
        ArgumentException refused = Assert.Throws<ArgumentException>(
            () => network.TrainStep(inputs.AsSpan(0, 30), targets.AsSpan(0, 4), new Sgd(1)));
        Assert.StartsWith(
            "inputs has 1 sample, but layer 2 of NetDouble normalizes each channel by its variance over the batch, and 1 value has none. "
            + "Train with 2 samples or more.",
            refused.Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => network.Gradient(inputs.AsSpan(0, 30), targets.AsSpan(0, 4), new double[network.Layout.ParameterCount]));
        refused = Assert.Throws<ArgumentException>(() => network.Fit(DatasetOf(inputs, targets), new FitOptions { BatchSize = 4 }));
        Assert.StartsWith("9 samples in batches of 4 leave 1 sample for the last batch, but layer 2", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Storage.ToArray());

        network.Fit(DatasetOf(inputs, targets), new FitOptions { BatchSize = 3 });
        network.Predict(inputs.AsSpan(0, 30), new double[4]);

        // Several positions are several values.
        LoadedNetworks ofSteps = Compile("[Input(30)]\n[Reshape(3, 10)]\n[BatchNorm]\n[Flatten]\n[Layer(4)]");
        ofSteps.CreateDouble("NetDouble").TrainStep(inputs.AsSpan(0, 30), targets.AsSpan(0, 4), new Sgd(1));
    }

    [Fact]
    public void AStepAllocatesNothing()
    {
        LoadedNetworks networks = Compile(s_layers[0]);
        TrainableNetwork<double> network = networks.CreateDouble("NetDouble", 3);
        (double[] inputs, double[] targets) = Samples(40);
        double[] gradient = new double[network.Layout.ParameterCount];
        var optimizer = new Adam(0.01);

        Allocations.AssertNoneInTheEnd(() =>
        {
            network.TrainStep(inputs, targets, optimizer);
            network.Gradient(inputs, targets, gradient);
        });
    }

    private delegate GradientReport Checker(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, int parametersPerTensor);

    /// <summary>What the network yields for a batch in training, from gradients by its last biases.</summary>
    private static double[] OutputsInTraining(TrainableNetwork<double> network, double[] inputs, double[] targets)
    {
        // L = 1/(4·36) Σ (a − t)²: with the targets of one output moved by 1 it changes by (1 − 2 (a − t)) / 144.
        double[] unused = new double[network.Layout.ParameterCount];
        double loss = network.Gradient(inputs, targets, unused);
        double[] outputs = new double[targets.Length];
        for (int i = 0; i < targets.Length; i++)
        {
            double[] moved = [.. targets];
            moved[i] += 1;
            double change = (network.Gradient(inputs, moved, unused) - loss) * targets.Length;
            outputs[i] = targets[i] + ((1 - change) / 2);
        }

        return outputs;
    }

    private static string[] Attributes(string layers) => layers.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static LoadedNetworks Compile(string layers) => s_shared.CompileAndLoad(
        [.. new[] { "Double", "Single" }.Select(precision =>
            "using GenNet;\nusing static GenNet.Activation;\n"
            + $"[Network(Loss = Loss.MeanSquaredError, Precision = Precision.{precision}, CheckGradients = true)]\n{layers}\npublic sealed partial class Net{precision};")]);

    private static double[] Draw(TrainableNetwork<double> network, int seed)
    {
        var random = new Random(seed);
        double[] parameters = new double[network.Layout.ParameterCount];
        network.CopyParametersTo(parameters);
        return [.. parameters.Select(parameter => parameter + ((random.NextDouble() - 0.5) * 0.4))];
    }

    private static (double[] Inputs, double[] Targets) Samples(int count)
    {
        var random = new Random(count);
        return (
            [.. Enumerable.Range(0, count * InputSize).Select(_ => (double)(random.NextSingle() - 0.5f))],
            [.. Enumerable.Range(0, count * OutputSize).Select(_ => (double)random.NextSingle())]);
    }

    private static Dataset DatasetOf(double[] inputs, double[] targets) => new(
        [.. inputs.Select(value => (float)value)], [.. targets.Select(value => (float)value)], InputSize, OutputSize);

    private sealed class Keep(Action keep) : ITrainingCallback
    {
        public void OnBatch(in TrainingProgress progress)
        {
        }

        public void OnEpoch(EpochResult result) => keep();

        public void OnEnd(TrainingHistory history)
        {
        }
    }
}
