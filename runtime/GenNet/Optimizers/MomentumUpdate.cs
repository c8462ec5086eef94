using System.Numerics;
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
    public Vector<T> Apply(nint offset, Vector<T> parameter, Vector<T> gradient)
    {
        Vector<T> v = UpdatePass.MultiplyAdd(Vector.Load(_velocities + offset), _momentum, gradient);
        Vector.Store(v, _velocities + offset);
        Vector<T> step = UpdatePass.MultiplyAdd(gradient, _negativeGradientRate, parameter);
        return UpdatePass.MultiplyAdd(v, _negativeVelocityRate, step);
    }
}
