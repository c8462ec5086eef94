using System;
using System.Linq;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>Where outputs round to 0 and 1, the cross-entropies and their gradients stay finite, and right.</summary>
public sealed class ExtremeValueTests
{
    private static readonly NetworkDescription[] s_descriptions =
    [
        .. from precision in new[] { Precision.Single, Precision.Double }
           from unroll in new[] { Unroll.Full, Unroll.Tiled }
           from ending in new[] { (Activation.Sigmoid, Loss.BinaryCrossEntropy), (Activation.Softmax, Loss.CrossEntropy) }
           select new NetworkDescription(
               $"{ending.Item2}{precision}{unroll}",
               ending.Item2,
               Reduction.Sum,
               precision,
               unroll,
               new LayerDescription(2, 2, ending.Item1, HasBias: false)),
    ];

    private static readonly Lazy<GeneratedNetworks> s_networks = new(() => GeneratedNetworks.Compile(s_descriptions));

    public static TheoryData<string, double> NamesAndMagnitudes => new(
        from description in s_descriptions
        from magnitude in new[] { 20.0, 90.0, 800.0, 1000.0, 1e6 }
        select (description.Name, magnitude));

    [Theory]
    [MemberData(nameof(NamesAndMagnitudes))]
    public void LossAndGradientAreThoseOfTheFormulas(string name, double magnitude)
    {
        NetworkDescription description = s_descriptions.Single(description => description.Name == name);

        // With the identity for weights, z is the sample; 20 samples fill vectors of every width and leave a remainder.
        double[] identity = [1, 0, 0, 1];
        double[] inputs = [.. Enumerable.Range(0, 20).SelectMany(_ => new[] { magnitude, -magnitude })];
        GeneratedNetwork network = s_networks.Value.Create(description, identity);
        var reference = new ReferenceNetwork(description, identity);

        // Right, wrong, and undecided.
        foreach (double[] target in new double[][] { [1, 0], [0, 1], [0.5, 0.5] })
        {
            double[] targets = [.. Enumerable.Range(0, 20).SelectMany(_ => target)];

            ReferenceResult actual = network.Gradient(inputs, targets);

            ReferenceResult expected = reference.Backpropagate(inputs, targets);
            double tolerance = Agreement.ToleranceOf(description.Precision);

            // Absolute, by the size of what goes in: where the loss is all but 0, the reference itself has only its rounding left.
            Agreement.Within($"{name}: outputs", expected.Outputs, actual.Outputs, tolerance);
            Agreement.Within($"{name}: loss", [expected.Loss], [actual.Loss], tolerance * inputs.Length * magnitude);
            Agreement.Within($"{name}: gradient", expected.Gradient, actual.Gradient, tolerance * inputs.Length * magnitude);
        }
    }

    [Theory]
    [InlineData("BinaryCrossEntropySingleFull", 40_000)]
    [InlineData("BinaryCrossEntropyDoubleTiled", 40_000)]
    [InlineData("CrossEntropySingleTiled", 40_000)]
    [InlineData("CrossEntropyDoubleFull", 40_000)]
    public void ConfidentMistakeCostsWhatItShould(string name, double expected)
    {
        NetworkDescription description = s_descriptions.Single(description => description.Name == name);
        double[] inputs = [.. Enumerable.Range(0, 20).SelectMany(_ => new[] { 1000.0, -1000.0 })];
        double[] targets = [.. Enumerable.Range(0, 20).SelectMany(_ => new[] { 0.0, 1.0 })];

        double loss = s_networks.Value.Create(description, [1, 0, 0, 1]).Gradient(inputs, targets).Loss;

        // 20 samples; softplus(1000) − 0 + softplus(−1000) + 1000 = 2000, and log-sum-exp(1000, −1000) + 1000 = 2000.
        Assert.Equal(expected, loss, expected * 1e-6);
    }
}
