using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading;
using GenNet.Numerics;

namespace GenNet;

/// <summary>
/// Threads that run one job together, again and again. They start with the first job and live until the team is disposed or has long had
/// none; then the next one starts them anew.
/// </summary>
/// <remarks>
/// Who waits looks again at once for a while, because in training what it waits for comes within microseconds. Then it sleeps: whom it
/// waits for may have no processor, and gets one sooner where nobody spins.
/// </remarks>
internal sealed class WorkerTeam : IDisposable
{
    /// <summary>How often a thread looks again before it sleeps: some fifty microseconds, about what waking up costs.</summary>
    private const int SpinsBeforeSleep = 1_500;

    /// <summary>
    /// After so long without a job a thread ends: nothing of this library is left running where nobody uses it, so a load context that holds
    /// it can be unloaded.
    /// </summary>
    private static readonly TimeSpan s_longestIdle = TimeSpan.FromSeconds(1);

    private static readonly object s_sharing = new();
    private static WorkerTeam? s_shared;

    private readonly Thread?[] _threads;

    /// <summary>The last round of each thread that has ended.</summary>
    private readonly int[] _lastRounds;

    private readonly object _wakeLock = new();
    private Action<int>? _job;
    private ExceptionDispatchInfo? _failure;
    private int _round;
    private int _asleep;
    private int _running;
    private int _arrived;
    private int _barrierRound;
    private int _isReady;
    private bool _isDisposed;

    /// <summary>Makes a team whose threads start with its first job.</summary>
    /// <param name="size">The number of threads, the caller's included.</param>
    public WorkerTeam(int size)
    {
        Size = size;
        _threads = new Thread?[size - 1];
        _lastRounds = new int[size - 1];

        // A thread that is not there counts as asleep: both must be seen to when a job comes.
        _asleep = _threads.Length;
    }

    /// <summary>Jobs that those who give them want to keep with the team, to give them again.</summary>
    public List<object> Jobs { get; } = [];

    /// <summary>The number of threads, the caller's included.</summary>
    public int Size { get; }

    /// <summary>
    /// Runs a job whose members need not meet on a team that all callers share, or, while another caller has it, on the calling thread alone.
    /// </summary>
    /// <param name="size">The number of members the job needs; a larger team calls it with numbers beyond, which it ignores.</param>
    /// <param name="job">The job.</param>
    public static void RunShared(int size, Action<int> job)
    {
        if (!Monitor.TryEnter(s_sharing))
        {
            for (int member = 0; member < size; member++)
            {
                job(member);
            }

            return;
        }

        try
        {
            if (s_shared is null || s_shared.Size < size)
            {
                s_shared?.Dispose();
                s_shared = new WorkerTeam(size);
            }

            s_shared.Run(job);
        }
        finally
        {
            Monitor.Exit(s_sharing);
        }
    }

    /// <summary>Calls <paramref name="job"/> once on each thread with its number, 0 on the caller's, and waits for all.</summary>
    [MethodImpl(Kernel.Options)]
    public void Run(Action<int> job)
    {
        _job = job;
        _failure = null;

        // After a failure some threads never came to the barrier that others had come to.
        _arrived = 0;
        _isReady = 0;
        Volatile.Write(ref _running, _threads.Length);
        BeginRound();
        Attempt(0);
        for (int running = Volatile.Read(ref _running); running > 0; running = Volatile.Read(ref _running))
        {
            AwaitChange(ref _running, running, endsWithFailure: false);
        }

        _failure?.Throw();
    }

    /// <summary>Waits until every thread of the team has come here.</summary>
    [MethodImpl(Kernel.Options)]
    public void Barrier()
    {
        int round = Volatile.Read(ref _barrierRound);
        if (Interlocked.Increment(ref _arrived) == Size)
        {
            Volatile.Write(ref _arrived, 0);
            Interlocked.Increment(ref _barrierRound);
            WakeSleepers();
            return;
        }

        AwaitChange(ref _barrierRound, round, endsWithFailure: true);
    }

    /// <summary>Says that what one member of the team does for all is done; until the next job.</summary>
    public void SetReady()
    {
        Interlocked.Exchange(ref _isReady, 1);
        WakeSleepers();
    }

    /// <summary>Waits until what one member of the team does for all is done.</summary>
    public void AwaitReady() => AwaitChange(ref _isReady, 0, endsWithFailure: true);

