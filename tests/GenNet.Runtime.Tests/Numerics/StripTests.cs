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

    private static void AddInTurnIsFourAdditions<TStrip, T>()
        where TStrip : struct, IStrip<TStrip, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Rows lie further apart than a strip is wide, and factors do not start on a boundary.
        int rowLength = TStrip.Count + 3;
        var random = new Random(TStrip.Count);
        T[] start = Draw(4 * TStrip.Count);
        T[] rows = Draw(4 * rowLength);
        T[] factors = Draw(5);

        T[] expected = new T[4 * TStrip.Count];
        for (int i = 0; i < 4; i++)
        {
            TStrip strip = TStrip.Load(ref start[i * TStrip.Count]);
            strip.Add(factors[i + 1], times: ref rows[i * rowLength]);
            strip.Store(ref expected[i * TStrip.Count]);
        }

        TStrip first = TStrip.Load(ref start[0]);
        TStrip second = TStrip.Load(ref start[TStrip.Count]);
        TStrip third = TStrip.Load(ref start[2 * TStrip.Count]);
        TStrip fourth = TStrip.Load(ref start[3 * TStrip.Count]);
        TStrip.AddInTurn(ref first, ref second, ref third, ref fourth, ref factors[1], times: ref rows[0], rowLength);
        T[] actual = new T[4 * TStrip.Count];
        first.Store(ref actual[0]);
        second.Store(ref actual[TStrip.Count]);
        third.Store(ref actual[2 * TStrip.Count]);
        fourth.Store(ref actual[3 * TStrip.Count]);

        Assert.Equal(expected, actual);
        Assert.Equal(expected.Length, expected.Distinct().Count());

        T[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked((random.NextDouble() * 2) - 1))];
    }
}
