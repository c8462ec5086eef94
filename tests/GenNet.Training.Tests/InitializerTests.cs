using System;
using System.Linq;
using Xunit;
using static GenNet.Activation;

namespace GenNet.Training.Tests;

/// <summary>Every initializer draws what it says: range, deviation and place.</summary>
public sealed class InitializerTests
{
    private const int Count = 100 * 50;

    [Fact]
    public void Uniform_ones_fill_their_range()
    {
        Range(new HeUniformNetwork(1), Math.Sqrt(6.0 / 100));
        Range(new LeCunUniformNetwork(1), Math.Sqrt(3.0 / 100));
        Range(new TorchUniformNetwork(1), 0.1);
        Range(new UniformNetwork(1), 0.3);
    }

    [Fact]
    public void Biases_are_drawn_as_weights_are_where_it_is_said()
    {
        // Weights first, as they are without it; then biases, whose range goes by the inputs and outputs of the weights.
        float[] drawn = DatasetKindTests.Parameters(new TorchNetwork(1));
        Assert.Equal(Weights(new TorchUniformNetwork(1)), drawn[..Count]);
        float[] biases = drawn[Count..(Count + 50)];
        Assert.All(biases, bias => Assert.InRange(bias, -0.1f, 0.1f));
        Assert.InRange(biases.Max(), 0.08, 0.1);
        Assert.InRange(biases.Min(), -0.1, -0.08);
        Assert.Equal(50, biases.Distinct().Count());

        float[] glorot = DatasetKindTests.Parameters(new ScikitNetwork(1))[Count..(Count + 50)];
        double end = 2 * Math.Sqrt(6.0 / 150);
        Assert.All(glorot, bias => Assert.InRange(bias, -end, end));
        Assert.InRange(glorot.Max(), 0.8 * end, end);
        Assert.All(DatasetKindTests.Parameters(new TorchNetwork(1))[^3..], bias => Assert.Equal(0, bias));

        // Of a convolution by what a window takes: 3 × 3 × 4 values.
        float[] filters = DatasetKindTests.Parameters(new TorchConvolution(1));
        Assert.All(filters[^64..], bias => Assert.InRange(bias, -1f / 6, 1f / 6));
        Assert.InRange(filters[^64..].Max(), 0.14, 1.0 / 6);
    }

    [Fact]
    public void Two_spirals_are_learnt_with_drawn_biases_or_ReLU_and_not_by_tanh_without_biases()
    {
        // Each spiral is the other one mirrored at the origin, where a network of tanh without biases is an odd function.
        Dataset spirals = Spirals();
        Assert.InRange(new OddSpirals(1).Fit(spirals, Options()).Loss, 0.5, 1);
        Assert.InRange(new DrawnSpirals(1).Fit(spirals, Options()).Loss, 0, 0.2);
        Assert.InRange(new ReluSpirals(1).Fit(spirals, Options()).Loss, 0, 0.02);

        static FitOptions Options() => new() { Epochs = 400, BatchSize = 32, Optimizer = new Adam(0.01), Seed = 1 };
    }

    [Fact]
    public void Normal_ones_have_their_deviation()
    {
        float[] glorot = Weights(new GlorotNormalNetwork(1));
        Assert.Equal(Math.Sqrt(2.0 / 150), Deviation(glorot), 2e-3);
        float[] truncated = Weights(new TruncatedNetwork(1));
        Assert.Equal(1, truncated.Max(weight => Math.Abs(weight)), 0.01);

        // A normal number cut at two deviations has 0.8796 of its deviation; the scale is ½.
        Assert.Equal(0.8796 / 2, Deviation(truncated), 0.01);
    }

    [Fact]
    public void Constant_and_identity_are_what_they_say()
    {
        Assert.All(Weights(new ConstantNetwork(1)), weight => Assert.Equal(0.25f, weight));
        float[] identity = Weights(new IdentityNetwork(1));
        for (int i = 0; i < identity.Length; i++)
        {
            Assert.Equal(i / 50 == i % 50 ? 1f : 0f, identity[i]);
        }
    }

