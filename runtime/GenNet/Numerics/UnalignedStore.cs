using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GenNet.Numerics;

/// <summary>
/// Writes vectors to where hardly anything begins on a cache line. One of 512 bits would lie across two of them nearly always, and who reads one of its
/// elements next would wait until both are written: halves take 6.5 ns for a sample of 16-16 where a whole takes 9.9 (AMD Zen 5).
/// </summary>
internal static class UnalignedStore
{
    /// <summary>Writes a vector in halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Of<T>(Vector512<T> vector, ref T destination)
        where T : unmanaged
    {
        vector.GetLower().StoreUnsafe(ref destination);
        vector.GetUpper().StoreUnsafe(ref destination, (nuint)Vector256<T>.Count);
    }

    /// <summary>Writes a vector as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Of<T>(Vector256<T> vector, ref T destination)
        where T : unmanaged => vector.StoreUnsafe(ref destination);

    /// <inheritdoc cref="Of{T}(Vector256{T}, ref T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Of<T>(Vector128<T> vector, ref T destination)
        where T : unmanaged => vector.StoreUnsafe(ref destination);
}
