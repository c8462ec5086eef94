using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Numerics;
using System.Threading;

namespace GenNet.Training;

/// <summary>Trains a network on a data set, epoch by epoch and batch by batch.</summary>
internal static class Trainer
{
    public static TrainingHistory Fit<T>(
        TrainableNetwork<T> network, Dataset dataset, FitOptions options, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(dataset);
        dataset.RequireSizes(network.Layout, nameof(dataset));
        options.Validation?.RequireSizes(network.Layout, nameof(FitOptions.Validation));

        // Threads that have no processor of their own would only take it from one another.
        int threads = options.InsistsOnThreads ? options.Threads : Math.Min(options.Threads, Environment.ProcessorCount);
        using WorkerTeam? team = threads > 1 && !network.Layout.IsStraightLine ? new WorkerTeam(threads) : null;
        TeamTrial? trial = team is null ? null : new TeamTrial(team, isDecided: options.InsistsOnThreads);

        // The history grows with the epochs, because a person may ask for more of them than will ever run.
        var epochs = new List<EpochResult>();
        var batches = new BatchSource<T>(dataset, options);
        bool isMean = network.Layout.Reduction == Reduction.Mean;
        while (epochs.Count < options.Epochs
            && !cancellationToken.IsCancellationRequested
            && FitEpoch(network, batches, options, trial, epochs.Count + 1, isMean, cancellationToken) is { } epoch)
        {
            epochs.Add(epoch);
        }

        return new TrainingHistory(epochs.AsReadOnly(), isCancelled: epochs.Count < options.Epochs);
    }

    /// <summary>One epoch; null if it was cancelled.</summary>
    private static EpochResult? FitEpoch<T>(
        TrainableNetwork<T> network,
        BatchSource<T> batches,
        FitOptions options,
        TeamTrial? trial,
        int epoch,
        bool isMean,
        CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Action<TrainingProgress>? progress = options.Progress;
        long started = Stopwatch.GetTimestamp();
        long elapsed = 0;
        double sum = 0;
        int seen = 0;
        BatchFill? fill = batches.IsFilledLater ? batches : null;
        batches.BeginEpoch(network.NextEpoch());
        for (int batch = 0; batch < batches.Count; batch++)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return null;
            }

            batches.Read(batch, out ReadOnlySpan<T> inputs, out ReadOnlySpan<T> targets, out int samples);
            trial?.Begin();
            double loss = double.CreateTruncating(network.TrainStep(inputs, targets, options.Optimizer, fill, trial?.Next));
            trial?.End(samples);
            sum += isMean ? loss * samples : loss;
            seen += samples;
            if (progress is not null && batch < batches.Count - 1)
            {
                elapsed += Stopwatch.GetTimestamp() - started;
                progress(new TrainingProgress(epoch, options.Epochs, batch + 1, batches.Count, isMean ? sum / seen : sum, null));
                started = Stopwatch.GetTimestamp();
            }
        }

        TimeSpan duration = Stopwatch.GetElapsedTime(0, elapsed + (Stopwatch.GetTimestamp() - started));
        Evaluation? validation = options.Validation is null ? null : Evaluator.Evaluate(network, options.Validation);
        var result = new EpochResult(epoch, isMean ? sum / seen : sum, validation, duration);
        progress?.Invoke(new TrainingProgress(epoch, options.Epochs, batches.Count, batches.Count, result.Loss, result));
        options.Log?.WriteLine(result);
        return result;
    }
}
