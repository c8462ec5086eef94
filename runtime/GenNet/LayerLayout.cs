using System;
using System.ComponentModel;

namespace GenNet;

/// <summary>
/// One layer of a <see cref="NetworkLayout"/>: how a weight file tells it from others, and what a picture of the network shows of it. Its parameters
/// are tensors of the network.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LayerLayout
{
    private readonly int[] _shape = [];
    private readonly int[]? _sources;

    /// <summary>The layer's name in weight files, <c>layer1</c> for the first.</summary>
    public required string Name { get; init; }

    /// <summary>What the layer is, as the metadata of weight files says it: <c>dense 784 64 sigmoid bias</c>.</summary>
    public required string Description { get; init; }

    /// <summary>The name that was declared for it; null where none was.</summary>
    public string? Label { get; init; }

    /// <summary>The shape of what it yields for one sample.</summary>
    public ReadOnlySpan<int> Shape
    {
        get => _shape;
        init => _shape = value.ToArray();
    }

    /// <summary>The numbers of the layers that it reads, 0 for the network's input. Empty, the default, is the layer before it.</summary>
    public ReadOnlySpan<int> Sources
    {
        get => _sources;
        init => _sources = value.ToArray();
    }

    /// <summary>The multiply-adds of one sample's way forward. Default: 0.</summary>
    public long MultiplyAdds { get; init; }

    /// <summary>
    /// The shapes, channels last, of which the layer's inputs are the values in a row: <c>5 5 16</c> behind a <c>[Flatten]</c> of 5 × 5 × 16, or
    /// <c>5 5 16, 3</c> where three more are joined to it. PyTorch has the channels of each first, which weights from there have to be brought in order
    /// for. Default: null, the order is the same.
    /// </summary>
    public string? InputOrder { get; init; }

    /// <summary>The same of its outputs, where a vector becomes an image. Default: null.</summary>
    public string? OutputOrder { get; init; }
}
