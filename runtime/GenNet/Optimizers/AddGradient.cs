using System.ComponentModel;
using System.Runtime.CompilerServices;
using GenNet.Numerics;

namespace GenNet;

/// <summary>Adds the gradient to a buffer laid out like the parameters, for batches of several passes.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct AddGradient<T> : IUpdate<T>
    where T : unmanaged
{
    private readonly T* _gradient;

    internal AddGradient(T* gradient) => _gradient = gradient;

    /// <inheritdoc/>
    public static bool IgnoresZero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TLane>(nint offset, TLane gradient)
        where TLane : struct, ILane<TLane, T>
    {
        ref T sum = ref Unsafe.AsRef<T>(_gradient + offset);
        TLane.Store(TLane.Load(in sum) + gradient, ref sum);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ApplyStrip<TStrip>(nint offset, in TStrip gradient)
        where TStrip : struct, IStrip<TStrip, T>
    {
        ref T sum = ref Unsafe.AsRef<T>(_gradient + offset);
        TStrip strip = TStrip.Load(in sum);
        strip.Add(in gradient);
        strip.Store(ref sum);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(nint offset, int count) => Cache.Prefetch(in Unsafe.AsRef<T>(_gradient), offset, count);
}
