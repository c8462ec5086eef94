using GenNet.Generator.Graph;
using GenNet.Generator.Kernels.Head;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>Softmax of every row, or its logarithm.</summary>
internal sealed class SoftmaxCode(CodeStyle style, Softmax operation) : OperationCode(style)
{
    private bool IsInPlace => Placement.AreInPlace(operation.Input, operation.Output);

    private string Name => $"Layer{operation.Layer}Activation";

    public override void WriteCall(SourceWriter writer)
    {
        string input = IsInPlace ? string.Empty : $"ref {Place(operation.Input).Name}, ";
        writer.WriteLine($"{Name}({input}ref {Place(operation.Output).Name}, {Range(operation.Output.Positions)});");
    }

    public override void WriteOneSampleCall(SourceWriter writer) => writer.WriteLine($"{Name}(ref {Place(operation.Output).Name}, 0, 1);");

    public override void WriteMethods(SourceWriter writer)
    {
        Slot output = Place(operation.Output);
        OutputRows rows = OutputRows.Of(operation.Layer, output);
        int n = operation.Layer;
        string z = operation.Input.Name;
        string place = IsInPlace ? ", in place" : string.Empty;
        writer.WriteLine();
        writer.WriteLine(operation.IsLog
            ? $"/// <summary>a{n} = ({z} − max {z}) − ln Σ exp({z} − max {z}){place}: log-softmax, and no exponential overflows.</summary>"
            : $"/// <summary>a{n} = exp({z} − max {z}) / Σ exp({z} − max {z}){place}: softmax, and no exponential overflows.</summary>");
        writer.WriteLine(KernelOptions);
        string inputs = IsInPlace ? string.Empty : $"ref {Element} inputs, ";
        using (writer.WriteBlock($"private static void {Name}({inputs}ref {Element} values, int first, int end)"))
        {
            using (writer.WriteBlock("for (nint sample = first; sample < end; sample++)"))
            {
                writer.WriteLine($"ref {Element} row = ref Unsafe.Add(ref values, sample * {Text(output.Stride)});");
                if (!IsInPlace)
                {
                    writer.WriteLine($"ref {Element} input = ref Unsafe.Add(ref inputs, sample * {Text(Place(operation.Input).Stride)});");
                }

                OutputLayer.WriteSoftmax(
                    writer,
                    Style,
                    rows,
                    destination: operation.IsLog ? null : "row",
                    isShifted: operation.IsLog,
                    source: IsInPlace ? "row" : "input");
                if (operation.IsLog)
                {
                    writer.WriteLine($"{Vector} logTotal = Log(total);");
                }

                using (writer.WriteBlock(OutputLayer.UnitLoop(Style, rows)))
                {
                    writer.WriteLine(operation.IsLog
                        ? "(Vector.LoadUnsafe(ref row, (nuint)unit) - logTotal).StoreUnsafe(ref row, (nuint)unit);"
                        : "(Vector.LoadUnsafe(ref row, (nuint)unit) / total).StoreUnsafe(ref row, (nuint)unit);");
                }
            }
        }
    }
}
