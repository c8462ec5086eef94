namespace GenNet;

/// <summary>What NAdam multiplies by in one step.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
/// <param name="Beta1">β₁.</param>
/// <param name="OneMinusBeta1">1 − β₁.</param>
/// <param name="Beta2">β₂.</param>
/// <param name="OneMinusBeta2">1 − β₂.</param>
/// <param name="GradientRate">−η (1 − μₜ) / (1 − Πₜ).</param>
/// <param name="MomentRate">−η μₜ₊₁ / (1 − Πₜ₊₁).</param>
/// <param name="RootFactor">1 / √(1 − β₂ᵗ).</param>
/// <param name="Epsilon">ε.</param>
internal readonly record struct NAdamFactors<T>(
    T Beta1, T OneMinusBeta1, T Beta2, T OneMinusBeta2, T GradientRate, T MomentRate, T RootFactor, T Epsilon)
    where T : unmanaged;
