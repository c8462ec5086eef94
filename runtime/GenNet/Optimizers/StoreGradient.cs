using System.ComponentModel;
using System.Runtime.CompilerServices;
using GenNet.Numerics;

namespace GenNet;

/// <summary>Writes the gradient to a buffer laid out like the parameters.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct StoreGradient<T> : IUpdate<T>
    where T : unmanaged
{
    private readonly T* _gradient;

    internal StoreGradient(T* gradient) => _gradient = gradient;

    /// <inheritdoc/>
    public static bool IgnoresZero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => false;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TLane>(nint offset, TLane gradient)
        where TLane : struct, ILane<TLane, T>
    {
        TLane.Store(gradient, ref Unsafe.AsRef<T>(_gradient + offset));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ApplyStrip<TStrip>(nint offset, in TStrip gradient)
        where TStrip : struct, IStrip<TStrip, T> =>
        gradient.Store(ref Unsafe.AsRef<T>(_gradient + offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(nint offset, int count) => Cache.Prefetch(in Unsafe.AsRef<T>(_gradient), offset, count);
}
