using System;

namespace GenNet;

/// <summary>
/// An embedding, the first layer of a network whose inputs are indices: words, letters, categories. Each index is looked up in a table that is
/// learned, and yields its row: <c>[Input(steps)]</c> and <c>[Embedding(vocabulary, size)]</c> yield steps × size values. The same as PyTorch's
/// <c>Embedding</c>.
/// </summary>
/// <remarks>
/// The class has overloads of <c>Predict</c>, <c>Classify</c>, <c>Gradient</c> and <c>TrainStep</c> that take a <c>ReadOnlySpan&lt;int&gt;</c>, and
/// a <see cref="Dataset"/> can be made of integers. An index below 0, or not below the vocabulary, is an
/// <see cref="ArgumentOutOfRangeException"/> before anything changes.
/// </remarks>
/// <example>
/// <code>
/// [Input(12)]
/// [Embedding(10_000, 32)]
/// [Flatten]
/// [Layer(2, Activation.Softmax)]
/// public sealed partial class Sentiment;
/// </code>
/// </example>
// Only a class can be a network, and the analyzer says so of everything else (GN0010).
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Delegate,
    AllowMultiple = true, Inherited = false)]
public sealed class EmbeddingAttribute : NamedLayerAttribute
{
    /// <summary>Declares an embedding.</summary>
    /// <param name="vocabulary">The number of indices, 1 to 2²⁴: they go from 0 to below it.</param>
    /// <param name="size">The number of values that each of them yields, 1 or more.</param>
    public EmbeddingAttribute(int vocabulary, int size)
    {
        Vocabulary = vocabulary;
        Size = size;
    }

    /// <summary>The number of indices.</summary>
    public int Vocabulary { get; }

    /// <summary>The number of values that each index yields.</summary>
    public int Size { get; }

    /// <summary>
    /// How the table is drawn. <see cref="Initializer.Auto"/> is <see cref="Initializer.StandardNormal"/>, as in PyTorch. Initializers that go by
    /// inputs and outputs take the vocabulary and the size as these.
    /// </summary>
    public Initializer Initializer { get; set; }

    /// <summary>A finite factor on every drawn value. 1 unless said.</summary>
    public double InitializerScale { get; set; } = 1;

    /// <summary>Whether the table stays as it is while the network learns. False unless said.</summary>
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
