using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;
using GenNet.Generator.Kernels.StraightLine;
using GenNet.Generator.Kernels;
using GenNet.Generator.Model;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Head;

internal static partial class OutputLayer
{
    private const int TermsPerStatement = 8;

    /// <summary>The symbols that are no shared parts.</summary>
    private static readonly HashSet<string> s_ownNames =
        [ActivationFunction.Z.Name, ActivationFunction.A.Name, ActivationFunction.Slope.Name, LossFunction.T.Name];

    /// <summary>ln Σ exp(z).</summary>
    private static Statement LogTotal => new Local("logTotal", new FunctionCall("Log", "total"));

    /// <summary>Softmax or log-softmax of the last layer's z; nothing for the activations that <see cref="DenseLayer"/> has applied.</summary>
    /// <param name="style">How things are called.</param>
    /// <param name="hasLoss">Whether the loss follows, which reads what softmax leaves.</param>
    public static StatementBlock? Softmax(CodeStyle style, bool hasLoss)
    {
        var formulas = style.Head;
        if (!formulas.IsCoupled)
        {
            return null;
        }

        int n = formulas.Number;
        int outputs = style.Plan.LastLayer.Outputs;
        IEnumerable<int> units = Enumerable.Range(0, outputs);
        bool isShifted = formulas.IsLogSoftmax || (hasLoss && formulas.IsOfLogarithm);
        var block = new StatementBlock($"Layer{n}Softmax") { Layer = n };
        block.Comments.AddRange(SoftmaxComment(formulas, isShifted));
        block.Loads.AddRange(units.Select(unit => $"z{n}_{unit}"));
        block.Statements.Add(new Local("largest", $"z{n}_0"));
        block.Statements.AddRange(units.Skip(1).Select(unit => new Assignment("largest", new VectorCall("MaxNative", "largest", $"z{n}_{unit}"))));
        if (isShifted)
        {
            block.Statements.Add(Lowest(style));
            block.Statements.AddRange(units.Select(unit => new Assignment($"z{n}_{unit}", Shifted($"z{n}_{unit}"))));
            block.Stores.AddRange(units.Select(unit => $"z{n}_{unit}"));
        }

        block.Statements.AddRange(units.Select(unit => new Local(
            $"e_{unit}", new FunctionCall("Exp", isShifted ? $"z{n}_{unit}" : new Infix($"z{n}_{unit}", "-", "largest")))));
        block.Statements.AddRange(SumOf("total", units.Select(unit => (Code)$"e_{unit}")));
        if (formulas.IsLogSoftmax)
        {
            block.Statements.Add(LogTotal);
            block.Statements.AddRange(units.Select(unit => new Local($"a{n}_{unit}", new Infix($"z{n}_{unit}", "-", "logTotal"))));
        }
        else
        {
            block.Statements.AddRange(units.Select(unit => new Local($"a{n}_{unit}", new Infix($"e_{unit}", "/", "total"))));
            block.Stores.Add("total");
        }

        block.Stores.AddRange(units.Select(unit => $"a{n}_{unit}"));
        return block;
    }

    /// <summary>The loss of each lane's sample, some units a block.</summary>
    public static IEnumerable<StatementBlock> LossValues(CodeStyle style, BlockSize size)
    {
        var formulas = style.Head;
        int locals = InlinedFunctions.LocalsOf(style.Precision, [formulas.Loss.Term]);
        return size.CutValues(style.Plan.Model.TargetSize, locals).Select(cut => LossValue(style, formulas, cut.Values, cut.Index));
    }

