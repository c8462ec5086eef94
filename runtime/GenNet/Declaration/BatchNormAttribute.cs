using System;

namespace GenNet;

/// <summary>
/// Batch normalization: every channel, which is a place in the last dimension, becomes <c>γ (x − μ) / √(σ² + ε) + β</c>. In training μ and the biased
/// variance σ² are those of the whole batch and all its positions, however many threads it takes; in prediction they are running values that training has
/// left behind. γ and β are learned and begin at 1 and 0. Source: S. Ioffe and C. Szegedy, 2015; the same as PyTorch's <c>BatchNorm1d</c> and
/// <c>BatchNorm2d</c>.
/// </summary>
/// <remarks>
/// The running mean and variance begin at 0 and 1. They are state and no parameters: not in <c>ParameterCount</c>, but in files, as
/// <c>layer2.running_mean</c> and <c>layer2.running_variance</c>. <c>TrainStep</c> and <c>Fit</c> move them, with the unbiased variance; <c>Gradient</c>
/// uses the statistics of its batch and leaves them alone.
/// </remarks>
// Only a class can be a network, and the analyzer says so of everything else (GN0010).
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Delegate,
    AllowMultiple = true, Inherited = false)]
public sealed class BatchNormAttribute : NamedLayerAttribute
{
    /// <summary>How far running values move towards those of each batch: above 0, and 1 at most; 0.1 unless said. Keras means 1 less this.</summary>
    public double Momentum { get; set; } = 0.1;

    /// <summary>ε, which keeps the division from 0. Finite and above 0; 10⁻⁵ unless said.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>
    /// Whether γ and β stay as they are while the network learns. The statistics are those of the batch all the same, and running values move on, as in
    /// PyTorch. False unless said.
    /// </summary>
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
