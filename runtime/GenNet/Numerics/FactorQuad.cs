using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GenNet.Numerics;

/// <summary>
/// Four neighbouring factors that are read at once, into each group of four elements of a vector, and then spread, one after the other,
/// to all elements.
/// </summary>
/// <remarks>
/// A product of one row reads each weight for a single multiplication, so what a machine loads in a cycle is its limit. Spread from memory
/// a factor is one more load; spread from a register it takes a unit that has nothing else to do.
/// </remarks>
internal static class FactorQuad
{
    /// <summary>The first factor's place, once for each element of a group, as the instructions want it.</summary>
    public const byte First = 0b_00_00_00_00;

    /// <inheritdoc cref="First"/>
    public const byte Second = 0b_01_01_01_01;

    /// <inheritdoc cref="First"/>
    public const byte Third = 0b_10_10_10_10;

    /// <inheritdoc cref="First"/>
    public const byte Fourth = 0b_11_11_11_11;

    /// <summary>Reads four factors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load512(ref readonly float first)
    {
        Vector128<float> factors = Vector128.LoadUnsafe(in first);
        if (!Avx512F.IsSupported)
        {
            return Vector512.Create(factors);
        }

        Vector512<float> wide = factors.ToVector256Unsafe().ToVector512Unsafe();
        return Avx512F.Shuffle4x128(wide, wide, 0);
    }

    /// <inheritdoc cref="Load512(ref readonly float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load512(ref readonly double first)
    {
        Vector256<double> factors = Vector256.LoadUnsafe(in first);
        return Vector512.Create(factors, factors);
    }

    /// <summary>
    /// Reads two factors, in turn into all elements: two such loads cost less than one of four factors, because the machine spreads two while it
    /// loads them, and four only in the unit that multiplies too.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadPair512(ref readonly float first) =>
        Vector512.Create(Unsafe.As<float, double>(ref Unsafe.AsRef(in first))).AsSingle();

    /// <inheritdoc cref="LoadPair512(ref readonly float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadPair256(ref readonly float first) =>
        Vector256.Create(Unsafe.As<float, double>(ref Unsafe.AsRef(in first))).AsSingle();

    /// <inheritdoc cref="LoadPair512(ref readonly float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LoadPair128(ref readonly float first) =>
        Vector128.Create(Unsafe.As<float, double>(ref Unsafe.AsRef(in first))).AsSingle();

    /// <inheritdoc cref="LoadPair512(ref readonly float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LoadPair512(ref readonly double first) => Vector512.Create(Vector128.LoadUnsafe(in first));

    /// <inheritdoc cref="LoadPair512(ref readonly float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LoadPair256(ref readonly double first) => Vector256.Create(Vector128.LoadUnsafe(in first));

    /// <inheritdoc cref="Load512(ref readonly float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Load256(ref readonly double first) => Vector256.LoadUnsafe(in first);

    /// <inheritdoc cref="Load512(ref readonly float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load128(ref readonly float first) => Vector128.LoadUnsafe(in first);

    /// <summary>One of four factors in every element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Spread(Vector512<float> factors, [ConstantExpected] byte place) =>
        Avx512F.IsSupported ? Avx512F.Permute4x32(factors, place) : Vector512.Create(factors[place & 3]);

    /// <inheritdoc cref="Spread(Vector512{float}, byte)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Spread(Vector512<double> factors, [ConstantExpected] byte place) =>
        Avx512F.IsSupported ? Avx512F.Permute4x64(factors, place) : Vector512.Create(factors[place & 3]);

    /// <inheritdoc cref="Spread(Vector512{float}, byte)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Spread(Vector256<float> factors, [ConstantExpected] byte place) =>
        Avx.IsSupported ? Avx.Permute(factors, place) : Vector256.Create(factors[place & 3]);

    /// <inheritdoc cref="Spread(Vector512{float}, byte)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Spread(Vector256<double> factors, [ConstantExpected] byte place) =>
        Avx2.IsSupported ? Avx2.Permute4x64(factors, place) : Vector256.Create(factors[place & 3]);

    /// <inheritdoc cref="Spread(Vector512{float}, byte)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Spread(Vector128<float> factors, [ConstantExpected] byte place) =>
        Sse.IsSupported ? Sse.Shuffle(factors, factors, place) : Vector128.Create(factors[place & 3]);
}