    private static StatementBlock LossValue(CodeStyle style, Formulas formulas, IndexRange units, string index)
    {
        var block = new StatementBlock($"LossValue{index}") { Layer = formulas.Number };
        block.Comments.Add($"L = {formulas.LossFormula}.");
        if (units.First > 0)
        {
            block.Loads.Add("loss");
            if (formulas.IsOfLogarithm && !formulas.IsLogSoftmax)
            {
                block.Loads.Add("logTotal");
            }
        }
        else if (formulas.IsOfLogarithm && !formulas.IsLogSoftmax)
        {
            block.Loads.Add("total");
            block.Statements.Add(LogTotal);
            block.Stores.Add("logTotal");
        }

        foreach (int unit in units)
        {
            Expression term = ForUnit(formulas.Loss.Term, style, formulas, unit);
            FormulaStatements statements = StatementsOf(style, formulas, unit);
            AddVariance(block, style, formulas, unit);
            block.Loads.AddRange(ValuesOf(term, style.Plan, unit, except: [s_logTotal, LossFunction.V]));
            block.Statements.AddRange(statements.Preparation(0));
            block.Statements.Add(unit == 0 ? new Local("loss", statements.Code(0)) : new Addition("loss", statements.Code(0)));
        }

        block.Stores.Add("loss");
        return block;
    }

    /// <summary>
    /// ∂L/∂z of the last layer, times what each sample counts: some units a block, or all in one where each needs a sum over all.
    /// </summary>
    public static IEnumerable<StatementBlock> Deltas(CodeStyle style, BlockSize size)
    {
        var formulas = style.Head;
        int outputs = style.Plan.LastLayer.Outputs;
        return formulas.Delta is { } delta && formulas.VarianceDelta is null
            ? size.CutValues(outputs, InlinedFunctions.LocalsOf(style.Precision, [delta])).Select(cut => Delta(style, formulas, cut.Values, cut.Index))
            : [Delta(style, formulas, new IndexRange(0, outputs), string.Empty)];
    }

    private static StatementBlock Delta(CodeStyle style, Formulas formulas, IndexRange units, string index)
    {
        int n = formulas.Number;
        var block = new StatementBlock($"Layer{n}Delta{index}") { Layer = n, Part = StatementPass.Backward };
        block.Comments.Add($"Layer {n}: {formulas.DeltaFormula},");
        block.Comments.Add($"{formulas.DeltaReason}.");
        block.Comments.Add("Each sample counts share in the batch.");
        block.Loads.Add("share");
        block.Stores.AddRange(units.Select(unit => $"d{n}_{unit}"));
        if (formulas.VarianceDelta is not null)
        {
            AddMomentDeltas(block, style, formulas);
            return block;
        }

        if (!formulas.IsCoupled)
        {
            AddElementwiseDeltas(block, style, formulas, units);
        }
        else if (formulas.IsOfLogarithm)
        {
            AddLogarithmicDeltas(block, style, formulas, units);
        }
        else
        {
            AddSoftmaxDeltas(block, style, formulas, units);
        }

        return block;
    }

    private static void AddElementwiseDeltas(StatementBlock block, CodeStyle style, Formulas formulas, IndexRange units)
    {
        int n = formulas.Number;
        foreach (int unit in units)
        {
            FormulaStatements statements = StatementsOf(style, formulas, unit);
            Expression ofUnit = ForUnit(formulas.Delta!, style, formulas, unit);
            int delta = IsInBlocks(style) ? 0 : 1;
            if (IsInBlocks(style))
            {
                statements = new FormulaStatements(
                    style.Precision, symbol => ValueName(symbol, style.Plan, unit), ofUnit, formulas.ParameterTerm ?? Expression.Zero);
            }
            else
            {
                // The loss stands above, in the same method, and has computed what both need.
                _ = statements.Preparation(0).ToList();
            }

            block.Loads.AddRange(ValuesOf(ofUnit, style.Plan, unit).Where(name => !block.Loads.Contains(name)).ToList());
            block.Statements.AddRange(statements.Preparation(delta));
            block.Statements.Add(new Local($"d{n}_{unit}", statements.Code(delta).Times("share")));
            if (formulas.ParameterTerm is not null)
            {
                block.Statements.AddRange(statements.Preparation(delta + 1));
                block.Statements.Add(
                    new Addition(style.Gradient(DenseLayer.Parameter(style.Plan.LastLayer)), statements.Code(delta + 1).Times("share")));
            }
        }
    }

