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
}
