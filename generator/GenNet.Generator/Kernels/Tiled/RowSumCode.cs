using System.Collections.Generic;
using GenNet.Generator.Graph;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>∂L/∂b = δ, or ∂L/∂γ = δ ⊙ n, summed over the rows of all samples.</summary>
internal sealed class RowSumCode(CodeStyle style, RowSumGradient operation) : OperationCode(style)
{
    private string Name => $"Layer{operation.Layer}{operation.Tensor.Title}Gradient";

    private string SumsName => $"Layer{operation.Layer}{operation.Tensor.Title}Sums";

    private string Sums => $"{operation.Tensor.Name}Sums";

    private MatrixProduct Columns => WeightGradientCode.ProductOf(
        Style, operation.Layer, operation.Weights is { } weights && !Placement.IsByUnit(weights) ? weights : operation.Tensor, operation.Delta);

    private string Types => ProductWriter.TypeArguments(Style, Columns, hasUpdate: true);

    public override IEnumerable<StripKind> StripKinds => Columns.StripKinds(Style.ElementsPerLine);

    /// <summary>How many rows are summed up; a sum over the batch is one already.</summary>
    private string Samples => operation.Delta.Scope == ValueScope.Batch ? "samples: 1" : RowsOf("batch.Samples", operation.Delta.Positions);

    public override void WriteTileSums(SourceWriter writer) => writer.WriteLine(
        $"{SumsName}<{ProductWriter.TypeArguments(Style, Columns, hasUpdate: false)}>(ref {Place(operation.Delta).Name}, ref {Sums}, first, end);");

    public override void WriteCall(SourceWriter writer)
    {
        if (operation.SumsTiles)
        {
            writer.WriteLine($"{Name}<{Types}>(ref {Sums}, batch.Samples, update);");
            return;
        }

        string factor = operation.Factor is { } value ? $"ref {Place(value).Name}, " : string.Empty;
        writer.WriteLine(
            $"{Name}<{Types}>(ref {Place(operation.Delta).Name}, {factor}{Samples}, update);");
    }

    public override void WriteMethods(SourceWriter writer)
    {
        if (operation.SumsTiles)
        {
            WriteSumsOfTiles(writer);
            WriteSumOfTiles(writer);
            return;
        }

        int stride = Place(operation.Delta).Stride;
        string delta = Place(operation.Delta).Name;
        string factor = operation.Factor is null ? string.Empty : $"ref {Element} n, ";
        writer.WriteLine();
        writer.WriteLine($"/// <summary>{operation.Formula}{(operation.Delta.Scope == ValueScope.Batch ? string.Empty : ", summed over the samples")}.</summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock(
            $"private static void {Name}<{Types}>(ref {Element} {delta}, {factor}int samples, TUpdate update)"
            + Style.Constraints(Columns.StripKinds(Style.ElementsPerLine), hasUpdate: true)))
        {
            ProductWriter.WriteColumns(writer, Style, Columns, strip =>
            {
                if (operation.Factor is null && operation.Delta.Positions > 1)
                {
                    writer.WriteLine($"{strip} sum = Rows.Sum<{strip}, {Element}>(in Unsafe.Add(ref {delta}, unit), stride: {Text(stride)}, samples);");
                    writer.WriteLine($"update.ApplyStrip({CodeStyle.OffsetOf(operation.Tensor)} + unit, sum);");
                    return;
                }

                writer.WriteLine($"{strip} sum = default;");
                using (writer.WriteBlock("for (nint sample = 0; sample < samples; sample++)"))
                {
                    string element = $"ref Unsafe.Add(ref {delta}, (sample * {Text(stride)}) + unit)";
                    writer.WriteLine(operation.Factor is null
                        ? $"sum.Add({element});"
                        : $"sum.AddProduct({element}, ref Unsafe.Add(ref n, (sample * {Text(Place(operation.Factor).Stride)}) + unit));");
                }

                writer.WriteLine();
                writer.WriteLine($"update.ApplyStrip({CodeStyle.OffsetOf(operation.Tensor)} + unit, sum);");
            });
        }
    }

    /// <summary>The method of a tile of samples.</summary>
    private void WriteSumsOfTiles(SourceWriter writer)
    {
        Slot delta = Place(operation.Delta);
        writer.WriteLine();
        writer.WriteLine($"/// <summary>What samples <paramref name=\"first\"/> to <paramref name=\"end\"/> add to {operation.Formula}.</summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock(
            $"private static void {SumsName}<{ProductWriter.TypeArguments(Style, Columns, hasUpdate: false)}>(ref {Element} {delta.Name}, ref {Element} sums, int first, int end)"
            + Style.Constraints(Columns.StripKinds(Style.ElementsPerLine), hasUpdate: false)))
        {
            ProductWriter.WriteColumns(writer, Style, Columns, strip =>
            {
                writer.WriteLine(
                    $"{strip} sum = Rows.Sum<{strip}, {Element}>(\n    in Unsafe.Add(ref {delta.Name}, (first * {Text(delta.Positions * delta.Stride)}) + unit), "
                    + $"stride: {Text(delta.Stride)}, {RowsOf("(end - first)", delta.Positions)});");
                writer.WriteLine($"sum.Store(ref Unsafe.Add(ref sums, (first / {Tiles.Samples} * {Text(Columns.CColumns.Count)}) + unit));");
            });
        }
    }

    /// <summary>The method that puts the sums of all tiles together.</summary>
    private void WriteSumOfTiles(SourceWriter writer)
    {
        writer.WriteLine();
        writer.WriteLine($"/// <summary>{operation.Formula}, summed over the tiles of samples, which have their sums.</summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock(
            $"private static void {Name}<{Types}>(ref {Element} sums, int samples, TUpdate update)"
            + Style.Constraints(Columns.StripKinds(Style.ElementsPerLine), hasUpdate: true)))
        {
            writer.WriteLine($"int tiles = {TilesOf("samples")};");
            ProductWriter.WriteColumns(writer, Style, Columns, strip => writer.WriteLine(
                $"update.ApplyStrip({CodeStyle.OffsetOf(operation.Tensor)} + unit, "
                + $"Rows.Sum<{strip}, {Element}>(in Unsafe.Add(ref sums, unit), stride: {Text(Columns.CColumns.Count)}, tiles));"));
        }
    }
}
