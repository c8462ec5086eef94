using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using GenNet.Numerics;
using Xunit;

namespace GenNet.Runtime.Tests.Numerics;

/// <summary>What dropout and noise draw: how often, how far, how independently, and with which bits.</summary>
public sealed class NoiseTests
{
    private const int Rows = 1000;
    private const int Units = 1024;

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.1)]
    [InlineData(0.9)]
    [InlineData(0.001)]
    [InlineData(1 / 3.0)]
    public void AsManyAreDroppedAsTheRateSays(double rate)
    {
        float[] masked = Draw<float>(rate, deviation: null, seed: 1, step: 0, layer: 2);

        // Within five standard deviations of what so many independent draws would have; the values that are kept are all the same.
        double expected = rate * masked.Length;
        double allowed = 5 * Math.Sqrt(rate * (1 - rate) * masked.Length);
        Assert.InRange(masked.Count(value => value == 0), expected - allowed, expected + allowed);
        Assert.All(masked.Where(value => value != 0).Distinct(), value => Assert.Equal(1 / (1 - rate), value, 1e-6));
        for (int bit = 1; bit < Units; bit *= 2)
        {
            double half = masked.Where((_, i) => (i & bit) != 0).Count(value => value == 0);
            Assert.InRange(half, (expected / 2) - allowed, (expected / 2) + allowed);
        }
    }

    [Fact]
    public void ARateOfZeroAndABatchWithoutNoiseLeaveEveryValueAsItIs()
    {
        Assert.All(Draw<double>(0, null, 1, 0, 1), value => Assert.Equal(1, value));
        var batch = default(Batch<double>);
        DropoutMask<double> mask = new(in batch, 1, 1, 0.5);
        mask.BeginRow(0);
        Vector<double> values = new(Math.PI);
        Assert.Equal(values, mask.Apply(values, 0));
        NormalNoise<double> noise = new(in batch, 1, 1, 0.5);
        noise.BeginRow(0);
        Assert.Equal(values, noise.Apply(values, 0));
    }

    [Fact]
    public void NoiseHasTheMomentsOfANormalDistribution()
    {
        double[] drawn = Draw<double>(null, 1, seed: 3, step: 7, layer: 1);
        double[] expected = [0, 1, 0, 3, 0, 15];
        double[] expectedSquares = [1, 3, 15, 105, 945, 10395];
        for (int power = 1; power <= expected.Length; power++)
        {
            double moment = drawn.Average(value => Math.Pow(value - 1, power));
            double deviation = Math.Sqrt((expectedSquares[power - 1] - (expected[power - 1] * expected[power - 1])) / drawn.Length);
            Assert.InRange(moment, expected[power - 1] - (5 * deviation), expected[power - 1] + (5 * deviation));
        }
    }

    [Fact]
    public void EachNormalNumberIsTheQuantileOfItsBits()
    {
        // Bits of every magnitude, at both ends and in the middle; those of one vector at a time.
        var bits = new List<int>();
        for (int shift = 0; shift < 31; shift++)
        {
            foreach (int offset in new[] { 0, 1, 3 })
            {
                int distance = (1 << shift) + (offset << Math.Max(shift - 3, 0));
                bits.AddRange([distance, -distance, int.MaxValue - distance, int.MinValue + distance]);
            }
        }

        bits.AddRange([0, -1, int.MaxValue, int.MinValue]);
        foreach (int draw in bits)
        {
            double u = ((double)draw + 2147483648.0 + 0.5) / 4294967296.0;
            double normal = NormalNoise<float>.Normal(Vector.Create(draw))[0];
            Assert.Equal(Math.Sign(u - 0.5), Math.Sign(normal) == 0 ? Math.Sign(u - 0.5) : Math.Sign(normal));

            // One step of Newton's method from there: what it moves by is what the number is off by.
            double tail = Math.Min(u, 1 - u);
            double error = (LowerTail(Math.Abs(normal)) - tail) / (Math.Exp(-normal * normal / 2) / Math.Sqrt(2 * Math.PI));
            double allowed = tail > 1.0 / (1 << 25) ? 1e-6 : 3e-3;
            Assert.True(Math.Abs(error) <= allowed, $"{draw}: {normal}, off by {error}");
        }
    }

    [Fact]
    public void ConsecutiveRowsStepsLayersSeedsAndUnitsHaveNothingInCommon()
    {
        float[] drawn = Draw<float>(null, 1, seed: 11, step: 4, layer: 2);
        Independent(drawn, Draw<float>(null, 1, seed: 12, step: 4, layer: 2));
        Independent(drawn, Draw<float>(null, 1, seed: 11, step: 5, layer: 2));
        Independent(drawn, Draw<float>(null, 1, seed: 11, step: 4, layer: 3));
        foreach (int distance in new[] { 1, 2, 3, 4, 7, 8, 16, 64, Units, 2 * Units, 37 * Units })
        {
            Independent(drawn[..^distance], drawn[distance..]);
        }

        static void Independent(float[] one, float[] other)
        {
            double correlation = one.Zip(other, (a, b) => (a - 1.0) * (b - 1.0)).Average();
            Assert.InRange(correlation, -5 / Math.Sqrt(one.Length), 5 / Math.Sqrt(one.Length));

            // Squares as well: magnitudes could depend on one another where signs don't.
            double ofSquares = one.Zip(other, (a, b) => (((a - 1.0) * (a - 1.0)) - 1) * (((b - 1.0) * (b - 1.0)) - 1)).Average();
            Assert.InRange(ofSquares, -10 / Math.Sqrt(one.Length), 10 / Math.Sqrt(one.Length));
        }
    }

    [Fact]
    public void EveryBitIsAsOftenSetAsNotAndAPairOfBitsIndependent()
    {
        uint[] bits = [.. Enumerable.Range(0, 1024).SelectMany(row => Enumerable.Range(0, 128 / Vector<uint>.Count).SelectMany(i =>
        {
            Vector<uint> lanes = NoiseHash.BitsOf(NoiseHash.Derive(5, (ulong)row), (uint)(i * Vector<uint>.Count));
            return Enumerable.Range(0, Vector<uint>.Count).Select(lane => lanes[lane]);
        }))];
        double allowed = 5 * Math.Sqrt(bits.Length) / 2;
        for (int bit = 0; bit < 32; bit++)
        {
            for (int other = 0; other <= bit; other++)
            {
                int differ = bits.Count(value => (((value >> bit) ^ (bit == other ? 0 : value >> other)) & 1) == 1);
                Assert.InRange(differ, (bits.Length / 2.0) - allowed, (bits.Length / 2.0) + allowed);
            }
        }
    }

    [Fact]
    public void BothPrecisionsDrawTheSame()
    {
        Assert.Equal(
            Draw<float>(0.5, null, 1, 2, 3).Select(value => (double)value), Draw<double>(0.5, null, 1, 2, 3));
        Assert.Equal(
            Draw<float>(null, 1, 1, 2, 3).Select(value => (double)value), Draw<double>(null, 1, 1, 2, 3).Select(value => (double)(float)value));
    }

    /// <summary>The bits that every machine has, at every vector width and under a native compiler: these were computed once.</summary>
    [Fact]
    public void TheBitsAreThoseOfEveryMachine()
    {
        Assert.Equal(0x63481628a051f96bUL, HashOf(Draw<float>(0.3, null, seed: -5, step: 9, layer: 4)));
        Assert.Equal(0xb54ca65ac4a4ac30UL, HashOf(Draw<float>(null, 1, seed: -5, step: 9, layer: 4)));
    }

    [Fact]
    public void APassThatBeginsLaterGoesOnWhereTheOneBeforeEnded()
    {
        float[] whole = Draw<float>(0.5, null, 6, 1, 1);
        float[] rest = Draw<float>(0.5, null, 6, 1, 1, firstSample: 300);

        Assert.True(whole.AsSpan(300 * Units, 100 * Units).SequenceEqual(rest.AsSpan(0, 100 * Units)));
    }

    private static ulong HashOf(float[] values) =>
        values.Aggregate(14695981039346656037UL, (hash, value) => (hash ^ BitConverter.SingleToUInt32Bits(value)) * 1099511628211UL);

    /// <summary>The probability of a normal number beyond |x|, by a continued fraction in the tail and a series near 0.</summary>
    private static double LowerTail(double x)
    {
        double density = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        if (x > 2.5)
        {
            double fraction = x;
            for (int k = 200; k >= 1; k--)
            {
                fraction = x + (k / fraction);
            }

            return density / fraction;
        }

        double term = x;
        double sum = x;
        for (int k = 1; k < 200; k++)
        {
            term *= x * x / ((2 * k) + 1);
            sum += term;
        }

        return 0.5 - (density * sum);
    }

    /// <summary>What becomes of ones in a layer of 1000 rows.</summary>
    private static unsafe T[] Draw<T>(double? rate, double? deviation, int seed, uint step, int layer, int firstSample = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var batch = new Batch<T>(null, null, null, Rows, T.One, null, BatchMode.OfStep(seed, step), firstSample);
        T[] drawn = new T[Rows * Units];
        DropoutMask<T> mask = new(in batch, layer, 1, rate ?? 0);
        NormalNoise<T> noise = new(in batch, layer, 1, deviation ?? 0);
        for (int row = 0; row < Rows; row++)
        {
            mask.BeginRow(row);
            noise.BeginRow(row);
            for (int unit = 0; unit < Units; unit += Vector<T>.Count)
            {
                Vector<T> values = rate is null ? noise.Apply(Vector<T>.One, unit) : mask.Apply(Vector<T>.One, unit);
                values.CopyTo(drawn, (row * Units) + unit);
            }
        }

        return drawn;
    }
}
