using GenNet.Generator.Graph;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>
/// The gradient of a softmax in the middle of a network, δ = a ⊙ (g − Σ g a) for every row, or of its logarithm, δ = g − exp(a) Σ g.
/// </summary>
internal sealed class SoftmaxGradientCode(CodeStyle style, SoftmaxGradient operation) : OperationCode(style)
{
    private bool IsInPlace => Placement.AreInPlace(operation.Gradient, operation.Output);

    private string Name => $"Layer{operation.Layer}SoftmaxGradient";

    public override void WriteCall(SourceWriter writer)
    {
        string gradient = IsInPlace ? string.Empty : $"ref {Place(operation.Gradient).Name}, ";
        writer.WriteLine(
            $"{Name}({gradient}ref {Place(operation.Outputs).Name}, ref {Place(operation.Output).Name}, {Range(operation.Output.Positions)});");
    }

    public override void WriteMethods(SourceWriter writer)
    {
        Slot delta = Place(operation.Output);
        string loop = $"for (int unit = 0; unit < {Text(delta.Width)}; unit += {Vector}.Count)";
        string given = IsInPlace ? "delta" : "given";
        writer.WriteLine();
        writer.WriteLine($"/// <summary>{operation.Formula}, because every output of a row depends on every value that went in.</summary>");
        writer.WriteLine(KernelOptions);
        string gradient = IsInPlace ? string.Empty : $"ref {Element} gradients, ";
        using (writer.WriteBlock($"private static void {Name}({gradient}ref {Element} outputs, ref {Element} deltas, int first, int end)"))
        {
            using (writer.WriteBlock("for (nint sample = first; sample < end; sample++)"))
            {
                if (!IsInPlace)
                {
                    writer.WriteLine($"ref {Element} given = ref Unsafe.Add(ref gradients, sample * {Text(Place(operation.Gradient).Stride)});");
                }

                writer.WriteLine($"ref {Element} output = ref Unsafe.Add(ref outputs, sample * {Text(Place(operation.Outputs).Stride)});");
                writer.WriteLine($"ref {Element} delta = ref Unsafe.Add(ref deltas, sample * {Text(delta.Stride)});");
                writer.WriteLine($"{Vector} products = {Vector}.Zero;");
                using (writer.WriteBlock(loop))
                {
                    writer.WriteLine($"{Vector} g = Vector.LoadUnsafe(ref {given}, (nuint)unit);");
                    writer.WriteLine(operation.IsLog ? "products += g;" : "products += g * Vector.LoadUnsafe(ref output, (nuint)unit);");
                }

                writer.WriteLine();
                writer.WriteLine($"{Vector} sum = Vector.Create(Vector.Sum(products));");
                using (writer.WriteBlock(loop))
                {
                    writer.WriteLine($"{Vector} g = Vector.LoadUnsafe(ref {given}, (nuint)unit);");
                    writer.WriteLine($"{Vector} a = Vector.LoadUnsafe(ref output, (nuint)unit);");
                    string value = operation.IsLog ? "g - (Exp(a) * sum)" : "a * (g - sum)";
                    writer.WriteLine($"{Vector} d = {Masked(delta, value)};");
                    writer.WriteLine("d.StoreUnsafe(ref delta, (nuint)unit);");
                }
            }
        }
    }
}
