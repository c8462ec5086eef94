using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Graph;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>
/// δ from ∂L/∂a: what one consumer handed down becomes δ in its place, and what several did is added up on the way.
/// </summary>
internal sealed class MapGradientCode(CodeStyle style, MapGradient operation) : OperationCode(style)
{
    private static readonly Symbol s_sum = new("s");

    private Slot Delta => Place(operation.Delta);

    /// <summary>Whether what was handed down lies where δ will.</summary>
    private bool IsInPlace => operation.Terms.Count == 1 && Placement.AreInPlace(operation.Terms[0], operation.Delta);

    private string Name => $"Layer{operation.Layer}{(operation.Function is null ? "Sum" : "Activation")}Gradient";

    /// <summary>The symbol that ∂a/∂z is read from, and what the buffer of it is called.</summary>
    private (string Symbol, string Buffer) Stored => operation.Parameter is not null ? ("z", "kept")
        : operation.Stored!.Symbol == ActivationFunction.Slope.Name ? ("f", "slopes")
        : ("a", "outputs");

    public override void WriteCall(SourceWriter writer)
    {
        IEnumerable<Value> read = IsInPlace ? [] : operation.Terms;
        IEnumerable<Value> stored = operation.Stored is null ? [] : [operation.Stored];
        IEnumerable<string> buffers = IsInPlace
            ? new[] { operation.Delta }.Concat(stored).Select(value => $"ref {Place(value).Name}")
            : read.Concat(stored).Append(operation.Delta).Select(value => $"ref {Place(value).Name}");
        writer.WriteLine($"{Name}({string.Join(", ", buffers)}{Argument(operation.Parameter)}, {Range(operation.Delta.Positions)});");
    }

    public override void WriteMethods(SourceWriter writer)
    {
        Expression sum = IsInPlace ? s_sum : operation.Sum;
        Expression slope = operation.Function is not { } function ? Expression.One
            : operation.Stored?.Symbol == ActivationFunction.Slope.Name ? ActivationFunction.Slope
            : function.Derivative;
        Expression delta = Simplifier.Simplify(sum * slope);
        Expression byParameter = operation.LearnsParameter ? Simplifier.Simplify(sum * operation.Function!.ByParameter()) : Expression.Zero;
        var formula = new FormulaStatements(Style.Precision, NameOf, delta, byParameter);
        List<Statement> statements = formula.Declaration("d", 0).ToList();
        if (operation.LearnsParameter)
        {
            statements.AddRange(formula.Declaration("q", 1));
        }

        writer.WriteLine();
        writer.WriteLine($"/// <summary>{Summary()}</summary>");
        writer.WriteLine(KernelOptions);
        string parameters = $"{Parameters()}{Declaration(operation.Parameter)}, int first, int end";
        bool isLong = parameters.Length > TextLayout.LineLength;
        using (writer.WriteBlock($"private static void {Name}({(isLong ? "\n    " : string.Empty)}{parameters})"))
        {
            WriteConstants(writer, statements);
            WriteParameterVector(writer, operation.Parameter);
            WriteElementLoop(writer, Places(), () =>
            {
                if (IsInPlace)
                {
                    writer.WriteLine($"{Vector} s = Vector.LoadUnsafe(ref sums, i);");
                }
                else
                {
                    foreach (Value term in operation.Terms)
                    {
                        writer.WriteLine($"{Vector} {term.Name} = Vector.LoadUnsafe(ref {term.Name}Rows, i);");
                    }
                }

                if (operation.Stored is not null)
                {
                    writer.WriteLine($"{Vector} {Stored.Symbol} = Vector.LoadUnsafe(ref {Stored.Buffer}, i);");
                }

                writer.WriteStatements(statements, Style.Vectors);
                writer.WriteLine($"d.StoreUnsafe(ref {(IsInPlace ? "sums" : "deltas")}, i);");
                if (operation.LearnsParameter)
                {
                    writer.WriteLine($"q.StoreUnsafe(ref {Stored.Buffer}, i);");
                }
            });
        }
    }

    /// <summary>What the activation's symbols are called; a term has its value's name.</summary>
    private static Code NameOf(Symbol symbol) => symbol.Name;

    private string Summary()
    {
        string formula = TextLayout.Documented(operation.Formula);
        if (!IsInPlace)
        {
            return $"{formula}.";
        }

        string place = operation.LearnsParameter ? $" and z{operation.Layer} the terms of the sum in place" : " in place";
        return $"{formula}: s = {TextLayout.Documented(operation.SumFormula)} becomes δ{place}.";
    }

    private string Parameters()
    {
        IEnumerable<string> names = IsInPlace ? ["sums"] : operation.Terms.Select(term => $"{term.Name}Rows");
        if (operation.Stored is not null)
        {
            names = names.Append(Stored.Buffer);
        }

        if (!IsInPlace)
        {
            names = names.Append("deltas");
        }

        return string.Join(", ", names.Select(name => $"ref {Element} {name}"));
    }

    private List<(string Name, Slot Slot)> Places()
    {
        var places = new List<(string Name, Slot Slot)>();
        if (!IsInPlace)
        {
            places.AddRange(operation.Terms.Select(term => ($"{term.Name}Rows", Place(term))));
        }

        if (operation.Stored is not null)
        {
            places.Add((Stored.Buffer, Place(operation.Stored)));
        }

        places.Add((IsInPlace ? "sums" : "deltas", Delta));
        return places;
    }
}
