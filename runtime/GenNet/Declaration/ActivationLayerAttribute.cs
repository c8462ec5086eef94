using System.ComponentModel;

namespace GenNet;

/// <summary>What every layer with an activation can say about it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
#pragma warning disable CS3015 // Nobody else makes one.
public abstract class ActivationLayerAttribute : NamedLayerAttribute
#pragma warning restore CS3015
{
    private protected ActivationLayerAttribute()
    {
    }

    /// <summary>
    /// What <see cref="Activation.LeakyReLU"/> multiplies z by below 0, and <see cref="Activation.PReLU"/> at first, before it learns. Finite;
    /// 0.01 for the former and 0.25 for the latter unless said. No other activation takes it.
    /// </summary>
    public double Slope { get; set; } = 0.01;

    /// <summary>
    /// How far below 0 <see cref="Activation.ELU"/> and <see cref="Activation.CELU"/> go. Finite, and above 0 for the latter; 1 unless
    /// said. No other activation takes it.
    /// </summary>
    public double Alpha { get; set; } = 1;

    /// <summary>
    /// How sharply <see cref="Activation.Softplus"/> bends. Finite and above 0; 1 unless said. No other activation takes it.
    /// </summary>
    public double Beta { get; set; } = 1;

    /// <summary>
    /// What <see cref="Activation.Sine"/> multiplies z by. Finite; 1 unless said. No other activation takes it.
    /// </summary>
    public double Frequency { get; set; } = 1;

    /// <summary>
    /// Whether <see cref="Activation.PReLU"/> learns a slope for each of the last dimension, as PyTorch's <c>PReLU(num_parameters)</c> does, in
    /// place of one for the layer. False unless said. No other activation takes it.
    /// </summary>
    public bool PerChannel { get; set; }

    /// <summary>Whether the layer's parameters stay as they are while the network learns. False unless said.</summary>
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
