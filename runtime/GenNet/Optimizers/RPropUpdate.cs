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
    public void Run<TLane>(T* parameters, T* gradient, nint first, nint end)
        where TLane : struct, IParameterLane<TLane, T>
    {
        TLane increase = _increase;
        TLane decrease = _decrease;
        TLane smallest = _smallest;
        TLane largest = _largest;
        TLane one = T.One;
        TLane minusOne = -T.One;
        TLane zero = T.Zero;

        for (nint i = first; i < end; i += TLane.Count)
        {
            TLane g = TLane.Load(gradient + i);
            TLane agreement = g * TLane.Load(_gradients + i);
            TLane factor = TLane.BySign(agreement, increase, decrease, one);
            TLane step = TLane.Min(TLane.Max(TLane.Load(_steps + i) * factor, smallest), largest);
            TLane.Store(step, _steps + i);
            TLane counted = TLane.BySign(agreement, g, zero, g);
            TLane.Store(counted, _gradients + i);
            TLane.Store(TLane.Load(parameters + i) - (TLane.BySign(counted, one, minusOne, counted) * step), parameters + i);
        }
    }
}
