using System;

namespace GenNet;

/// <summary>
/// States the shape of one sample, channels last: <c>[Input(features)]</c>, <c>[Input(steps, features)]</c> or
/// <c>[Input(height, width, channels)]</c>. It stands before the first layer, and may be left out where that states its inputs itself. A
/// batch is samples × that, row-major.
/// </summary>
// Only a class can be a network, and the analyzer says so of everything else (GN0010).
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Delegate,
    AllowMultiple = false, Inherited = false)]
public sealed class InputAttribute : Attribute
{
    /// <summary>States a shape of one dimension.</summary>
    /// <param name="features">The number of values, 1 or more.</param>
    public InputAttribute(int features) => Dimensions = [features];

    /// <summary>States a shape of two dimensions.</summary>
    /// <param name="steps">The number of steps, 1 or more.</param>
    /// <param name="features">The values of a step, 1 or more.</param>
    public InputAttribute(int steps, int features) => Dimensions = [steps, features];

    /// <summary>States a shape of three dimensions.</summary>
    /// <param name="height">The number of rows, 1 or more.</param>
    /// <param name="width">The pixels of a row, 1 or more.</param>
    /// <param name="channels">The values of a pixel, 1 or more.</param>
    public InputAttribute(int height, int width, int channels) => Dimensions = [height, width, channels];

    /// <summary>What the inputs are called, for the <c>From</c> of layers behind the first and for layers of several inputs.</summary>
    public string? Name { get; set; }

    /// <summary>The sizes, first to last.</summary>
    public int[] Dimensions { get; }
}
