using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GenNet.Numerics;

/// <content>Whole groups of twice as many samples, in vectors of 512 bits: <see cref="Vector{T}"/> has 256 on the machines that have those.</content>
public static partial class SampleLanes
{
    /// <summary>Whether so many samples fill a vector of 512 bits, and the machine has those where <see cref="Vector{T}"/> has half.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="samples">The number of samples.</param>
    /// <returns>Always false, without a question, where the machine has not.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasWideGroup<T>(int samples)
        where T : unmanaged =>
        Vector512.IsHardwareAccelerated && Avx512F.IsSupported && 2 * Vector<T>.Count == Vector512<T>.Count && samples >= Vector512<T>.Count;

    /// <summary>Value <paramref name="index"/> of each sample of a wide group.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="samples">The first sample's first value, pinned.</param>
    /// <param name="stride">The number of values a sample has.</param>
    /// <param name="index">Which of them.</param>
    /// <returns>One sample a lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> GatherWide<T>(ref readonly T samples, int stride, int index)
        where T : unmanaged
    {
        ref T first = ref Unsafe.AsRef(in samples);
        if (typeof(T) == typeof(float) && stride == 2)
        {
            // The first or the second of each of sixteen pairs.
            ref float pairs = ref Unsafe.As<T, float>(ref first);
            Vector512<int> places = (Vector512<int>.Indices * 2) + Vector512.Create(index);
            return Avx512F.PermuteVar16x32x2(
                Vector512.LoadUnsafe(ref pairs), places, Vector512.LoadUnsafe(ref pairs, 16)).As<float, T>();
        }

        return Vector512.Create(
            Gather(in first, stride, index, Vector<T>.Count).AsVector256(),
            Gather(in Unsafe.Add(ref first, Vector<T>.Count * (nint)stride), stride, index, Vector<T>.Count).AsVector256());
    }

    /// <summary>Writes each lane as value <paramref name="index"/> of its sample of a wide group.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="value">One sample a lane.</param>
    /// <param name="samples">The first sample's first value.</param>
    /// <param name="stride">The number of values a sample has.</param>
    /// <param name="index">Which of them.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ScatterWide<T>(Vector512<T> value, ref T samples, int stride, int index)
        where T : unmanaged
    {
        Scatter(value.GetLower().AsVector(), ref samples, stride, index, Vector<T>.Count);
        Scatter(value.GetUpper().AsVector(), ref Unsafe.Add(ref samples, Vector<T>.Count * (nint)stride), stride, index, Vector<T>.Count);
    }

    /// <inheritdoc cref="Plus(Vector{float}, Vector{float}, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Plus(this Vector512<float> sum, Vector512<float> x, float times) =>
        Vector512.MultiplyAddEstimate(x, Vector512.Create(times), sum);

    /// <inheritdoc cref="Plus(Vector{float}, Vector{float}, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Plus(this Vector512<double> sum, Vector512<double> x, double times) =>
        Vector512.MultiplyAddEstimate(x, Vector512.Create(times), sum);

    /// <inheritdoc cref="Plus(float, Vector{float}, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Plus(this float bias, Vector512<float> x, float times) =>
        Vector512.MultiplyAddEstimate(x, Vector512.Create(times), Vector512.Create(bias));

    /// <inheritdoc cref="Plus(float, Vector{float}, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Plus(this double bias, Vector512<double> x, double times) =>
        Vector512.MultiplyAddEstimate(x, Vector512.Create(times), Vector512.Create(bias));

    /// <inheritdoc cref="WherePositive{T}(Vector{T}, Vector{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> WherePositive<T>(Vector512<T> value, Vector512<T> then)
        where T : unmanaged =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(value, Vector512<T>.Zero), then, Vector512<T>.Zero);
}
