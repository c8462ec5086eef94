using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Graph;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>a = f(z) with a parameter for each of the last dimension, and its way back: δ ⊙ ∂a/∂z.</summary>
/// <param name="style">How things are called.</param>
/// <param name="operation">The way forward.</param>
internal sealed class ChannelMapCode(CodeStyle style, ChannelMap operation) : OperationCode(style)
{
    /// <summary>Whether the pass learns, and keeps ∂a/∂p.</summary>
    public bool Keeps { get; init; }

    /// <summary>The way back; null for the way forward.</summary>
    public ChannelMapGradient? Gradient { get; init; }

    private bool IsKept => Keeps && operation.Keeps.Any();

    private string Name => $"Layer{operation.Layer}Activation" + (Gradient is not null ? "Gradient" : IsKept ? "KeepingQ" : string.Empty);

    private Value Output => Gradient?.Output ?? operation.Output;

    /// <summary>What is read and written, by what the method calls one row of it.</summary>
    private IEnumerable<(string Name, Value Value)> Rows
    {
        get
        {
            if (Gradient is not null)
            {
                yield return ("delta", Gradient.Delta);
            }

            yield return ("input", operation.Input);
            yield return ("output", Output);
            if (Gradient is null && IsKept)
            {
                yield return ("kept", operation.ByParameter);
            }
        }
    }

    public override void WriteCall(SourceWriter writer) => writer.WriteLine(
        $"{Name}({string.Join(", ", Rows.Select(row => $"ref {Place(row.Value).Name}"))}, ref {operation.Parameter.Name}, {Range(Output.Positions)});");

    public override void WriteMethods(SourceWriter writer)
    {
        FormulaStatements formulas;
        var statements = new List<Statement>();
        if (Gradient is not null)
        {
            Expression delta = Simplifier.Simplify(new Symbol("d") * operation.Function.Derivative);
            formulas = new FormulaStatements(Style.Precision, symbol => symbol.Name, delta);
            statements.AddRange(formulas.Declaration("s", 0));
            statements.Add(Store("s", "output"));
        }
        else if (IsKept)
        {
            formulas = new FormulaStatements(Style.Precision, symbol => symbol.Name, operation.Function.Output, operation.Function.ByParameter());
            statements.AddRange(formulas.Declaration("a", 0));
            statements.AddRange(formulas.Declaration("q", 1));
            statements.Add(Store("a", "output"));
            statements.Add(Store("q", "kept"));
        }
        else
        {
            formulas = new FormulaStatements(Style.Precision, symbol => symbol.Name, operation.Function.Output);
            statements.AddRange(formulas.Declaration("a", 0));
            statements.Add(Store("a", "output"));
        }

        string formula = TextLayout.Documented(Gradient?.Formula ?? operation.Formula);
        string kept = Gradient is null && IsKept ? $"; q{operation.Layer} = ∂a{operation.Layer}/∂p{operation.Layer} is kept for the backward pass" : string.Empty;
        writer.WriteLine();
        writer.WriteLine($"/// <summary>{formula}, with a p{operation.Layer} for each unit{kept}.</summary>");
        writer.WriteLine(KernelOptions);
        string parameters = string.Join(", ", Rows.Select(row => $"ref {Element} {AllOf(row.Name)}"));
        using (writer.WriteBlock($"private static void {Name}(\n    {parameters}, ref {Element} parameters, int first, int end)"))
        {
            WriteConstants(writer, statements);
            using (writer.WriteBlock("for (nint sample = first; sample < end; sample++)"))
            {
                foreach ((string name, Value value) in Rows)
                {
                    writer.WriteLine($"ref {Element} {name} = ref Unsafe.Add(ref {AllOf(name)}, sample * {Text(Place(value).Stride)});");
                }

                using (writer.WriteBlock($"for (int unit = 0; unit < {Text(Place(Output).Width)}; unit += {Vector}.Count)"))
                {
                    if (Gradient is not null)
                    {
                        writer.WriteLine($"{Vector} d = Vector.LoadUnsafe(ref delta, (nuint)unit);");
                    }

                    writer.WriteLine($"{Vector} z = Vector.LoadUnsafe(ref input, (nuint)unit);");
                    writer.WriteLine($"{Vector} p = Vector.LoadUnsafe(ref parameters, (nuint)unit);");
                    writer.WriteStatements(statements, Style.Vectors);
                }
            }
        }
    }

    /// <summary>What the method calls all rows, of which one has this name.</summary>
    private static string AllOf(string row) => row == "kept" ? "keptRows" : $"{row}s";

    private static Statement Store(Code value, string name) => new Execution(value.Calling("StoreUnsafe", $"ref {name}", "(nuint)unit"));
}
