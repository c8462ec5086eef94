using System;
using System.Collections.Generic;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Model;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Convolutions;

/// <summary>
/// ∂L/∂W of a convolution with few filters: where vectors are wide they hold δ of two neighbouring pixels, and what these have for a weight lies a column
/// apart, in windows that are a column wider and two pixels from one to the next.
/// </summary>
internal sealed class PairedWeightGradientCode(CodeStyle style, ConvolutionWeightGradient operation) : OperationCode(style)
{
    private readonly ConvolutionWeightGradientCode _single = new(style, operation);
    private readonly ConvolutionWeightGradientCode _pairs = new(style, OfPairs(operation, style.Precision))
    {
        PairWidth = PairedPixels.WidthOf(operation, style.Precision),
    };

    public override bool IsShared => _single.IsShared;

    public override IEnumerable<StripKind> StripKinds => _pairs.StripKinds;

    public override void WriteCall(SourceWriter writer) => WriteForWidth(writer, code => code.WriteCall(writer));

    public override void WriteTileSums(SourceWriter writer) => WriteForWidth(writer, code => code.WriteTileSums(writer));

    private void WriteForWidth(SourceWriter writer, Action<ConvolutionWeightGradientCode> write)
    {
        using (writer.WriteBlock("if (Vector512.IsHardwareAccelerated)"))
        {
            write(_pairs);
        }

        using (writer.WriteBlock("else"))
        {
            write(_single);
        }
    }

    public override void WriteMethods(SourceWriter writer)
    {
        _single.WriteMethods(writer);
        _pairs.WriteMethods(writer);
    }

    private static ConvolutionWeightGradient OfPairs(ConvolutionWeightGradient operation, Precision precision)
    {
        Axis height = operation.Window.Height;
        Axis width = operation.Window.Width with
        {
            Kernel = operation.Window.Width.Kernel + 1,
            Stride = 2,
            Count = operation.Window.Width.Count / 2,
        };
        int channels = operation.Weights.Rows / operation.Weights.Matrices;
        return operation with
        {
            Window = new Window(height, width),
            Weights = operation.Weights with
            {
                Shape = Shape.Of(height.Kernel, width.Kernel, channels, PairedPixels.WidthOf(operation, precision)),
                Matrices = height.Kernel * width.Kernel,
            },
        };
    }
}
