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

    /// <summary>
    /// λ₁ of the layer's parameters: each step adds λ₁ sign(θ) to their gradient, behind clipping, as a term λ₁ Σ |θ| of the loss would. Finite, 0 or more; 0 unless
    /// said.
    /// </summary>
    public double L1 { get; set; }

    /// <summary>
    /// The weight decay of the layer's parameters in place of the optimizer's (<see cref="Optimizer.WeightDecay"/>), as of a parameter group of PyTorch: 0 for none.
    /// Finite, 0 or more; the optimizer's unless said.
    /// </summary>
    public double L2 { get; set; }

    /// <summary>What the learning rate is multiplied by for the layer's parameters. Finite, 0 or more; 1 unless said.</summary>
    public double LearningRateFactor { get; set; } = 1;
}
