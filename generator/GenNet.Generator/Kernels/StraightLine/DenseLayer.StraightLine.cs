using System.Collections.Generic;
using System.Linq;
using System;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;
using GenNet.Generator.Kernels;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.StraightLine;

internal static partial class DenseLayer
{
    /// <summary>Sums are cut into statements of this many terms: the compiler has overflowed its stack on long ones.</summary>
    private const int TermsPerStatement = 8;

    /// <summary>What the units of a layer hand down to one of the layer before.</summary>
    private static readonly Symbol s_sum = new("s");

    /// <summary>
    /// z and a of each unit, and ∂a/∂z where the backward pass needs it kept. Softmax is left to <see cref="OutputLayer"/>, as it couples
    /// the units.
    /// </summary>
    public static IEnumerable<StatementBlock> Forward(
        CodeStyle style, LayerPlan layer, BlockSize size, bool keepsPreActivation, bool keepsSlope)
    {
        int n = layer.Number;
        int localsOfUnit = layer.Function is { } activation
            ? InlinedFunctions.LocalsOf(layer.Precision, keepsSlope ? [activation.Output, activation.Derivative] : [activation.Output])
            : 0;
        foreach ((IndexRange units, IndexRange inputs, int index) in size.Cut(layer.Outputs, layer.Inputs, localsOfUnit))
        {
            var block = new StatementBlock($"Layer{n}Forward{index}") { Layer = n };
            block.Comments.Add($"Layer {n}: {ForwardFormula(layer)}{(keepsSlope ? "," : ".")}");
            if (keepsSlope)
            {
                block.Comments.Add($"and for the backward pass {SlopeFormula(layer)}.");
            }

            block.Loads.AddRange(inputs.Select(input => InputValue(layer, input)));
            if (layer.HasParameter && inputs.End == layer.Inputs)
            {
                block.Statements.Add(ParameterDeclaration(layer));
                block.Stores.Add(Parameter(layer));
            }

            foreach (int unit in units)
            {
                AddUnit(block, style, layer, unit, inputs, keepsPreActivation, keepsSlope);
            }

            yield return block;
        }
    }

    /// <summary>z and a of one unit, as far as some of its inputs bring it.</summary>
    private static void AddUnit(
        StatementBlock block, CodeStyle style, LayerPlan layer, int unit, IndexRange inputs, bool keepsPreActivation, bool keepsSlope)
    {
        int n = layer.Number;
        bool isCoupled = layer.Function is null;
        bool isFirst = inputs.First == 0;
        bool isLast = inputs.End == layer.Inputs;
        bool isLinear = layer.FunctionOf(unit)?.Output == ActivationFunction.Z;
        string z = isLinear ? $"a{n}_{unit}" : $"z{n}_{unit}";
        string a = $"a{n}_{unit}";
        Code? sum = !isFirst ? (Code)z : layer.HasBias ? (Code)("p." + Bias(layer, unit)) : null;
        bool isDeclared = !isFirst;
        if (isDeclared)
        {
            block.Loads.Add(z);
        }

        FormulaStatements? function = layer.FunctionOf(unit) is { } formula
            ? Activation(style, layer, formula, $"_{unit}", keepsSlope, () => sum!)
            : null;
        bool isOneStatement = isFirst && isLast && inputs.Count <= TermsPerStatement && !keepsPreActivation && !isCoupled
            && function!.Uses(ActivationFunction.Z) == 1;
        foreach (IReadOnlyList<int> terms in Batches(inputs))
        {
            sum = WeightedSum(
                sum, terms.Select(input => ((Code)InputValue(layer, input), (Code)$"p.{Weight(layer, input, unit)}")));
            if (!isOneStatement)
            {
                block.Statements.Add(Set(z, sum, isDeclared));
                isDeclared = true;
                sum = z;
            }
        }

        if (isOneStatement || (isLast && !isLinear && !isCoupled))
        {
            List<Statement> ofUnit = function!.Declaration(a, 0).ToList();
            if (isOneStatement && !isLinear)
            {
                ofUnit[ofUnit.Count - 1] = ofUnit[ofUnit.Count - 1] with { Inside = new Local(z, sum!) };
            }

            block.Statements.AddRange(ofUnit);
            if (keepsSlope)
            {
                block.Statements.AddRange(function.Declaration($"f{n}_{unit}", 1));
                block.Stores.Add($"f{n}_{unit}");
            }
        }

        if (!isOneStatement || isLinear)
        {
            block.Stores.Add(z);
        }

        if (isLast && !isLinear && !isCoupled)
        {
            block.Stores.Add(a);
        }
    }

    /// <summary>The statements of one unit's activation, or of several units', and of its derivative if that is kept.</summary>
    private static FormulaStatements Activation(
        CodeStyle style, LayerPlan layer, ActivationFunction function, string units, bool keepsSlope, Func<Code> preActivation)
    {
        int n = layer.Number;
        return keepsSlope
            ? new FormulaStatements(style.Precision, Name, function.Output, function.Derivative)
            : new FormulaStatements(style.Precision, Name, function.Output);

        Code Name(Symbol symbol) =>
            symbol == ActivationFunction.Z ? preActivation()
            : symbol == ActivationFunction.P ? Parameter(layer)
            : $"{symbol.Name}{n}{units}";
    }

    /// <summary>The activation's parameter in every lane.</summary>
    private static Statement ParameterDeclaration(LayerPlan layer) =>
        new Local(Parameter(layer), new VectorCall("Create", $"p.{Parameter(layer)}"));

