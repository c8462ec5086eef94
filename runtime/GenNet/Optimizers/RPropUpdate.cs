using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenNet;

/// <summary>Takes a step of resilient backpropagation: Δ grows or shrinks as the sign of g stays or changes, θ ← θ − sign(g) Δ.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
/// <param name="steps">Δ.</param>
/// <param name="gradients">The gradient of the step before, or 0 where its sign had changed.</param>
/// <param name="decrease">η⁻.</param>
/// <param name="increase">η⁺.</param>
/// <param name="smallest">Δmin.</param>
/// <param name="largest">Δmax.</param>
internal readonly unsafe struct RPropUpdate<T>(
    T* steps, T* gradients, T decrease, T increase, T smallest, T largest) : IElementUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _steps = steps;
    private readonly T* _gradients = gradients;
    private readonly T _decrease = decrease;
    private readonly T _increase = increase;
    private readonly T _smallest = smallest;
    private readonly T _largest = largest;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Apply(nint offset, Vector<T> parameter, Vector<T> gradient)
    {
        Vector<T> agreement = gradient * Vector.Load(_gradients + offset);
        Vector<T> stays = Vector.GreaterThan(agreement, Vector<T>.Zero);
        Vector<T> changes = Vector.LessThan(agreement, Vector<T>.Zero);
        Vector<T> factor = Vector.ConditionalSelect(
            stays, Vector.Create(_increase), Vector.ConditionalSelect(changes, Vector.Create(_decrease), Vector<T>.One));
        Vector<T> step = Vector.Min(Vector.Max(Vector.Load(_steps + offset) * factor, Vector.Create(_smallest)), Vector.Create(_largest));
        Vector.Store(step, _steps + offset);
        Vector<T> counted = Vector.ConditionalSelect(changes, Vector<T>.Zero, gradient);
        Vector.Store(counted, _gradients + offset);
        return parameter - (UpdatePass.Sign(counted) * step);
    }
}
