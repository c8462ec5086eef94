using System;

namespace GenNet;

/// <summary>
/// The largest value of each window, channel by channel; the first of several equal ones takes the gradient. Takes steps × features, yields steps′ × features
/// with size′ = ⌊(size + 2 · padding − window) / stride⌋ + 1.
/// </summary>
// Only a class can be a network, and the analyzer says so of everything else (GN0010).
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Delegate,
    AllowMultiple = true, Inherited = false)]
public sealed class MaxPool1DAttribute : NamedLayerAttribute
{
    /// <summary>Declares a pool.</summary>
    /// <param name="size">The size of a window, in steps: 1 or more.</param>
    public MaxPool1DAttribute(int size) => Size = size;

    /// <summary>The size of a window, in steps.</summary>
    public int Size { get; }

    /// <summary>How far one window is from the next. 1 or more; the size of a window unless said.</summary>
    public int Stride { get; set; }

    /// <summary>How many places stand on each side that do not count. 0 or more, and below the size of a window; 0 unless said.</summary>
    public int Padding { get; set; }
}
