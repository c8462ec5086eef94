using System;

namespace GenNet;

/// <summary>
/// The mean of each window, channel by channel, of the values that are there. Takes height × width × channels, yields height′ × width′ × channels with
/// size′ = ⌊(size + 2 · padding − window) / stride⌋ + 1.
/// </summary>
// Only a class can be a network, and the analyzer says so of everything else (GN0010).
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Delegate,
    AllowMultiple = true, Inherited = false)]
public sealed class AveragePool2DAttribute : NamedLayerAttribute
{
    /// <summary>Declares a pool.</summary>
    /// <param name="size">The size of a window, along both axes: 1 or more.</param>
    public AveragePool2DAttribute(int size)
    {
        SizeHeight = size;
        SizeWidth = size;
    }

    /// <summary>Declares a pool.</summary>
    /// <param name="sizeHeight">The height of a window, 1 or more.</param>
    /// <param name="sizeWidth">The width of a window, 1 or more.</param>
    public AveragePool2DAttribute(int sizeHeight, int sizeWidth)
    {
        SizeHeight = sizeHeight;
        SizeWidth = sizeWidth;
    }

    /// <summary>The height of a window.</summary>
    public int SizeHeight { get; }

    /// <summary>The width of a window.</summary>
    public int SizeWidth { get; }

    /// <summary>How far one window is from the next. 1 or more; the size of a window unless said.</summary>
    public int Stride { get; set; }

    /// <summary>How many places stand on each side that do not count. 0 or more, and below the size of a window; 0 unless said.</summary>
    public int Padding { get; set; }

    /// <summary><see cref="Stride"/> along the height, where the axes differ.</summary>
    public int StrideHeight { get; set; }

    /// <summary><see cref="Stride"/> along the width, where the axes differ.</summary>
    public int StrideWidth { get; set; }

    /// <summary><see cref="Padding"/> along the height, where the axes differ.</summary>
    public int PaddingHeight { get; set; }

    /// <summary><see cref="Padding"/> along the width, where the axes differ.</summary>
    public int PaddingWidth { get; set; }
}
