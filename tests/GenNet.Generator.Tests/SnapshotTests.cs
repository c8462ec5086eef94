using System;
using System.Linq;
using System.Numerics;
using GenNet.Generator.Tests.Harness;
using Xunit;

namespace GenNet.Generator.Tests;

/// <summary>
/// Small networks that show all of what is generated, to be read. Each is compiled with every warning an error, and run.
/// </summary>
public sealed class SnapshotTests
{
    [Fact]
    public void Xor()
    {
        GeneratorRun run = Run(
            """
            [Network(Loss = Loss.HalfSquaredError, Reduction = Reduction.Sum, Precision = Precision.Double)]
            [Layer(2, 3, Sigmoid, Initializer = Initializer.StandardNormal)]
            [Layer(3, 1, Sigmoid, Initializer = Initializer.StandardNormal)]
            public sealed partial class Xor;
            """);

        AssertTrains<double>(run, "Xor", inputs: 2, outputs: 1, parameters: 13);
        Snapshot.Verify(run);
    }

    [Fact]
    public void BiasFree()
    {
        GeneratorRun run = Run(
            """
            namespace Tutorials;

            [Layer(3, 4, Tanh, Bias = false)]
            [Layer(4, 1, Bias = false)]
            internal sealed partial class BiasFree;
            """);

        AssertTrains<float>(run, "Tutorials.BiasFree", inputs: 3, outputs: 1, parameters: 16);
        Snapshot.Verify(run);
    }

    [Fact]
    public void Classifier()
    {
        GeneratorRun run = Run(
            """
            public partial class Game
            {
                [Layer(2, 3, Softmax)]
                private sealed partial class Classifier;
            }
            """);

        AssertTrains<float>(run, "Game+Classifier", inputs: 2, outputs: 3, parameters: 9);
        Snapshot.Verify(run);
    }

    [Fact]
    public void Detector()
    {
        GeneratorRun run = Run(
            """
            [Network(Loss = Loss.BinaryCrossEntropy)]
            [Layer(4, 3, ReLU)]
            [Layer(3, 2, Sigmoid, InitializerScale = 0.01)]
            public sealed partial class Detector;
            """);

        AssertTrains<float>(run, "Detector", inputs: 4, outputs: 2, parameters: 23);
        Snapshot.Verify(run);
    }

    [Fact]
    public void Tiled()
    {
        GeneratorRun run = Run(
            """
            [Network(Unroll = Unroll.Tiled, Precision = Precision.Double)]
            [Layer(12, 10, Tanh)]
            [Layer(10, 3)]
            public sealed partial class Tiled;
            """);

        AssertTrains<double>(run, "Tiled", inputs: 12, outputs: 3, parameters: 163);
        Snapshot.Verify(run);
    }

    [Fact]
    public void Functions()
    {
        GeneratorRun run = Run(
            """
            [Network(LossFunction = nameof(Mathematics.Quantile), CheckGradients = true)]
            [Layer(2, 2, nameof(Mathematics.Snake))]
            [Layer(2, 1, nameof(Mathematics.Leaky))]
            public sealed partial class Functions;

            internal static class Mathematics
            {
                [ActivationFunction]
                public static float Snake(float x)
                {
                    float wave = System.MathF.Sin(2 * x);
                    return x + (wave * wave / 2);
                }

                [ActivationFunction]
                public static float Leaky(float x) => x < 0 ? 0.1f * x : x;

                [LossFunction]
                public static float Quantile(float output, float target)
                {
                    const float share = 0.75f;
                    float missing = target - output;
                    if (missing > 0)
                    {
                        return share * missing;
                    }

                    return (share - 1) * missing;
                }
            }
            """);

        AssertTrains<float>(run, "Functions", inputs: 2, outputs: 1, parameters: 9);
        Snapshot.Verify(run);
    }

    [Fact]
    public void Checked()
    {
        GeneratorRun run = Run(
            """
            [Network(Loss = Loss.BinaryCrossEntropy, CheckGradients = true)]
            [Layer(2, 2, ReLU)]
            [Layer(2, 2, Tanh)]
            [Layer(2, 1, Sigmoid)]
            public sealed partial class Checked;
            """);

        AssertTrains<float>(run, "Checked", inputs: 2, outputs: 1, parameters: 15);
        Snapshot.Verify(run);
    }

    [Fact]
    public void Curves()
    {
        GeneratorRun run = Run(
            """
            [Network(Loss = Loss.FocalLoss)]
            [Layer(2, 2, GELU)]
            [Layer(2, 2, Mish)]
            [Layer(2, 1, Sigmoid)]
            public sealed partial class Curves;
            """);

        AssertTrains<float>(run, "Curves", inputs: 2, outputs: 1, parameters: 15);
        Snapshot.Verify(run);
    }

