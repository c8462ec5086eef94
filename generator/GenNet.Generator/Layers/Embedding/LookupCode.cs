using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Embedding;

/// <summary>a = E[x]: a row of the table for each index.</summary>
internal sealed class LookupCode(CodeStyle style, Lookup operation) : OperationCode(style)
{
    private string Name => $"Layer{operation.Layer}Lookup";

    public override void WriteCall(SourceWriter writer) => writer.WriteLine(
        $"{Name}(ref {Place(operation.Indices).Name}, ref {operation.Table.Name}, ref {Place(operation.Output).Name}, {Range(operation.Output.Positions)});");

    public override void WriteMethods(SourceWriter writer)
    {
        Slot output = Place(operation.Output);
        writer.WriteLine();
        writer.WriteLine($"/// <summary>{operation.Formula}: a row of the table for each index, which is one of its rows.</summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock(
            $"private static void {Name}(ref {Element} indices, ref {Element} table, ref {Element} outputs, int first, int end)"))
        {
            using (writer.WriteBlock("for (nint position = first; position < end; position++)"))
            {
                writer.WriteLine("nint index = (int)Unsafe.Add(ref indices, position);");
                writer.WriteLine($"ref {Element} row = ref Unsafe.Add(ref table, index * {Text(Placement.Of(operation.Table).Columns.PanelWidth)});");
                writer.WriteLine($"ref {Element} output = ref Unsafe.Add(ref outputs, position * {Text(output.Stride)});");
                using (writer.WriteBlock($"for (int unit = 0; unit < {Text(output.Width)}; unit += {Vector}.Count)"))
                {
                    writer.WriteLine("Vector.LoadUnsafe(ref row, (nuint)unit).StoreUnsafe(ref output, (nuint)unit);");
                }
            }
        }
    }
}
