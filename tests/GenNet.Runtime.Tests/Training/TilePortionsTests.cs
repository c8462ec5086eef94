using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Xunit;

namespace GenNet.Runtime.Tests.Training;

/// <summary>Tiles of samples, and the places of what one of them alone needs.</summary>
public sealed class TilePortionsTests
{
    private const int Tile = 6;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(131)]
    [InlineData(192)]
    public void EverySampleComesOnceAndNoThreadHasTheRowsOfAnother(int samples)
    {
        for (int members = 1; members <= 7; members++)
        {
            for (int seed = 0; seed < 5; seed++)
            {
                int[] owners = new int[samples];
                bool[] isTaken = new bool[samples];
                foreach ((int member, int first, int end, nint away) in Take(samples, members, seed))
                {
                    for (int sample = first; sample < end; sample++)
                    {
                        Assert.False(isTaken[sample]);
                        isTaken[sample] = true;
                        int row = sample + (int)away;
                        Assert.InRange(row, 0, samples - 1);
                        Assert.True(owners[row] == 0 || owners[row] == member + 1, $"Row {row} is that of threads {owners[row] - 1} and {member}.");
                        owners[row] = member + 1;
                    }
                }

                Assert.DoesNotContain(false, isTaken);
            }
        }
    }

    [Fact]
    public void AThreadHasOnePlaceForItsTiles()
    {
        foreach (var own in Take(120, 3, 1).GroupBy(tile => tile.Member))
        {
            Assert.Single(own.Select(tile => tile.First + (int)tile.Away).Distinct());
        }
    }

    [Fact]
    public void TheLastTileStaysInItsOwnPlaceWhereItHasMoreSamples()
    {
        (_, int first, int end, nint away) = Take(27, 1, 1).Last();
        Assert.Equal((18, 27, 0), (first, end, (int)away));
    }

    /// <summary>What threads take side by side, each after pauses that are drawn.</summary>
    private static List<(int Member, int First, int End, nint Away)> Take(int samples, int members, int seed)
    {
        SharedWork? work = members == 1 ? null : new SharedWork(lists: 1, members);
        work?.Begin();
        var taken = new List<(int, int, int, nint)>();
        Thread[] threads = [.. Enumerable.Range(0, members).Select(member => new Thread(() => TakeAll(member)))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return taken;

        void TakeAll(int member)
        {
            var random = new Random((seed * 10) + member);
            foreach ((int first, int end, nint away) in new TilePortions(new Portions(work, member, 0, samples, Tile, Tile, Tile, null)))
            {
                lock (taken)
                {
                    taken.Add((member, first, end, away));
                }

                Thread.SpinWait(random.Next(2000));
            }
        }
    }
}
