using System.Collections.Generic;
using GenNet.Generator.Graph;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>∂L/∂W = xᵀ·δ: weight rows by columns of units, whose terms are the rows of all samples.</summary>
internal sealed class WeightGradientCode(CodeStyle style, WeightGradient operation) : OperationCode(style)
{
    private MatrixProduct Product => ProductOf(Style, operation.Layer, operation.Weights, operation.Delta) with
    {
        AStep = Place(operation.Input).Stride,
        Formula = operation.Formula,
        SkipsZeros = SkipsZeros,
    };

    private bool SkipsZeros => Placement.SkipsZeros?.Weights == operation.Weights;

    private int Offset => Placement.Of(operation.Weights).Offset;

    /// <summary>The strips of a gradient whose columns are those of δ, which sums of rows go by as well.</summary>
    public static MatrixProduct ProductOf(CodeStyle style, int layer, Tensor tensor, Value delta)
    {
        Slot place = style.Plan.Placement!.Of(delta);
        return new MatrixProduct(
            $"Layer{layer}WeightGradient",
            A: "x",
            ARowStride: 1,
            AStep: 1,
            B: "d",
            BColumns: MatrixColumns.InRows(place.Width, place.Stride),
            C: "g",
            CColumns: style.Plan.Placement.Of(tensor).Columns,
            Depth: new NamedExtent("samples"),
            Start: null)
        {
            RowWord = "input",
        };
    }

    public override bool IsShared => true;

    public override void WriteCall(SourceWriter writer)
    {
        int rows = operation.Weights.Rows;
        int stride = Place(operation.Delta).Stride;
        string types = ProductWriter.TypeArguments(Style, Product, hasUpdate: true);
        using (writer.WriteBlock(
            $"foreach ((int first, int end) in batch.TakeRows({operation.Layer}, {rows}, grain: {Tiles.WeightRows(rows, SkipsZeros)}, "
            + $"atLeast: {Tiles.RowsAtLeast(SkipsZeros, stride)}))"))
        {
            writer.WriteLine(
                $"{Product.Name}<{types}>(\n    ref {Place(operation.Input).Name}, ref {Place(operation.Delta).Name}"
                + $"{(SkipsZeros ? ", nonzeros" : string.Empty)}, {RowsOf("batch.Samples", operation.Delta.Positions)}, first, end, update);");
        }
    }

    public override void WriteMethods(SourceWriter writer)
    {
        ProductWriter.WriteByWeightRows(writer, Style, Product, operation.Weights.Rows, Offset);
        ProductWriter.WriteOfFew(writer, Style, Product, operation.Weights.Rows, Offset);
    }
}
