using System;

namespace GenNet.Generator.Model;

/// <summary>What an attribute says of windows along one axis.</summary>
/// <param name="Kernel">How many values a window has.</param>
/// <param name="Stride">How far one window is from the next.</param>
/// <param name="Dilation">How far one value of a window is from the next.</param>
/// <param name="Padding">How many zeros stand on each side.</param>
internal sealed record AxisSpec(int Kernel, int Stride, int Dilation, int Padding)
{
    /// <summary>A window of one value, for an axis that is not there.</summary>
    public static AxisSpec None { get; } = new(1, 1, 1, 0);

    /// <summary>Whether as many zeros stand around that a window begins at every stride: what is missing is the odd zero at the end.</summary>
    public bool IsSame { get; init; }

    /// <summary>Whether all zeros stand in front, so that no window sees what comes after it.</summary>
    public bool IsCausal { get; init; }

    /// <summary>From a window's first value to its last.</summary>
    public long Reach => ((long)(Kernel - 1) * Dilation) + 1;

    /// <summary>How many zeros stand in front of so many values.</summary>
    public long ZerosBefore(int size) => IsCausal ? Reach - 1 : IsSame ? Missing(size) / 2 : Padding;

    /// <summary>How many stand behind them.</summary>
    public long ZerosAfter(int size) => IsCausal ? 0 : IsSame ? Missing(size) - (Missing(size) / 2) : Padding;

    /// <summary>How many zeros it takes that a window begins at every stride.</summary>
    private long Missing(int size)
    {
        long windows = ((long)size + Stride - 1) / Stride;
        return Math.Max(((windows - 1) * Stride) + Reach - size, 0);
    }
}
