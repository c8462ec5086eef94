using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenNet;

/// <summary>Takes a step of Lion: θ ← (1 − η λ) θ − η sign(β₁ m + (1 − β₁) g), m ← β₂ m + (1 − β₂) g.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
/// <param name="moments">m.</param>
/// <param name="beta1">β₁.</param>
/// <param name="oneMinusBeta1">1 − β₁.</param>
/// <param name="beta2">β₂.</param>
/// <param name="oneMinusBeta2">1 − β₂.</param>
/// <param name="negativeRate">−η.</param>
/// <param name="shrinkage">1 − η λ.</param>
internal readonly unsafe struct LionUpdate<T>(
    T* moments, T beta1, T oneMinusBeta1, T beta2, T oneMinusBeta2, T negativeRate, T shrinkage) : IElementUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _moments = moments;
    private readonly T _beta1 = beta1;
    private readonly T _oneMinusBeta1 = oneMinusBeta1;
    private readonly T _beta2 = beta2;
    private readonly T _oneMinusBeta2 = oneMinusBeta2;
    private readonly T _negativeRate = negativeRate;
    private readonly T _shrinkage = shrinkage;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<TLane>(T* parameters, T* gradient, nint first, nint end)
        where TLane : struct, IParameterLane<TLane, T>
    {
        TLane beta1 = _beta1;
        TLane oneMinusBeta1 = _oneMinusBeta1;
        TLane beta2 = _beta2;
        TLane oneMinusBeta2 = _oneMinusBeta2;
        TLane shrinkage = _shrinkage;
        TLane negativeRate = _negativeRate;
        TLane one = T.One;
        TLane minusOne = -T.One;

        for (nint i = first; i < end; i += TLane.Count)
        {
            TLane g = TLane.Load(gradient + i);
            TLane m = TLane.Load(_moments + i);
            TLane mean = TLane.MultiplyAdd(m, beta1, g * oneMinusBeta1);
            TLane direction = TLane.BySign(mean, one, minusOne, mean);
            TLane.Store(TLane.MultiplyAdd(m, beta2, g * oneMinusBeta2), _moments + i);
            TLane.Store(TLane.MultiplyAdd(TLane.Load(parameters + i), shrinkage, direction * negativeRate), parameters + i);
        }
    }
}
