using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace GenNet.Exploring;

/// <summary>
/// The thread that trains. Everything that belongs to training is touched on it alone: others hand it what they want done, which happens between two
/// batches.
/// </summary>
internal abstract class TrainingThread : IDisposable
{
    private readonly ConcurrentQueue<Action> _requests = [];
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly Thread _thread;
    private volatile bool _isDisposed;
    private volatile TrainingStatus _status = null!;
    private int _watchers;

    protected TrainingThread() => _thread = new Thread(Work) { IsBackground = true, Name = "GenNet training" };

    /// <summary>Where training stands.</summary>
    public TrainingStatus Status
    {
        get => _status;
        protected set => _status = value;
    }

    /// <summary>The loss of what is learnt, batch by batch.</summary>
    public Curve Losses { get; } = new();

    /// <summary>Loss and accuracy of the samples that are evaluated.</summary>
    public Curve Evaluations { get; } = new();

    /// <summary>Whether a page is attached, and draws what it is told.</summary>
    public bool IsWatched => Volatile.Read(ref _watchers) > 0;

    /// <summary>The batches of an epoch.</summary>
    public abstract int Batches { get; }

    /// <summary>The samples of a batch.</summary>
    public abstract int BatchSize { get; }

    /// <summary>The optimizers to choose from.</summary>
    public abstract OptimizerChoice Optimizers { get; }

    /// <summary>Which optimizer and learning rate have counted from which step on, up to now.</summary>
    public abstract Task<SettingChange[]> PlanAsync();

    /// <summary>Learns until it is told to pause.</summary>
    public abstract Task StartAsync();

    /// <summary>Stops between two batches.</summary>
    public abstract Task PauseAsync();

    /// <summary>Takes one step.</summary>
    public abstract Task StepBatchAsync();

    /// <summary>Learns to the end of the epoch under way, or the whole of the next.</summary>
    public abstract Task StepEpochAsync();

    /// <summary>
    /// Goes to the end of any epoch, 0 for the beginning: back to what is remembered, and from there as training went, which gives the same bits; or on.
    /// </summary>
    public abstract Task GoToAsync(int epoch);

    /// <summary>Begins again, with optimizers and learning rates that are known beforehand, and goes to the end of an epoch.</summary>
    public abstract Task ReplayAsync(IReadOnlyList<SettingChange> plan, int epoch);

    /// <summary>Changes optimizer and learning rate from the next step on.</summary>
    public abstract Task SetAsync(string optimizer, double learningRate);

    /// <summary>Takes so many steps a second at most; infinitely many for as fast as it goes.</summary>
    public abstract Task SetPaceAsync(double stepsPerSecond);

    /// <summary>Says that a page has been attached.</summary>
    public void Attach() => Interlocked.Increment(ref _watchers);

    /// <summary>Says that a page has gone.</summary>
    public void Detach() => Interlocked.Decrement(ref _watchers);

    /// <summary>Ends the thread, and waits for it.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _wake.Set();
            _thread.Join();
            while (_requests.TryDequeue(out Action? request))
            {
                request();
            }

            _wake.Dispose();
        }
    }

    /// <summary>Has something done between two batches.</summary>
    public Task InvokeAsync(Action action)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _requests.Enqueue(() =>
        {
            try
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                action();
                done.SetResult();
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        if (_isDisposed)
        {
            // The thread may have looked for the last time already.
            while (_requests.TryDequeue(out Action? request))
            {
                request();
            }
        }
        else
        {
            _wake.Set();
        }

        return done.Task;
    }

    /// <summary>Whether somebody waits for the end of the batch.</summary>
    protected bool IsAwaited => !_requests.IsEmpty || _isDisposed;

    /// <summary>Learns for some milliseconds.</summary>
    /// <returns>How many milliseconds there is nothing to learn now: 0 for none, −1 for until somebody wants something.</returns>
    protected abstract int Learn();

    /// <summary>Called by a class that is ready.</summary>
    protected void Begin() => _thread.Start();

    private void Work()
    {
        while (!_isDisposed)
        {
            while (!_isDisposed && _requests.TryDequeue(out Action? request))
            {
                request();
            }

            int pause = _isDisposed ? 0 : Learn();
            if (pause != 0)
            {
                _wake.WaitOne(pause);
            }
        }
    }
}
