using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenNet.Training;

/// <summary>
/// Random numbers that have the same bits on every machine: xoshiro256** by Blackman and Vigna, seeded through splitmix64
/// (<i>Scrambled Linear Pseudorandom Number Generators</i>, 2021; reference code at https://prng.di.unimi.it). Everything is
/// computed by integer operations and those that IEEE 754 rounds exactly: + − × ÷ and √.
/// </summary>
internal sealed class RandomSource
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;
    private double _spareNormal;
    private bool _hasSpareNormal;

    public RandomSource(int seed) => Restart(seed, 0);

    /// <summary>Begins another sequence: the same seed and stream give the same one, and stream 0 is that of a new source.</summary>
    public void Restart(int seed, int stream)
    {
        ulong state = (uint)seed | ((ulong)(uint)stream << 32);
        _hasSpareNormal = false;
        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    /// <summary>64 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextBits()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

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

    /// <summary>
    /// Uniform on 0 to <paramref name="bound"/> − 1, by Lemire's method (<i>Fast Random Integer Generation in an Interval</i>, 2019):
    /// the high half of a product, with the few draws that would favour some numbers thrown away.
    /// </summary>
    public int NextBelow(int bound)
    {
        ulong high = Math.BigMul(NextBits(), (ulong)bound, out ulong low);
        if (low < (ulong)bound)
        {
            ulong threshold = (0UL - (ulong)bound) % (ulong)bound;
            while (low < threshold)
            {
                high = Math.BigMul(NextBits(), (ulong)bound, out low);
            }
        }

        return (int)high;
    }

    /// <summary>A random order of all the elements, each order as likely as any other (Fisher and Yates).</summary>
    public void Shuffle(Span<int> elements)
    {
        for (int last = elements.Length - 1; last > 0; last--)
        {
            int other = NextBelow(last + 1);
            (elements[last], elements[other]) = (elements[other], elements[last]);
        }
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

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9e3779b97f4a7c15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
}
