using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Xunit;

namespace GenNet.Runtime.Tests.Training;

/// <summary>Every item of a list is taken once, in whole groups, whoever comes first.</summary>
public sealed class SharedWorkTests
{
    [Theory]
    [InlineData(1, 4, 4)]
    [InlineData(3, 4, 4)]
    [InlineData(5, 6, 6)]
    [InlineData(64, 16, 16)]
    [InlineData(79, 16, 16)]
    [InlineData(128, 6, 6)]
    [InlineData(128, 6, 48)]
    [InlineData(784, 4, 16)]
    [InlineData(1000, 7, 1)]
    [InlineData(4096, 6, 240)]
    public void Every_item_is_taken_once_in_whole_groups(int count, int grain, int atLeast)
    {
        var random = new Random(1);
        for (int members = 1; members <= 9; members++)
        {
            var work = new SharedWork(lists: 2, members);
            for (int pass = 0; pass < 20; pass++)
            {
                work.Begin();
                int[] taken = new int[count];
                int[] active = [.. Enumerable.Range(0, members)];
                while (active.Length > 0)
                {
                    // Some are fast and some are slow: low numbers come far more often.
                    int member = active[(int)(active.Length * random.NextDouble() * random.NextDouble())];
                    if (!work.TryTake(1, member, count, grain, atLeast, out int first, out int end))
                    {
                        Assert.Equal((0, 0), (first, end));
                        active = [.. active.Where(other => other != member)];
                        continue;
                    }

                    Assert.Equal(0, first % grain);
                    Assert.True(end == count || end % grain == 0);

                    // A tile that moves back so as not to overrun needs a whole tile to move in.
                    Assert.InRange(end - first, Math.Min(count, grain), count);
                    for (int i = first; i < end; i++)
                    {
                        taken[i]++;
                    }
                }

                Assert.Equal(count, taken.Count(times => times == 1));
            }
        }
    }

    [Fact]
    public void Lists_are_apart()
    {
        var work = new SharedWork(lists: 3, members: 2);
        for (int list = 0; list < 3; list++)
        {
            Assert.Equal([(0, 30), (30, 48), (48, 54), (54, 60)], Portions(work, list, 0, 120, 6, 6).Take(4));
            Assert.Equal((60, 90), Portions(work, list, 1, 120, 6, 6).First());
        }
    }

    [Fact]
    public void Who_has_nothing_left_takes_from_the_back_of_others()
    {
        // 21 tiles and two samples: 11 tiles for each, of which two overlap. Half of what is left, each time.
        var work = new SharedWork(lists: 1, members: 2);
        (int, int)[] own = [(0, 36), (36, 54), (54, 60), (60, 66)];
        Assert.Equal([.. own, (96, 128), (78, 96), (72, 78)], Portions(work, 0, 0, 128, 6, 6).Take(7));
        Assert.Equal([(66, 72)], Portions(work, 0, 1, 128, 6, 6));
    }

    [Fact]
    public void Threads_that_take_at_the_same_time_share_everything()
    {
        const int Count = 50_000;
        using var team = new WorkerTeam(3);
        var work = new SharedWork(lists: 1, members: 3);
        int[] taken = new int[Count];
        for (int pass = 1; pass <= 20; pass++)
        {
            work.Begin();
            team.Run(member =>
            {
                foreach ((int first, int end) in Portions(work, 0, member, Count, 1, 1))
                {
                    for (int i = first; i < end; i++)
                    {
                        Interlocked.Increment(ref taken[i]);
                    }
                }
            });
            Assert.Equal(Count, taken.Count(times => times == pass));
        }
    }

    [Fact]
    public unsafe void Without_a_team_a_batch_is_one_portion()
    {
        var batch = new Batch<float>(null, null, null, 128, 1);
        var portions = new List<(int, int)>();
        foreach ((int, int) portion in batch.TakeSamples(atLeast: 6))
        {
            portions.Add(portion);
        }

        foreach ((int, int) portion in batch.TakeRows(1, 784, grain: 4, atLeast: 16))
        {
            portions.Add(portion);
        }

        Assert.Equal([(0, 128), (0, 784)], portions);
    }

    [Theory]
    [InlineData(128, 12, "0-12 12-24 24-36 36-48 48-60 60-72 72-84 84-96 96-108 108-120 120-128")]
    [InlineData(125, 12, "0-12 12-24 24-36 36-48 48-60 60-72 72-84 84-96 96-108 108-125")]
    [InlineData(17, 12, "0-17")]
    [InlineData(17, 6, "0-6 6-17")]
    [InlineData(18, 6, "0-6 6-12 12-18")]
    [InlineData(11, 6, "0-11")]
    [InlineData(18, 12, "0-12 12-18")]
    [InlineData(5, 12, "0-5")]
    [InlineData(100, int.MaxValue, "0-100")]
    public unsafe void Without_a_team_samples_come_in_parts_where_there_is_a_limit(int samples, int atMost, string expected)
    {
        var batch = new Batch<float>(null, null, null, samples, 1);
        var parts = new List<string>();
        foreach ((int first, int end) in batch.TakeSamples(atLeast: 6, atMost))
        {
            parts.Add($"{first}-{end}");
        }

        Assert.Equal(expected, string.Join(" ", parts));
    }

    private static IEnumerable<(int First, int End)> Portions(SharedWork work, int list, int member, int count, int grain, int atLeast)
    {
        while (work.TryTake(list, member, count, grain, atLeast, out int first, out int end))
        {
            yield return (first, end);
        }
    }
}
