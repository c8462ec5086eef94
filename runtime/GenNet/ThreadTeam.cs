using System;

namespace GenNet;

/// <summary>
/// Threads that training and predictions work on, call after call, until they are disposed. Without one <c>Fit</c> starts threads of its own and ends
/// them, and <c>Predict</c> shares some that end by themselves after a second without work.
/// </summary>
/// <remarks>
/// A team works for one call at a time. What the threads keep for the next call, the memory that passes work in among it, goes with them.
/// </remarks>
/// <example>
/// <code>
/// using var team = new ThreadTeam(4);
/// network.Fit(dataset, new FitOptions { Team = team });
/// network.Predict(inputs, outputs, team);
/// </code>
/// </example>
public sealed class ThreadTeam : IDisposable
{
    private readonly object _lock = new();
    private readonly WorkerTeam _workers;
    private bool _isBusy;
    private bool _isDisposed;

    /// <summary>Makes a team; its threads start with its first work.</summary>
    /// <param name="threads">
    /// The number of threads, whoever calls included: 1 to 1024, and never more than the processors that this process may use
    /// (<see cref="Environment.ProcessorCount"/>).
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is below 1 or above 1024.</exception>
    public ThreadTeam(int threads)
        : this(threads, Environment.ProcessorCount)
    {
    }

    /// <summary>Makes a team of more threads than there are processors, for tests.</summary>
    internal ThreadTeam(int threads, int processors)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, FitOptions.MostThreads);
        Threads = Math.Min(threads, processors);
        _workers = new WorkerTeam(Threads);
    }

    /// <summary>The number of threads, whoever calls included.</summary>
    public int Threads { get; }

    /// <summary>
    /// Gives back the memory that the calling thread keeps from one training step or prediction to the next, so that they allocate nothing: as much as
    /// the largest pass so far needed. The next one takes what it needs. Other threads' memory goes when they end.
    /// </summary>
    public static void ReleaseScratch() => Workspace.Release();

    /// <summary>
    /// Ends the threads, and waits until they have. If a call works with them on another thread, or this is called by one of its callbacks, they end
    /// when that call is done.
    /// </summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            if (_isBusy)
            {
                return;
            }
        }

        _workers.Dispose();
    }

    /// <summary>What a team is.</summary>
    /// <returns>For example "4 threads".</returns>
    public override string ToString() => $"{Counted.Of(Threads, "thread")}{(_isDisposed ? ", disposed" : string.Empty)}";

    /// <summary>Has the team work for one call, which ends with <see cref="Leave"/>; null where it works for another.</summary>
    /// <exception cref="ObjectDisposedException">The team is disposed.</exception>
    internal WorkerTeam? TryEnter()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                throw new ObjectDisposedException(
                    nameof(ThreadTeam),
                    $"The thread team has been disposed. Dispose it after the last call that works with it, or make another: new ThreadTeam({Threads}).");
            }

            if (_isBusy)
            {
                return null;
            }

            _isBusy = true;
            return _workers;
        }
    }

    /// <summary>Ends what <see cref="TryEnter"/> began.</summary>
    internal void Leave()
    {
        // What was given to it belongs to networks that may be gone tomorrow.
        _workers.Forget();
        bool isDisposed;
        lock (_lock)
        {
            _isBusy = false;
            isDisposed = _isDisposed;
        }

        if (isDisposed)
        {
            _workers.Dispose();
        }
    }
}
