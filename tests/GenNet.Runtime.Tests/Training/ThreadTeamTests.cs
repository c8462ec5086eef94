using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading;
using GenNet.Runtime.Tests.Networks;
using Xunit;

namespace GenNet.Runtime.Tests.Training;

/// <summary>Threads that whoever makes them disposes: they work call after call, and nothing of them is left behind.</summary>
public sealed class ThreadTeamTests
{
    private static readonly Dataset s_dataset = new(
        [.. Enumerable.Range(0, 60).Select(i => i % 7 / 7f)], [.. Enumerable.Range(0, 40).Select(i => i % 5 / 5f)], 3, 2);

    [Fact]
    public void Training_has_the_bits_that_one_thread_gives()
    {
        using var team = new ThreadTeam(3, processors: 3);
        var alone = new LinearNetwork<float>(3, 2, samplesPerPass: 12);
        var together = new LinearNetwork<float>(3, 2, samplesPerPass: 12);
        TrainingHistory first = alone.Fit(s_dataset, new FitOptions { Epochs = 3, BatchSize = 7 });
        TrainingHistory second = together.Fit(s_dataset, new FitOptions { Epochs = 3, BatchSize = 7, Team = team, InsistsOnThreads = true });
        Assert.Equal(first.Epochs.Select(epoch => epoch.Loss), second.Epochs.Select(epoch => epoch.Loss));
        Assert.Equal(alone.ToParameters(), together.ToParameters());
    }

    [Fact]
    public void Its_threads_are_there_from_one_call_to_the_next_and_end_when_it_is_disposed()
    {
        var seen = new ConcurrentDictionary<Thread, int>();
        Thread[] ofFirst;
        using (var team = new ThreadTeam(3, processors: 3))
        {
            Meet(team, seen);
            ofFirst = [.. seen.Keys];
            Meet(team, seen);
            Assert.Equal(3, seen.Count);
            Assert.All(ofFirst, thread => Assert.True(thread.IsAlive));
        }

        Assert.Equal([Thread.CurrentThread], seen.Keys.Where(thread => thread.IsAlive));
    }

    [Fact]
    public void A_disposed_team_says_what_to_do()
    {
        var team = new ThreadTeam(2, processors: 2);
        Assert.Equal("2 threads", team.ToString());
        team.Dispose();
        team.Dispose();
        Assert.Equal("2 threads, disposed", team.ToString());
        var network = new LinearNetwork<float>(3, 2);
        Action[] calls = [() => network.Fit(s_dataset, new FitOptions { Team = team }), () => network.Predict(Inputs(2), new float[4], team)];
        foreach (Action call in calls)
        {
            ObjectDisposedException exception = Assert.Throws<ObjectDisposedException>(call);
            Assert.Contains("make another: new ThreadTeam(2)", exception.Message, StringComparison.Ordinal);
        }

        // The network is none the worse.
        network.Fit(s_dataset, new FitOptions { Epochs = 1, Threads = 2 });
        network.Predict(Inputs(2), new float[4], threads: 2);
    }

    [Fact]
    public void It_works_for_one_call_at_a_time()
    {
        using var team = new ThreadTeam(2, processors: 2);
        var network = new LinearNetwork<float>(3, 2);
        var other = new LinearNetwork<float>(3, 2);
        var options = new FitOptions { Epochs = 1, Team = team };
        InvalidOperationException? refused = null;
        float[] meanwhile = new float[4];
        network.Fit(s_dataset, options.With(new Callback(() =>
        {
            refused = Assert.Throws<InvalidOperationException>(() => other.Fit(s_dataset, options));
            other.Predict(Inputs(2), meanwhile, team);
        })));
        Assert.Contains("a ThreadTeam of its own", refused!.Message, StringComparison.Ordinal);
        Assert.Equal(other.Predict(Inputs(2)), meanwhile);

        // It is free again, even after a call that failed.
        Assert.Throws<InvalidTimeZoneException>(() => network.Fit(s_dataset, options.With(new Callback(() => throw new InvalidTimeZoneException()))));
        other.Fit(s_dataset, options);
    }

