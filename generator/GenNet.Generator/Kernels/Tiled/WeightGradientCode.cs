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

    private MatrixProduct Product => _product ??= IsByUnit ? ProductByUnit() : ProductOf(Style, operation.Layer, operation.Weights, operation.Delta) with
    {
        Name = Name,
        A = Place(operation.Input).Name,
        AStep = Place(operation.Input).Stride,
        Formula = operation.Formula,
        SkipsZeros = SkipsZeros,
        Loops = operation.Lag == 0 ? null : LoopsOverSteps(),
        TermsInBlock = operation.Delta.Positions == 1 ? 0
            : Tiles.TermsInBlock(operation.Weights.Rows, Footprint.BytesPerElement(Style.Precision), operation.Lag == 0 ? 1 : operation.Delta.Positions),
    };

    private string Name => $"Layer{operation.Layer}{operation.Weights.Part}WeightGradient";

    private bool IsByUnit => Placement.IsByUnit(operation.Weights);

    /// <summary>How many rows of weights lie one behind the other: inputs, or units.</summary>
    private int Rows => IsByUnit ? operation.Weights.Columns : operation.Weights.Rows;

    /// <summary>∂L/∂Wᵀ = δᵀ·x: what each unit's weights get lies side by side as they do.</summary>
    private MatrixProduct ProductByUnit()
    {
        (Slot delta, Slot input) = (Place(operation.Delta), Place(operation.Input));
        return new MatrixProduct(
            Name,
            A: delta.Name,
            ARowStride: 1,
            AStep: delta.Stride,
            B: input.Name,
            BColumns: MatrixColumns.InRows(operation.Weights.Rows, input.Stride),
            C: SumsOf(delta),
            CColumns: Placement.TransposeOf(operation.Weights).Columns,
            Depth: new NamedExtent("samples"),
            Start: null)
        {
            Formula = operation.Formula,
            RowWord = "unit",
            WeightRow = "unit",
            ColumnWord = "input",
        };
    }

    private bool SkipsZeros => Placement.SkipsZeros?.Weights == operation.Weights;

    public override bool IsShared => true;

    public override IEnumerable<StripKind> StripKinds => Product.StripKinds(Style.ElementsPerLine);

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
            C: SumsOf(place),
            CColumns: style.Plan.Placement.Of(tensor).Columns,
            Depth: new NamedExtent("samples"),
            Start: null)
        {
            RowWord = "input",
        };
    }

    /// <summary>What the sums are called: what is handed down to a layer before a slope of its own is called g1 itself.</summary>
    private static string SumsOf(Slot delta) => delta.Name.StartsWith("g", StringComparison.Ordinal) ? "s" : "g";

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
        int grain = Tiles.WeightRows(Rows, SkipsZeros);
        int atLeast = IsByUnit ? grain : Tiles.RowsAtLeast(SkipsZeros, Place(operation.Delta).Stride);
        string types = ProductWriter.TypeArguments(Style, Product, hasUpdate: true);
        using (writer.WriteBlock(
            $"foreach ((int first, int end) in batch.TakeRows({Style.Plan.WorkListOf(operation)}, {Rows}, grain: {grain}, "
            + $"atLeast: {atLeast}))"))
        {
            (string a, string b) = IsByUnit
                ? (Place(operation.Delta).Name, Place(operation.Input).Name)
                : (FirstRow(Place(operation.Input), -operation.Lag), FirstRow(Place(operation.Delta), operation.Lag));
            writer.WriteLine(
                $"{Product.Name}<{types}>(\n    ref {a}, ref {b}"
                + $"{(SkipsZeros ? ", nonzeros" : string.Empty)}{Sums}, {Terms}, first, end, update);");
        }
    }

    /// <summary>Where sums wait between one block of terms and the next.</summary>
    private string Sums => Product.TermsInBlock == 0 ? string.Empty : $", ref Unsafe.Add(ref workspace, {WorkOffset(operation)})";

    private string Terms => operation.Lag == 0 ? RowsOf("batch.Samples", operation.Delta.Positions) : "batch.Samples";

    public override void WriteMethods(SourceWriter writer)
    {
        new WeightRowsWriter(writer, Style, Product, Rows, CodeStyle.OffsetOf(operation.Weights)).Write();
        if (Product.Loops is null)
        {
            ProductWriter.WriteOfFew(writer, Style, Product, Rows, CodeStyle.OffsetOf(operation.Weights));
        }
    }
}