    /// <summary>δ = a ⊙ (g − Σ g a).</summary>
    private static void AddSoftmaxDeltas(StatementBlock block, CodeStyle style, Formulas formulas, IndexRange units)
    {
        int n = formulas.Number;
        block.Loads.AddRange(units.Select(unit => $"a{n}_{unit}"));
        Expression byOutput = formulas.Loss.DerivativeByOutput();
        block.Loads.AddRange(units.Select(unit => $"t_{unit}"));
        block.Statements.AddRange(units.Select(unit => new Local(
            $"g_{unit}", FormulaCode.Of(byOutput, style.Precision, symbol => ValueName(symbol, style.Plan, unit)))));
        block.Statements.AddRange(SumOf("mean", units.Select(unit => new Infix($"g_{unit}", "*", $"a{n}_{unit}"))));
        block.Statements.AddRange(units.Select(unit => new Local(
            $"d{n}_{unit}", new Infix($"a{n}_{unit}", "*", new Infix($"g_{unit}", "-", "mean")).Times("share"))));
    }

    /// <summary>δ = a Σr − r.</summary>
    private static void AddLogarithmicDeltas(StatementBlock block, CodeStyle style, Formulas formulas, IndexRange units)
    {
        int n = formulas.Number;
        block.Loads.AddRange(units.Select(unit => $"a{n}_{unit}"));
        bool isTarget = formulas.IsCrossEntropy;
        foreach (int unit in units)
        {
            Expression residual = ForUnit(formulas.Residual!, style, formulas, unit);
            block.Loads.AddRange(ValuesOf(residual, style.Plan, unit).Where(name => !block.Loads.Contains(name)).ToList());
            if (!isTarget)
            {
                var statements = new FormulaStatements(
                    style.Precision,
                    symbol => s_ownNames.Contains(symbol.Name) || symbol == s_logTotal ? ValueName(symbol, style.Plan, unit) : $"{symbol.Name}_r{unit}",
                    residual);
                block.Statements.AddRange(statements.Declaration($"r_{unit}", 0));
            }
        }

        string total = isTarget ? "allTargets" : "sum";
        string r = isTarget ? "t" : "r";
        block.Statements.AddRange(SumOf(total, units.Select(unit => (Code)$"{r}_{unit}")));
        block.Statements.AddRange(units.Select(unit =>
        {
            Code probability = formulas.IsLogSoftmax ? new FunctionCall("Exp", $"a{n}_{unit}") : $"a{n}_{unit}";
            return new Local(
                $"d{n}_{unit}", new Infix(new Infix(probability, "*", total), "-", $"{r}_{unit}").Times("share"));
        }));
    }

    /// <summary>
    /// The loss of one output and, where both stand in one method, δ: they share parts. In blocks each is on its own.
    /// </summary>
    private static FormulaStatements StatementsOf(CodeStyle style, Formulas formulas, int unit)
    {
        Expression term = ForUnit(formulas.Loss.Term, style, formulas, unit);
        bool isShared = formulas.Delta is not null && style.Plan.Model.IsTrainable && !IsInBlocks(style);
        return !isShared ? new FormulaStatements(style.Precision, Name, term)
            : formulas.ParameterTerm is not null ? new FormulaStatements(style.Precision, Name, term, formulas.Delta!, formulas.ParameterTerm)
            : formulas.VarianceDelta is null ? new FormulaStatements(style.Precision, Name, term, ForUnit(formulas.Delta!, style, formulas, unit))
            : new FormulaStatements(style.Precision, Name, term, formulas.Delta!, formulas.VarianceDelta);

        Code Name(Symbol symbol) => ValueName(symbol, style.Plan, unit);
    }

    /// <summary>A formula in terms of what an output has of its own: ln a is z − ln Σ exp(z), and its weight a number.</summary>
    private static Expression ForUnit(Expression expression, CodeStyle style, Formulas formulas, int unit)
    {
        EquatableArray<double> weights = style.Plan.Model.LossDeclaration.Weights;
        Expression result = formulas.IsLogSoftmax
            ? expression.Replace(ActivationFunction.A, Expression.Exp(LossFunction.LogA)).Replace(LossFunction.LogA, ActivationFunction.A)
            : expression.Replace(LossFunction.LogA, ActivationFunction.Z - s_logTotal);
        return Simplifier.Simplify(weights.Count == 0 ? result : result.Replace(LossFunction.W, weights[unit]));
    }

