using System;
using System.Linq;
using GenNet.Generator.Layers;
using GenNet.Generator.Model;
using GenNet.Generator.Planning;
using GenNet.Generator.Tests.Harness;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>Layers so wide that sizes multiplied as ints would wrap: what is accepted is laid out right, and runs.</summary>
public sealed class WideNetworkTests
{
    [Theory]
    [InlineData("[Layer(1, 44_739_248)]")]
    [InlineData("[Layer(1, 30_000_000)]")]
    [InlineData("[Layer(1, 7_450_000)]")]
    [InlineData("[Layer(16_000_000, 1)]")]
    [InlineData("[Layer(5000, 5000)]\n[Layer(5000, 5000)]")]
    [InlineData("[Layer(1, 1)]\n[Layer(1, 8_000_000)]")]
    [InlineData("[Layer(1, 30_000_000)]\n[Layer(30_000_000, 1)]")]
    [InlineData("[Network(Precision = Precision.Double)]\n[Layer(1, 20_000_000, Sigmoid)]")]
    [InlineData("[Input(5600, 5600, 1)]\n[Conv2D(1, 3, ReLU)]\n[GlobalAveragePool]\n[Layer(1, 1)]")]
    public void AcceptedSizesAreLaidOutWithoutOverflow(string declaration)
    {
        GeneratorRun run = Run(declaration);
        NetworkModel architecture = run.Model;
        NetworkPlan plan = Planner.Plan(LayerKinds.Build(architecture));

        long weights = plan.Tensors.Sum(place => Footprint.Align((long)place.Tensor.Rows * place.Columns.Count, architecture.Precision));
        long pass = plan.Graph.Forward.Sum(stage => 2L * plan.SamplesPerPass * plan.Placement!.Of(stage.Output).Stride);
        Assert.Equal(weights, plan.StorageLength);
        Assert.InRange(plan.SamplesPerPass, 1, 384);
        Assert.True(plan.WorkspaceLength > pass);
        Assert.True(plan.WorkspaceLength + (long)plan.StorageLength <= Footprint.MostValues(architecture.Precision));
        Assert.True(plan.SamplesPerPass == 1 || pass <= 1 << 24);
    }

    [Theory]
    [InlineData("[Layer(1, 60_000_000)]\n[Layer(60_000_000, 1)]")]
    [InlineData("[Layer(1, 1)]\n[Layer(1, 100_000_000)]")]
    [InlineData("[Layer(int.MaxValue, int.MaxValue)]\n[Layer(int.MaxValue, int.MaxValue)]")]
    [InlineData("[Network(Precision = Precision.Double)]\n[Layer(1, 60_000_000)]")]
    public void RefusedSizesGetAShell(string declaration)
    {
        GeneratorRun run = GeneratorHarness.RunUnchecked(Source(declaration));

        Assert.Equal(["Wide.g.cs"], run.Files.Select(file => file.HintName));
    }

    [Theory]
    [InlineData(1, 3_000_000)]
    [InlineData(300_000, 1)]
    public void OneSampleIsComputed(int inputs, int outputs)
    {
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad(Source($"[Network(Loss = Loss.HalfSquaredError)]\n[Layer({inputs}, {outputs})]"));
        TrainableNetwork<float> network = networks.CreateSingle("Wide");
        float[] parameters = Enumerable.Range(0, (inputs * outputs) + outputs).Select(i => (i % 8) - 3f).ToArray();
        float[] x = Enumerable.Range(0, inputs).Select(i => (float)(i % 3)).ToArray();
        float[] y = new float[outputs];
        float[] gradient = new float[parameters.Length];
        network.CopyParametersFrom(parameters);

        network.Predict(x, y);
        network.Gradient(x, new float[outputs], gradient);

        foreach (int unit in new[] { 0, outputs / 2, outputs - 1 })
        {
            // Whole numbers, and sums of them below 2²⁴: exact in any order.
            float expected = parameters[(inputs * outputs) + unit] + Enumerable.Range(0, inputs).Sum(i => x[i] * parameters[(i * outputs) + unit]);
            Assert.Equal(expected, y[unit]);
            Assert.Equal(expected, gradient[(inputs * outputs) + unit]);
            Assert.Equal(x[^1] * expected, gradient[((inputs - 1) * outputs) + unit]);
        }

        // One output is a yes or a no, of which ½ is the threshold; of several the largest is meant.
        int index = network.Classify(x);
        Assert.Equal(outputs == 1 ? (y[0] > 0.5f ? 1 : 0) : Array.IndexOf(y, y.Max()), index);
    }

    private static GeneratorRun Run(string declaration) => GeneratorHarness.Run(Source(declaration));

    private static string Source(string declaration) =>
        $"using GenNet;\nusing static GenNet.Activation;\n{declaration}\npublic sealed partial class Wide;";
}
