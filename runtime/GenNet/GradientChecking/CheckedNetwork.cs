using System;
using System.ComponentModel;

namespace GenNet.GradientChecking;

/// <summary>
/// A network as it was declared, for one sample at a time over dual numbers: a method for each layer and one for the loss, in plain loops. The generator
/// writes one for each network that is declared with <see cref="NetworkAttribute.CheckGradients"/>.
/// </summary>
/// <remarks>
/// The methods share two spans: the parameters in the order of <see cref="Network{T}.CopyParametersTo"/>, and the values, which are the sample's
/// inputs and behind them what each layer writes.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CheckedNetwork
{
    private readonly CheckedLayer[] _layers = [];

    /// <summary>The layers, each behind those whose values it reads.</summary>
    public required ReadOnlySpan<CheckedLayer> Layers
    {
        get => _layers;
        init => _layers = value.ToArray();
    }

    /// <summary>Computes the loss of the sample, before the batch's reduction.</summary>
    public required CheckedLoss Loss { get; init; }

    /// <summary>Whether what a sample yields depends on the others of its batch.</summary>
    internal bool CouplesSamples => Array.Exists(_layers, layer => layer.ComputeBatch is not null);

    /// <summary>The number of values of a sample.</summary>
    internal int ValueCount => _layers[^1].Values.End.Value;
}
