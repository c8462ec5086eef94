using System.Runtime.CompilerServices;

namespace GenNet;

/// <summary>Takes a step of RMSprop: s ← α s + (1 − α) g², θ ← θ − η g / (√s + ε), centered and with momentum where there is memory for it.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
/// <param name="squares">s.</param>
/// <param name="gradients">c, the mean of gradients; null where it is not taken off.</param>
/// <param name="velocities">v; null where there is no momentum.</param>
/// <param name="alpha">α.</param>
/// <param name="oneMinusAlpha">1 − α.</param>
/// <param name="momentum">μ.</param>
/// <param name="negativeRate">−η.</param>
/// <param name="epsilon">ε.</param>
internal readonly unsafe struct RmsPropUpdate<T>(
    T* squares, T* gradients, T* velocities, T alpha, T oneMinusAlpha, T momentum, T negativeRate, T epsilon) : IElementUpdate<T>
    where T : unmanaged
{
    private readonly T* _squares = squares;
    private readonly T* _gradients = gradients;
    private readonly T* _velocities = velocities;
    private readonly T _alpha = alpha;
    private readonly T _oneMinusAlpha = oneMinusAlpha;
    private readonly T _momentum = momentum;
    private readonly T _negativeRate = negativeRate;
    private readonly T _epsilon = epsilon;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<TLane>(T* parameters, T* gradient, nint first, nint end)
        where TLane : struct, IParameterLane<TLane, T>
    {
        TLane alpha = _alpha;
        TLane oneMinusAlpha = _oneMinusAlpha;
        TLane epsilon = _epsilon;
        TLane momentum = _momentum;
        TLane negativeRate = _negativeRate;

        for (nint i = first; i < end; i += TLane.Count)
        {
            TLane g = TLane.Load(gradient + i);
            TLane s = TLane.MultiplyAdd(TLane.Load(_squares + i), alpha, g * g * oneMinusAlpha);
            TLane.Store(s, _squares + i);
            if (_gradients is not null)
            {
                TLane c = TLane.MultiplyAdd(TLane.Load(_gradients + i), alpha, g * oneMinusAlpha);
                TLane.Store(c, _gradients + i);
                s -= c * c;
            }

            TLane step = g / (TLane.SquareRoot(s) + epsilon);
            if (_velocities is not null)
            {
                step = TLane.MultiplyAdd(TLane.Load(_velocities + i), momentum, step);
                TLane.Store(step, _velocities + i);
            }

            TLane.Store(TLane.MultiplyAdd(step, negativeRate, TLane.Load(parameters + i)), parameters + i);
        }
    }
}
