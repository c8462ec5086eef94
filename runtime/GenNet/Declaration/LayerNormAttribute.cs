using System;

namespace GenNet;

/// <summary>
/// Layer normalization: every row of the last dimension becomes <c>γ (x − μ) / √(σ² + ε) + β</c> with its own mean μ and biased variance σ²;
/// γ and β, one for each feature, are learned and begin at 1 and 0. Source: J. L. Ba, J. R. Kiros and G. E. Hinton, 2016; the same as
/// PyTorch's <c>LayerNorm</c> over the last dimension.
/// </summary>
// Only a class can be a network, and the analyzer says so of everything else (GN0010).
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Delegate,
    AllowMultiple = true, Inherited = false)]
public sealed class LayerNormAttribute : NamedLayerAttribute
{
    /// <summary>ε, which keeps the division from 0. Finite and above 0; 10⁻⁵ unless said.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Whether γ and β stay as they are while the network learns. False unless said.</summary>
    public bool Frozen { get; set; }
}
