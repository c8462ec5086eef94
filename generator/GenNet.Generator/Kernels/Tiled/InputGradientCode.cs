using System.Collections.Generic;
using GenNet.Generator.Graph;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>s = δ·Wᵀ: rows of samples by columns of inputs.</summary>
internal sealed class InputGradientCode(CodeStyle style, InputGradient operation) : OperationCode(style)
{
    private MatrixProduct? _product;

    /// <summary>What is read row by row: a transpose, or weights that lie so.</summary>
    private string Weights => Placement.IsByUnit(operation.Weights) ? operation.Weights.Name : $"{operation.Weights.Name}T";

    private MatrixProduct Product => _product ??= new(
        $"Layer{operation.Layer}{operation.Weights.Part}InputGradient",
        A: Place(operation.Delta).Name,
        ARowStride: Place(operation.Delta).Stride,
        AStep: 1,
        B: Weights,
        BColumns: Placement.TransposeOf(operation.Weights).Columns,
        C: "s",
        CColumns: MatrixColumns.InRows(Place(operation.Output).Width, Place(operation.Output).Stride),
        Depth: WeightTranspose.Depth(Placement, operation.Weights),
        Start: null)
    {
        Loops = WeightTranspose.Loops(Placement, operation.Weights),
        Formula = $"s = {operation.Formula}",
        ColumnWord = "input",
        TermsInBlock = operation.Weights.Groups == 1
            ? Tiles.TermsInBlock(Placement.TransposeOf(operation.Weights).Columns, operation.Weights.Columns)
            : 0,
    };

    public override IEnumerable<StripKind> StripKinds => Product.StripKinds(Style.ElementsPerLine);

    public override void WriteCall(SourceWriter writer) => writer.WriteLine(
        $"{Product.Name}<{ProductWriter.TypeArguments(Style, Product)}>("
        + $"ref {Place(operation.Delta).Name}, ref {Weights}, ref {Place(operation.Output).Name}, {Range(operation.Output.Positions)});");

    public override void WriteMethods(SourceWriter writer) => new SampleRowsWriter(writer, Style, Product).Write();
}
