using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GenNet.Numerics;

/// <summary>
/// Two terms of sums in one vector of 512 bits, for rows that are half as long: the elements of two rows take turns, and so do their factors, which one load
/// brings to all pairs.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TermPairs
{
    /// <summary>Two neighbouring factors, in turn.</summary>
    /// <param name="first">The first; the second stands behind it.</param>
    /// <returns>Both, eight times.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Spread(ref readonly float first) => FactorQuad.LoadPair512(in first);

    /// <summary>Two rows of eight, in turn.</summary>
    /// <param name="first">The row that the first factor is for.</param>
    /// <param name="second">The row that the second factor is for.</param>
    /// <returns>Both.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(ref readonly float first, ref readonly float second) => Vector512.Shuffle(
        Vector512.Create(Vector256.LoadUnsafe(in first), Vector256.LoadUnsafe(in second)),
        Vector512.Create(0, 8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15));

    /// <summary>Adds the sums of all pairs to a row of eight.</summary>
    /// <param name="pairs">What is added.</param>
    /// <param name="row">The row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(Vector512<float> pairs, ref float row)
    {
        Vector512<float> parted = Vector512.Shuffle(pairs, Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 1, 3, 5, 7, 9, 11, 13, 15));
        (Vector256.LoadUnsafe(in row) + (parted.GetLower() + parted.GetUpper())).StoreUnsafe(ref row);
    }
}
