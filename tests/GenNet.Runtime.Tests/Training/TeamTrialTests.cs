using System;
using System.Diagnostics;
using GenNet.Tests;
using GenNet.Training;
using Xunit;

namespace GenNet.Runtime.Tests.Training;

/// <summary>A team does what it does faster than a thread alone, and only that; finding out costs little, whatever the machine does.</summary>
public sealed class TeamTrialTests
{
    /// <summary>What is tried, lost and paid back may add up to so much.</summary>
    private const double MostOfAlone = 1.1;

    private static readonly int s_machines = TestScope.Count(quick: 500, full: 5_000);

    [Fact]
    public void No_machine_makes_a_team_cost_more_than_a_tenth_of_one_thread()
    {
        for (int seed = 0; seed < s_machines; seed++)
        {
            var machine = Machine.Draw(new Random(seed));
            (double time, double alone, _, double longest) = Run(machine, new Random(seed));

            // The first batch of a team may be as late as it likes: nobody knows before.
            Assert.True(
                time <= (MostOfAlone * alone) + (2 * longest),
                $"Seed {seed}, {machine}: {time:F0} µs, {alone:F0} µs alone, {longest:F0} µs the longest batch of the team.");
        }
    }

    [Fact]
    public void A_team_that_is_always_faster_does_almost_everything()
    {
        for (int seed = 0; seed < s_machines; seed++)
        {
            var random = new Random(seed);
            Machine drawn = Machine.Draw(random);
            Machine machine = drawn with { Ratio = 0.1 + (0.7 * random.NextDouble()), Interruptions = 0, LaterRatio = null };
            (double time, double alone, double together, _) = Run(machine, random);
            double atFirst = (1000 * machine.Threads * TeamTrial.TimeBeforeFirstTrial.TotalMilliseconds) + (4 * machine.Batch) + machine.FirstBatch;
            Assert.True(
                time <= (1.1 * together) + (alone / 50) + (20 * atFirst),
                $"Seed {seed}, {machine}: {time:F0} µs, {together:F0} µs together, {alone:F0} µs alone.");
        }
    }

    [Fact]
    public void A_team_is_not_tried_before_some_time_has_passed()
    {
        foreach (int threads in new[] { 2, 3, 8, 64 })
        {
            var trial = new TeamTrial(new WorkerTeam(threads));
            double elapsed = 0;
            while (trial.Next is null)
            {
                trial.Report(Ticks(50), 128);
                elapsed += 0.05;
            }

            Assert.InRange(elapsed, threads * 2.5, (threads * 2.5) + 0.5);
        }
    }

    [Theory]
    [InlineData(0.09, 3.45)]
    [InlineData(9, 345)]
    [InlineData(200, 201)]
    [InlineData(2000, 20_000)]
    public void However_long_a_batch_is_one_thread_is_tried(double alone, double together)
    {
        var trial = new TeamTrial(new WorkerTeam(2));
        int batches = 0;
        int batchesTogether = 0;
        for (double elapsed = 0; elapsed < 60 * alone; batches++)
        {
            bool isTogether = trial.Next is not null;
            batchesTogether += isTogether ? 1 : 0;
            trial.Report(Ticks(1000 * (isTogether ? together : alone)), 32);
            elapsed += alone;
        }

        Assert.InRange(batchesTogether, 1, 2 * TeamTrial.BatchesTried);
    }

    [Fact]
    public void A_machine_that_becomes_slower_as_a_whole_keeps_its_team()
    {
        var trial = new TeamTrial(new WorkerTeam(2));
        Report(trial, together: 70, alone: 115, batches: 1000);
        Report(trial, together: 140, alone: 230, batches: TeamTrial.BatchesWatched);

        Assert.InRange(Report(trial, together: 140, alone: 230, batches: 10_000), 9_500, 10_000);
    }

    [Fact]
    public void A_team_that_becomes_slower_is_left_and_taken_again_when_it_is_faster()
    {
        var trial = new TeamTrial(new WorkerTeam(2));
        Report(trial, together: 70, alone: 115, batches: 1000);

        // At the latest when what it has gained, 20 ms, is used up.
        Assert.InRange(Report(trial, together: 140, alone: 115, batches: 10_000), 1, 1500);
        Report(trial, together: 70, alone: 115, batches: 10_000);
        Assert.InRange(Report(trial, together: 70, alone: 115, batches: 1000), 900, 1000);
    }

    [Fact]
    public void A_processor_that_is_taken_away_for_a_time_slice_costs_no_team()
    {
        var trial = new TeamTrial(new WorkerTeam(2));
        Report(trial, together: 70, alone: 115, batches: 1000);
        for (int slice = 0; slice < 10; slice++)
        {
            Report(trial, together: 5000, alone: 5000, batches: 1);

            Assert.InRange(Report(trial, together: 70, alone: 115, batches: 500), 450, 500);
        }
    }

