using System.Collections.Generic;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Embedding;

/// <summary>∂L/∂E: for each row of the table the sum of δ over the positions that looked it up.</summary>
internal sealed class LookupGradientCode(CodeStyle style, LookupGradient operation) : OperationCode(style)
{
    /// <summary>So many rows are some microseconds of work.</summary>
    private const int RowsAtLeast = 64;

    private string Name => $"Layer{operation.Layer}TableGradient";

    private string Lists => $"lookups{operation.Layer}";

    private MatrixProduct Columns => WeightGradientCode.ProductOf(Style, operation.Layer, operation.Table, operation.Delta);

    private string Types => ProductWriter.TypeArguments(Style, Columns, hasUpdate: true);

    public override IEnumerable<StripKind> StripKinds => Columns.StripKinds(Style.ElementsPerLine);

    public override bool IsShared => true;

    public override bool IsPrepared => true;

    public override void WritePreparation(SourceWriter writer)
    {
        int positions = operation.Delta.Positions;
        writer.WriteLine($"// Layer {operation.Layer}: the positions that looked up each row of the table, in their order; one thread lists them.");
        writer.WriteLine(
            $"Lookups<{Element}> {Lists} = new(\n    ref Unsafe.Add(ref workspace, {WorkOffset(operation)}), "
            + $"vocabulary: {Text(operation.Table.Rows)}, mostPositions: {(Style.Plan.Graph.CouplesSamples ? RowsOf("batch.Samples", positions) : Text(Style.Plan.SamplesPerPass * positions))});");
        using (writer.WriteBlock("if (batch.IsLeader)"))
        {
            writer.WriteLine($"{Lists}.Find(in {Place(operation.Indices).Name}, {RowsOf("batch.Samples", positions)});");
        }
    }

    public override void WriteCall(SourceWriter writer)
    {
        using (writer.WriteBlock(
            $"foreach ((int first, int end) in batch.TakeRows(\n    {Text(operation.Layer)}, TUpdate.IgnoresZero ? {Lists}.Count : {Text(operation.Table.Rows)}, "
            + $"grain: 1, atLeast: {Text(RowsAtLeast)}))"))
        {
            writer.WriteLine($"{Name}<{Types}>(ref {Place(operation.Delta).Name}, {Lists}, first, end, update);");
        }
    }

    public override void WriteMethods(SourceWriter writer)
    {
        TensorPlace table = Placement.Of(operation.Table);
        writer.WriteLine();
        writer.WriteLine("/// <summary>");
        writer.WriteLine($"/// {operation.Formula}, in the order of the samples: lists first to end, or");
        writer.WriteLine("/// rows first to end where a gradient of 0 counts as well.");
        writer.WriteLine("/// </summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock(
            $"private static void {Name}<{Types}>(\n    ref {Element} d, Lookups<{Element}> lookups, int first, int end, TUpdate update)"
            + Style.Constraints(StripKinds, hasUpdate: true)))
        {
            using (writer.WriteBlock("for (int i = first; i < end; i++)"))
            {
                writer.WriteLine("int list = TUpdate.IgnoresZero ? i : lookups.ListOf(i);");
                writer.WriteLine("nint row = TUpdate.IgnoresZero ? lookups.RowOf(i) : i;");
                ProductWriter.WriteColumns(writer, Style, Columns, strip =>
                {
                    writer.WriteLine($"{strip} sum = default;");
                    using (writer.WriteBlock(
                        "for (nint position = lookups.FirstOf(list); position >= 0; position = lookups.Next((int)position))"))
                    {
                        writer.WriteLine($"sum.Add(ref Unsafe.Add(ref d, (position * {Text(Place(operation.Delta).Stride)}) + unit));");
                    }

                    writer.WriteLine();
                    writer.WriteLine($"update.ApplyStrip({CodeStyle.OffsetOf(operation.Table)} + (row * {Text(table.Columns.PanelWidth)}) + unit, sum);");
                });
            }
        }
    }
}
