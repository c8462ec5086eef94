using System;
using System.Linq;
using System.Threading;
using Xunit;

namespace GenNet.Training.Tests;

/// <summary>
/// A step in three parts from outside: the gradient of a shard in a flat span, an exchange, and an update along a flat gradient. Two threads are two ranks, each with
/// a network and an optimizer of its own.
/// </summary>
public sealed class StepPartsTests
{
    [Fact]
    public void Gradient_and_update_are_the_step_to_the_bit()
    {
        foreach (Func<Optimizer> make in new Func<Optimizer>[] { () => new Sgd(0.1), () => new Momentum(0.05), () => new AdamW(0.01) { ClipNorm = 0.5 }, () => new Lion() })
        {
            Dataset bytes = Samples.Bytes(count: 40);
            float[] inputs = bytes.Inputs.ToArray();
            float[] targets = bytes.Targets.ToArray();
            var (whole, parts) = (new Tiled(1), new Tiled(1));
            var (first, second) = (make(), make());
            float[] gradient = new float[Tiled.ParameterCount];
            for (int step = 0; step < 5; step++)
            {
                float loss = parts.Gradient(inputs, targets, gradient);
                Assert.Equal(whole.TrainStep(inputs, targets, first), loss);
                parts.ApplyGradient(gradient, second);
                Assert.Equal(DatasetKindTests.Parameters(whole), DatasetKindTests.Parameters(parts));
            }
        }
    }

    [Fact]
    public void Two_ranks_that_exchange_gradients_stay_equal_and_follow_one_that_has_all_samples()
    {
        const int Steps = 20;
        const int Half = 32;
        Dataset bytes = Samples.Bytes(count: 2 * Half);
        float[] inputs = bytes.Inputs.ToArray();
        float[] targets = bytes.Targets.ToArray();
        Tiled[] ranks = [new Tiled(1), new Tiled(1)];
        float[][] gradients = [new float[Tiled.ParameterCount], new float[Tiled.ParameterCount]];
        using var barrier = new Barrier(2);
        float[] losses = new float[2];
        void Run(int rank)
        {
            var optimizer = new AdamW(0.01);
            float[] mean = new float[Tiled.ParameterCount];
            for (int step = 0; step < Steps; step++)
            {
                losses[rank] = ranks[rank].Gradient(
                    inputs.AsSpan(rank * Half * 64, Half * 64), targets.AsSpan(rank * Half * 5, Half * 5), gradients[rank]);
                barrier.SignalAndWait();
                for (int i = 0; i < mean.Length; i++)
                {
                    mean[i] = (gradients[0][i] + gradients[1][i]) / 2;
                }

                barrier.SignalAndWait();
                ranks[rank].ApplyGradient(mean, optimizer);
            }
        }

        var other = new Thread(() => Run(1));
        other.Start();
        Run(0);
        other.Join();
        Assert.Equal(DatasetKindTests.Parameters(ranks[0]), DatasetKindTests.Parameters(ranks[1]));

        // One that takes both halves as one step of two accumulated batches sums the same numbers in the same order.
        var alone = new Tiled(1);
        alone.Fit(bytes, new FitOptions { Epochs = Steps, BatchSize = Half, AccumulateBatches = 2, Shuffle = false, Optimizer = new AdamW(0.01) });
        float[] expected = DatasetKindTests.Parameters(alone);
        float[] actual = DatasetKindTests.Parameters(ranks[0]);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-4f);
        }
    }

    [Fact]
    public void Shards_of_different_size_count_by_their_samples()
    {
        Dataset points = Samples.Points(count: 30);
        double[] inputs = [.. points.Inputs.ToArray()];
        double[] targets = [.. points.Targets.ToArray()];
        var network = new DoublePoints(1);
        double[][] gradients = [new double[DoublePoints.ParameterCount], new double[DoublePoints.ParameterCount], new double[DoublePoints.ParameterCount]];
        network.Gradient(inputs.AsSpan(0, 20), targets.AsSpan(0, 30), gradients[0]);
        network.Gradient(inputs.AsSpan(20), targets.AsSpan(30), gradients[1]);
        network.Gradient(inputs, targets, gradients[2]);
        for (int i = 0; i < gradients[2].Length; i++)
        {
            Assert.Equal(gradients[2][i], ((10 * gradients[0][i]) + (20 * gradients[1][i])) / 30, 1e-14);
        }
    }
}
