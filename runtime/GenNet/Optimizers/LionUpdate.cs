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
    public Vector<T> Apply(nint offset, Vector<T> parameter, Vector<T> gradient)
    {
        Vector<T> m = Vector.Load(_moments + offset);
        Vector<T> direction = UpdatePass.Sign(UpdatePass.MultiplyAdd(m, _beta1, gradient * _oneMinusBeta1));
        Vector.Store(UpdatePass.MultiplyAdd(m, _beta2, gradient * _oneMinusBeta2), _moments + offset);
        return UpdatePass.MultiplyAdd(parameter, _shrinkage, direction * _negativeRate);
    }
}
