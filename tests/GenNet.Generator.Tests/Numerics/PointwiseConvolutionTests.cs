using System;
using System.Linq;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>A convolution whose windows are one step is a dense layer over steps, however many filters there are.</summary>
public sealed class PointwiseConvolutionTests
{
    private const int Steps = 5;
    private const int Channels = 7;

    /// <summary>In double precision, rows of 48 weights and of 64 are as long as those that dense layers keep in panels.</summary>
    [Theory]
    [InlineData(3)]
    [FullInlineData(42)]
    [InlineData(64)]
    [FullInlineData(130)]
    public void ItComputesWhatADenseLayerDoes(int filters)
    {
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad(
            Source("Convolution", $"[Conv1D({filters}, 1, Tanh)] [Conv1D({Channels}, 1)]"),
            Source("Image", $"[Reshape({Steps}, 1, {Channels})] [Conv2D({filters}, 1, Tanh)] [Conv2D({Channels}, 1)] [Reshape({Steps}, {Channels})]"),
            Source("Dense", $"[Layer({filters}, Tanh)] [Layer({Channels})]"));
        TrainableNetwork<double> dense = networks.CreateDouble("Dense", 1);
        double[] parameters = new double[dense.Layout.ParameterCount];
        dense.CopyParametersTo(parameters);
        double[] inputs = [.. Enumerable.Range(0, 3 * Steps * Channels).Select(i => Math.Sin(i))];
        double[] targets = [.. inputs.Select(Math.Cos)];
        double[] expected = dense.Predict(inputs);
        double[] expectedGradient = new double[parameters.Length];
        dense.Gradient(inputs, targets, expectedGradient);

        foreach (string name in new[] { "Convolution", "Image" })
        {
            TrainableNetwork<double> network = networks.CreateDouble(name);
            network.CopyParametersFrom(parameters);
            double[] gradient = new double[parameters.Length];
            network.Gradient(inputs, targets, gradient);
            AssertEqual(expected, network.Predict(inputs));
            AssertEqual(expectedGradient, gradient);
        }
    }

    private static void AssertEqual(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-12);
        }
    }

    private static string Source(string name, string layers) =>
        "using GenNet;\nusing static GenNet.Activation;\n[Network(Precision = Precision.Double, Loss = Loss.MeanSquaredError)]\n"
        + $"[Input({Steps}, {Channels})]\n{layers}\npublic sealed partial class {name};";
}
