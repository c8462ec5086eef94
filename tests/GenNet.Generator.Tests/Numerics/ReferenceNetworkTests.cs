using System;
using System.Linq;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>The reference is the definition, so it is checked by what is more basic still: numbers by hand, and differences.</summary>
public sealed class ReferenceNetworkTests
{
    public static TheoryData<int> Endings => [.. Enumerable.Range(0, RandomCases.Endings.Count)];

    [Fact]
    public void OneLayerIsAsComputedByHand()
    {
        var description = new NetworkDescription(
            "Hand", Loss.HalfSquaredError, Reduction.Sum, Precision.Double, Unroll.Auto, new LayerDescription(2, 2, Activation.Linear));
        var reference = new ReferenceNetwork(description, [1, 2, 3, 4, 0.5, -0.5]);

        ReferenceResult result = reference.Backpropagate([10, 20], [70, 100]);

        // x·W + b = [10·1 + 20·3 + 0.5, 10·2 + 20·4 − 0.5]; a − t = [0.5, −0.5].
        Assert.Equal([70.5, 99.5], result.Outputs);
        Assert.Equal(0.25, result.Loss);
        Assert.Equal([5, -5, 10, -10, 0.5, -0.5], result.Gradient);
    }

    [Fact]
    public void MeanIsTheSumOverTheNumberOfSamples()
    {
        RandomCase mean = RandomCases.Draw(1) with { };
        RandomCase sum = mean with { Description = mean.Description with { Reduction = Reduction.Sum } };
        mean = mean with { Description = mean.Description with { Reduction = Reduction.Mean } };

        ReferenceResult ofMean = new ReferenceNetwork(mean.Description, mean.Parameters).Backpropagate(mean.Inputs, mean.Targets);
        ReferenceResult ofSum = new ReferenceNetwork(sum.Description, sum.Parameters).Backpropagate(sum.Inputs, sum.Targets);

        Agreement.Same("loss", [ofSum.Loss / mean.Samples], [ofMean.Loss], 1e-14);
        Agreement.Same("gradient", Array.ConvertAll(ofSum.Gradient, g => g / mean.Samples), ofMean.Gradient, 1e-13);
    }

    [Fact]
    public void ReLUHasNoDerivativeAtZero()
    {
        var description = new NetworkDescription(
            "Kink", Loss.SquaredError, Reduction.Sum, Precision.Double, Unroll.Auto, new LayerDescription(1, 1, Activation.ReLU));

        ReferenceResult result = new ReferenceNetwork(description, [1, -3]).Backpropagate([3], [5]);

        Assert.Equal(25, result.Loss);
        Assert.Equal([0, 0], result.Gradient);
    }

    [Theory]
    [MemberData(nameof(Endings))]
    public void GradientIsTheLimitOfDifferences(int ending)
    {
        (Activation activation, Loss loss) = RandomCases.Endings[ending];
        foreach (Activation hidden in RandomCases.HiddenActivations)
        {
            var description = new NetworkDescription(
                "Differences",
                loss,
                Reduction.Mean,
                Precision.Double,
                Unroll.Auto,
                new LayerDescription(3, 4, hidden),
                new LayerDescription(4, 3, Activation.Tanh, HasBias: false),
                new LayerDescription(3, 2, activation));
            RandomCase drawn = CentralDifferences.DrawCase(description, 100 + ending);
            var reference = new ReferenceNetwork(description, drawn.Parameters);

            double[] gradient = reference.Backpropagate(drawn.Inputs, drawn.Targets).Gradient;
            double[] differences = CentralDifferences.Of(
                drawn.Parameters,
                parameters => new ReferenceNetwork(description, parameters).Backpropagate(drawn.Inputs, drawn.Targets).Loss);

            Agreement.Same($"{hidden}, {activation}, {loss}", differences, gradient, CentralDifferences.Tolerance);
        }
    }
}
