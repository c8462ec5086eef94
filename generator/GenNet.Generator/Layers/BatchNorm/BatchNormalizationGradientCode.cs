using GenNet.Generator.Calculus;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.BatchNorm;

/// <summary>s = γ r (δ − (Σ δ + n Σ δ n) / N).</summary>
internal sealed class BatchNormalizationGradientCode(CodeStyle style, BatchNormalizationGradient operation) : OperationCode(style)
{
    private string Name => $"Layer{operation.Layer}NormalizationGradient";

    private BatchStatistics Statistics => operation.Normalization.Statistics;

    public override void WriteCall(SourceWriter writer) => writer.WriteLine(
        $"{Name}(\n    ref {Place(operation.Sums.Delta).Name}, ref {Place(Statistics.Input).Name}, ref {Statistics.Mean.Name}, "
        + $"ref {Statistics.Reciprocal.Name}, ref {operation.Normalization.Scale.Name}, ref {operation.Sums.Sum.Name}, ref {operation.Sums.SumN.Name}, "
        + $"{BatchStatisticsCode.Count(Statistics.Input.Positions)}, ref {Place(operation.Output).Name}, {Range(operation.Output.Positions)});");

    public override void WriteMethods(SourceWriter writer)
    {
        Slot output = Place(operation.Output);
        writer.WriteLine();
        writer.WriteLine("/// <summary>");
        writer.WriteLine($"/// s = {operation.Formula},");
        writer.WriteLine($"/// because mean and variance depend on all N values of a channel. n = ({Statistics.Input.Name} − μ{operation.Layer}) ⊙ r{operation.Layer}.");
        writer.WriteLine("/// </summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock(
            $"private static void {Name}(\n    ref {Element} deltas, ref {Element} inputs, ref {Element} mean, ref {Element} reciprocals, ref {Element} gamma, "
            + $"ref {Element} sumD, ref {Element} sumDN, long count, ref {Element} sums, int first, int end)"))
        {
            writer.WriteLine($"{Vector} perValue = Vector.Create({Printer.Literal(1, Style.Precision)} / count);");
            using (writer.WriteBlock("for (nint row = first; row < end; row++)"))
            {
                writer.WriteLine($"ref {Element} delta = ref Unsafe.Add(ref deltas, row * {Text(Place(operation.Sums.Delta).Stride)});");
                writer.WriteLine($"ref {Element} input = ref Unsafe.Add(ref inputs, row * {Text(Place(Statistics.Input).Stride)});");
                writer.WriteLine($"ref {Element} sum = ref Unsafe.Add(ref sums, row * {Text(output.Stride)});");
                using (writer.WriteBlock($"for (int unit = 0; unit < {Text(output.Width)}; unit += {Vector}.Count)"))
                {
                    writer.WriteLine($"{Vector} r = {Load("reciprocals")};");
                    writer.WriteLine($"{Vector} n = ({Load("input")} - {Load("mean")}) * r;");
                    writer.WriteLine($"{Vector} means = ({Load("sumD")} + (n * {Load("sumDN")})) * perValue;");
                    writer.WriteLine($"{Vector} s = {Load("gamma")} * r * ({Load("delta")} - means);");
                    writer.WriteLine("s.StoreUnsafe(ref sum, (nuint)unit);");
                }
            }
        }
    }

    private static string Load(string values) => $"Vector.LoadUnsafe(ref {values}, (nuint)unit)";
}
