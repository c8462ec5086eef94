using System;
using System.Collections.Generic;
using System.Numerics;

namespace GenNet.Training;

/// <summary>Trains a network with rising learning rates and puts everything back.</summary>
internal static class LearningRateFinder
{
    /// <summary>What the average of the last losses keeps in a step.</summary>
    private const double Smoothing = 0.9;

    /// <summary>Training has diverged where the loss is so many times the lowest.</summary>
    private const double MostAboveLowest = 4;

    public static LearningRateCurve Find<T>(TrainableNetwork<T> network, Dataset dataset, FitOptions options, LearningRateRange range)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(dataset);
        dataset.RequireSizes(network.Layout, nameof(dataset));
        BatchShape.RequireBatches(network.Layout, dataset.Count, Math.Min(options.BatchSize, dataset.Count));
        DatasetCheck.RequireTargets(network.Layout, dataset, weighting: null, nameof(dataset));
        var batches = new BatchSource<T>(dataset, network.Layout, options, weighting: null);

        // The copy remembers nothing of the network, and the network's own optimizer never hears of this.
        Optimizer optimizer = options.Optimizer.Forgetful();
        T[] storage = [.. network.Storage];
        var rates = new List<double>();
        var losses = new List<double>();
        var smoothed = new List<double>();
        double average = 0;
        double lowest = double.PositiveInfinity;
        try
        {
            for (int step = 0; step < range.Steps; step++)
            {
                int epoch = step / batches.Count;
                int batch = step % batches.Count;
                if (batch == 0)
                {
                    batches.BeginEpoch(epoch);
                }

                double rate = range.RateAt(step);
                optimizer.LearningRate = rate;
                batches.Read(batch, out ReadOnlySpan<T> inputs, out ReadOnlySpan<T> targets, out _);
                double loss = double.CreateTruncating(network.TrainStep(
                    inputs, targets, optimizer, batches.IsFilledLater ? batches : null, BatchMode.OfFit(options.Seed, epoch, batch), team: null));
                if (!double.IsFinite(loss))
                {
                    break;
                }

                average = (Smoothing * average) + ((1 - Smoothing) * loss);
                double now = average / (1 - Math.Pow(Smoothing, step + 1));
                rates.Add(rate);
                losses.Add(loss);
                smoothed.Add(now);
                lowest = Math.Min(lowest, now);
                if (now > lowest + ((MostAboveLowest - 1) * Math.Max(Math.Abs(lowest), Math.Abs(smoothed[0]) / 10)))
                {
                    break;
                }
            }
        }
        finally
        {
            storage.AsSpan().CopyTo(network.Storage);
        }

        return new LearningRateCurve([.. rates], [.. losses], [.. smoothed]);
    }
}
