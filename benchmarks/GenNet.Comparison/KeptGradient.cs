using System.Runtime.CompilerServices;
using GenNet.Numerics;

namespace GenNet.Comparison;

/// <summary>Keeps each gradient where its parameter lies, as the library does for every optimizer but plain gradient descent.</summary>
internal readonly struct KeptGradient(AlignedFloats gradient) : IUpdate<float>
{
    /// <inheritdoc/>
    public static bool IgnoresZero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => false;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TLane>(nint offset, TLane gradientOfLane)
        where TLane : struct, ILane<TLane, float> =>
        TLane.Store(gradientOfLane, ref Unsafe.Add(ref gradient.First, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ApplyStrip<TStrip>(nint offset, in TStrip gradientOfStrip)
        where TStrip : struct, IStrip<TStrip, float> =>
        gradientOfStrip.Store(ref Unsafe.Add(ref gradient.First, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(nint offset, int count) => Cache.Prefetch(in gradient.First, offset, count);
}
