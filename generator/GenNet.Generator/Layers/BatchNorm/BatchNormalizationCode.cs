using GenNet.Generator.Calculus;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.BatchNorm;

/// <summary>n = (x − μ) r and a = γ n + β in training, a = s x + t with running values in prediction.</summary>
/// <param name="style">How things are called.</param>
/// <param name="operation">The operation.</param>
/// <param name="trains">Whether the pass is one of training.</param>
/// <param name="isApplied">Whether s and t are applied here, and not by the activation behind.</param>
internal sealed class BatchNormalizationCode(CodeStyle style, BatchNormalization operation, bool trains, bool isApplied) : OperationCode(style)
{
    private string Name => $"Layer{operation.Layer}{(trains ? "Normalization" : "Scaling")}";

    private BatchStatistics Statistics => operation.Statistics;

    public override void WriteCall(SourceWriter writer)
    {
        string x = Place(operation.Input).Name;
        string a = Place(operation.Output).Name;
        string range = Range(operation.Output.Positions);
        string scale = operation.PredictionScale.Name;
        string shift = operation.PredictionShift.Name;
        if (trains)
        {
            writer.WriteLine(
                $"{Name}(ref {x}, ref {Statistics.Mean.Name}, ref {Statistics.Reciprocal.Name}, ref {operation.Scale.Name}, "
                + $"ref {operation.Shift.Name}, ref {a}, {range});");
            return;
        }

        writer.WriteLine(
            $"BatchMoments.ScaleAndShift(\n    in {operation.Scale.Name}, in {operation.Shift.Name}, in {Statistics.RunningMean.Name}, "
            + $"in {Statistics.RunningVariance.Name}, width: {Text(Place(operation.PredictionScale).Width)}, "
            + $"epsilon: {Printer.Number(Statistics.Epsilon)}, ref {scale}, ref {shift});");
        if (isApplied)
        {
            writer.WriteLine($"{Name}(ref {x}, ref {scale}, ref {shift}, ref {a}, {range});");
        }
    }

    public override void WriteMethods(SourceWriter writer)
    {
        if (!isApplied)
        {
            return;
        }

        Slot input = Place(operation.Input);
        Slot output = Place(operation.Output);
        string parameters = trains
            ? $"ref {Element} mean, ref {Element} reciprocals, ref {Element} gamma, ref {Element} beta"
            : $"ref {Element} scale, ref {Element} shift";
        string x = "Vector.LoadUnsafe(ref input, (nuint)unit)";
        writer.WriteLine();
        writer.WriteLine($"/// <summary>{(trains ? operation.Formula : $"a{operation.Layer} = scale{operation.Layer} ⊙ {operation.Input.Name} + shift{operation.Layer}")}.</summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock(
            $"private static void {Name}(\n    ref {Element} inputs, {parameters}, ref {Element} outputs, int first, int end)"))
        {
            using (writer.WriteBlock("for (nint row = first; row < end; row++)"))
            {
                writer.WriteLine($"ref {Element} input = ref Unsafe.Add(ref inputs, row * {Text(input.Stride)});");
                writer.WriteLine($"ref {Element} output = ref Unsafe.Add(ref outputs, row * {Text(output.Stride)});");
                using (writer.WriteBlock($"for (int unit = 0; unit < {Text(output.Width)}; unit += {Vector}.Count)"))
                {
                    if (trains)
                    {
                        writer.WriteLine(
                            $"{Vector} n = ({x} - {OfChannel("mean")}) * {OfChannel("reciprocals")};");
                        writer.WriteLine($"{Vector} a = {OfChannel("beta")} + (n * {OfChannel("gamma")});");
                    }
                    else
                    {
                        writer.WriteLine($"{Vector} a = {OfChannel("shift")} + ({x} * {OfChannel("scale")});");
                    }

                    writer.WriteLine("a.StoreUnsafe(ref output, (nuint)unit);");
                }
            }
        }
    }

    private static string OfChannel(string values) => $"Vector.LoadUnsafe(ref {values}, (nuint)unit)";
}
