using System.Collections.Generic;
using GenNet.Generator.Graph;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>z = x·W + b: rows of samples by columns of units.</summary>
internal sealed class ProductCode(CodeStyle style, DenseProduct operation) : OperationCode(style)
{
    private MatrixProduct? _product;

    private MatrixProduct Product => _product ??= new(
        $"Layer{operation.Layer}{operation.Weights.Part}Forward",
        A: Place(operation.Input).Name,
        ARowStride: Place(operation.Input).Stride,
        AStep: 1,
        B: operation.Weights.Name,
        BColumns: Placement.Of(operation.Weights).Columns,
        C: "z",
        CColumns: MatrixColumns.InRows(Place(operation.Output).Width, Place(operation.Output).Stride),
        Depth: new KnownExtent(operation.Weights.Rows),
        Start: operation.Bias?.Name)
    {
        Formula = operation.FormulaBeforeLoss,
        SkipsZeros = SkipsZeros,
        HasRowStrips = true,
        TermsInBlock = Tiles.TermsInBlock(Placement.Of(operation.Weights).Columns, operation.Weights.Rows),
        StoresOutputs = operation.Output == Style.Plan.Graph.Head.Output && Place(operation.Output) is { } place && place.Stride == place.Features,
    };

    private bool SkipsZeros => Placement.SkipsZeros == operation;

    public override IEnumerable<StripKind> StripKinds => Product.StripKinds(Style.ElementsPerLine);

    public override IEnumerable<StripKind> OneSampleStripKinds => Product.OneSampleStripKinds(Style.ElementsPerLine);

    public override void WriteCall(SourceWriter writer)
    {
        string bias = operation.Bias is { } tensor ? $"ref {tensor.Name}, " : string.Empty;
        writer.WriteLine(
            $"{Product.Name}<{ProductWriter.TypeArguments(Style, Product)}>(ref {Place(operation.Input).Name}, ref {operation.Weights.Name}, {bias}"
            + $"ref {Place(operation.Output).Name}{(SkipsZeros ? ", nonzeros" : string.Empty)}, {Range(operation.Output.Positions)});");
    }

    public override bool StepNamesRows => false;

    public override void WriteStepCall(SourceWriter writer) => ProductWriter.WriteOneSampleCall(
        writer,
        Style,
        Product,
        Place(operation.Output).Name);

    public override void WriteStepMethods(SourceWriter writer) => TileWriter.WriteOne(writer, Style, Product);

    public override void WriteMethods(SourceWriter writer) => new SampleRowsWriter(writer, Style, Product).Write();
}
