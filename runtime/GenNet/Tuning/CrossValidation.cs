using System;
using System.Linq;
using System.Numerics;
using System.Threading;
using System.Threading.Tasks;
using GenNet.Training;

namespace GenNet;

/// <summary>
/// Judges a network's class on a data set by training one network for each of several parts, on all others, and judging it by that part: every sample is judged
/// once, by a network that has not seen it.
/// </summary>
public static class CrossValidation
{
    /// <summary>Trains and judges.</summary>
    /// <typeparam name="TNetwork">The network's class.</typeparam>
    /// <typeparam name="T">Its floating-point type.</typeparam>
    /// <param name="dataset">All samples.</param>
    /// <param name="options">The parts, the seed and the training; the defaults if null.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <returns>What each part said, and their mean.</returns>
    /// <exception cref="ArgumentException">The data set does not fit the network, or cannot be dealt out as asked for.</exception>
    /// <exception cref="InvalidOperationException">Two trainings share a checkpoint, or an optimizer whose learning rate changes.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static CrossValidationResult Run<TNetwork, T>(
        Dataset dataset, CrossValidationOptions? options = null, CancellationToken cancellationToken = default)
        where TNetwork : TrainableNetwork<T>, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(dataset);
        options ??= new CrossValidationOptions();
        int[][] parts = Deal(dataset, options);
        var folds = new FoldResult[parts.Length];
        var trainings = new SeparateTrainings(options.Threads);
        var judgedBy = new Dataset[parts.Length];
        Rethrown(() => Parallel.For(
            0,
            parts.Length,
            new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken },
            i =>
            {
                Dataset training = dataset.Select(SampleDealing.AllBut(parts, i));
                Dataset validation = dataset.Select(parts[i]);
                if (options.Prepare is { } prepare)
                {
                    (training, validation) = prepare(training, validation);
                }

                TNetwork network = TNetwork.Create(unchecked(options.Seed + i));
                FitOptions fit = options.Fit(i) ?? new FitOptions();
                trainings.Admit(fit, FormattableString.Invariant($"fold {i}"));
                TrainingHistory history = network.Fit(training, fit, cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                judgedBy[i] = validation;
                folds[i] = new FoldResult(i, network, history, network.Report(validation));
            }));
        return new CrossValidationResult(OfOneKind(folds, judgedBy));
    }

    /// <summary>Where targets are numbers, a small part may happen to have nothing but 0 and 1: it is a regression like the others.</summary>
    private static FoldResult[] OfOneKind(FoldResult[] folds, Dataset[] judgedBy) => Array.Exists(folds, fold => fold.Report is RegressionReport)
        ? [.. folds.Select((fold, i) => fold.Report is RegressionReport
            ? fold
            : new FoldResult(i, fold.Network, fold.History, fold.Network.EvaluateRegression(judgedBy[i])))]
        : folds;

    /// <summary>The first failure as itself, not in a collection of all.</summary>
    internal static void Rethrown(Action action)
    {
        try
        {
            action();
        }
        catch (AggregateException failures)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
    }

    private static int[][] Deal(Dataset dataset, CrossValidationOptions options) => options.Stratified ?? HasEnoughOfEach(dataset, options.Folds)
        ? SampleDealing.StratifiedFolds(dataset.ClassOfEach(), options.Folds, options.Seed)
        : SampleDealing.Folds(dataset.Count, options.Folds, options.Seed);

    private static bool HasEnoughOfEach(Dataset dataset, int folds) =>
        dataset.TryClassOfEach(out int[] classes) && classes.GroupBy(label => label).All(members => members.Count() >= folds);
}
