using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>
/// Random bits that belong to a place and not to a sequence: 32 for each element of a row, from the row's key and the element's index alone.
/// </summary>
/// <remarks>
/// Keys are derived by the steps of splitmix64 (Steele, Lea and Flood, <i>Fast Splittable Pseudorandom Number Generators</i>, 2014), which passes
/// BigCrush: from the seed to the step, the layer and the row. An element's bits are its index, moved by half of its row's key, through the
/// two-round 32-bit mixing function of least known bias (C. Wellons, <i>hash prospector</i>: 16 21f0aaad 15 d35a2d97 15), with the key's other half
/// put in between its rounds. Integer operations alone, so every machine and every vector width has the same bits.
/// </remarks>
internal static class NoiseHash
{
    private const ulong Golden = 0x9e3779b97f4a7c15;

    /// <summary>The key of one of many that lie below a key.</summary>
    public static ulong Derive(ulong key, ulong index)
    {
        ulong z = unchecked(key + ((index + 1) * Golden));
        z = unchecked((z ^ (z >> 30)) * 0xbf58476d1ce4e5b9);
        z = unchecked((z ^ (z >> 27)) * 0x94d049bb133111eb);
        return z ^ (z >> 31);
    }

    /// <summary>The key whose first is another's number <paramref name="count"/>.</summary>
    public static ulong Ahead(ulong key, ulong count) => unchecked(key + (count * Golden));

    /// <summary>The bits of neighbouring elements, a lane each.</summary>
    /// <param name="rowKey">The row's key.</param>
    /// <param name="first">The index of the first of them in its row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<uint> BitsOf(ulong rowKey, uint first)
    {
        Vector<uint> x = Vector<uint>.Indices + Vector.Create(unchecked((uint)rowKey + first));
        x ^= x >>> 16;
        x *= Vector.Create(0x21f0aaadu);
        x ^= Vector.Create((uint)(rowKey >> 32));
        x ^= x >>> 15;
        x *= Vector.Create(0xd35a2d97u);
        return x ^ (x >>> 15);
    }
}