    [Fact]
    public void Forecast()
    {
        GeneratorRun run = Run(
            """
            [Network(CheckGradients = true)]
            [Layer(2, 2, Tanh)]
            [Layer(2, 2, MeanAndVariance)]
            public sealed partial class Forecast;
            """);

        AssertTrains<float>(run, "Forecast", inputs: 2, outputs: 2, parameters: 12, targets: 1);
        Snapshot.Verify(run);
    }

    [Fact]
    public void Slopes()
    {
        GeneratorRun run = Run(
            """
            [Network(Loss = Loss.HalfSquaredError, CheckGradients = true)]
            [Layer(2, 2, PReLU)]
            [Layer(2, 1, PReLU, Slope = 0.5)]
            public sealed partial class Slopes;
            """);

        AssertTrains<float>(run, "Slopes", inputs: 2, outputs: 1, parameters: 11);
        Snapshot.Verify(run);
    }

    [Fact]
    public void Pretrained()
    {
        GeneratorRun run = GeneratorHarness.RunUnchecked(
            [
                new DescribedWeights(DescribedWeights.Of("models/small.safetensors", "layer1.kernel 2 3", "layer1.bias 3", "layer2.kernel 3 1", "layer2.bias 1")),
                new DescribedWeights(DescribedWeights.Of("large.safetensors", "layer1.bias 12", "layer1.kernel 12 12")),
                new DescribedWeights(DescribedWeights.OfOthers("torch.safetensors", "fc1.weight 12 10", "fc1.bias 12", "fc2.weight 2 12", "fc2.bias 2")),
            ],
            """
            using GenNet;
            using static GenNet.Activation;

            [Network(Weights = "small.safetensors", Trainable = false)]
            [Layer(2, 3, Tanh)]
            [Layer(3, 1, Sigmoid)]
            public sealed partial class Small;

            [Network(Weights = "large.safetensors", Trainable = false)]
            [Layer(12, 12)]
            public sealed partial class Large;

            [Network(Weights = "torch.safetensors", Trainable = false)]
            [Layer(10, 12, ReLU)]
            [Layer(12, 2)]
            public sealed partial class FromPyTorch;
            """);

        GeneratorHarness.AssertCompiles(run.Compilation);
        using LoadedNetworks loaded = GeneratorHarness.CompileAndLoad(run);
        float[] parameters = new float[13];
        ((Network<float>)loaded.Call("Small", "Pretrained")!).CopyParametersTo(parameters);
        Assert.Equal(Enumerable.Range(1, 13).Select(index => 0.5f * index), parameters);
        Snapshot.Verify(run with { Files = [.. run.Files.Where(file => file.HintName is "Small.g.cs" or "Small.Weights.g.cs" or "Large.Weights.g.cs" or "FromPyTorch.Weights.g.cs")] });
    }

    private static GeneratorRun Run(string source) =>
        GeneratorHarness.Run($"using GenNet;\nusing static GenNet.Activation;\n\n{source}");

    /// <summary>Sizes are as declared, outputs finite, and steps along the gradient make the loss smaller.</summary>
    private static void AssertTrains<T>(GeneratorRun run, string typeName, int inputs, int outputs, int parameters, int? targets = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Samples = 5;
        const int Steps = 20;
        using LoadedNetworks loaded = GeneratorHarness.CompileAndLoad(run);
        Assert.Equal(inputs, loaded.Constant(typeName, "InputSize"));
        Assert.Equal(outputs, loaded.Constant(typeName, "OutputSize"));
        Assert.Equal(parameters, loaded.Constant(typeName, "ParameterCount"));

        TrainableNetwork<T> network = loaded.Create<TrainableNetwork<T>>(typeName, seed: 1);
        T[] x = [.. Enumerable.Range(0, Samples * inputs).Select(index => T.CreateChecked(Math.Sin(index)))];
        T[] y = new T[Samples * outputs];
        int wanted = targets ?? outputs;
        T[] t = [.. Enumerable.Range(0, Samples * wanted).Select(index => index % wanted == 0 ? T.One : T.Zero)];
        network.Predict(x, y);
        Assert.All(y, value => Assert.True(T.IsFinite(value)));

        T first = network.TrainStep(x, t, new Sgd(0.05));
        T last = first;
        for (int step = 0; step < Steps; step++)
        {
            last = network.TrainStep(x, t, new Sgd(0.05));
        }

        Assert.True(last < first, $"The loss was {first} and is {last} after {Steps} steps.");
    }
}
