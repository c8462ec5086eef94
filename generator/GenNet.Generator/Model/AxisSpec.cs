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
}