    /// <summary>Lets go of what it was given, between two jobs.</summary>
    public void Forget()
    {
        Jobs.Clear();
        _job = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Thread?[] threads;
        lock (_wakeLock)
        {
            _isDisposed = true;
            Interlocked.Increment(ref _round);
            Monitor.PulseAll(_wakeLock);
            threads = [.. _threads];
        }

        foreach (Thread? thread in threads)
        {
            thread?.Join();
        }
    }

    [MethodImpl(Kernel.Options)]
    private void AwaitChange(ref int value, int before, bool endsWithFailure)
    {
        if (!HasChanged(ref value, before))
        {
            SleepUntilChanged(ref value, before, endsWithFailure);
        }

        if (endsWithFailure && Volatile.Read(ref value) == before)
        {
            throw new InvalidOperationException("Another thread of the team has failed.");
        }
    }

    /// <summary>Whether a value changes before this thread should rather sleep.</summary>
    [MethodImpl(Kernel.Options)]
    private static bool HasChanged(ref int value, int before)
    {
        for (int spins = 0; spins < SpinsBeforeSleep; spins++)
        {
            if (Volatile.Read(ref value) != before)
            {
                return true;
            }

            Thread.SpinWait(1);
        }

        return false;
    }

    private void SleepUntilChanged(ref int value, int before, bool endsWithFailure)
    {
        // A condition and not a semaphore: a thread that is early for the next round could take the permit of one that is late
        // for this one, and the team would wait for ever.
        lock (_wakeLock)
        {
            Interlocked.Increment(ref _asleep);
            while (Volatile.Read(ref value) == before && !(endsWithFailure && Volatile.Read(ref _failure) is not null))
            {
                Monitor.Wait(_wakeLock);
            }

            Interlocked.Decrement(ref _asleep);
        }
    }

    /// <summary>
    /// Follows each change that others may wait for. Whoever does not yet count as asleep sees the change before it sleeps, because both
    /// are full fences.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WakeSleepers()
    {
        if (Volatile.Read(ref _asleep) > 0)
        {
            Wake();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Wake()
    {
        lock (_wakeLock)
        {
            Monitor.PulseAll(_wakeLock);
        }
    }

    private void BeginRound()
    {
        Interlocked.Increment(ref _round);
        if (Volatile.Read(ref _asleep) == 0)
        {
            return;
        }

        lock (_wakeLock)
        {
            Monitor.PulseAll(_wakeLock);
            for (int i = 0; i < _threads.Length; i++)
            {
                // Whoever gives the job may be stopped here for so long that a thread does it and ends meanwhile: its part is done.
                if (_threads[i] is null && _lastRounds[i] != _round)
                {
                    Start(i);
                }
            }
        }
    }

    private void Start(int index)
    {
        int done = _round - 1;
        Thread thread;
        try
        {
            thread = new Thread(() => Work(index, done)) { IsBackground = true, Name = $"GenNet worker {index + 1}" };

            // Without the context of whoever came first, which a team that outlives the call would keep alive.
            thread.UnsafeStart();
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            // The machine has no more threads to give: this member fails, and the next job tries again.
            Fail(exception);
            Interlocked.Decrement(ref _running);
            return;
        }

        _threads[index] = thread;
        Interlocked.Decrement(ref _asleep);
    }

    private void Work(int index, int done)
    {
        while (TryAwaitRound(index, done))
        {
            done++;
            Attempt(index + 1);
            if (Interlocked.Decrement(ref _running) == 0)
            {
                WakeSleepers();
            }
        }
    }

    /// <summary>Waits for the next job; there is none if the team was disposed or this thread has become superfluous.</summary>
    private bool TryAwaitRound(int index, int done)
    {
        if (!HasChanged(ref _round, done))
        {
            lock (_wakeLock)
            {
                Interlocked.Increment(ref _asleep);
                while (Volatile.Read(ref _round) == done)
                {
                    if (!Monitor.Wait(_wakeLock, s_longestIdle) && Volatile.Read(ref _round) == done)
                    {
                        _threads[index] = null;
                        _lastRounds[index] = done;
                        return false;
                    }
                }

                Interlocked.Decrement(ref _asleep);
            }
        }

        return !Volatile.Read(ref _isDisposed);
    }

    private void Attempt(int member)
    {
        try
        {
            _job!(member);
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    private void Fail(Exception exception)
    {
        Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
        WakeSleepers();
    }
}
