using System;
using System.Diagnostics;
using System.Linq;
using GenNet.Training;
using Xunit;

namespace GenNet.Runtime.Tests.Training;

/// <summary>A team does what it does faster than a thread alone, and only that.</summary>
public sealed class TeamTrialTests
{
    private const int Trial = 2 * TeamTrial.BatchesTried;

    private static readonly bool[] s_tried =
    [
        .. Enumerable.Repeat(true, TeamTrial.BatchesTried), .. Enumerable.Repeat(false, TeamTrial.BatchesTried),
    ];

    [Fact]
    public void A_faster_team_goes_on_without_another_trial()
    {
        using var team = new WorkerTeam(2);
        bool[] expected = [.. s_tried, .. Enumerable.Repeat(true, 5000)];

        Assert.Equal(expected, Run(new TeamTrial(team), together: 70, alone: 115, batches: expected.Length));
    }

    [Fact]
    public void A_slower_team_is_tried_again_after_a_while()
    {
        using var team = new WorkerTeam(2);
        var trial = new TeamTrial(team);
        bool[] expected = [.. s_tried, .. Enumerable.Repeat(false, TeamTrial.BatchesAlone)];

        Assert.Equal(expected, Run(trial, together: 140, alone: 115, batches: expected.Length));
        Assert.Equal(expected, Run(trial, together: 140, alone: 115, batches: expected.Length));
        Assert.Equal([.. s_tried, true, true], Run(trial, together: 70, alone: 115, batches: s_tried.Length + 2));
    }

    [Fact]
    public void A_team_that_becomes_slower_is_left_and_one_that_is_still_faster_is_not()
    {
        using var team = new WorkerTeam(2);
        var trial = new TeamTrial(team);
        Run(trial, together: 70, alone: 115, batches: s_tried.Length + TeamTrial.BatchesWatched);

        Assert.DoesNotContain(false, Run(trial, together: 110, alone: 115, batches: 10 * TeamTrial.BatchesWatched));
        bool[] expected = [.. Enumerable.Repeat(true, TeamTrial.BatchesWatched), .. Enumerable.Repeat(false, TeamTrial.BatchesTried + TeamTrial.BatchesAlone), true];
        Assert.Equal(expected, Run(trial, together: 140, alone: 115, batches: expected.Length));
    }

    [Fact]
    public void A_machine_that_becomes_slower_as_a_whole_keeps_its_team()
    {
        using var team = new WorkerTeam(2);
        var trial = new TeamTrial(team);
        Run(trial, together: 70, alone: 115, batches: s_tried.Length);
        Run(trial, together: 140, alone: 230, batches: TeamTrial.BatchesWatched + TeamTrial.BatchesTried);

        Assert.DoesNotContain(false, Run(trial, together: 140, alone: 230, batches: 1000));
    }

    [Fact]
    public void One_late_batch_decides_nothing()
    {
        using var team = new WorkerTeam(2);
        var trial = new TeamTrial(team);
        trial.Report(Ticks(5000) / 10, 128);
        Run(trial, together: 70, alone: 115, batches: Trial - 1);

        Assert.Same(team, trial.Next);
    }

    [Fact]
    public void The_time_of_a_sample_counts()
    {
        using var team = new WorkerTeam(2);
        var trial = new TeamTrial(team);
        for (int batch = 0; batch < Trial; batch++)
        {
            // The batches of one sample take less time, but more of it for a sample.
            trial.Report(trial.Next is null ? Ticks(20) : Ticks(70), trial.Next is null ? 1 : 128);
        }

        Assert.Same(team, trial.Next);
    }

    [Fact]
    public void Long_batches_are_never_done_alone()
    {
        using var team = new WorkerTeam(2);
        var trial = new TeamTrial(team);

        Assert.DoesNotContain(false, Run(trial, together: 1100, alone: 100, batches: 3000));
    }

    [Fact]
    public void What_is_decided_is_not_tried()
    {
        using var team = new WorkerTeam(2);
        var trial = new TeamTrial(team, isDecided: true);

        Assert.DoesNotContain(false, Run(trial, together: 140, alone: 115, batches: 3000));
    }

    private static bool[] Run(TeamTrial trial, int together, int alone, int batches)
    {
        bool[] areTogether = new bool[batches];
        for (int batch = 0; batch < batches; batch++)
        {
            areTogether[batch] = trial.Next is not null;
            trial.Report(Ticks(areTogether[batch] ? together : alone), 128);
        }

        return areTogether;
    }

    private static long Ticks(int microseconds) => microseconds * Stopwatch.Frequency / 1_000_000;
}
