using GenNet.Generator.Graph;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>∂L/∂p: the sum of its terms, of every unit and every sample.</summary>
internal sealed class ParameterGradientCode(CodeStyle style, ParameterGradient operation) : OperationCode(style)
{
    private string Name => $"Layer{operation.Layer}ParameterGradient";

    public override void WriteCall(SourceWriter writer) => writer.WriteLine(
        $"{Name}(ref {Place(operation.Terms).Name}, {RowsOf("batch.Samples", operation.Terms.Positions)}, update);");

    public override void WriteMethods(SourceWriter writer)
    {
        Slot terms = Place(operation.Terms);
        writer.WriteLine();
        writer.WriteLine($"/// <summary>∂L/∂{operation.Parameter.Name}: the sum of its terms, of every unit and every sample.</summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock(
            $"private static void {Name}<TUpdate>(ref {Element} terms, int samples, TUpdate update)\n    where TUpdate : struct, IUpdate<{Element}>"))
        {
            writer.WriteLine($"{Vector} sum = {Vector}.Zero;");
            using (writer.WriteBlock("for (nint sample = 0; sample < samples; sample++)"))
            {
                writer.WriteLine($"ref {Element} row = ref Unsafe.Add(ref terms, sample * {Text(terms.Stride)});");
                writer.WriteLine($"{Vector} ofSample = {Vector}.Zero;");
                using (writer.WriteBlock($"for (int unit = 0; unit < {Text(terms.Width)}; unit += {Vector}.Count)"))
                {
                    writer.WriteLine("ofSample += Vector.LoadUnsafe(ref row, (nuint)unit);");
                }

                writer.WriteLine();
                writer.WriteLine("sum += ofSample;");
            }

            writer.WriteLine();
            writer.WriteLine($"LaneReduction.Apply({CodeStyle.OffsetOf(operation.Parameter)}, update, sum);");
        }
    }
}
