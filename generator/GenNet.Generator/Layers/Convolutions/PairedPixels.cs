using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Planning;

namespace GenNet.Generator.Layers.Convolutions;

/// <summary>
/// Two neighbouring pixels side by side in a vector of 512 bits, where filters fill no more than half of it: their filters are one column wider, with a
/// column of zeros behind or before.
/// </summary>
internal static class PairedPixels
{
    /// <summary>What two pixels take side by side; 0 where each is by itself.</summary>
    public static int WidthOf(Convolution convolution, Precision precision) =>
        convolution.IsTransposed ? 0 : WidthOf(convolution.Window.Width, convolution.Weights, convolution.Groups, precision);

    /// <summary>What two pixels of δ take side by side; 0 where each is by itself.</summary>
    public static int WidthOf(ConvolutionWeightGradient gradient, Precision precision) =>
        gradient.IsTransposed || gradient.Window.Width.Count % 2 != 0
            ? 0
            : WidthOf(gradient.Window.Width, gradient.Weights, gradient.Groups, precision);

    /// <summary>The rows of the wider filters of a convolution, without the one that their biases take.</summary>
    public static int RowsOf(Convolution convolution) => RowsOf(convolution.Window, convolution.Input.Features);

    /// <summary>The rows of the sums that pairs of pixels have.</summary>
    public static int RowsOf(ConvolutionWeightGradient gradient) => RowsOf(gradient.Window, gradient.Weights.Rows / gradient.Weights.Matrices);

    private static int RowsOf(Window window, int channels) => window.Height.Kernel * (window.Width.Kernel + 1) * channels;

    private static int WidthOf(Axis width, Tensor weights, GroupKind groups, Precision precision)
    {
        int line = Footprint.ElementsPerLine(precision);
        return groups.Count == 1 && weights.Columns <= line / 2 && width is { Kernel: > 1, Stride: 1, Dilation: 1, Count: > 1 } ? line : 0;
    }
}
