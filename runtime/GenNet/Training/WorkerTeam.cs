using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading;
using GenNet.Numerics;

namespace GenNet;

/// <summary>
/// Threads that run one job together, again and again. They live until the team is disposed, and spin briefly between jobs, because
/// in training the next one comes within microseconds.
/// </summary>
internal sealed class WorkerTeam : IDisposable
{
    private const int SpinsBeforeSleep = 40_000;

    /// <summary>
    /// How long a thread looks again at once before it lets others have the processor: some ten microseconds. Threads of a batch meet
    /// within a few, and each look that comes late is lost four times a batch.
    /// </summary>
    private const int SpinsBeforeYield = 300;

    private static readonly object s_sharing = new();
    private static WorkerTeam? s_shared;

    private readonly Thread[] _threads;
    private readonly object _bed = new();
    private Action<int>? _job;
    private ExceptionDispatchInfo? _failure;
    private int _round;
    private int _sleeping;
    private int _running;
    private int _arrived;
    private int _barrierRound;
    private int _isReady;
    private bool _isDisposed;

    /// <summary>Starts the threads: one fewer than <paramref name="size"/>, as the caller is one of the team.</summary>
    public WorkerTeam(int size)
    {
        Size = size;
        _threads = new Thread[size - 1];
        int started = 0;
        try
        {
            for (; started < _threads.Length; started++)
            {
                int member = started + 1;
                _threads[started] = new Thread(() => Work(member)) { IsBackground = true, Name = $"GenNet worker {member}" };

                // Without the context of whoever came first, which a team that outlives the call would keep alive.
                _threads[started].UnsafeStart();
            }
        }
        catch
        {
            // The machine has no more threads to give: those it gave go home.
            _threads = _threads[..started];
            Dispose();
            throw;
        }
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
                s_shared = null;
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
        int spins = 0;
        while (Volatile.Read(ref _running) > 0)
        {
            Spin(ref spins);
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
            return;
        }

        AwaitChange(ref _barrierRound, round);
    }

    /// <summary>Says that what one member of the team does for all is done; until the next job.</summary>
    public void SetReady() => Volatile.Write(ref _isReady, 1);

    /// <summary>Waits until what one member of the team does for all is done.</summary>
    public void AwaitReady() => AwaitChange(ref _isReady, 0);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        Volatile.Write(ref _isDisposed, true);
        BeginRound();
        foreach (Thread thread in _threads)
        {
            thread.Join();
        }
    }

    [MethodImpl(Kernel.Options)]
    private void AwaitChange(ref int value, int before)
    {
        int spins = 0;
        while (Volatile.Read(ref value) == before)
        {
            if (Volatile.Read(ref _failure) is not null)
            {
                throw new InvalidOperationException("Another thread of the team has failed.");
            }

            Spin(ref spins);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spin(ref int spins)
    {
        if (spins < SpinsBeforeYield)
        {
            spins++;
            Thread.SpinWait(1);
        }
        else
        {
            Thread.Yield();
        }
    }

    private void BeginRound()
    {
        // Whoever is not yet counted as sleeping will see the new round before it sleeps.
        Interlocked.Increment(ref _round);
        if (Volatile.Read(ref _sleeping) > 0)
        {
            lock (_bed)
            {
                Monitor.PulseAll(_bed);
            }
        }
    }

    private void Work(int member)
    {
        int done = 0;
        while (true)
        {
            WaitForRound(done);
            if (Volatile.Read(ref _isDisposed))
            {
                return;
            }

            done++;
            Attempt(member);
            Interlocked.Decrement(ref _running);
        }
    }

    [MethodImpl(Kernel.Options)]
    private void WaitForRound(int done)
    {
        for (int spins = 0; spins < SpinsBeforeSleep; spins++)
        {
            if (Volatile.Read(ref _round) != done)
            {
                return;
            }

            Thread.SpinWait(1);
        }

        // A condition and not a semaphore: a thread that is early for the next round could take the permit of one that is late
        // for this one, and the team would wait for ever.
        lock (_bed)
        {
            Interlocked.Increment(ref _sleeping);
            while (Volatile.Read(ref _round) == done)
            {
                Monitor.Wait(_bed);
            }

            Interlocked.Decrement(ref _sleeping);
        }
    }

    private void Attempt(int member)
    {
        try
        {
            _job!(member);
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
        }
    }
}
