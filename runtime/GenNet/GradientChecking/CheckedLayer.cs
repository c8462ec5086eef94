using System;
using System.ComponentModel;

namespace GenNet.GradientChecking;

/// <summary>A layer of a <see cref="CheckedNetwork"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CheckedLayer
{
    private readonly CheckedTensor[] _tensors = [];

    /// <summary>Computes the values of some of the layer's units, sample by sample; null where they depend on the other samples of the batch.</summary>
    public CheckedUnits? Compute { get; init; }

    /// <summary>Computes them for all samples of the batch at once; null where a sample is enough.</summary>
    public CheckedBatchUnits? ComputeBatch { get; init; }

    /// <summary>The number of units: the last dimension of what the layer yields.</summary>
    public required int Units { get; init; }

    /// <summary>The values that the layer writes.</summary>
    public required Range Values { get; init; }

    /// <summary>The layer's parameters, as many tensors as the network's layout has of it and in the same order.</summary>
    public ReadOnlySpan<CheckedTensor> Tensors
    {
        get => _tensors;
        init => _tensors = value.ToArray();
    }
}
