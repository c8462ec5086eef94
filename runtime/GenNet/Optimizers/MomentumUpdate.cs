using System.Runtime.CompilerServices;

namespace GenNet;

/// <summary>Takes a step of gradient descent with momentum: v ← μ v + g, θ ← θ − η (α g + β v).</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
/// <param name="velocities">v.</param>
/// <param name="momentum">μ.</param>
/// <param name="negativeGradientRate">−η α: 0, or with Nesterov's look ahead −η.</param>
/// <param name="negativeVelocityRate">−η β: −η, or with Nesterov's look ahead −η μ.</param>
internal readonly unsafe struct MomentumUpdate<T>(
    T* velocities, T momentum, T negativeGradientRate, T negativeVelocityRate) : IElementUpdate<T>
    where T : unmanaged
{
    private readonly T* _velocities = velocities;
    private readonly T _momentum = momentum;
    private readonly T _negativeGradientRate = negativeGradientRate;
    private readonly T _negativeVelocityRate = negativeVelocityRate;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<TLane>(T* parameters, T* gradient, nint first, nint end)
        where TLane : struct, IParameterLane<TLane, T>
    {
        TLane momentum = _momentum;
        TLane negativeGradientRate = _negativeGradientRate;
        TLane negativeVelocityRate = _negativeVelocityRate;

        for (nint i = first; i < end; i += TLane.Count)
        {
            TLane g = TLane.Load(gradient + i);
            TLane v = TLane.MultiplyAdd(TLane.Load(_velocities + i), momentum, g);
            TLane.Store(v, _velocities + i);
            TLane step = TLane.MultiplyAdd(g, negativeGradientRate, TLane.Load(parameters + i));
            TLane.Store(TLane.MultiplyAdd(v, negativeVelocityRate, step), parameters + i);
        }
    }
}
