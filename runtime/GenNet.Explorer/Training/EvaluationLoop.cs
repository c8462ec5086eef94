using System;
using System.Diagnostics;
using System.Numerics;
using System.Threading;
using System.Threading.Tasks;

namespace GenNet.Exploring;

/// <summary>
/// Evaluates the network while it learns, on a copy of its parameters and another thread: some samples of the training and some of the validation, a few
/// times a second and for at most a tenth of the time; hardly ever while nobody looks.
/// </summary>
internal sealed class EvaluationLoop<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostSamples = 2000;
    private const int TimesBreak = 9;
    private const int TimesBreakUnwatched = 100;

    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _stop = new();
    private readonly TrainingThread<T> _training;
    private readonly TrainableNetwork<T> _copy;
    private readonly T[] _storage;
    private readonly Task _work;

    public EvaluationLoop(TrainingThread<T> training, TrainableNetwork<T> network, Dataset dataset, Dataset? validation)
    {
        _training = training;
        _copy = (TrainableNetwork<T>)network.Copy();
        _storage = new T[network.Layout.StorageLength];
        Training = Sample(dataset);
        Validation = validation is null ? null : Sample(validation);
        _work = Task.Run(WorkAsync);
    }

    /// <summary>The training samples that are evaluated.</summary>
    public Dataset Training { get; }

    /// <summary>The validation samples that are evaluated.</summary>
    public Dataset? Validation { get; }

    public void Dispose()
    {
        _stop.Cancel();
        _work.GetAwaiter().GetResult();
        _stop.Dispose();
    }

    /// <summary>Evenly many from everywhere where there are too many, because samples may be sorted.</summary>
    private static Dataset Sample(Dataset dataset)
    {
        if (dataset.Count <= MostSamples)
        {
            return dataset;
        }

        int[] samples = new int[MostSamples];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = (int)((long)i * dataset.Count / samples.Length);
        }

        return dataset.Select(samples);
    }

    private async Task WorkAsync()
    {
        long seen = -1;
        bool isRunningSeen = false;
        TimeSpan took = TimeSpan.Zero;
        long last = 0;
        while (!_stop.IsCancellationRequested)
        {
            TrainingStatus status = _training.Status;
            bool isNew = status.Version != seen;
            TimeSpan pause = took * (_training.IsWatched ? TimesBreak : TimesBreakUnwatched);
            pause = pause > _interval ? pause : _interval;
            bool isDue = Stopwatch.GetElapsedTime(last) >= pause || (isRunningSeen && !status.IsRunning);
            if (isNew && isDue)
            {
                seen = status.Version;
                isRunningSeen = status.IsRunning;
                TimeSpan time = await EvaluateAsync().ConfigureAwait(false);
                // The first time its code is compiled, too, which says nothing of the next.
                took = last == 0 ? TimeSpan.Zero : time;
                last = Stopwatch.GetTimestamp();
            }

            await Task.Delay(_look, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Adds a point to the curves.</summary>
    /// <returns>How long that was work: the wait for the end of a batch is none.</returns>
    private async Task<TimeSpan> EvaluateAsync()
    {
        long step;
        try
        {
            (step, _) = await _training.CopyStorageAsync(_storage).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            return TimeSpan.Zero;
        }

        long began = Stopwatch.GetTimestamp();
        _storage.CopyTo(_copy.Storage);
        double perSample = _copy.Layout.Reduction == Reduction.Mean ? 1 : 1d / Training.Count;
        Evaluation training = _copy.Evaluate(Training);
        double validationLoss = double.NaN;
        double validationAccuracy = double.NaN;
        if (Validation is not null)
        {
            Evaluation validation = _copy.Evaluate(Validation);
            validationLoss = validation.Loss * (_copy.Layout.Reduction == Reduction.Mean ? 1 : 1d / Validation.Count);
            validationAccuracy = validation.Accuracy;
        }

        _training.Evaluations.Add(
            new CurvePoint((double)step / _training.Batches, training.Loss * perSample, training.Accuracy, validationLoss, validationAccuracy),
            isWanted: !_training.Status.IsRunning);
        return Stopwatch.GetElapsedTime(began);
    }
}
