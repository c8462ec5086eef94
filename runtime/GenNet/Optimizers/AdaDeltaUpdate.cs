using System.Runtime.CompilerServices;

namespace GenNet;

/// <summary>Takes a step of AdaDelta: s ← ρ s + (1 − ρ) g², δ = g √(d + ε) / √(s + ε), d ← ρ d + (1 − ρ) δ², θ ← θ − η δ.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
/// <param name="squares">s.</param>
/// <param name="steps">d.</param>
/// <param name="rho">ρ.</param>
/// <param name="oneMinusRho">1 − ρ.</param>
/// <param name="negativeRate">−η.</param>
/// <param name="epsilon">ε.</param>
internal readonly unsafe struct AdaDeltaUpdate<T>(
    T* squares, T* steps, T rho, T oneMinusRho, T negativeRate, T epsilon) : IElementUpdate<T>
    where T : unmanaged
{
    private readonly T* _squares = squares;
    private readonly T* _steps = steps;
    private readonly T _rho = rho;
    private readonly T _oneMinusRho = oneMinusRho;
    private readonly T _negativeRate = negativeRate;
    private readonly T _epsilon = epsilon;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<TLane>(T* parameters, T* gradient, nint first, nint end)
        where TLane : struct, IParameterLane<TLane, T>
    {
        TLane rho = _rho;
        TLane oneMinusRho = _oneMinusRho;
        TLane epsilon = _epsilon;
        TLane negativeRate = _negativeRate;

        for (nint i = first; i < end; i += TLane.Count)
        {
            TLane g = TLane.Load(gradient + i);
            TLane s = TLane.MultiplyAdd(TLane.Load(_squares + i), rho, g * g * oneMinusRho);
            TLane.Store(s, _squares + i);
            TLane d = TLane.Load(_steps + i);
            TLane delta = TLane.SquareRoot(d + epsilon) / TLane.SquareRoot(s + epsilon) * g;
            TLane.Store(TLane.MultiplyAdd(d, rho, delta * delta * oneMinusRho), _steps + i);
            TLane.Store(TLane.MultiplyAdd(delta, negativeRate, TLane.Load(parameters + i)), parameters + i);
        }
    }
}
