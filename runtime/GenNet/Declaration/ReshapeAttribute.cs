using System;

namespace GenNet;

/// <summary>The same values in another shape, row-major.</summary>
// Only a class can be a network, and the analyzer says so of everything else (GN0010).
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Delegate,
    AllowMultiple = true, Inherited = false)]
public sealed class ReshapeAttribute : NamedLayerAttribute
{
    /// <summary>Asks for a shape of one dimension.</summary>
    /// <param name="features">The number of values, 1 or more.</param>
    public ReshapeAttribute(int features) => Dimensions = [features];

    /// <summary>Asks for a shape of two dimensions.</summary>
    /// <param name="steps">The number of steps, 1 or more.</param>
    /// <param name="features">The values of a step, 1 or more.</param>
    public ReshapeAttribute(int steps, int features) => Dimensions = [steps, features];

    /// <summary>Asks for a shape of three dimensions.</summary>
    /// <param name="height">The number of rows, 1 or more.</param>
    /// <param name="width">The pixels of a row, 1 or more.</param>
    /// <param name="channels">The values of a pixel, 1 or more.</param>
    public ReshapeAttribute(int height, int width, int channels) => Dimensions = [height, width, channels];

    /// <summary>The sizes, first to last.</summary>
    public int[] Dimensions { get; }
}
