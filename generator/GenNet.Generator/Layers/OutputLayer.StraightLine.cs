using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Emission;
using GenNet.Generator.Planning;

namespace GenNet.Generator.Layers;

internal static partial class OutputLayer
{
    private const int TermsPerStatement = 8;

    /// <summary>Softmax of the last layer's z; nothing for the activations that <see cref="DenseLayer"/> has applied.</summary>
    public static StatementBlock? Softmax(EmissionStyle style)
    {
        var formulas = new Formulas(style.Plan);
        if (!formulas.IsSoftmax)
        {
            return null;
        }

        int n = formulas.Number;
        int outputs = style.Plan.LastLayer.Outputs;
        IEnumerable<int> units = Enumerable.Range(0, outputs);
        var block = new StatementBlock($"Layer{n}Softmax");
        block.Comments.Add($"a{n} = exp(z{n} − max z{n}) / Σ exp(z{n} − max z{n}): softmax, and no exponential overflows.");
        block.Loads.AddRange(units.Select(unit => $"z{n}_{unit}"));
        block.Statements.Add($"{style.Vector} largest = z{n}_0;");
        block.Statements.AddRange(units.Skip(1).Select(unit => $"largest = Vector.Max(largest, z{n}_{unit});"));
        block.Statements.AddRange(units.Select(unit => $"{style.Vector} e_{unit} = Exp(z{n}_{unit} - largest);"));
        block.Statements.AddRange(Total(style, "total", units.Select(unit => $"e_{unit}")));
        block.Statements.AddRange(units.Select(unit => $"{style.Vector} a{n}_{unit} = e_{unit} / total;"));
        block.Stores.AddRange(units.Select(unit => $"a{n}_{unit}"));
        block.Stores.Add("largest");
        block.Stores.Add("total");
        return block;
    }

    /// <summary>The loss of each lane's sample.</summary>
    public static StatementBlock LossValue(EmissionStyle style)
    {
        var formulas = new Formulas(style.Plan);
        int n = formulas.Number;
        IEnumerable<int> units = Enumerable.Range(0, style.Plan.LastLayer.Outputs);
        var block = new StatementBlock("LossValue");
        block.Comments.Add($"L = {formulas.LossFormula}.");
        block.Loads.AddRange(units.Select(unit => $"t_{unit}"));
        if (formulas.IsCrossEntropy)
        {
            block.Loads.AddRange(units.Select(unit => $"z{n}_{unit}"));
            block.Loads.Add("largest");
            block.Loads.Add("total");
            block.Statements.Add($"{style.Vector} logTotal = Log(total) + largest;");
            AddTerms(unit => $"t_{unit} * (logTotal - z{n}_{unit})");
        }
        else
        {
            foreach (Symbol symbol in formulas.Loss!.Term.Symbols().OrderBy(symbol => symbol.Name, System.StringComparer.Ordinal))
            {
                if (symbol != LossFunction.T)
                {
                    block.Loads.AddRange(units.Select(unit => $"{symbol.Name}{n}_{unit}"));
                }
            }

            AddTerms(unit => Printer.Code(formulas.Loss.Term, style.Precision, symbol => ValueName(symbol, n, unit)));
        }

        block.Stores.Add("loss");
        return block;

        void AddTerms(System.Func<int, string> term)
        {
            block.Statements.Add($"{style.Vector} loss = {term(0)};");
            block.Statements.AddRange(units.Skip(1).Select(unit => $"loss += {term(unit)};"));
        }
    }

    /// <summary>∂L/∂z of the last layer, times what each sample counts.</summary>
    public static StatementBlock Delta(EmissionStyle style)
    {
        var formulas = new Formulas(style.Plan);
        int n = formulas.Number;
        IEnumerable<int> units = Enumerable.Range(0, style.Plan.LastLayer.Outputs);
        var block = new StatementBlock($"Layer{n}Delta");
        block.Comments.Add($"Layer {n}: {formulas.DeltaFormula},");
        block.Comments.Add($"{formulas.DeltaReason}.");
        block.Comments.Add("Each sample counts m in the batch.");
        block.Loads.Add("m");
        block.Loads.AddRange(units.Select(unit => $"a{n}_{unit}"));
        block.Loads.AddRange(units.Select(unit => $"t_{unit}"));
        if (formulas.IsCrossEntropy)
        {
            block.Statements.AddRange(Total(style, "allTargets", units.Select(unit => $"t_{unit}")));
            block.Statements.AddRange(
                units.Select(unit => $"{style.Vector} d{n}_{unit} = ((a{n}_{unit} * allTargets) - t_{unit}) * m;"));
        }
        else if (formulas.IsSoftmax)
        {
            Expression byOutput = formulas.Loss!.DerivativeByOutput();
            block.Statements.AddRange(units.Select(unit =>
                $"{style.Vector} g_{unit} = {Printer.Code(byOutput, style.Precision, symbol => ValueName(symbol, n, unit))};"));
            block.Statements.AddRange(Total(style, "mean", units.Select(unit => $"(g_{unit} * a{n}_{unit})")));
            block.Statements.AddRange(
                units.Select(unit => $"{style.Vector} d{n}_{unit} = a{n}_{unit} * (g_{unit} - mean) * m;"));
        }
        else
        {
            foreach (int unit in units)
            {
                string delta = Printer.Code(formulas.Delta!, style.Precision, symbol => ValueName(symbol, n, unit));
                block.Statements.Add($"{style.Vector} d{n}_{unit} = {Parenthesized(formulas.Delta!, delta)} * m;");
            }
        }

        block.Stores.AddRange(units.Select(unit => $"d{n}_{unit}"));
        return block;
    }

    private static string ValueName(Symbol symbol, int number, int unit) =>
        symbol == LossFunction.T ? $"t_{unit}" : $"{symbol.Name}{number}_{unit}";

    private static string Parenthesized(Expression expression, string code) =>
        expression is Sum or Difference ? $"({code})" : code;

    private static IEnumerable<string> Total(EmissionStyle style, string name, IEnumerable<string> terms)
    {
        List<string> all = terms.ToList();
        yield return $"{style.Vector} {name} = {string.Join(" + ", all.Take(TermsPerStatement))};";
        for (int i = TermsPerStatement; i < all.Count; i += TermsPerStatement)
        {
            yield return $"{name} += {string.Join(" + ", all.Skip(i).Take(TermsPerStatement))};";
        }
    }
}
