using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GenNet.Tests;
using Xunit;

namespace GenNet.Runtime.Tests.Training;

/// <summary>Threads that work together: every one runs, they meet, and failure ends a round and not the team.</summary>
public sealed class WorkerTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Each_member_runs_once_a_round(int size)
    {
        using var team = new WorkerTeam(size);
        Assert.Equal(size, team.Size);
        int[] runs = new int[size];
        int caller = Environment.CurrentManagedThreadId;
        for (int round = 1; round <= 200; round++)
        {
            team.Run(member =>
            {
                runs[member]++;
                Assert.Equal(member == 0, Environment.CurrentManagedThreadId == caller);
            });
            Assert.Equal(Enumerable.Repeat(round, size), runs);
        }
    }

    [Theory]
    [InlineData(2, 10_000)]
    [InlineData(3, 2_000)] // More threads than some machines have cores wait for one another's time slices.
    public void Thousands_of_rounds_with_barriers_lose_nothing(int size, int rounds)
    {
        rounds = TestScope.Count(quick: rounds / 4, full: rounds);
        using var team = new WorkerTeam(size);
        long[] values = new long[size * 16];
        for (int round = 0; round < rounds; round++)
        {
            team.Run(member =>
            {
                // Each adds what its neighbour had before the barrier; a missing barrier would show in the sum.
                long before = values[(member + 1) % size * 16];
                team.Barrier();
                values[member * 16] = before + 1;
                team.Barrier();
                Assert.Equal(values[0], values[member * 16]);
            });
        }

        Assert.All(Enumerable.Range(0, size), member => Assert.Equal(rounds, values[member * 16]));
    }

    [Fact]
    public void Members_that_have_fallen_asleep_wake_up()
    {
        using var team = new WorkerTeam(3);
        int runs = 0;
        for (int round = 0; round < 20; round++)
        {
            // Long enough for the workers to stop spinning, in some rounds, and in others not.
            Thread.Sleep(round % 2 * 40);
            team.Run(_ => Interlocked.Increment(ref runs));
        }

        Assert.Equal(60, runs);
    }

    [Fact]
    public void Whoever_is_late_anywhere_is_waited_for()
    {
        // Longer than the others look out for it, so that they sleep: before the job, at what is made ready, at the barrier and at the end.
        for (int size = 2; size <= 4; size++)
        {
            using var team = new WorkerTeam(size);
            var random = new Random(size);
            int[] values = new int[size];
            int made = 0;
            for (int round = 1; round <= 60; round++)
            {
                int late = random.Next(-1, size);
                int place = random.Next(4);
                void Pass(int member, int point) => Thread.Sleep(member == late && point == place ? 1 : 0);
                Pass(0, 0);
                team.Run(member =>
                {
                    Pass(member, 0);
                    if (member == 0)
                    {
                        Pass(member, 1);
                        made = round;
                        team.SetReady();
                    }

                    team.AwaitReady();
                    values[member] = made;
                    Pass(member, 2);
                    team.Barrier();
                    Assert.Equal(Enumerable.Repeat(round, size), values);
                    team.Barrier();
                    Pass(member, 3);
                });
            }
        }
    }

    [Fact]
    public void Threads_end_when_they_have_long_had_no_job_and_start_again()
    {
        using var team = new WorkerTeam(3);
        for (int round = 0; round < 2; round++)
        {
            var threads = new Thread[3];
            team.Run(member => threads[member] = Thread.CurrentThread);
            foreach (Thread thread in threads[1..])
            {
                thread.Join();
            }
        }
    }

    [Fact]
    public void A_job_that_comes_when_threads_are_about_to_end_is_done()
    {
        var teams = new WorkerTeam[40];
        int runs = 0;
        for (int i = 0; i < teams.Length; i++)
        {
            teams[i] = new WorkerTeam(3);
            teams[i].Run(_ => Interlocked.Increment(ref runs));
        }

        // Around the second after which they end.
        Thread.Sleep(960);
        foreach (WorkerTeam team in teams)
        {
            team.Run(_ => Interlocked.Increment(ref runs));
            Thread.Sleep(2);
        }

        foreach (WorkerTeam team in teams)
        {
            team.Dispose();
        }

        Assert.Equal(2 * 3 * teams.Length, runs);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_failure_reaches_the_caller_and_the_team_goes_on(int failing)
    {
        using var team = new WorkerTeam(3);
        for (int round = 0; round < 200; round++)
        {
            var exception = Assert.Throws<FormatException>(() => team.Run(member =>
            {
                if (member == failing)
                {
                    throw new FormatException("This one.");
                }

                // The others wait for one that will never come, and must be let go.
                team.Barrier();
            }));
            Assert.Equal("This one.", exception.Message);

            int[] phases = new int[3];
            team.Run(member =>
            {
                phases[member] = 1;
                team.Barrier();
                Assert.Equal([1, 1, 1], phases);
            });
        }
    }

    [Fact]
    public void Nobody_goes_on_past_one_that_has_failed()
    {
        using var team = new WorkerTeam(3);
        int passed = 0;
        for (int round = 0; round < 50; round++)
        {
            Assert.Throws<FormatException>(() => team.Run(member =>
            {
                if (member == 0)
                {
                    throw new FormatException();
                }

                if (member == 1)
                {
                    team.Barrier();
                }
                else
                {
                    team.AwaitReady();
                }

                Interlocked.Increment(ref passed);
            }));
        }

        Assert.Equal(0, passed);
    }

    [Fact]
    public void Its_threads_have_names_and_keep_no_program_running()
    {
        using var team = new WorkerTeam(3);
        var threads = new Thread[3];
        team.Run(member => threads[member] = Thread.CurrentThread);

        Assert.Equal(["GenNet worker 1", "GenNet worker 2"], threads[1..].Select(thread => thread.Name));
        Assert.All(threads[1..], thread => Assert.True(thread.IsBackground));
    }

    [Fact]
    public void A_failure_of_all_is_one_exception()
    {
        using var team = new WorkerTeam(4);
        Assert.Throws<FormatException>(() => team.Run(_ => throw new FormatException()));
        int runs = 0;
        team.Run(_ => Interlocked.Increment(ref runs));
        Assert.Equal(4, runs);
    }

    [Fact]
    public void Disposing_ends_the_threads()
    {
        for (int i = 0; i < 50; i++)
        {
            var team = new WorkerTeam(3);
            var threads = new Thread[3];
            if (i % 3 > 0)
            {
                team.Run(member => threads[member] = Thread.CurrentThread);
            }

            if (i % 3 > 1)
            {
                Thread.Sleep(30);
            }

            team.Dispose();
            team.Dispose();
            Assert.All(threads[1..], thread => Assert.False(thread?.IsAlive ?? false));
        }
    }

    [Fact]
    public void The_shared_team_runs_a_job_on_every_member()
    {
        for (int i = 0; i < 3; i++)
        {
            int members = 0;
            WorkerTeam.RunShared(3 + i, member => Interlocked.Or(ref members, 1 << member));
            Assert.Equal((1 << (3 + i)) - 1, members & ((1 << (3 + i)) - 1));
        }
    }

    [Fact]
    public void Who_finds_the_shared_team_busy_does_all_the_work()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using var isRunning = new ManualResetEventSlim();
        using var mayEnd = new ManualResetEventSlim();
        var other = new Thread(() =>
        {
            // Another test may have the team at first: who works for two on two threads has it.
            int caller = Environment.CurrentManagedThreadId;
            while (!isRunning.IsSet)
            {
                WorkerTeam.RunShared(2, _ =>
                {
                    if (Environment.CurrentManagedThreadId != caller)
                    {
                        isRunning.Set();
                        mayEnd.Wait(cancellation);
                    }
                });
                Thread.Yield();
            }
        });
        other.Start();
        isRunning.Wait(cancellation);
        var threads = new List<int>();

        WorkerTeam.RunShared(3, _ => threads.Add(Environment.CurrentManagedThreadId));

        mayEnd.Set();
        other.Join();
        Assert.Equal(Enumerable.Repeat(Environment.CurrentManagedThreadId, 3), threads);
    }

    [Fact]
    public void What_one_has_made_ready_the_others_see()
    {
        using var team = new WorkerTeam(3);
        int value = 0;
        for (int round = 1; round <= 2000; round++)
        {
            int made = round;
            team.Run(member =>
            {
                if (member == 0)
                {
                    value = made;
                    team.SetReady();
                }

                team.AwaitReady();
                Assert.Equal(made, value);
                team.Barrier();
            });
        }
    }

    [Fact]
    public void Who_waits_for_what_never_gets_ready_is_let_go()
    {
        using var team = new WorkerTeam(2);
        Assert.Throws<FormatException>(() => team.Run(member =>
        {
            if (member == 0)
            {
                throw new FormatException();
            }

            team.AwaitReady();
        }));
    }
}