    /// <summary>The values that a formula reads.</summary>
    private static IEnumerable<string> ValuesOf(Expression expression, NetworkPlan plan, int unit, params Symbol[] except) =>
        expression.Symbols()
            .Except(except)
            .OrderBy(symbol => symbol.Name, System.StringComparer.Ordinal)
            .Select(symbol => ValueName(symbol, plan, unit));

    private static string ValueName(Symbol symbol, NetworkPlan plan, int unit)
    {
        int number = plan.Model.Layers.Count;
        int variance = plan.Model.TargetSize + unit;
        return symbol == s_logTotal ? symbol.Name
            : symbol == ActivationFunction.P ? DenseLayer.Parameter(plan.LastLayer)
            : symbol == s_variance ? $"{ActivationFunction.A.Name}{number}_{variance}"
            : symbol == s_varianceSlope ? $"{ActivationFunction.Slope.Name}{number}_{variance}"
            : s_ownNames.Contains(symbol.Name) && symbol != LossFunction.T ? $"{symbol.Name}{number}_{unit}"
            : $"{symbol.Name}_{unit}";
    }

    /// <summary>The variance that the loss reckons with, in front of what uses it.</summary>
    private static void AddVariance(StatementBlock block, CodeStyle style, Formulas formulas, int unit)
    {
        if (formulas.VarianceDelta is null)
        {
            return;
        }

        block.Loads.Add(ValueName(s_variance, style.Plan, unit));
        block.Statements.Add(new Local(
            ValueName(LossFunction.V, style.Plan, unit),
            FormulaCode.Of(formulas.ClampedVariance, style.Precision, symbol => ValueName(symbol, style.Plan, unit))));
    }

    /// <summary>δ of the means and of their variances.</summary>
    private static void AddMomentDeltas(StatementBlock block, CodeStyle style, Formulas formulas)
    {
        int n = formulas.Number;
        for (int unit = 0; unit < style.Plan.Model.TargetSize; unit++)
        {
            int mean = unit;
            FormulaStatements statements = StatementsOf(style, formulas, unit);
            if (IsInBlocks(style))
            {
                AddVariance(block, style, formulas, unit);
                statements = new FormulaStatements(
                    style.Precision, symbol => ValueName(symbol, style.Plan, mean), Expression.Zero, formulas.Delta!, formulas.VarianceDelta!);
            }
            else
            {
                // The loss stands above, in the same method, and has computed what all three need.
                _ = statements.Preparation(0).ToList();
            }

            // A variance as the loss reckons with it is made here, by no block before.
            IEnumerable<string> values = ValuesOf(formulas.Delta!, style.Plan, unit, except: LossFunction.V)
                .Concat(ValuesOf(formulas.VarianceDelta!, style.Plan, unit, except: LossFunction.V));
            block.Loads.AddRange(values.Where(name => !block.Loads.Contains(name)).Distinct().ToList());
            foreach ((int formula, int output) in new[] { (1, unit), (2, style.Plan.Model.TargetSize + unit) })
            {
                block.Statements.AddRange(statements.Preparation(formula));
                block.Statements.Add(new Local($"d{n}_{output}", statements.Code(formula).Times("share")));
            }
        }
    }

    private static bool IsInBlocks(CodeStyle style) => style.Plan.Strategy == Strategy.StraightLineInBlocks;

    private static IEnumerable<Statement> SumOf(string name, IEnumerable<Code> terms)
    {
        List<Code> all = terms.ToList();
        yield return new Local(name, new Total([.. all.Take(TermsPerStatement)]));
        for (int i = TermsPerStatement; i < all.Count; i += TermsPerStatement)
        {
            yield return new Addition(name, new Total([.. all.Skip(i).Take(TermsPerStatement)]));
        }
    }
}
