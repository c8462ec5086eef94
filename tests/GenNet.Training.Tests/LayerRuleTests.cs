using System;
using System.Linq;
using Xunit;
using static GenNet.Activation;

namespace GenNet.Training.Tests;

/// <summary>A layer's own L1, weight decay and learning rate are those of a parameter group, in both precisions and both strategies.</summary>
public sealed class LayerRuleTests
{
    // Weights and biases of the first layer, then of the second.
    private const int First = (2 * 12) + 12;

    [Fact]
    public void Gradient_descent_follows_the_formula()
    {
        Check(
            () => new Sgd(0.1) { WeightDecay = 0.03 },
            (group, theta, g, m, v, t) => (theta - (0.1 * group.Factor * (g + (group.L1 * Math.Sign(theta)) + ((group.L2 ?? 0.03) * theta))), 0, 0));
    }

    [Fact]
    public void Momentum_follows_the_formula()
    {
        Check(
            () => new Momentum(0.1) { WeightDecay = 0.03 },
            (group, theta, g, m, v, t) =>
            {
                m = (0.9 * m) + g + (group.L1 * Math.Sign(theta)) + ((group.L2 ?? 0.03) * theta);
                return (theta - (0.1 * group.Factor * m), m, 0);
            });
    }

    [Fact]
    public void AdamW_follows_the_formula()
    {
        Check(
            () => new AdamW(0.01) { WeightDecay = 0.1 },
            (group, theta, g, m, v, t) =>
            {
                g += group.L1 * Math.Sign(theta);
                m = (0.9 * m) + (0.1 * g);
                v = (0.999 * v) + (0.001 * g * g);
                double rate = 0.01 * group.Factor;
                double shrunk = theta * (1 - (rate * (group.L2 ?? 0.1)));
                return (shrunk - (rate * (m / (1 - Math.Pow(0.9, t))) / (Math.Sqrt(v / (1 - Math.Pow(0.999, t))) + 1e-8)), m, v);
            });
    }

    [Fact]
    public void A_rate_of_0_leaves_a_layer_as_it_is_and_0_decay_spares_it()
    {
        var network = new Halted(1);
        float[] before = DatasetKindTests.Parameters(network);
        network.Fit(Samples.Bytes(), new FitOptions { Epochs = 2, Optimizer = new Adam(0.01) });
        float[] after = DatasetKindTests.Parameters(network);
        int first = (64 * 48) + 48;
        Assert.Equal(before[..first], after[..first]);
        Assert.NotEqual(before[first..], after[first..]);

        // L1 makes weights small that nothing needs: those of inputs that are always 0.
        var sparse = new Sparse(1);
        sparse.Fit(
            new Dataset([.. Enumerable.Range(0, 64).Select(i => i % 2 == 0 ? (float)Math.Sin(i) : 0)], [.. Enumerable.Range(0, 32).Select(i => (float)Math.Sin(2 * i))], 2, 1),
            new FitOptions { Epochs = 300, Optimizer = new Sgd(0.05) });
        float[] parameters = DatasetKindTests.Parameters(sparse);
        Assert.InRange(Math.Abs(parameters[1]), 0, 0.002);
        Assert.InRange(Math.Abs(parameters[0]), 0.5, 1);
    }

    [Fact]
    public void Threads_do_not_change_a_bit_and_a_step_allocates_nothing()
    {
        float[] Train(int threads)
        {
            var network = new RuledTiles(1);
            network.Fit(Samples.Bytes(count: 90), new FitOptions { Epochs = 2, BatchSize = 30, Optimizer = new AdamW(0.01), Threads = threads });
            return DatasetKindTests.Parameters(network);
        }

        Assert.Equal(Train(1), Train(2));
        var stepped = new RuledTiles(1);
        var optimizer = new Sgd(0.1);
        float[] inputs = Samples.Bytes(count: 8).Inputs.ToArray();
        float[] targets = Samples.Bytes(count: 8).Targets.ToArray();
        GenNet.Generator.Tests.Harness.Allocations.AssertNoneInTheEnd(() => stepped.TrainStep(inputs, targets, optimizer));
        Assert.StartsWith(
            "RuledTiles has layers with L1, L2 or a LearningRateFactor of their own,",
            Assert.Throws<InvalidOperationException>(() => stepped.TrainStep(inputs, targets, new Lbfgs())).Message,
            StringComparison.Ordinal);
    }

    private delegate (double Theta, double M, double V) Rule((double L1, double? L2, double Factor) group, double theta, double g, double m, double v, int step);

    /// <summary>Ten steps of a network whose first layer has rules of its own, and whose second has an L2 of 0.</summary>
    private static void Check(Func<Optimizer> make, Rule rule)
    {
        Dataset points = Samples.Points(count: 30);
        double[] inputs = [.. points.Inputs.ToArray()];
        double[] targets = [.. points.Targets.ToArray()];
        var network = new RuledPoints(1);
        Optimizer optimizer = make();
        double[] expected = DatasetKindTests.ParametersOf(network);
        double[] m = new double[expected.Length];
        double[] v = new double[expected.Length];
        double[] gradient = new double[expected.Length];
        for (int step = 1; step <= 10; step++)
        {
            network.Gradient(inputs, targets, gradient);
            network.TrainStep(inputs, targets, optimizer);
            double[] actual = DatasetKindTests.ParametersOf(network);
            for (int i = 0; i < expected.Length; i++)
            {
                (expected[i], m[i], v[i]) = rule(i < First ? (0.02, 0.2, 0.25) : (0, 0, 1), expected[i], gradient[i], m[i], v[i], step);
                Assert.Equal(expected[i], actual[i], 1e-12);
            }

            expected = actual;
        }
    }
}

[Network(Precision = Precision.Double)]
[Layer(2, 12, Tanh, L1 = 0.02, L2 = 0.2, LearningRateFactor = 0.25)]
[Layer(12, 3, Softmax, L2 = 0)]
internal sealed partial class RuledPoints;

[Layer(64, 48, ReLU, LearningRateFactor = 0)]
[Layer(48, 5, Softmax)]
internal sealed partial class Halted;

[Layer(64, 48, ReLU, L1 = 1e-4)]
[Layer(48, 32, Tanh, L2 = 1e-3, LearningRateFactor = 0.5)]
[Layer(32, 5, Softmax, L2 = 0)]
internal sealed partial class RuledTiles;

[Layer(2, 1, L1 = 0.02, Bias = false)]
internal sealed partial class Sparse;
