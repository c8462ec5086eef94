using System;
using System.ComponentModel;

namespace GenNet.GradientChecking;

/// <summary>What a gradient check calls a tensor of parameters, and what it must know of it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CheckedTensor
{
    /// <summary>Its name in a report, <c>layer 1, weights</c> for example.</summary>
    public required string Name { get; init; }

    /// <summary>What its parameters are called in generated code, before their indices: <c>w1</c> for <c>w1_0_2</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>
    /// The values that its parameters are multiplied by, which say how far a step may go. Default: none, for parameters that are added.
    /// </summary>
    public Range Factors { get; init; }

    /// <summary>
    /// Whether each parameter has a part in every unit of the layer. Default: false, where those in one column, which is the last dimension, have a
    /// part in one unit alone.
    /// </summary>
    public bool IsOfAllUnits { get; init; }
}
