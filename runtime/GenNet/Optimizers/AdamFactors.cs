using System;
using System.Numerics;

namespace GenNet;

/// <summary>What Adam multiplies by in one step: its settings, and the corrections for moments that began at 0.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
/// <param name="Beta1">β₁.</param>
/// <param name="OneMinusBeta1">1 − β₁.</param>
/// <param name="Beta2">β₂.</param>
/// <param name="OneMinusBeta2">1 − β₂.</param>
/// <param name="NegativeRate">−α = −η / (1 − β₁ᵗ) in step t.</param>
/// <param name="RootFactor">κ = 1 / √(1 − β₂ᵗ).</param>
/// <param name="Epsilon">ε.</param>
/// <param name="Shrinkage">What parameters are multiplied by: 1, or 1 − η λ where weights decay by themselves.</param>
internal readonly record struct AdamFactors<T>(
    T Beta1, T OneMinusBeta1, T Beta2, T OneMinusBeta2, T NegativeRate, T RootFactor, T Epsilon, T Shrinkage)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static AdamFactors<T> Of(double learningRate, double beta1, double beta2, double epsilon, T shrinkage, long step) => new(
        T.CreateTruncating(beta1),
        T.CreateTruncating(1 - beta1),
        T.CreateTruncating(beta2),
        T.CreateTruncating(1 - beta2),
        Optimizer.InPrecision<T>(-learningRate / (1 - Math.Pow(beta1, step)), "learning rate", learningRate),
        T.CreateTruncating(1 / Math.Sqrt(1 - Math.Pow(beta2, step))),
        Optimizer.InPrecision<T>(epsilon, "epsilon", epsilon),
        shrinkage);

    /// <summary>Takes the step.</summary>
    public unsafe void Run(Span<T> parameters, ReadOnlySpan<T> gradient, OptimizerState<T> state, bool isAmsGrad)
    {
        T* first = state.PointerTo("first");
        T* second = state.PointerTo("second");
        if (isAmsGrad)
        {
            UpdatePass.Run(parameters, gradient, state, new AmsGradUpdate<T>(first, second, state.PointerTo("largest"), this));
        }
        else
        {
            UpdatePass.Run(parameters, gradient, state, new AdamUpdate<T>(first, second, this));
        }
    }
}
