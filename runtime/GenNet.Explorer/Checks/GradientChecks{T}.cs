using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Numerics;
using System.Threading;
using System.Threading.Tasks;
using GenNet.GradientChecking;

namespace GenNet.Exploring;

/// <summary>
/// Checks gradients on a thread and a copy of its own, while the network learns and the page goes on; one check at a time, which can be ended.
/// </summary>
internal sealed class GradientChecks<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The most parameters of a tensor whose evidence, 72 bytes each, is held; of larger ones so many are checked, spread evenly.</summary>
    private const int MostOfTensor = 1 << 20;

    private const int MostSamples = 4;

    /// <summary>So many parameters of each tensor are timed before the check begins, the first of them in vain: it may be compiled then.</summary>
    private const int TimedParameters = 4;

    /// <summary>On machines of few cores a check takes half of one while the network learns.</summary>
    private const int FewCores = 3;

    private static readonly TimeSpan _turn = TimeSpan.FromMilliseconds(10);

    private readonly TrainingThread<T> _training;
    private readonly TrainableNetwork<T> _network;
    private readonly Dataset _samples;
    private readonly Lock _lock = new();
    private CancellationTokenSource? _stop;
    private Task _work = Task.CompletedTask;
    private int _last;
    private bool _isDisposed;
    private volatile CheckResult? _result;

    public GradientChecks(TrainingThread<T> training, TrainableNetwork<T> network, Dataset samples)
    {
        _training = training;
        _network = network;
        _samples = samples.Take(Math.Min(samples.Count, MostSamples));
    }

    /// <summary>Whether the network is declared with a gradient check.</summary>
    public bool IsThere => _network.Declared is not null;

    /// <summary>The check that is under way or was the last; null before the first.</summary>
    public CheckResult? Result => _result;

    /// <summary>Begins to check the parameters as they are now.</summary>
    /// <param name="parametersPerTensor">The most parameters of a tensor to check.</param>
    public async Task StartAsync(int parametersPerTensor)
    {
        CheckedNetwork declared = _network.Declared
            ?? throw new RequestException($"{_network.Layout.Name} has no gradient check. Declare it with [Network(CheckGradients = true)].");
        var copy = (TrainableNetwork<T>)_network.Copy();
        T[] storage = new T[_network.Layout.StorageLength];
        (long step, _) = await _training.CopyStorageAsync(storage).ConfigureAwait(false);
        storage.CopyTo(copy.Storage);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_work.IsCompleted)
            {
                throw new RequestException("A check is under way. Stop it first, or wait for its end.");
            }

            _stop?.Dispose();
            _stop = new CancellationTokenSource();
            CancellationToken stop = _stop.Token;
            var result = new CheckResult(++_last, step, (int)(step / _training.Batches), _samples.Count);
            _result = result;
            _work = Task.Factory.StartNew(
                () => Work(result, copy, declared, Math.Min(parametersPerTensor, MostOfTensor), stop),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
        }
    }

    /// <summary>Ends the check that is under way, and waits for its thread, which looks behind every parameter.</summary>
    public Task StopAsync()
    {
        lock (_lock)
        {
            _stop?.Cancel();
            return _work;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
        }

        StopAsync().GetAwaiter().GetResult();
        _stop?.Dispose();
    }

    private void Work(CheckResult result, TrainableNetwork<T> network, CheckedNetwork declared, int parametersPerTensor, CancellationToken stop)
    {
        try
        {
            Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
            NetworkLayout layout = network.Layout;
            T[] inputs = new T[_samples.Count * layout.InputSize];
            T[] targets = new T[_samples.Count * layout.TargetSize];
            _samples.CopyInputs<T>(0, _samples.Count, inputs);
            _samples.CopyTargets<T>(0, _samples.Count, targets, layout.TargetSize);
            var run = new GradientCheckRun<T>(network, declared, inputs, targets, parametersPerTensor);
            TensorCheck[] tensors = [.. Time(run, stop)];
            result.Begin(run, tensors);
            int next = 0;
            long turn = Stopwatch.GetTimestamp();
            for (int layer = 0; layer < run.Layers; layer++)
            {
                foreach (GradientTensor found in run.Check(layer, OnLook))
                {
                    result.Take(tensors[next++], found);
                }
            }

            result.End(CheckState.Done);

            void OnLook(int tensor)
            {
                stop.ThrowIfCancellationRequested();
                result.Look(tensor);
                turn = GiveWay(turn, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            result.End(CheckState.Stopped);
        }
        catch (Exception)
        {
            // A function of the user's own may throw. What the page is told of errors has no details of the program.
            result.End(CheckState.Failed);
        }
    }

    /// <summary>The tensors, with how long their parameters take.</summary>
    private static IEnumerable<TensorCheck> Time(GradientCheckRun<T> run, CancellationToken stop)
    {
        for (int i = 0; i < run.Suspects.Count; i++)
        {
            long began = 0;
            for (int trial = 0; trial < TimedParameters; trial++)
            {
                stop.ThrowIfCancellationRequested();
                began = trial <= 1 ? Stopwatch.GetTimestamp() : began;
                run.Try(i, (int)((long)trial * run.Suspects[i].Count / TimedParameters));
            }

            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds / (TimedParameters - 1);
            yield return new TensorCheck(run.Suspects[i]) { SecondsOfParameter = seconds * run.Looks };
        }
    }

    /// <summary>Leaves the core to others as long as it was taken, where the network learns and there are few.</summary>
    /// <returns>When the turn began that is under way.</returns>
    private long GiveWay(long turn, CancellationToken stop)
    {
        TimeSpan worked = Stopwatch.GetElapsedTime(turn);
        if (worked < _turn)
        {
            return turn;
        }

        if (Environment.ProcessorCount <= FewCores && _training.Status.IsRunning)
        {
            stop.WaitHandle.WaitOne(worked);
        }

        return Stopwatch.GetTimestamp();
    }
}
