using System;
using System.Collections.Generic;
using GenNet.Generator.Graph;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>∂L/∂W = xᵀ·δ: weight rows by columns of units, whose terms are the rows of all samples.</summary>
internal sealed class WeightGradientCode(CodeStyle style, WeightGradient operation) : OperationCode(style)
{
    private MatrixProduct? _product;

    private MatrixProduct Product => _product ??= ProductOf(Style, operation.Layer, operation.Weights, operation.Delta) with
    {
        Name = $"Layer{operation.Layer}{operation.Weights.Part}WeightGradient",
        A = Place(operation.Input).Name,
        AStep = Place(operation.Input).Stride,
        Formula = operation.Formula,
        SkipsZeros = SkipsZeros,
        Loops = operation.Lag == 0 ? null : LoopsOverSteps(),
        TermsInBlock = operation.Delta.Positions == 1 ? 0
            : Tiles.TermsInBlock(operation.Weights.Rows, Footprint.BytesPerElement(Style.Precision), operation.Lag == 0 ? 1 : operation.Delta.Positions),
    };

    private bool SkipsZeros => Placement.SkipsZeros?.Weights == operation.Weights;

    public override bool IsShared => true;

    /// <summary>The strips of a gradient whose columns are those of δ, which sums of rows go by as well.</summary>
    public static MatrixProduct ProductOf(CodeStyle style, int layer, Tensor tensor, Value delta)
    {
        Slot place = style.Plan.Placement!.Of(delta);
        return new MatrixProduct(
            string.Empty,
            A: string.Empty,
            ARowStride: 1,
            AStep: 1,
            B: place.Name,
            BColumns: MatrixColumns.InRows(place.Width, place.Stride),
            // What is handed down to a layer before a slope of its own is called g1 itself.
            C: place.Name.StartsWith("g", StringComparison.Ordinal) ? "s" : "g",
            CColumns: style.Plan.Placement.Of(tensor).Columns,
            Depth: new NamedExtent("samples"),
            Start: null)
        {
            RowWord = "input",
        };
    }

    /// <summary>The steps of each sample that have one before them, or behind.</summary>
    private IReadOnlyList<TermLoop> LoopsOverSteps()
    {
        int steps = operation.Delta.Positions;
        int a = Place(operation.Input).Stride;
        int b = Place(operation.Delta).Stride;
        return
        [
            new TermLoop("sample", new NamedExtent("samples"), steps * a, steps * b),
            new TermLoop("step", new KnownExtent(steps - Math.Abs(operation.Lag)), a, b),
        ];
    }

    /// <summary>The first row that is a factor of the first term.</summary>
    private static string FirstRow(Slot slot, int row) => row <= 0 ? slot.Name : $"Unsafe.Add(ref {slot.Name}, {Text(row * slot.Stride)})";

    public override void WriteCall(SourceWriter writer)
    {
        int rows = operation.Weights.Rows;
        int stride = Place(operation.Delta).Stride;
        string types = ProductWriter.TypeArguments(Style, Product, hasUpdate: true);
        using (writer.WriteBlock(
            $"foreach ((int first, int end) in batch.TakeRows({Style.Plan.WorkListOf(operation)}, {rows}, grain: {Tiles.WeightRows(rows, SkipsZeros)}, "
            + $"atLeast: {Tiles.RowsAtLeast(SkipsZeros, stride)}))"))
        {
            writer.WriteLine(
                $"{Product.Name}<{types}>(\n    ref {FirstRow(Place(operation.Input), -operation.Lag)}, ref {FirstRow(Place(operation.Delta), operation.Lag)}"
                + $"{(SkipsZeros ? ", nonzeros" : string.Empty)}{Sums}, {Terms}, first, end, update);");
        }
    }

    /// <summary>Where sums wait between one block of terms and the next.</summary>
    private string Sums => Product.TermsInBlock == 0 ? string.Empty : $", ref Unsafe.Add(ref workspace, {WorkOffset(operation)})";

    private string Terms => operation.Lag == 0 ? RowsOf("batch.Samples", operation.Delta.Positions) : "batch.Samples";

    public override void WriteMethods(SourceWriter writer)
    {
        new WeightRowsWriter(writer, Style, Product, operation.Weights.Rows, CodeStyle.OffsetOf(operation.Weights)).Write();
        if (Product.Loops is null)
        {
            ProductWriter.WriteOfFew(writer, Style, Product, operation.Weights.Rows, CodeStyle.OffsetOf(operation.Weights));
        }
    }
}
