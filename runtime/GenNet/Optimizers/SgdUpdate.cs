using System.ComponentModel;
using System.Runtime.CompilerServices;
using GenNet.Numerics;

namespace GenNet;

/// <summary>Takes a step of gradient descent: θ ← θ − η ∂L/∂θ.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct SgdUpdate<T> : IUpdate<T>
    where T : unmanaged
{
    private readonly T* _parameters;
    private readonly T _negativeRate;

    internal SgdUpdate(T* parameters, T negativeRate)
    {
        _parameters = parameters;
        _negativeRate = negativeRate;
    }

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
        ref T parameter = ref Unsafe.AsRef<T>(_parameters + offset);
        TLane.Store(TLane.MultiplyAdd(gradient, _negativeRate, TLane.Load(in parameter)), ref parameter);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ApplyStrip<TStrip>(nint offset, in TStrip gradient)
        where TStrip : struct, IStrip<TStrip, T>
    {
        ref T parameter = ref Unsafe.AsRef<T>(_parameters + offset);
        TStrip strip = TStrip.Load(in parameter);
        strip.Add(_negativeRate, times: gradient);
        strip.Store(ref parameter);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(nint offset, int count) => Cache.Prefetch(in Unsafe.AsRef<T>(_parameters), offset, count);
}
