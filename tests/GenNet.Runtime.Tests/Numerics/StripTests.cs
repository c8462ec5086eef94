using System;
using System.Linq;
using System.Numerics;
using GenNet.Numerics;
using Xunit;

namespace GenNet.Runtime.Tests.Numerics;

/// <summary>What strips do four at a time is what they do one by one, to the bit, on every instruction set.</summary>
public sealed class StripTests
{
    [Fact]
    public void Singles16x1AddInTurn() => AddInTurnIsFourAdditions<Singles16x1, float>();

    [Fact]
    public void Singles16x2AddInTurn() => AddInTurnIsFourAdditions<Singles16x2, float>();

    [Fact]
    public void Singles16x4AddInTurn() => AddInTurnIsFourAdditions<Singles16x4, float>();

    [Fact]
    public void Singles8x2AddInTurn() => AddInTurnIsFourAdditions<Singles8x2, float>();

    [Fact]
    public void Singles8x1AddInTurn() => AddInTurnIsFourAdditions<Singles8x1, float>();

    [Fact]
    public void Doubles4x1AddInTurn() => AddInTurnIsFourAdditions<Doubles4x1, double>();

    [Fact]
    public void Singles4x2AddInTurn() => AddInTurnIsFourAdditions<Singles4x2, float>();

    [Fact]
    public void Doubles8x1AddInTurn() => AddInTurnIsFourAdditions<Doubles8x1, double>();

    [Fact]
    public void Doubles8x2AddInTurn() => AddInTurnIsFourAdditions<Doubles8x2, double>();

    [Fact]
    public void Doubles8x4AddInTurn() => AddInTurnIsFourAdditions<Doubles8x4, double>();

    [Fact]
    public void Doubles4x2AddInTurn() => AddInTurnIsFourAdditions<Doubles4x2, double>();

    [Fact]
    public void Doubles2x2AddInTurn() => AddInTurnIsFourAdditions<Doubles2x2, double>();

    [Fact]
    public void Singles8x4AddInTurn() => AddInTurnIsFourAdditions<Singles8x4, float>(sums: 2);

    [Fact]
    public void Doubles4x4AddInTurn() => AddInTurnIsFourAdditions<Doubles4x4, double>(sums: 2);

    [Fact]
    public void Singles16x1Sum() => SumAddsHalves<Singles16x1, float>();

    [Fact]
    public void Singles16x2Sum() => SumAddsHalves<Singles16x2, float>();

    [Fact]
    public void Singles16x4Sum() => SumAddsHalves<Singles16x4, float>();

    [Fact]
    public void Singles8x1Sum() => SumAddsHalves<Singles8x1, float>();

    [Fact]
    public void Singles8x2Sum() => SumAddsHalves<Singles8x2, float>();

    [Fact]
    public void Singles8x4Sum() => SumAddsHalves<Singles8x4, float>();

    [Fact]
    public void Singles4x2Sum() => SumAddsHalves<Singles4x2, float>();

    [Fact]
    public void Doubles8x1Sum() => SumAddsHalves<Doubles8x1, double>();

    [Fact]
    public void Doubles8x2Sum() => SumAddsHalves<Doubles8x2, double>();

    [Fact]
    public void Doubles8x4Sum() => SumAddsHalves<Doubles8x4, double>();

    [Fact]
    public void Doubles4x1Sum() => SumAddsHalves<Doubles4x1, double>();

    [Fact]
    public void Doubles4x2Sum() => SumAddsHalves<Doubles4x2, double>();

    [Fact]
    public void Doubles4x4Sum() => SumAddsHalves<Doubles4x4, double>();

    [Fact]
    public void Doubles2x2Sum() => SumAddsHalves<Doubles2x2, double>();

    /// <summary>Strips of different vectors have sums of the same bits, and a factor in a register is as good as one in memory.</summary>
    private static void SumAddsHalves<TStrip, T>()
        where TStrip : struct, IStrip<TStrip, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(TStrip.Count);
        for (int i = 0; i < 100; i++)
        {
            T[] start = Draw();
            T[] factors = Draw();
            T[] times = Draw();
            TStrip strip = TStrip.Load(ref start[0]);
            Assert.Equal(Tree(start), strip.Sum());

            TStrip other = strip;
            strip.AddProduct(TStrip.Load(ref factors[0]), times: ref times[0]);
            other.AddProduct(ref factors[0], times: ref times[0]);
            T[] stored = new T[TStrip.Count];
            T[] expected = new T[TStrip.Count];
            strip.Store(ref stored[0]);
            other.Store(ref expected[0]);
            Assert.Equal(expected, stored);
            Assert.NotEqual(start, stored);
        }