    /// <summary>∂L/∂z of the layer before, from ∂L/∂z of this one.</summary>
    public static IEnumerable<StatementBlock> InputGradient(CodeStyle style, LayerPlan layer, LayerPlan previous, BlockSize size)
    {
        int n = layer.Number;
        Expression delta = Simplifier.Simplify(s_sum * Slope(previous));
        Expression? byParameter = previous.HasParameter ? Simplifier.Simplify(s_sum * previous.Function!.ByParameter()) : null;
        int localsOfInput = InlinedFunctions.LocalsOf(layer.Precision, byParameter is null ? [delta] : [delta, byParameter]);
        foreach ((IndexRange inputs, IndexRange units, int index) in size.Cut(layer.Inputs, layer.Outputs, localsOfInput))
        {
            var block = new StatementBlock($"Layer{n}InputGradient{index}") { Layer = n - 1, Part = StatementPass.Backward };
            block.Comments.Add($"Layer {n - 1}: {InputGradientFormula(layer, previous)}.");
            block.Loads.AddRange(units.Select(unit => $"d{n}_{unit}"));
            foreach (int input in inputs)
            {
                AddInputGradient(block, style, layer, previous, input, units, delta, byParameter);
            }

            yield return block;
        }
    }

    /// <summary>∂L/∂z of one unit of the layer before, as far as some units of this one bring it.</summary>
    private static void AddInputGradient(
        StatementBlock block,
        CodeStyle style,
        LayerPlan layer,
        LayerPlan previous,
        int input,
        IndexRange units,
        Expression delta,
        Expression? byParameter)
    {
        int n = layer.Number;
        bool isFirst = units.First == 0;
        bool isLast = units.End == layer.Outputs;
        string s = $"s{n - 1}_{input}";
        string d = $"d{n - 1}_{input}";
        Code? sum = isFirst ? null : (Code)s;
        bool isDeclared = !isFirst;
        if (isDeclared)
        {
            block.Loads.Add(s);
        }

        bool isOneStatement = isFirst && isLast && units.Count <= TermsPerStatement && byParameter is null;
        foreach (IReadOnlyList<int> terms in Batches(units))
        {
            sum = WeightedSum(sum, terms.Select(unit => ((Code)$"d{n}_{unit}", (Code)$"p.{Weight(layer, input, unit)}")));
            if (!isOneStatement)
            {
                block.Statements.Add(Set(s, sum, isDeclared));
                isDeclared = true;
                sum = s;
            }
        }

        if (isLast)
        {
            string ValueName(Symbol symbol) =>
                symbol == ActivationFunction.P ? Parameter(previous) : $"{symbol.Name}{n - 1}_{input}";
            Code Value(Symbol symbol) => symbol == s_sum ? sum! : ValueName(symbol);
            block.Statements.Add(new Local(d, FormulaCode.Of(delta, style.Precision, Value)));
            block.Stores.Add(d);
            if (byParameter is not null)
            {
                block.Statements.Add(
                    new Addition(style.Gradient(Parameter(previous)), FormulaCode.Of(byParameter, style.Precision, Value)));
            }

            block.Loads.AddRange(new[] { ActivationFunction.Z, ActivationFunction.A, ActivationFunction.Slope, ActivationFunction.P }
                .Where(delta.Uses)
                .Select(ValueName)
                .Where(name => !block.Loads.Contains(name))
                .ToList());
        }
        else
        {
            block.Stores.Add(s);
        }
    }

    /// <summary>∂L/∂W and ∂L/∂b, added to what earlier samples gave.</summary>
    public static IEnumerable<StatementBlock> WeightGradient(CodeStyle style, LayerPlan layer, BlockSize size)
    {
        int n = layer.Number;
        foreach ((IndexRange inputs, IndexRange units, int index) in size.Cut(layer.Inputs, layer.Outputs))
        {
            var block = new StatementBlock($"Layer{n}WeightGradient{index}") { Layer = n, Part = StatementPass.Gradient };
            block.Comments.Add($"{WeightGradientFormula(layer)}.");
            block.Loads.AddRange(inputs.Select(input => InputValue(layer, input)));
            block.Loads.AddRange(units.Select(unit => $"d{n}_{unit}"));
            foreach (int input in inputs)
            {
                block.Statements.AddRange(units.Select(unit => new Addition(
                    style.Gradient(Weight(layer, input, unit)), new Infix(InputValue(layer, input), "*", $"d{n}_{unit}"))));
            }

            if (layer.HasBias && inputs.End == layer.Inputs)
            {
                block.Statements.AddRange(units.Select(unit => new Addition(style.Gradient(Bias(layer, unit)), $"d{n}_{unit}")));
            }

            yield return block;
        }
    }

    /// <summary>The value that enters a layer: x_0 in the first, a1_0 in the second.</summary>
    private static string InputValue(LayerPlan layer, int input) => $"{layer.InputName}_{input}";

    private static Code WeightedSum(Code? start, IEnumerable<(Code Value, Code Weight)> terms)
    {
        foreach ((Code value, Code weight) in terms)
        {
            start = start is null ? new Infix(value, "*", weight) : new MultiplyAdd(start, value, weight);
        }

        return start!;
    }

    private static Statement Set(string local, Code value, bool isDeclared) =>
        isDeclared ? new Assignment(local, value) : new Local(local, value);

    private static IEnumerable<IReadOnlyList<int>> Batches(IndexRange range)
    {
        for (int first = range.First; first < range.End; first += TermsPerStatement)
        {
            yield return Enumerable.Range(first, Math.Min(TermsPerStatement, range.End - first)).ToList();
        }
    }
}
