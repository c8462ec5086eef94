using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using GenNet.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>Dropout and noise: nothing in prediction, and in training the same whatever takes the batch apart.</summary>
public sealed class NoiseLayerTests : IDisposable
{
    private const string Layers =
        """
        [Input(3, 10)]
        [GaussianNoise(0.1)]
        [Layer(20, Tanh, Name = "trunk")]
        [Dropout(0.5)]
        [Layer(20, PReLU)]
        [Dropout(0.25)]
        [Add("trunk")]
        [Flatten]
        [GaussianNoise(0.2)]
        [Activate(Sigmoid)]
        [Layer(4)]
        """;

    private const int InputSize = 30;
    private const int OutputSize = 4;

    private static readonly SharedNetworks s_shared = new();

    private readonly string _folder = Directory.CreateTempSubdirectory("gennet-noise").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(67)]
    public void PredictionEvaluationAndTheGradientWithoutASeedAreThoseOfTheNetworkWithoutThem(int samples)
    {
        LoadedNetworks networks = Compile(Layers);
        TrainableNetwork<double> network = networks.CreateDouble("NetDouble", 3);
        TrainableNetwork<double> plain = networks.CreateDouble("PlainDouble", 3);
        (double[] inputs, double[] targets) = Samples(samples);
        double[] outputs = new double[targets.Length];
        double[] plainOutputs = new double[targets.Length];
        double[] gradient = new double[network.Layout.ParameterCount];
        double[] plainGradient = new double[gradient.Length];

        network.Predict(inputs, outputs);
        plain.Predict(inputs, plainOutputs);
        double loss = network.Gradient(inputs, targets, gradient);
        double plainLoss = plain.Gradient(inputs, targets, plainGradient);

        Assert.Equal(plainOutputs, outputs);
        Assert.Equal(plainLoss, loss);
        Assert.Equal(plainGradient, gradient);
        Assert.Equal(plain.Evaluate(DatasetOf(inputs, targets)).Loss, network.Evaluate(DatasetOf(inputs, targets)).Loss);
    }

    [Fact]
    public void TheGradientOfASeedIsThatOfItsLoss()
    {
        LoadedNetworks networks = Compile(Layers);
        TrainableNetwork<double> network = networks.CreateDouble("NetDouble", 3);
        (double[] inputs, double[] targets) = Samples(13);
        double[] parameters = new double[network.Layout.ParameterCount];
        double[] gradient = new double[parameters.Length];
        double[] unused = new double[parameters.Length];
        network.CopyParametersTo(parameters);
        network.Gradient(inputs, targets, gradient, 17);

        for (int i = 0; i < parameters.Length; i += 7)
        {
            double kept = parameters[i];
            double difference = (LossAt(kept + 1e-5) - LossAt(kept - 1e-5)) / 2e-5;
            parameters[i] = kept;
            Assert.Equal(difference, gradient[i], 1e-7);

            double LossAt(double value)
            {
                parameters[i] = value;
                network.CopyParametersFrom(parameters);
                return network.Gradient(inputs, targets, unused, 17);
            }
        }
    }

    /// <summary>What a recurrent layer yields last lies a sequence apart from sample to sample, and its δ does not.</summary>
    [Fact]
    public void RowsMayLieOtherwiseOnTheWayBack()
    {
        LoadedNetworks networks = Compile("[Input(5, 6)]\n[Rnn(3, Name = \"v\")]\n[Dropout(0.5)]\n[Multiply(\"v\")]\n[Layer(4)]");
        TrainableNetwork<double> network = networks.CreateDouble("NetDouble", 3);
        (double[] inputs, double[] targets) = Samples(13);
        double[] parameters = new double[network.Layout.ParameterCount];
        double[] gradient = new double[parameters.Length];
        double[] unused = new double[parameters.Length];
        network.CopyParametersTo(parameters);
        network.Gradient(inputs, targets, gradient, 17);

        // In prediction it is copied, and no other name for a value whose rows lie elsewhere.
        TrainableNetwork<double> plain = networks.CreateDouble("PlainDouble", 3);
        double[] outputs = new double[targets.Length];
        double[] expected = new double[targets.Length];
        network.Predict(inputs, outputs);
        plain.Predict(inputs, expected);
        Assert.Equal(expected, outputs);
        Assert.Equal(plain.Evaluate(DatasetOf(inputs, targets)), network.Evaluate(DatasetOf(inputs, targets)));

        for (int i = 0; i < parameters.Length; i++)
        {
            double kept = parameters[i];
            double difference = (LossAt(kept + 1e-5) - LossAt(kept - 1e-5)) / 2e-5;
            parameters[i] = kept;
            Assert.Equal(difference, gradient[i], 1e-7);

            double LossAt(double value)
            {
                parameters[i] = value;
                network.CopyParametersFrom(parameters);
                return network.Gradient(inputs, targets, unused, 17);
            }
        }
    }

    [Fact]
    public void ALastLayerOfThemReachesTheOutputs()
    {
        LoadedNetworks networks = Compile("[Input(6)]\n[Layer(20, Tanh)]\n[Layer(5)]\n[GaussianNoise(0.5)]\n[Dropout(0.5)]");
        TrainableNetwork<double> network = networks.CreateDouble("NetDouble", 3);
        TrainableNetwork<double> plain = networks.CreateDouble("PlainDouble", 3);
        double[] inputs = Samples(42, 6, 5).Inputs;
        double[] targets = Samples(42, 6, 5).Targets;
        double[] outputs = new double[42 * 5];
        double[] plainOutputs = new double[42 * 5];

        network.Predict(inputs, outputs);
        plain.Predict(inputs, plainOutputs);
        Assert.Equal(plainOutputs, outputs);
        network.Predict(inputs.AsSpan(0, 6), outputs.AsSpan(0, 5));
        plain.Predict(inputs.AsSpan(0, 6), plainOutputs.AsSpan(0, 5));
        Assert.Equal(plainOutputs, outputs);

        double[] gradient = new double[network.Layout.ParameterCount];
        Assert.Equal(plain.Evaluate(DatasetOf(inputs, targets, 6, 5)), network.Evaluate(DatasetOf(inputs, targets, 6, 5)));
        Assert.NotEqual(network.Gradient(inputs, targets, gradient), network.Gradient(inputs, targets, gradient, 1));
    }

    [Fact]
    public void AStepDrawsWithTheNetworksSeedAndItsNumber()
    {
        LoadedNetworks networks = Compile(Layers);
        (double[] inputs, double[] targets) = Samples(29);
        double[] First(int seed)
        {
            // The parameters of one network with the noise of another: a rate of 0 learns nothing.
            TrainableNetwork<double> network = networks.CreateDouble("NetDouble", seed);
            network.CopyParametersFrom(ParametersOf(networks.CreateDouble("NetDouble", 1)));
            return [.. Enumerable.Range(0, 4).Select(_ => network.TrainStep(inputs, targets, new Sgd(0)))];
        }

        double[] losses = First(8);
        double[] gradient = new double[networks.CreateDouble("NetDouble").Layout.ParameterCount];
        Assert.Equal(losses, First(8));
        Assert.Equal(4, losses.Distinct().Count());
        Assert.Empty(losses.Intersect(First(9)));
        Assert.Equal(networks.CreateDouble("NetDouble", 1).Gradient(inputs, targets, gradient, 8), losses[0]);
    }

    [Theory]
    [InlineData("Single")]
    [InlineData("Double")]
    public void FitHasTheSameBitsForEveryNumberOfThreadsAndPasses(string precision)
    {
        LoadedNetworks networks = Compile(Layers);
        LoadedNetworks inPasses = Compile(Layers, samplesPerPass: 12);
        (double[] inputs, double[] targets) = Samples(150);
        Dataset dataset = DatasetOf(inputs, targets);
        double[] expected = Learn(networks, 1);

        foreach (int threads in new[] { 2, 3, 7 })
        {
            Assert.Equal(expected, Learn(networks, threads));
        }

        // Sums over samples are taken in another order where there are several passes; what is drawn is the same.
        double[] ofPasses = Learn(inPasses, 1);
        double tolerance = precision == "Double" ? 1e-12 : 1e-5;
        Assert.All(Enumerable.Range(0, expected.Length), i => Assert.Equal(expected[i], ofPasses[i], tolerance));
        Assert.Equal(ofPasses, Learn(inPasses, 3));

        double[] Learn(LoadedNetworks loaded, int threads)
        {
            var options = new FitOptions
            {
                Epochs = 3, BatchSize = 40, Optimizer = new Momentum(0.05), Seed = 5, Threads = threads, InsistsOnThreads = true,
            };
            if (precision == "Double")
            {
                TrainableNetwork<double> network = loaded.CreateDouble("NetDouble", 1);
                network.Fit(dataset, options);
                return ParametersOf(network);
            }

            TrainableNetwork<float> single = loaded.CreateSingle("NetSingle", 1);
            single.Fit(dataset, options);
            float[] parameters = new float[single.Layout.ParameterCount];
            single.CopyParametersTo(parameters);
            return [.. parameters.Select(value => (double)value)];
        }
    }

    [Fact]
    public void AResumedFitDrawsWhatOneInOneGoDraws()
    {
        LoadedNetworks networks = Compile(Layers);
        (double[] inputs, double[] targets) = Samples(90);
        Dataset dataset = DatasetOf(inputs, targets);
        double[] whole = Learn(new FitOptions { Epochs = 5, BatchSize = 20, Optimizer = new Adam(0.01), Seed = 2 });
        string file = Path.Combine(_folder, "run.safetensors");
        int batches = 0;
        FitOptions options = new()
        {
            Epochs = 5, BatchSize = 20, Optimizer = new Adam(0.01), Seed = 2, Checkpoint = new Checkpoint(file) { EveryBatches = 2 },
            Progress = _ =>
            {
                if (++batches == 13)
                {
                    throw new OperationCanceledException();
                }
            },
        };

        Assert.Throws<OperationCanceledException>(() => Learn(options));
        double[] resumed = Learn(
            new FitOptions { Epochs = 5, BatchSize = 20, Optimizer = new Adam(0.01), Seed = 2, Checkpoint = new Checkpoint(file) });

        Assert.Equal(whole, resumed);
        Assert.NotEqual(whole, Learn(new FitOptions { Epochs = 5, BatchSize = 20, Optimizer = new Adam(0.01), Seed = 3, Shuffle = false }));

        double[] Learn(FitOptions fit)
        {
            TrainableNetwork<double> network = networks.CreateDouble("NetDouble", 4);
            network.Fit(dataset, fit);
            return ParametersOf(network);
        }
    }

    [Fact]
    public void WeightedSamplesKeepTheirNoise()
    {
        // With weights a batch goes in parts; weights that are all 1 change nothing but how sums are put together.
        LoadedNetworks networks = Compile(Layers);
        (double[] inputs, double[] targets) = Samples(64);
        double[] weights = [.. Enumerable.Range(0, 64).Select(i => i % 3 == 0 ? 2.0 : 1.0)];
        double[] Learn(FitOptions options)
        {
            TrainableNetwork<double> network = networks.CreateDouble("NetDouble", 4);
            network.Fit(DatasetOf(inputs, targets), options);
            return ParametersOf(network);
        }

        double[] learned = Learn(new FitOptions { Epochs = 2, BatchSize = 64, Optimizer = new Sgd(0.1), SampleWeights = weights });
        double[] again = Learn(
            new FitOptions { Epochs = 2, BatchSize = 64, Optimizer = new Sgd(0.1), SampleWeights = weights, Threads = 3, InsistsOnThreads = true });

        Assert.Equal(learned, again);
    }

    [Fact]
    public void AStepAllocatesNothing()
    {
        LoadedNetworks networks = Compile(Layers);
        TrainableNetwork<double> network = networks.CreateDouble("NetDouble", 3);
        (double[] inputs, double[] targets) = Samples(40);
        double[] gradient = new double[network.Layout.ParameterCount];
        var optimizer = new Adam(0.01);

        Allocations.AssertNoneInTheEnd(() =>
        {
            network.TrainStep(inputs, targets, optimizer);
            network.Gradient(inputs, targets, gradient, 3);
        });
    }

    [Fact]
    public void InPredictionTheyAreNoCode()
    {
        GeneratorRun run = GeneratorHarness.Run($"using GenNet;\nusing static GenNet.Activation;\n{Layers}\npublic sealed partial class Net;");
        foreach (string file in new[] { "Net.Forward.g.cs", "Net.Loss.g.cs" })
        {
            string text = run.Files.Single(candidate => candidate.HintName == file).SourceText.ToString();
            Assert.Contains("ref float a3 = ref a2; // dropout does nothing in prediction", text, StringComparison.Ordinal);
            Assert.Contains("ref float a1 = ref x; // noise does nothing in prediction", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Layer3", text, StringComparison.Ordinal);
            Assert.DoesNotContain("DropoutMask", text, StringComparison.Ordinal);
            Assert.DoesNotContain("NormalNoise", text, StringComparison.Ordinal);
        }
    }

    /// <summary>The network in both precisions, and the same without noise.</summary>
    private static LoadedNetworks Compile(string layers, int? samplesPerPass = null)
    {
        string plain = string.Join(
            "\n", layers.Split('\n').Where(line => !line.Contains("[Dropout", StringComparison.Ordinal) && !line.Contains("[GaussianNoise", StringComparison.Ordinal)));
        string[] sources =
        [
            .. new[] { "Double", "Single" }.Select(precision =>
                $"using GenNet;\nusing static GenNet.Activation;\n[Network(Precision = Precision.{precision})]\n{layers}\npublic sealed partial class Net{precision};"),
            $"using GenNet;\nusing static GenNet.Activation;\n[Network(Precision = Precision.Double, Unroll = Unroll.Tiled)]\n{plain}\npublic sealed partial class PlainDouble;",
        ];
        return samplesPerPass is { } most
            ? s_shared.Load($"{most} {layers}", () => InPasses(most, sources))
            : s_shared.CompileAndLoad(sources);
    }

    /// <summary>Networks whose passes take fewer samples than were planned.</summary>
    private static LoadedNetworks InPasses(int samples, string[] sources)
    {
        GeneratorRun run = GeneratorHarness.RunUnchecked(sources);
        Compilation compilation = run.Compilation;
        int replaced = 0;
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            string text = tree.GetText().ToString();
            string fewer = Regex.Replace(text, "SamplesPerPass = [0-9]+", $"SamplesPerPass = {samples}");
            if (fewer != text)
            {
                compilation = compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(fewer, Encoding.UTF8)));
                replaced++;
            }
        }

        Assert.Equal(sources.Length, replaced);
        return GeneratorHarness.CompileAndLoad(run with { Compilation = compilation });
    }

    private static (double[] Inputs, double[] Targets) Samples(int count, int inputs = InputSize, int outputs = OutputSize)
    {
        var random = new Random(count);
        return (
            [.. Enumerable.Range(0, count * inputs).Select(_ => (double)(random.NextSingle() - 0.5f))],
            [.. Enumerable.Range(0, count * outputs).Select(_ => (double)random.NextSingle())]);
    }

    private static Dataset DatasetOf(double[] inputs, double[] targets, int inputSize = InputSize, int outputSize = OutputSize) => new(
        [.. inputs.Select(value => (float)value)], [.. targets.Select(value => (float)value)], inputSize, outputSize);

    private static double[] ParametersOf(TrainableNetwork<double> network)
    {
        double[] parameters = new double[network.Layout.ParameterCount];
        network.CopyParametersTo(parameters);
        return parameters;
    }
}
