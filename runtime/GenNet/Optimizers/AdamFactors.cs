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
internal readonly record struct AdamFactors<T>(
    T Beta1, T OneMinusBeta1, T Beta2, T OneMinusBeta2, T NegativeRate, T RootFactor, T Epsilon)
    where T : unmanaged;