    [Fact]
    public void The_same_seed_draws_the_same_bits_and_gains_are_those_of_PyTorch()
    {
        // Of the sequence itself, which is made of exactly rounded operations: other machines have the same bits.
        Assert.Equal(Weights(new TruncatedNetwork(3)), Weights(new TruncatedNetwork(3)));
        Assert.NotEqual(Weights(new TruncatedNetwork(3)), Weights(new TruncatedNetwork(4)));
        Assert.Equal(Gain.ReLU, Math.Sqrt(2));
        Assert.Equal(Gain.LeakyReLU, Math.Sqrt(2 / (1 + (0.01 * 0.01))), 1e-15);
        Assert.Equal(Gain.Tanh, 5.0 / 3);
    }

    private static Dataset Spirals()
    {
        const int OfEach = 100;
        const double Turns = 1.75;
        float[][] inputs = new float[2 * OfEach][];
        float[][] targets = new float[2 * OfEach][];
        for (int i = 0; i < OfEach; i++)
        {
            double radius = (i + 1.0) / OfEach;
            double angle = 2 * Math.PI * Turns * radius;
            inputs[2 * i] = [(float)(radius * Math.Sin(angle)), (float)(radius * Math.Cos(angle))];
            inputs[(2 * i) + 1] = [-inputs[2 * i][0], -inputs[2 * i][1]];
            (targets[2 * i], targets[(2 * i) + 1]) = ([1], [0]);
        }

        return new Dataset(inputs, targets);
    }

    private static void Range(TrainableNetwork<float> network, double end)
    {
        float[] weights = Weights(network);
        Assert.All(weights, weight => Assert.InRange(weight, -end, end));
        Assert.Equal(end, weights.Max(), 0.01 * end);
        Assert.Equal(end / Math.Sqrt(3), Deviation(weights), 0.03 * end);
    }

    private static float[] Weights(TrainableNetwork<float> network) => DatasetKindTests.Parameters(network)[..Count];

    private static double Deviation(float[] weights) => Math.Sqrt(weights.Sum(weight => (double)weight * weight) / weights.Length);
}

[Layer(100, 50, Initializer = Initializer.HeUniform)]
internal sealed partial class HeUniformNetwork;

[Layer(100, 50, Initializer = Initializer.LeCunUniform)]
internal sealed partial class LeCunUniformNetwork;

[Layer(100, 50, Initializer = Initializer.TorchUniform)]
internal sealed partial class TorchUniformNetwork;

[Layer(100, 50, Initializer = Initializer.TorchUniform, DrawBiases = true)]
[Layer(50, 3)]
internal sealed partial class TorchNetwork;

[Layer(100, 50, Initializer = Initializer.GlorotUniform, InitializerScale = 2, DrawBiases = true)]
internal sealed partial class ScikitNetwork;

[Input(8, 8, 4)]
[Conv2D(64, 3, Initializer = Initializer.TorchUniform, DrawBiases = true)]
internal sealed partial class TorchConvolution;

[Network(Loss = Loss.BinaryCrossEntropy)]
[Layer(2, 16, Tanh)]
[Layer(16, 16, Tanh)]
[Layer(16, 1, Sigmoid)]
internal sealed partial class OddSpirals;

[Network(Loss = Loss.BinaryCrossEntropy)]
[Layer(2, 16, Tanh, DrawBiases = true)]
[Layer(16, 16, Tanh, DrawBiases = true)]
[Layer(16, 1, Sigmoid, DrawBiases = true)]
internal sealed partial class DrawnSpirals;

[Network(Loss = Loss.BinaryCrossEntropy)]
[Layer(2, 16, ReLU)]
[Layer(16, 16, ReLU)]
[Layer(16, 1, Sigmoid)]
internal sealed partial class ReluSpirals;

[Layer(100, 50, Initializer = Initializer.Uniform, InitializerScale = 0.3)]
internal sealed partial class UniformNetwork;

[Layer(100, 50, Initializer = Initializer.GlorotNormal)]
internal sealed partial class GlorotNormalNetwork;

[Layer(100, 50, Initializer = Initializer.TruncatedNormal, InitializerScale = 0.5)]
internal sealed partial class TruncatedNetwork;

[Layer(100, 50, Initializer = Initializer.Constant, InitializerScale = 0.25)]
internal sealed partial class ConstantNetwork;

[Layer(100, 50, Initializer = Initializer.Identity)]
internal sealed partial class IdentityNetwork;
