using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using GenNet.Numerics;

namespace GenNet.Training;

/// <summary>
/// Random numbers that have the same bits on every machine, from <see cref="Xoshiro256"/>. Everything is computed by integer operations and
/// those that IEEE 754 rounds exactly: + − × ÷ and √.
/// </summary>
internal sealed class RandomSource
{
    private Xoshiro256 _bits;
    private double _spareNormal;
    private bool _hasSpareNormal;

    public RandomSource(int seed) => Restart(seed, 0);

    /// <summary>Begins another sequence: the same seed and stream give the same one, and stream 0 is that of a new source.</summary>
    public void Restart(int seed, int stream)
    {
        _hasSpareNormal = false;
        _bits = Xoshiro256.Of((uint)seed | ((ulong)(uint)stream << 32));
    }

    /// <summary>64 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextBits() => _bits.Next();

    /// <summary>Uniform on [0, 1): one of 2⁵³ equally spaced values.</summary>
    public double NextUniform()
    {
        const double Spacing = 1d / (1L << 53);
        return (NextBits() >> 11) * Spacing;
    }

    /// <summary>Normal with mean 0 and standard deviation 1, by Marsaglia's polar method (1964).</summary>
    public double NextNormal()
    {
        if (_hasSpareNormal)
        {
            _hasSpareNormal = false;
            return _spareNormal;
        }

        double u;
        double v;
        double s;
        do
        {
            u = (2 * NextUniform()) - 1;
            v = (2 * NextUniform()) - 1;
            s = (u * u) + (v * v);
        }
        while (s is >= 1 or 0);

        double factor = Math.Sqrt(-2 * Log(s) / s);
        _spareNormal = v * factor;
        _hasSpareNormal = true;
        return u * factor;
    }

    /// <summary>Uniform on 0 to <paramref name="bound"/> − 1.</summary>
    public int NextBelow(int bound) => _bits.NextBelow(bound);

    /// <summary>A random order of all the elements, each order as likely as any other (Fisher and Yates).</summary>
    [MethodImpl(Kernel.Options)]
    public void Shuffle(Span<int> elements)
    {
        // A copy of its own, which stays in registers.
        Xoshiro256 bits = _bits;
        for (int last = elements.Length - 1; last > 0; last--)
        {
            int other = bits.NextBelow(last + 1);
            (elements[last], elements[other]) = (elements[other], elements[last]);
        }

        _bits = bits;
    }

    /// <summary>
    /// ln x of a normal positive x to within an ulp or so, in a fixed order of exactly rounded operations, which
    /// <see cref="Math.Log(double)"/> does not promise. With x = 2ⁿ m and m in [√½, √2): ln x = n ln 2 + 2 artanh s,
    /// s = (m − 1) / (m + 1), |s| ≤ 0.172; ten terms of the series beyond the first leave out less than 2⁻⁵³ of it.
    /// </summary>
    internal static double Log(double x)
    {
        const double Ln2High = 6.93147180369123816490e-01;
        const double Ln2Low = 1.90821492927058770002e-10;
        const long BitsOfRootHalf = 0x3fe6a09e667f3bcd;

        long bits = BitConverter.DoubleToInt64Bits(x) - BitsOfRootHalf;
        double n = bits >> 52;
        double m = BitConverter.Int64BitsToDouble((bits & 0x000fffffffffffff) + BitsOfRootHalf);
        double f = m - 1;
        double s = f / (m + 1);
        double z = s * s;
        double series = 2d / 21;
        for (int k = 19; k >= 3; k -= 2)
        {
            series = (series * z) + (2d / k);
        }

        // ln m = 2s + s·z·series, and 2s = f − s·f, which loses nothing of f.
        double beyond = (s * z * series) - (s * f);
        return (n * Ln2High) + (f + (beyond + (n * Ln2Low)));
    }
}
