using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GenNet.Numerics;

/// <summary>
/// Two neighbouring factors that come by way of an integer register into each pair of elements of a vector, and are then spread, one after
/// the other, to all elements.
/// </summary>
/// <remarks>
/// Strips of four vectors read so many weights that even the load of a <see cref="FactorQuad"/> counts: a processor that reads one
/// vector of 512 bits in a cycle reads integers beside it, and hardly a pair lies across two cache lines. Measured on 64-64, AMD Zen 4:
/// 83.2 ns instead of 84.9. For a strip of one vector it is one instruction more than it saves: 7.4 ns instead of 6.6 on 16-16.
/// </remarks>
internal static class FactorPair
{
    /// <summary>Reads two factors, the second before the first: turning them round is what takes them through the integer register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(ref readonly float first) =>
        Vector512.Create(BitOperations.RotateLeft(Unsafe.As<float, ulong>(ref Unsafe.AsRef(in first)), 32)).AsSingle();

    /// <summary>The first factor in every element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SpreadFirst(Vector512<float> factors) =>
        Avx512F.IsSupported ? Avx512F.DuplicateOddIndexed(factors) : Vector512.Create(factors[1]);

    /// <summary>The second factor in every element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SpreadSecond(Vector512<float> factors) =>
        Avx512F.IsSupported ? Avx512F.DuplicateEvenIndexed(factors) : Vector512.Create(factors[0]);
}
