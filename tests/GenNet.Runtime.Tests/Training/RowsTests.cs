using System;
using System.Linq;
using GenNet.Training;
using Xunit;

namespace GenNet.Runtime.Tests.Training;

/// <summary>Rows come out in the order that is asked for, whatever their length, and nothing is written behind them.</summary>
public sealed class RowsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(784)]
    public void RowsAreGatheredInTheirOrder(int size)
    {
        Gathers<float>(size, value => value);
        Gathers<double>(size, value => value);
    }

    private static void Gathers<T>(int size, Func<int, T> make)
        where T : unmanaged
    {
        const int Count = 100;
        T[] rows = [.. Enumerable.Range(0, Count * size).Select(make)];
        int[] order = SampleDealing.Shuffled(Count, seed: 5);

        // All of them, the last ones, and none.
        foreach ((int first, int count) in new[] { (0, Count), (0, 7), (Count - 7, 7), (Count, 0) })
        {
            T[] destination = [.. Enumerable.Repeat(make(-1), (count * size) + 3)];
            Rows.Gather(order.AsSpan(first), count, rows, destination, size);
            T[] expected = [.. order[first..(first + count)].SelectMany(row => rows[(row * size)..((row + 1) * size)]), .. Enumerable.Repeat(make(-1), 3)];
            Assert.Equal(expected, destination);
        }
    }
}
