using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Threading;
using System.Threading.Tasks;
using GenNet.Training;

namespace GenNet;

/// <summary>
/// Looks for the setting with which a network learns best: all of a list (a grid, or drawn at random by <see cref="SettingSource"/>), or fewer and fewer of them for
/// longer and longer.
/// </summary>
public static class Tuning
{
    /// <summary>Trains a network with each setting, and judges it.</summary>
    /// <typeparam name="TNetwork">The network's class.</typeparam>
    /// <typeparam name="T">Its floating-point type.</typeparam>
    /// <typeparam name="TSetting">What a setting is: a number, a tuple or a record.</typeparam>
    /// <param name="training">What to train on.</param>
    /// <param name="validation">What to judge by. Whoever reports the best result needs a third data set, which no setting was chosen by.</param>
    /// <param name="settings">The settings, one or more.</param>
    /// <param name="fit">
    /// Makes the options of a training from a setting, on the thread that trains: optimizers and callbacks are new every time.
    /// </param>
    /// <param name="options">Seed, threads and rounds; the defaults if null.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <returns>The trials, the best of them, and its network.</returns>
    /// <exception cref="ArgumentException">There is no setting, or a data set does not fit the network.</exception>
    /// <exception cref="InvalidOperationException">Two trainings share a checkpoint, or an optimizer whose learning rate changes.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TuningResult<TNetwork, TSetting> Run<TNetwork, T, TSetting>(
        Dataset training,
        Dataset validation,
        IReadOnlyList<TSetting> settings,
        Func<TSetting, FitOptions> fit,
        TuningOptions? options = null,
        CancellationToken cancellationToken = default)
        where TNetwork : TrainableNetwork<T>, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(fit);
        if (settings.Count == 0)
        {
            throw new ArgumentException("settings is empty: there is nothing to try.", nameof(settings));
        }

        options ??= new TuningOptions();
        var trials = new List<TuningTrial<TSetting>>();
        int[] left = [.. Enumerable.Range(0, settings.Count)];
        var trainings = new SeparateTrainings(options.Threads);
        int rounds = RoundCount(settings.Count, options.HalvingFactor);
        for (int round = 0; ; round++)
        {
            int divisor = (int)Math.Pow(options.HalvingFactor, rounds - 1 - round);
            (TuningTrial<TSetting> Trial, TNetwork Network)[] tried =
                TryAll<TNetwork, T, TSetting>(training, validation, settings, left, round, Math.Max(divisor, 1), fit, options, trainings, cancellationToken);
            trials.AddRange(tried.Select(each => each.Trial));

            // A stable order: of equally good ones the first.
            (TuningTrial<TSetting> Trial, TNetwork Network)[] ranked =
                [.. tried.OrderBy(each => double.IsNaN(each.Trial.Score) ? 1 : 0).ThenBy(each => each.Trial.Score)];
            if (round == rounds - 1)
            {
                return new TuningResult<TNetwork, TSetting>(trials, ranked[0].Trial, ranked[0].Network);
            }

            int kept = Math.Max(1, left.Length / options.HalvingFactor);
            left = [.. ranked.Take(kept).Select(each => each.Trial.Number).Order()];
        }
    }

    /// <summary>Rounds until one setting would be left.</summary>
    private static int RoundCount(int settings, int factor)
    {
        int rounds = 1;
        for (int left = settings; factor > 0 && left >= factor; left /= factor)
        {
            rounds++;
        }

        return rounds;
    }

    private static (TuningTrial<TSetting> Trial, TNetwork Network)[] TryAll<TNetwork, T, TSetting>(
        Dataset training,
        Dataset validation,
        IReadOnlyList<TSetting> settings,
        int[] numbers,
        int round,
        int divisor,
        Func<TSetting, FitOptions> fit,
        TuningOptions options,
        SeparateTrainings trainings,
        CancellationToken cancellationToken)
        where TNetwork : TrainableNetwork<T>, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var tried = new (TuningTrial<TSetting> Trial, TNetwork Network)[numbers.Length];
        int written = 0;
        var gate = new Lock();
        CrossValidation.Rethrown(() => Parallel.For(
            0,
            numbers.Length,
            new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken },
            i =>
            {
                TSetting setting = settings[numbers[i]];
                FitOptions whole = fit(setting);
                trainings.Admit(
                    whole, FormattableString.Invariant($"trial {numbers[i]}") + (options.HalvingFactor > 0 ? FormattableString.Invariant($" of round {round}") : string.Empty));
                TNetwork network = TNetwork.Create(options.Seed);
                TrainingHistory history = network.Fit(
                    training, divisor == 1 ? whole : whole.WithEpochs(Math.Max(1, whole.Epochs / divisor)), cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                Evaluation evaluation = network.Evaluate(validation);
                double score = history.End == TrainingEnd.Diverged ? double.NaN : options.Score(evaluation);
                lock (gate)
                {
                    tried[i] = (new TuningTrial<TSetting>(numbers[i], round, setting, history, evaluation, score), network);
                    while (options.Log is not null && written < tried.Length && tried[written].Trial is { } next)
                    {
                        options.Log.WriteLine(next);
                        written++;
                    }
                }
            }));
        return tried;
    }
}
