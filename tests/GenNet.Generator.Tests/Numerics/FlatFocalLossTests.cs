using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// Focal losses with a γ below 1, whose powers have an infinite slope where a probability is 0 or 1: loss and gradient are finite and right there too, in both
/// precisions, straight-line and tiled. With a γ of 0 they are cross-entropies, and what is not a number stays visible.
/// </summary>
public sealed class FlatFocalLossTests
{
    private static readonly double[] s_gammas = [0, 0.01, 0.5, 0.99];

    private static readonly IReadOnlyList<NetworkDescription> s_descriptions = TestScope.Cases(
        from last in new[] { Activation.Sigmoid, Activation.Softmax, Activation.LogSoftmax }
        from gamma in s_gammas
        from precision in Enum.GetValues<Precision>()
        from unroll in new[] { Unroll.Full, Unroll.Tiled }
        select new NetworkDescription(
            $"{last}{Array.IndexOf(s_gammas, gamma)}{precision}{unroll}",
            Loss.FocalLoss,
            Reduction.Sum,
            precision,
            unroll,
            new LayerDescription(1, 2, last))
        {
            LossArgument = gamma,
        },
        quick: 13);

    private static readonly Lazy<GeneratedNetworks> s_networks = new(() => GeneratedNetworks.Compile(s_descriptions));

    public static TheoryData<string> Names => [.. s_descriptions.Select(description => description.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ProbabilitiesOfZeroAndOneHaveFiniteGradients(string name)
    {
        NetworkDescription description = s_descriptions.Single(description => description.Name == name);
        foreach (double z in new[] { 0, 0.5, 3, 10, 15, 17, 30, 40, 80, 100, 120, 700, 1e4, 1e30 }.SelectMany(z => new[] { z, -z }))
        {
            // The weights are 0, so that the biases are the logits: z and −z, of which the first is right, or one is z + 1 and the other 1.
            foreach (double other in new[] { -z, 0 })
            {
                GeneratedNetwork network = s_networks.Value.Create(description, [0, 0, z, other]);
                ReferenceResult actual = network.Gradient([1], [1, 0]);
                (double loss, double first, double second) = description.LastActivation == Activation.Sigmoid
                    ? OfLabels(z, other, description.LossNumber)
                    : OfClasses(z - other, description.LossNumber);
                double tolerance = Agreement.ToleranceOf(description.Precision);
                Same("loss", loss, actual.Loss);
                Same("∂L/∂z of the first", first, actual.Gradient[2]);
                Same("∂L/∂z of the second", second, actual.Gradient[3]);

                void Same(string what, double expected, double value) => Assert.True(
                    Math.Abs(value - expected) <= tolerance * Math.Max(1, Math.Abs(expected)),
                    $"{name} at {z} and {other}: the {what} is {value} instead of {expected}.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NaNStaysVisible(string name)
    {
        NetworkDescription description = s_descriptions.Single(description => description.Name == name);
        GeneratedNetwork network = s_networks.Value.Create(description, [0, 0, double.NaN, 0]);
        Assert.True(double.IsNaN(network.Gradient([1], [1, 0]).Loss));
    }

    /// <summary>The first is a yes, the second a no.</summary>
    private static (double Loss, double First, double Second) OfLabels(double yes, double no, double gamma)
    {
        (double ofYes, double slope) = OfOne(yes, gamma);
        (double ofNo, double otherSlope) = OfOne(-no, gamma);
        return (ofYes + ofNo, slope, -otherSlope);
    }

    /// <summary>Of two classes the first's probability is a sigmoid of the difference.</summary>
    private static (double Loss, double First, double Second) OfClasses(double difference, double gamma)
    {
        (double loss, double slope) = OfOne(difference, gamma);
        return (loss, slope, -slope);
    }

    /// <summary>f = (1 − p)^γ · −ln p of p = σ(z), from ln p and ln(1 − p), and f′ = −(1 − p)^γ (γ p · −ln p + (1 − p)).</summary>
    private static (double Loss, double Slope) OfOne(double z, double gamma)
    {
        double minusLogP = ReferenceActivations.Softplus(-z);
        double power = Math.Exp(-gamma * ReferenceActivations.Softplus(z));
        return (power * minusLogP, -power * ((gamma * ReferenceActivations.Sigmoid(z) * minusLogP) + ReferenceActivations.Sigmoid(-z)));
    }
}
