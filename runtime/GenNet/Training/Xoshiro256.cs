using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenNet.Training;

/// <summary>
/// Random bits that are the same on every machine: xoshiro256** by Blackman and Vigna, seeded through splitmix64
/// (<i>Scrambled Linear Pseudorandom Number Generators</i>, 2021; reference code at https://prng.di.unimi.it).
/// </summary>
internal struct Xoshiro256
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>The sequence of a seed.</summary>
    public static Xoshiro256 Of(ulong seed) =>
        new() { _s0 = SplitMix(ref seed), _s1 = SplitMix(ref seed), _s2 = SplitMix(ref seed), _s3 = SplitMix(ref seed) };

    /// <summary>64 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Next()
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

    /// <summary>
    /// Uniform on 0 to <paramref name="bound"/> − 1, by Lemire's method (<i>Fast Random Integer Generation in an Interval</i>, 2019):
    /// the high half of a product, with the few draws that would favour some numbers thrown away.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextBelow(int bound)
    {
        ulong high = Math.BigMul(Next(), (ulong)bound, out ulong low);
        if (low < (ulong)bound)
        {
            ulong threshold = (0UL - (ulong)bound) % (ulong)bound;
            while (low < threshold)
            {
                high = Math.BigMul(Next(), (ulong)bound, out low);
            }
        }

        return (int)high;
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
