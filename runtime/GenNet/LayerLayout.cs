using System.ComponentModel;

namespace GenNet;

/// <summary>One layer of a <see cref="NetworkLayout"/>, as a weight file tells it from others; its parameters are tensors of the network.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LayerLayout
{
    /// <summary>The layer's name in weight files, <c>layer1</c> for the first.</summary>
    public required string Name { get; init; }

    /// <summary>What the layer is, as the metadata of weight files says it: <c>dense 784 64 sigmoid bias</c>.</summary>
    public required string Description { get; init; }
}
