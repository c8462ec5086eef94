namespace GenNet.Generator.Model;

/// <summary>What an attribute says of windows that move over steps or over an image.</summary>
/// <param name="Axes">1 for steps, 2 for an image.</param>
/// <param name="Height">Along the height; of steps, 1.</param>
/// <param name="Width">Along the width, or along the steps.</param>
internal sealed record WindowSpec(int Axes, AxisSpec Height, AxisSpec Width);
