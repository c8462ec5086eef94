using System;
using System.ComponentModel;

namespace GenNet;

/// <summary>
/// What layers that go over steps have in common: <c>units</c> values that each step makes of its inputs and of what the step before it made. They
/// take [steps × features], begin with zeros, and yield the last step's [units] unless <see cref="Sequences"/> is set.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
#pragma warning disable CS3015 // Nobody else makes one.
public abstract class RecurrentLayerAttribute : NamedLayerAttribute
#pragma warning restore CS3015
{
    private protected RecurrentLayerAttribute(int units) => Units = units;

    /// <summary>The number of values that each step yields, of each direction.</summary>
    public int Units { get; }

    /// <summary>Whether the layer yields every step's values, [steps × units], and not those of the last step alone. False unless said.</summary>
    public bool Sequences { get; set; }

    /// <summary>
    /// Whether another part with parameters of its own goes over the steps from the last to the first. Its values stand behind the forward ones in the
    /// last dimension, 2 × units together; where only the last step is yielded, each direction yields its own last. False unless said.
    /// </summary>
    public bool Bidirectional { get; set; }

    /// <summary>Whether biases are added. True unless said.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>
    /// How the weights are drawn. <see cref="Initializer.Auto"/>, which it is unless said, draws those of inputs as
    /// <see cref="Initializer.GlorotUniform"/> and the recurrent ones of each gate as <see cref="Initializer.Orthogonal"/>.
    /// </summary>
    public Initializer Initializer { get; set; }

    /// <summary>A finite factor on every drawn weight. 1 unless said.</summary>
    public double InitializerScale { get; set; } = 1;

    /// <summary>Whether its parameters stay as they are while the network learns. False unless said.</summary>
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
