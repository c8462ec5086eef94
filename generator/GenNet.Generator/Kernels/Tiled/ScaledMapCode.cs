using System.Collections.Generic;
using GenNet.Generator.Graph;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>
/// An activation behind a scaling in prediction, f(s x + t): one way through memory for both. Folding s and t into the weights before would
/// leave the activation's, and make a second copy of the weights.
/// </summary>
internal sealed class ScaledMapCode(CodeStyle style, IScaling scaling, Map map) : OperationCode(style)
{
    private string Name => $"Layer{map.Layer}ScaledActivation";

    private string Scaled => $"{scaling.Output.Name} = {scaling.PredictionScale.Name} ⊙ {scaling.Input.Name} + {scaling.PredictionShift.Name}";

    /// <summary>What it makes, in the field's notation.</summary>
    public string Formula => $"{map.Formula} with {Scaled}";

    public override void WriteCall(SourceWriter writer) => writer.WriteLine(
        $"{Name}(ref {Place(scaling.Input).Name}, ref {scaling.PredictionScale.Name}, ref {scaling.PredictionShift.Name}, "
        + $"ref {Place(map.Output).Name}{Argument(map.Parameter)}, {Range(map.Output.Positions)});");

    public override void WriteMethods(SourceWriter writer)
    {
        Slot input = Place(scaling.Input);
        Slot output = Place(map.Output);
        var formula = new FormulaStatements(Style.Precision, symbol => symbol.Name, map.Function.Output);
        List<Statement> statements =
            [.. formula.Preparation(0), new Execution(formula.Code(0).Calling("StoreUnsafe", "ref output", "(nuint)unit"))];
        writer.WriteLine();
        writer.WriteLine($"/// <summary>{TextLayout.Documented(Formula)}.</summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock(
            $"private static void {Name}(\n    ref {Element} inputs, ref {Element} scale, ref {Element} shift, ref {Element} outputs{Declaration(map.Parameter)}, "
            + "int first, int end)"))
        {
            WriteConstants(writer, statements);
            WriteParameterVector(writer, map.Parameter);
            using (writer.WriteBlock("for (nint row = first; row < end; row++)"))
            {
                writer.WriteLine($"ref {Element} input = ref Unsafe.Add(ref inputs, row * {Text(input.Stride)});");
                writer.WriteLine($"ref {Element} output = ref Unsafe.Add(ref outputs, row * {Text(output.Stride)});");
                using (writer.WriteBlock($"for (int unit = 0; unit < {Text(output.Width)}; unit += {Vector}.Count)"))
                {
                    writer.WriteLine(
                        $"{Vector} z = Vector.LoadUnsafe(ref shift, (nuint)unit) "
                        + "+ (Vector.LoadUnsafe(ref input, (nuint)unit) * Vector.LoadUnsafe(ref scale, (nuint)unit));");
                    writer.WriteStatements(statements, Style.Vectors);
                }
            }
        }
    }
}
