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
        Range(new UniformNetwork(1), 0.3);
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