        T[] Draw() => [.. Enumerable.Range(0, TStrip.Count).Select(_ => T.CreateChecked(random.NextDouble() - 0.5) * T.CreateChecked(Math.Pow(10, random.Next(-3, 4))))];

        static T Tree(ReadOnlySpan<T> values)
        {
            int half = values.Length / 2;
            T[] sums = new T[half];
            for (int i = 0; i < half; i++)
            {
                sums[i] = values[i] + values[half + i];
            }

            return half == 1 ? sums[0] : Tree(sums);
        }
    }

    private static void AddInTurnIsFourAdditions<TStrip, T>(int sums = 4)
        where TStrip : struct, IStrip<TStrip, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Rows lie further apart than a strip is wide, and factors do not start on a boundary.
        int rowLength = (2 * TStrip.Count) + 3;
        var random = new Random(TStrip.Count);
        T[] start = Draw(4 * TStrip.Count);
        T[] rows = Draw(8 * rowLength);
        T[] factors = Draw(9);

        // Where strips are wide the third product goes to the first of them, and the fourth to the second.
        Assert.Equal(OneByOne([0, 1, 2, 3]), InTurn([]));
        Assert.Equal(OneByOne([6, 0, 3, 7]), InTurn([6, 0, 3, 7]));

        // Side by side the strips are two pairs; where they are wide all products go to the first.
        Assert.Equal(BothOneByOne([0, 1, 2, 3]), SideBySide([]));
        Assert.Equal(BothOneByOne([6, 0, 3, 7]), SideBySide([6, 0, 3, 7]));

        T[] OneByOne(int[] terms)
        {
            TStrip[] strips = Start();
            for (int i = 0; i < 4; i++)
            {
                strips[i % sums].Add(factors[terms[i] + 1], times: ref rows[terms[i] * rowLength]);
            }

            return Values(strips);
        }

        T[] InTurn(int[] terms)
        {
            TStrip[] s = Start();
            if (terms is [int k0, int k1, int k2, int k3])
            {
                TStrip.AddInTurn(ref s[0], ref s[1], ref s[2], ref s[3], ref factors[1], times: ref rows[0], rowLength, k0, k1, k2, k3);
            }
            else
            {
                TStrip.AddInTurn(ref s[0], ref s[1], ref s[2], ref s[3], ref factors[1], times: ref rows[0], rowLength);
            }

            return Values(s);
        }

        T[] BothOneByOne(int[] terms)
        {
            TStrip[] strips = Start();
            for (int i = 0; i < 4; i++)
            {
                int pair = i % (sums / 2) * 2;
                int row = terms[i] * rowLength;
                strips[pair].Add(factors[terms[i] + 1], times: ref rows[row]);
                strips[pair + 1].Add(factors[terms[i] + 1], times: ref rows[row + TStrip.Count]);
            }

            return Values(strips);
        }

        T[] SideBySide(int[] terms)
        {
            TStrip[] s = Start();
            if (terms is [int k0, int k1, int k2, int k3])
            {
                TStrip.AddSideBySide(ref s[0], ref s[1], ref s[2], ref s[3], ref factors[1], times: ref rows[0], rowLength, k0, k1, k2, k3);
            }
            else
            {
                TStrip.AddSideBySide(ref s[0], ref s[1], ref s[2], ref s[3], ref factors[1], times: ref rows[0], rowLength);
            }

            return Values(s);
        }

        TStrip[] Start() => [.. Enumerable.Range(0, 4).Select(i => TStrip.Load(ref start[i * TStrip.Count]))];

        T[] Values(TStrip[] strips)
        {
            T[] values = new T[4 * TStrip.Count];
            T[] unaligned = new T[values.Length + 1];
            for (int i = 0; i < 4; i++)
            {
                strips[i].Store(ref values[i * TStrip.Count]);
                strips[i].StoreUnaligned(ref unaligned[(i * TStrip.Count) + 1]);
            }

            Assert.Equal(values, unaligned[1..]);
            Assert.Equal(values.Length, values.Distinct().Count());
            return values;
        }

        T[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked((random.NextDouble() * 2) - 1))];
    }
}
