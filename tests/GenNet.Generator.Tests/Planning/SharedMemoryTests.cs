using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Planning;
using Xunit;

namespace GenNet.Generator.Tests.Planning;

/// <summary>Memory that is used again: what is needed at the same time lies apart, and what is not does not take more than it has to.</summary>
public sealed class SharedMemoryTests
{
    [Fact]
    public void WhatIsNeededInTheSameStepLiesApart()
    {
        var random = new Random(7);
        for (int round = 0; round < 200; round++)
        {
            Lifetime[] lifetimes = [.. Enumerable.Range(0, 12).Select(i => Draw(random, $"v{i}"))];

            var memory = new SharedMemory(lifetimes);

            Assert.Equal(lifetimes.Length, memory.Offsets.Count);
            foreach (Lifetime one in lifetimes)
            {
                Assert.InRange(memory.Offsets[one.Name], 0, memory.Length - one.Length);
                foreach (Lifetime other in lifetimes.Where(other => other != one && IsTogether(one, other)))
                {
                    Assert.True(
                        memory.Offsets[one.Name] + one.Length <= memory.Offsets[other.Name] || memory.Offsets[other.Name] + other.Length <= memory.Offsets[one.Name],
                        $"Round {round}: {one} and {other} overlap.");
                }
            }

            Assert.Equal(lifetimes.Max(one => memory.Offsets[one.Name] + one.Length), memory.Length);
        }
    }

    [Fact]
    public void TheOrderInWhichTheyComeDoesNotMatter()
    {
        var random = new Random(8);
        Lifetime[] lifetimes = [.. Enumerable.Range(0, 20).Select(i => Draw(random, $"v{i}"))];
        var expected = new SharedMemory(lifetimes);
        for (int round = 0; round < 10; round++)
        {
            random.Shuffle(lifetimes);

            Assert.Equal(expected.Offsets.OrderBy(place => place.Key), new SharedMemory(lifetimes).Offsets.OrderBy(place => place.Key));
        }
    }

    [Fact]
    public void AChainOfLayersTakesTwoPlaces()
    {
        var memory = new SharedMemory(Enumerable.Range(0, 6).Select(i => new Lifetime($"a{i}", 64, i, i + 1)));

        Assert.Equal([0L, 64, 0, 64, 0, 64], Enumerable.Range(0, 6).Select(i => memory.Offsets[$"a{i}"]));
        Assert.Equal(128, memory.Length);
    }

    [Theory]
    [InlineData(30, 100)]
    [InlineData(50, 100)]
    [InlineData(51, 190)]
    public void TheFirstGapThatIsLargeEnoughIsTaken(long length, long expected)
    {
        // Behind the first hundred lie fifty that have ended, and forty that have not. A list comes last, so that it meets the gap.
        var memory = new SharedMemory(
        [
            new Lifetime("list", length, 2, 3) { IsList = true },
            new Lifetime("whole", 100, 0, 3),
            new Lifetime("ended", 50, 0, 1),
            new Lifetime("behind", 40, 0, 3),
        ]);

        Assert.Equal([("behind", 150L), ("ended", 100L), ("list", expected), ("whole", 0L)], memory.Offsets.OrderBy(place => place.Key).Select(place => (place.Key, place.Value)));
    }

    [Fact]
    public void TheLargestComesFirstAndListsComeLast()
    {
        var memory = new SharedMemory(
        [
            new Lifetime("list", 1000, 0, 1) { IsList = true },
            new Lifetime("small", 16, 0, 1),
            new Lifetime("large", 64, 0, 1),
            new Lifetime("as small", 16, 0, 1),
            new Lifetime("later", 16, 1, 1),
        ]);

        Assert.Equal(
            [("large", 0L), ("as small", 64L), ("small", 80L), ("later", 96L), ("list", 112L)],
            memory.Offsets.OrderBy(place => place.Value).Select(place => (place.Key, place.Value)));
        Assert.Equal(1112, memory.Length);
    }

    private static Lifetime Draw(Random random, string name)
    {
        int first = random.Next(8);
        return new Lifetime(name, 16 * random.Next(1, 10), first, first + random.Next(4)) { IsList = random.Next(6) == 0 };
    }

    /// <summary>Whether some step needs both, step by step.</summary>
    private static bool IsTogether(Lifetime one, Lifetime other) =>
        Enumerable.Range(one.First, one.Last - one.First + 1).Intersect(Enumerable.Range(other.First, other.Last - other.First + 1)).Any();
}
