using System.ComponentModel;
using System.Runtime.CompilerServices;
using GenNet.Numerics;

namespace GenNet;

/// <summary>Takes a step of gradient descent with momentum: v ← μ v + g, θ ← θ − η (α g + β v).</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct MomentumUpdate<T> : IUpdate<T>
    where T : unmanaged
{
    private readonly T* _parameters;
    private readonly T* _velocities;
    private readonly T _momentum;
    private readonly T _negativeGradientRate;
    private readonly T _negativeVelocityRate;

    /// <summary>Makes the update.</summary>
    /// <param name="parameters">θ.</param>
    /// <param name="velocities">v, laid out like the parameters.</param>
    /// <param name="momentum">μ.</param>
    /// <param name="negativeGradientRate">−η α: 0, or with Nesterov's look ahead −η.</param>
    /// <param name="negativeVelocityRate">−η β: −η, or with Nesterov's look ahead −η μ.</param>
    internal MomentumUpdate(T* parameters, T* velocities, T momentum, T negativeGradientRate, T negativeVelocityRate)
    {
        _parameters = parameters;
        _velocities = velocities;
        _momentum = momentum;
        _negativeGradientRate = negativeGradientRate;
        _negativeVelocityRate = negativeVelocityRate;
    }

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
        ref T velocity = ref Unsafe.AsRef<T>(_velocities + offset);
        TLane v = TLane.MultiplyAdd(TLane.Load(in velocity), _momentum, gradient);
        TLane.Store(v, ref velocity);

        ref T parameter = ref Unsafe.AsRef<T>(_parameters + offset);
        TLane step = TLane.MultiplyAdd(gradient, _negativeGradientRate, TLane.Load(in parameter));
        TLane.Store(TLane.MultiplyAdd(v, _negativeVelocityRate, step), ref parameter);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ApplyStrip<TStrip>(nint offset, in TStrip gradient)
        where TStrip : struct, IStrip<TStrip, T> =>
        gradient.ApplyTo(offset, this);
}
