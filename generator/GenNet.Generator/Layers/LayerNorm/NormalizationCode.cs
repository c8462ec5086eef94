using GenNet.Generator.Calculus;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.LayerNorm;

/// <summary>n = (x − mean x) r and a = γ n + β for every row.</summary>
/// <param name="style">How things are called.</param>
/// <param name="operation">The operation.</param>
/// <param name="keeps">Whether the pass learns, and keeps n and r.</param>
internal sealed class NormalizationCode(CodeStyle style, Normalization operation, bool keeps) : OperationCode(style)
{
    private string Name => $"Layer{operation.Layer}Normalization{(keeps ? "KeepingN" : string.Empty)}";

    public override void WriteCall(SourceWriter writer)
    {
        string kept = keeps ? $", ref {Place(operation.Normalized).Name}, ref {Place(operation.Reciprocal).Name}" : string.Empty;
        writer.WriteLine(
            $"{Name}(ref {Place(operation.Input).Name}, ref {operation.Scale.Name}, ref {operation.Shift.Name}, "
            + $"ref {Place(operation.Output).Name}{kept}, {Range(operation.Output.Positions)});");
    }

    public override void WriteMethods(SourceWriter writer)
    {
        writer.WriteLine();
        writer.WriteLine("/// <summary>");
        writer.WriteLine($"/// {operation.Formula}{(keeps ? ";" : ".")}");
        if (keeps)
        {
            writer.WriteLine($"/// n{operation.Layer} and r{operation.Layer} are kept for the backward pass.");
        }

        writer.WriteLine("/// </summary>");
        writer.WriteLine(KernelOptions);
        string kept = keeps ? $", ref {Element} normalized, ref {Element} reciprocals" : string.Empty;
        using (writer.WriteBlock(
            $"private static void {Name}(\n    ref {Element} inputs, ref {Element} gamma, ref {Element} beta, ref {Element} outputs{kept}, int first, int end)"))
        {
            using (writer.WriteBlock("for (nint sample = first; sample < end; sample++)"))
            {
                WriteRow(writer);
            }
        }
    }

    private void WriteRow(SourceWriter writer)
    {
        Slot output = Place(operation.Output);
        string loop = $"for (int unit = 0; unit < {Text(output.Width)}; unit += {Vector}.Count)";
        string perUnit = Printer.Literal(1.0 / operation.Output.Features, Style.Precision);
        writer.WriteLine($"ref {Element} input = ref Unsafe.Add(ref inputs, sample * {Text(Place(operation.Input).Stride)});");
        writer.WriteLine($"ref {Element} output = ref Unsafe.Add(ref outputs, sample * {Text(output.Stride)});");
        if (keeps)
        {
            writer.WriteLine($"ref {Element} kept = ref Unsafe.Add(ref normalized, sample * {Text(Place(operation.Normalized).Stride)});");
        }

        writer.WriteLine($"{Vector} sum = {Vector}.Zero;");
        using (writer.WriteBlock(loop))
        {
            writer.WriteLine($"sum += {Masked(output, "Vector.LoadUnsafe(ref input, (nuint)unit)")};");
        }

        writer.WriteLine();
        writer.WriteLine("// The variance is the mean of squared differences: the mean of squares less the squared mean would lose its digits.");
        writer.WriteLine($"{Vector} mean = Vector.Create(Vector.Sum(sum) * {perUnit});");
        writer.WriteLine($"{Vector} squares = {Vector}.Zero;");
        using (writer.WriteBlock(loop))
        {
            writer.WriteLine($"{Vector} difference = {Masked(output, "Vector.LoadUnsafe(ref input, (nuint)unit) - mean")};");
            writer.WriteLine("squares += difference * difference;");
        }

        writer.WriteLine();
        string root = Style.Element == "float" ? "MathF.Sqrt" : "Math.Sqrt";
        string one = Printer.Literal(1, Style.Precision);
        writer.WriteLine(
            $"{Element} reciprocal = {one} / {root}((Vector.Sum(squares) * {perUnit}) + {Printer.Literal(operation.Epsilon, Style.Precision)});");
        if (keeps)
        {
            writer.WriteLine("Unsafe.Add(ref reciprocals, sample) = reciprocal;");
        }

        writer.WriteLine($"{Vector} r = Vector.Create(reciprocal);");
        using (writer.WriteBlock(loop))
        {
            writer.WriteLine($"{Vector} n = (Vector.LoadUnsafe(ref input, (nuint)unit) - mean) * r;");
            if (keeps)
            {
                writer.WriteLine("n.StoreUnsafe(ref kept, (nuint)unit);");
            }

            writer.WriteLine($"{Vector} a = Vector.LoadUnsafe(ref beta, (nuint)unit) + (n * Vector.LoadUnsafe(ref gamma, (nuint)unit));");
            writer.WriteLine("a.StoreUnsafe(ref output, (nuint)unit);");
        }
    }
}
