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

    /// <summary>The symbol of what ∂a/∂z is computed from.</summary>
    private string StoredSymbol => operation.Parameter is not null ? "z"
        : operation.Stored!.Symbol == ActivationFunction.Slope.Name ? "f"
        : "a";

    /// <summary>Where that lies.</summary>
    private string Stored => NameOf(Place(operation.Stored!), otherwise: "outputs");

    /// <summary>Where δ goes.</summary>
    private string Deltas => NameOf(Delta, otherwise: "deltas");

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
                    writer.WriteLine($"{Vector} s = Vector.LoadUnsafe(ref {Deltas}, i);");
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
                    writer.WriteLine($"{Vector} {StoredSymbol} = Vector.LoadUnsafe(ref {Stored}, i);");
                }

                writer.WriteStatements(statements, Style.Vectors);
                writer.WriteLine($"d.StoreUnsafe(ref {Deltas}, i);");
                if (operation.LearnsParameter)
                {
                    writer.WriteLine($"q.StoreUnsafe(ref {Stored}, i);");
                }
            });
        }
    }

    /// <summary>The parameter for a place: called as the place is, unless a term, which is a vector in the method, has that name.</summary>
    private string NameOf(Slot slot, string otherwise) =>
        !IsInPlace && operation.Terms.Any(term => term.Name == slot.Name) ? otherwise : slot.Name;

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
        IEnumerable<string> names = IsInPlace ? [Deltas] : operation.Terms.Select(term => $"{term.Name}Rows");
        if (operation.Stored is not null)
        {
            names = names.Append(Stored);
        }

        if (!IsInPlace)
        {
            names = names.Append(Deltas);
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
            places.Add((Stored, Place(operation.Stored)));
        }

        places.Add((Deltas, Delta));
        return places;
    }
}