    [Fact]
    public void The_time_of_a_sample_counts()
    {
        var trial = new TeamTrial(new WorkerTeam(2));
        int together = 0;
        for (int batch = 0; batch < 10_000; batch++)
        {
            // The batches of one sample take less time, but more of it for a sample.
            bool isTogether = trial.Next is not null;
            together += isTogether ? 1 : 0;
            trial.Report(isTogether ? Ticks(70) : Ticks(20), isTogether ? 128 : 1);
        }

        Assert.InRange(together, 9_000, 10_000);
    }

    [Fact]
    public void What_is_decided_is_not_tried()
    {
        var trial = new TeamTrial(new WorkerTeam(2), isDecided: true);

        Assert.Equal(3000, Report(trial, together: 140, alone: 115, batches: 3000));
    }

    /// <summary>Returns how many batches the team did.</summary>
    private static int Report(TeamTrial trial, int together, int alone, int batches)
    {
        int batchesTogether = 0;
        for (int batch = 0; batch < batches; batch++)
        {
            bool isTogether = trial.Next is not null;
            batchesTogether += isTogether ? 1 : 0;
            trial.Report(Ticks(isTogether ? together : alone), 128);
        }

        return batchesTogether;
    }

    /// <summary>Trains on a machine that is made up; all times in µs.</summary>
    private static (double Time, double Alone, double Together, double Longest) Run(Machine machine, Random random)
    {
        var trial = new TeamTrial(new WorkerTeam(machine.Threads));
        double time = 0;
        double allAlone = 0;
        double allTogether = 0;
        double longest = machine.FirstBatch;
        bool hasMet = false;
        for (int batch = 0; batch < machine.Batches; batch++)
        {
            double alone = machine.Batch * (1 + (machine.Noise * random.NextDouble()));
            double ratio = machine.LaterRatio is { } later && batch > machine.Batches / 2 ? later : machine.Ratio;
            double together = (ratio * alone) + (random.NextDouble() < machine.Interruptions ? machine.Interruption : 0);
            allAlone += alone;
            allTogether += together;
            if (trial.Next is null)
            {
                trial.Report(Ticks(alone), machine.Samples);
                time += alone;
                continue;
            }

            together += hasMet ? 0 : machine.FirstBatch;
            hasMet = true;
            longest = Math.Max(longest, together);
            trial.Report(Ticks(together), machine.Samples);
            time += together;
        }

        return (time, allAlone, allTogether, longest);
    }

    private static long Ticks(double microseconds) => (long)(microseconds * Stopwatch.Frequency / 1_000_000);

    /// <summary>How long batches take, in µs.</summary>
    /// <param name="Threads">The size of the team.</param>
    /// <param name="Samples">The samples of a batch.</param>
    /// <param name="Batches">How many there are.</param>
    /// <param name="Batch">What one takes alone at best.</param>
    /// <param name="Noise">How much longer it takes at worst, as a share.</param>
    /// <param name="Ratio">What a batch takes together, for one alone.</param>
    /// <param name="LaterRatio">What it becomes after half of the time, if it changes.</param>
    /// <param name="FirstBatch">What the team's first batch takes besides: threads start and code is compiled.</param>
    /// <param name="Interruptions">How many of the team's batches wait for a processor that somebody else has, as a share.</param>
    /// <param name="Interruption">How long they wait.</param>
    private sealed record Machine(
        int Threads,
        int Samples,
        int Batches,
        double Batch,
        double Noise,
        double Ratio,
        double? LaterRatio,
        double FirstBatch,
        double Interruptions,
        double Interruption)
    {
        public static Machine Draw(Random random)
        {
            double batch = Spread(random, 3, 300_000);
            return new Machine(
                Threads: new[] { 2, 2, 3, 4, 8, 64 }[random.Next(6)],
                Samples: random.Next(1, 513),
                Batches: (int)Math.Clamp(Spread(random, 100_000, 10_000_000) / batch, 10, 50_000),
                Batch: batch,
                Noise: random.Next(3) * 0.05,
                Ratio: Spread(random, 0.1, 40),
                LaterRatio: random.Next(2) == 0 ? Spread(random, 0.1, 40) : null,
                FirstBatch: Spread(random, 100, 5000),
                Interruptions: new[] { 0, 0.001, 0.01, 0.1, 0.5 }[random.Next(5)],
                Interruption: Spread(random, 100, 10_000));
        }

        private static double Spread(Random random, double least, double most) => least * Math.Pow(most / least, random.NextDouble());
    }
}
