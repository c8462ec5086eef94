using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Tests;
using Xunit;

namespace GenNet.Runtime.Tests.Interleavings;

/// <summary>
/// The thread team in every order of its threads' steps that a few interruptions make, and in some with any number: nobody waits for ever, and each
/// does its part once.
/// </summary>
public sealed class InterleavingTests
{
    /// <summary>Two, so that each thread can be stopped where it hurts, with another stopped there, too.</summary>
    private const int Interruptions = 2;

    private static int MostRuns => TestScope.Count(quick: 150, full: 4_000);

    [Fact]
    public void Each_member_runs_once_a_round() => Explore(() =>
    {
        using var team = new WorkerTeam(2);
        int[] runs = new int[2];
        for (int round = 1; round <= 2; round++)
        {
            team.Run(member => runs[member]++);
            Assert.Equal([round, round], runs);
        }
    });

    [Fact]
    public void Nobody_passes_a_barrier_that_another_has_not_come_to() => Explore(() =>
    {
        using var team = new WorkerTeam(2);
        int[] passed = new int[2];
        team.Run(member =>
        {
            for (int phase = 1; phase <= 2; phase++)
            {
                passed[member] = phase;
                team.Barrier();
                Assert.InRange(passed[1 - member], phase, phase + 1);
            }
        });
        Assert.Equal([2, 2], passed);
    });

    [Fact]
    public void Three_meet_at_a_barrier() => Explore(() =>
    {
        using var team = new WorkerTeam(3);
        bool[] came = new bool[3];
        team.Run(member =>
        {
            came[member] = true;
            team.Barrier();
            Assert.DoesNotContain(false, came);
        });
    });

    [Fact]
    public void What_one_does_for_all_is_done_before_others_go_on() => Explore(() =>
    {
        using var team = new WorkerTeam(2);
        for (int round = 1; round <= 2; round++)
        {
            int done = 0;
            team.Run(member =>
            {
                if (member == 0)
                {
                    done = round;
                    team.SetReady();
                }

                team.AwaitReady();
                Assert.Equal(round, done);
            });
        }
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_failure_ends_the_round_and_not_the_team(int failing) => Explore(() =>
    {
        using var team = new WorkerTeam(2);
        var failure = new NotSupportedException();
        Assert.Same(failure, Assert.Throws<NotSupportedException>(() => team.Run(member =>
        {
            if (member == failing)
            {
                throw failure;
            }

            team.Barrier();
        })));

        int[] runs = new int[2];
        team.Run(member =>
        {
            team.Barrier();
            runs[member]++;
        });
        Assert.Equal([1, 1], runs);
    });

    [Fact]
    public void All_work_is_taken_once() => Explore(() =>
    {
        const int Items = 7;
        using var team = new WorkerTeam(2);
        var work = new SharedWork(lists: 1, members: 2);
        var taken = new List<int>();
        work.Begin();
        team.Run(member =>
        {
            while (work.TryTake(0, member, Items, grain: 2, atLeast: 1, out int first, out int end))
            {
                taken.AddRange(Enumerable.Range(first, end - first));
            }
        });
        taken.Sort();
        Assert.Equal(Enumerable.Range(0, Items), taken);
    });

    [Fact]
    public void A_sleeper_that_nobody_wakes_is_found()
    {
        var fault = Assert.Throws<InvalidOperationException>(() => Explore(() =>
        {
            using var team = new Sleeps.WorkerTeam(2);
            team.Run(_ => { });
        }));
        Assert.Contains("each thread waits for another", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_thread_that_leaves_as_a_job_comes_is_found()
    {
        var fault = Assert.Throws<InvalidOperationException>(() => Explore(() =>
        {
            using var team = new Leaves.WorkerTeam(2);
            team.Run(_ => { });
            team.Run(_ => { });
        }));
        Assert.Contains("each thread waits for another", fault.Message, StringComparison.Ordinal);
    }

    private static void Explore(Action program)
    {
        for (int interruptions = 0; interruptions <= Interruptions; interruptions++)
        {
            Exploration.All(program, interruptions, MostRuns);
        }

        Exploration.Some(program, MostRuns / 4, seed: 17);
    }
}
