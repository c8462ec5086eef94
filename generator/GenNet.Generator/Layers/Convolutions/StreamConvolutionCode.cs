using System.Collections.Generic;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Convolutions;

/// <summary>
/// z = x ∗ W + b of one window, whose rows lie one behind the other: a product of one sample, with several sums that hide the latency of multiply-add.
/// </summary>
internal sealed class StreamConvolutionCode(CodeStyle style, Convolution operation) : OperationCode(style)
{
    private GroupedWeights Weights => new(operation.Weights, operation.Groups, isTransposed: false);

    private MatrixColumns Columns => Placement.Of(operation.Weights).Columns;

    private MatrixProduct Product
    {
        get
        {
            Slot output = Place(operation.Output);
            return new MatrixProduct(
                $"Layer{operation.Layer}Forward",
                A: Place(operation.Input).Name,
                ARowStride: 0,
                AStep: 1,
                B: Weights.Name,
                BColumns: Columns,
                C: "z",
                CColumns: MatrixColumns.InRows(output.Width, output.Stride),
                Depth: new KnownExtent(operation.Window.Kernel * operation.Input.Features),
                Start: operation.Bias?.Name)
            {
                Formula = operation.FormulaBeforeLoss,
                RowWord = "step",
                HasRowStrips = true,
            };
        }
    }

    public override IEnumerable<StripKind> StripKinds => Product.OneSampleStripKinds(Style.ElementsPerLine);

    public override bool StepNamesRows => false;

    public override void WriteCall(SourceWriter writer)
    {
        Weights.WriteSpreading(writer, Placement, Columns.PanelWidth);
        ProductWriter.WriteOneSampleCall(writer, Style, Product, Place(operation.Output).Name);
    }

    public override void WriteMethods(SourceWriter writer) => TileWriter.WriteOne(writer, Style, Product);
}
