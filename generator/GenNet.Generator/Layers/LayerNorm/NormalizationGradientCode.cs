using GenNet.Generator.Calculus;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.LayerNorm;

/// <summary>s = r (g − mean g − n mean(g n)) with g = δ ⊙ γ for every row.</summary>
internal sealed class NormalizationGradientCode(CodeStyle style, NormalizationGradient operation) : OperationCode(style)
{
    private string Name => $"Layer{operation.Layer}NormalizationGradient";

    public override void WriteCall(SourceWriter writer) => writer.WriteLine(
        $"{Name}(ref {Place(operation.Delta).Name}, ref {operation.Scale.Name}, ref {Place(operation.Normalized).Name}, "
        + $"ref {Place(operation.Reciprocal).Name}, ref {Place(operation.Output).Name}, {Range(operation.Output.Positions)});");

    public override void WriteMethods(SourceWriter writer)
    {
        Slot output = Place(operation.Output);
        string loop = $"for (int unit = 0; unit < {Text(output.Width)}; unit += {Vector}.Count)";
        string perUnit = Printer.Literal(1.0 / operation.Output.Features, Style.Precision);
        writer.WriteLine();
        writer.WriteLine("/// <summary>");
        writer.WriteLine($"/// s = {operation.Formula},");
        writer.WriteLine("/// because mean and variance depend on every value of a row.");
        writer.WriteLine("/// </summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock(
            $"private static void {Name}(\n    ref {Element} deltas, ref {Element} gamma, ref {Element} normalized, ref {Element} reciprocals, "
            + $"ref {Element} sums, int first, int end)"))
        {
            using (writer.WriteBlock("for (nint sample = first; sample < end; sample++)"))
            {
                writer.WriteLine($"ref {Element} delta = ref Unsafe.Add(ref deltas, sample * {Text(Place(operation.Delta).Stride)});");
                writer.WriteLine($"ref {Element} kept = ref Unsafe.Add(ref normalized, sample * {Text(Place(operation.Normalized).Stride)});");
                writer.WriteLine($"ref {Element} row = ref Unsafe.Add(ref sums, sample * {Text(output.Stride)});");
                writer.WriteLine($"{Vector} sumG = {Vector}.Zero;");
                writer.WriteLine($"{Vector} sumGN = {Vector}.Zero;");
                using (writer.WriteBlock(loop))
                {
                    WriteG(writer);
                    writer.WriteLine("sumG += g;");
                    writer.WriteLine("sumGN += g * Vector.LoadUnsafe(ref kept, (nuint)unit);");
                }

                writer.WriteLine();
                writer.WriteLine($"{Vector} meanG = Vector.Create(Vector.Sum(sumG) * {perUnit});");
                writer.WriteLine($"{Vector} meanGN = Vector.Create(Vector.Sum(sumGN) * {perUnit});");
                writer.WriteLine($"{Vector} r = Vector.Create(Unsafe.Add(ref reciprocals, sample));");
                using (writer.WriteBlock(loop))
                {
                    WriteG(writer);
                    writer.WriteLine($"{Vector} s = r * (g - meanG - (meanGN * Vector.LoadUnsafe(ref kept, (nuint)unit)));");
                    writer.WriteLine($"{Masked(output, "s")}.StoreUnsafe(ref row, (nuint)unit);");
                }
            }
        }
    }

    /// <summary>g, which is 0 in the padding, as δ and γ are.</summary>
    private void WriteG(SourceWriter writer) => writer.WriteLine(
        $"{Vector} g = Vector.LoadUnsafe(ref delta, (nuint)unit) * Vector.LoadUnsafe(ref gamma, (nuint)unit);");
}
