using System;

namespace GenNet;

/// <summary>
/// Self-attention: every step of a sequence looks at all steps, and takes from each as much as its query meets the other's key. Of
/// q = x·Wq + bq, k = x·Wk + bk and v = x·Wv + bv each head has its part of the features, and <c>softmax(q·kᵀ / √(features / heads))·v</c> of all heads
/// side by side, times Wo, plus bo, is what the layer yields: [steps × features] again. Source: A. Vaswani et al., <i>Attention is all you need</i>, 2017.
/// </summary>
/// <example>
/// <code>
/// [Input(32)]
/// [Embedding(1000, 64, Name = "words")]
/// [SelfAttention(4)]
/// [Add("words")]
/// [GlobalAveragePool]
/// [Layer(2, Activation.Softmax)]
/// public sealed partial class Sentiment;
/// </code>
/// </example>
// Only a class can be a network, and the analyzer says so of everything else (GN0010).
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Delegate,
    AllowMultiple = true, Inherited = false)]
public sealed class SelfAttentionAttribute : NamedLayerAttribute
{
    /// <summary>Declares a layer of self-attention.</summary>
    /// <param name="heads">The number of heads, 1 or more; it divides the number of features.</param>
    public SelfAttentionAttribute(int heads) => Heads = heads;

    /// <summary>The number of heads.</summary>
    public int Heads { get; }

    /// <summary>Whether a step looks at itself and the steps before it alone. False unless said.</summary>
    public bool Causal { get; set; }

    /// <summary>Whether biases are added to q, k, v and the output. True unless said.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the four matrices of weights are drawn. <see cref="Initializer.Auto"/> is <see cref="Initializer.GlorotUniform"/>.</summary>
    public Initializer Initializer { get; set; }

    /// <summary>A finite factor on every drawn weight. 1 unless said.</summary>
    public double InitializerScale { get; set; } = 1;

    /// <summary>Whether all parameters stay as they are while the network learns. False unless said.</summary>
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