    [Fact]
    public void Disposed_by_a_callback_its_threads_end_with_the_call()
    {
        var team = new ThreadTeam(2, processors: 2);
        var threads = new ConcurrentDictionary<Thread, int>();
        var network = new LinearNetwork<float>(3, 2) { OnSample = _ => threads.TryAdd(Thread.CurrentThread, 0) };
        TrainingHistory history = network.Fit(
            s_dataset, new FitOptions { Epochs = 3, BatchSize = 6, Team = team, InsistsOnThreads = true }.With(new Callback(team.Dispose)));
        Assert.Equal(3, history.Epochs.Count);
        Assert.Equal(2, threads.Count);
        Assert.Equal([Thread.CurrentThread], threads.Keys.Where(thread => thread.IsAlive));
    }

    [Fact]
    public void Networks_that_it_worked_for_are_not_kept()
    {
        using var team = new ThreadTeam(2, processors: 2);
        WeakReference network = Train(team);
        Collect();
        Assert.False(network.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Train(ThreadTeam team)
        {
            var network = new LinearNetwork<float>(3, 2);
            network.Fit(s_dataset, new FitOptions { Epochs = 1, Team = team, InsistsOnThreads = true });
            return new WeakReference(network);
        }
    }

    [Fact]
    public void Scratch_memory_goes_with_its_thread_or_when_it_is_released()
    {
        WeakReference ofEnded = null!;
        var thread = new Thread(() => ofEnded = RentOnThisThread());
        thread.Start();
        thread.Join();
        WeakReference ofThis = RentOnThisThread();
        Collect();
        Assert.False(ofEnded.IsAlive);
        Assert.True(ofThis.IsAlive);
        ThreadTeam.ReleaseScratch();
        Collect();
        Assert.False(ofThis.IsAlive);

        // The next pass takes what it needs.
        Assert.Equal(0, Workspace.Rent<float>(16) * 0);
    }

    [Fact]
    public void Parameters_go_with_their_network()
    {
        WeakReference storage = Make();
        Collect();
        Assert.False(storage.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Make() => new(ArrayOf(
            typeof(Network<float>).GetField("_storage", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(new LinearNetwork<float>(3, 2))!));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    public void There_are_1_to_1024_threads(int threads) => Assert.Throws<ArgumentOutOfRangeException>(() => new ThreadTeam(threads));

    [Fact]
    public void There_are_never_more_than_processors()
    {
        using var team = new ThreadTeam(1024);
        Assert.Equal(Environment.ProcessorCount, team.Threads);
        Assert.Equal(new FitOptions { Threads = Environment.ProcessorCount }.ToString(), new FitOptions { Team = team }.ToString());
    }

    /// <summary>Has all threads of a team meet in one prediction.</summary>
    private static void Meet(ThreadTeam team, ConcurrentDictionary<Thread, int> seen)
    {
        using var meeting = new Barrier(team.Threads);
        var network = new LinearNetwork<float>(1000, 2, samplesPerPass: 200)
        {
            OnForward = _ =>
            {
                seen.TryAdd(Thread.CurrentThread, 0);
                Assert.True(meeting.SignalAndWait(TimeSpan.FromMinutes(1)));
            },
        };
        network.Predict(new float[600 * 1000], new float[600 * 2], team);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference RentOnThisThread()
    {
        Workspace.Rent<float>(100_000) = 1;
        object workspace = typeof(Workspace).GetField("t_workspace", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;
        return new WeakReference(ArrayOf(typeof(Workspace).GetField("_block", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(workspace)!));
    }

    private static object ArrayOf(object aligned) => aligned.GetType().GetField("_array", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(aligned)!;

    private static float[] Inputs(int samples) => [.. Enumerable.Range(0, samples * 3).Select(i => i % 11 / 11f)];

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    private sealed class Callback(Action onEpochEnd) : ITrainingCallback
    {
        public void OnEpoch(EpochResult result) => onEpochEnd();
    }
}
