using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Emission;
using GenNet.Generator.Planning;

namespace GenNet.Generator.Layers;

internal static partial class DenseLayer
{
    /// <summary>Sums are cut into statements of this many terms: the compiler has overflowed its stack on long ones.</summary>
    private const int TermsPerStatement = 8;

    /// <summary>
    /// z and a of each unit, and ∂a/∂z where the backward pass needs it kept. Softmax is left to <see cref="OutputLayer"/>, as it couples
    /// the units.
    /// </summary>
    public static IEnumerable<StatementBlock> Forward(
        EmissionStyle style, LayerPlan layer, BlockSize size, bool keepsPreActivation, bool keepsSlope)
    {
        int n = layer.Number;
        bool isCoupled = layer.Function is null;
        int localsOfUnit = layer.Function is { } activation
            ? InlinedFunctions.LocalsOf(layer.Precision, keepsSlope ? [activation.Output, activation.Derivative] : [activation.Output])
            : 0;
        foreach ((Range units, Range inputs, int index) in size.Cut(layer.Outputs, layer.Inputs, localsOfUnit))
        {
            bool isFirst = inputs.First == 0;
            bool isLast = inputs.End == layer.Inputs;
            var block = new StatementBlock($"Layer{n}Forward{index}");
            block.Comments.Add($"Layer {n}: {ForwardFormula(layer)}{(keepsSlope ? "," : ".")}");
            if (keepsSlope)
            {
                block.Comments.Add($"and for the backward pass {SlopeFormula(layer)}.");
            }

            block.Loads.AddRange(inputs.Select(input => InputValue(layer, input)));
            if (layer.HasParameter && isLast)
            {
                block.Statements.Add(ParameterDeclaration(style, layer));
                block.Stores.Add(Parameter(layer));
            }

            foreach (int unit in units)
            {
                bool isLinear = layer.FunctionOf(unit)?.Output == ActivationFunction.Z;
                string z = isLinear ? $"a{n}_{unit}" : $"z{n}_{unit}";
                string a = $"a{n}_{unit}";
                string? sum = isFirst ? (layer.HasBias ? "p." + Bias(layer, unit) : null) : z;
                bool isDeclared = !isFirst;
                if (isDeclared)
                {
                    block.Loads.Add(z);
                }

                FormulaStatements? function = layer.FunctionOf(unit) is { } formula
                    ? Activation(style, layer, formula, $"_{unit}", keepsSlope, _ => sum!)
                    : null;
                bool isOneStatement = isFirst && isLast && inputs.Count <= TermsPerStatement && !keepsPreActivation && !isCoupled
                    && function!.Uses(ActivationFunction.Z) == 1;
                foreach (IReadOnlyList<int> terms in Batches(inputs))
                {
                    sum = WeightedSum(
                        sum, terms.Select(input => (InputValue(layer, input), $"p.{Weight(layer, input, unit)}")));
                    if (!isOneStatement)
                    {
                        block.Statements.Add(EmissionStyle.Wrap($"{(isDeclared ? string.Empty : style.Vector + " ")}{z} = {sum};"));
                        isDeclared = true;
                        sum = z;
                    }
                }

                if (isOneStatement || (isLast && !isLinear && !isCoupled))
                {
                    block.Statements.AddRange(function!.Declaration(a, 0));
                    if (keepsSlope)
                    {
                        block.Statements.AddRange(function.Declaration($"f{n}_{unit}", 1));
                        block.Stores.Add($"f{n}_{unit}");
                    }
                }

                block.Stores.Add(z);
                if (isLast && !isLinear && !isCoupled)
                {
                    block.Stores.Add(a);
                }

                if (isOneStatement && !isLinear)
                {
                    block.Stores.Remove(z);
                }
            }

            yield return block;
        }
    }

    /// <summary>The statements of one unit's activation, or of several units', and of its derivative if that is kept.</summary>
    private static FormulaStatements Activation(
        EmissionStyle style, LayerPlan layer, ActivationFunction function, string units, bool keepsSlope, Func<Symbol, string> preActivation)
    {
        int n = layer.Number;
        return keepsSlope
            ? new FormulaStatements(style, Name, function.Output, function.Derivative)
            : new FormulaStatements(style, Name, function.Output);

        string Name(Symbol symbol) =>
            symbol == ActivationFunction.Z ? preActivation(symbol)
            : symbol == ActivationFunction.P ? Parameter(layer)
            : $"{symbol.Name}{n}{units}";
    }

    /// <summary>The activation's parameter in every lane.</summary>
    private static string ParameterDeclaration(EmissionStyle style, LayerPlan layer) =>
        $"{style.Vector} {Parameter(layer)} = Vector.Create(p.{Parameter(layer)});";

    /// <summary>∂L/∂z of the layer before, from ∂L/∂z of this one.</summary>
    public static IEnumerable<StatementBlock> InputGradient(EmissionStyle style, LayerPlan layer, LayerPlan previous, BlockSize size)
    {
        int n = layer.Number;
        Expression sumSymbol = new Symbol("s");
        Expression delta = Simplifier.Simplify(sumSymbol * Slope(previous));
        Expression? byParameter = previous.HasParameter ? Simplifier.Simplify(sumSymbol * previous.Function!.ByParameter()) : null;
        int localsOfInput = InlinedFunctions.LocalsOf(layer.Precision, byParameter is null ? [delta] : [delta, byParameter]);
        foreach ((Range inputs, Range units, int index) in size.Cut(layer.Inputs, layer.Outputs, localsOfInput))
        {
            bool isFirst = units.First == 0;
            bool isLast = units.End == layer.Outputs;
            var block = new StatementBlock($"Layer{n}InputGradient{index}");
            block.Comments.Add($"Layer {n - 1}: {InputGradientFormula(layer, previous)}.");
            block.Loads.AddRange(units.Select(unit => $"d{n}_{unit}"));
            foreach (int input in inputs)
            {
                string s = $"s{n - 1}_{input}";
                string d = $"d{n - 1}_{input}";
                string? sum = isFirst ? null : s;
                bool isDeclared = !isFirst;
                if (isDeclared)
                {
                    block.Loads.Add(s);
                }

                bool isOneStatement = isFirst && isLast && units.Count <= TermsPerStatement && byParameter is null;
                foreach (IReadOnlyList<int> terms in Batches(units))
                {
                    sum = WeightedSum(sum, terms.Select(unit => ($"d{n}_{unit}", $"p.{Weight(layer, input, unit)}")));
                    if (!isOneStatement)
                    {
                        block.Statements.Add(EmissionStyle.Wrap($"{(isDeclared ? string.Empty : style.Vector + " ")}{s} = {WithoutOuterParentheses(sum)};"));
                        isDeclared = true;
                        sum = s;
                    }
                }

                if (isLast)
                {
                    string Name(Symbol symbol) =>
                        symbol == sumSymbol ? sum!
                        : symbol == ActivationFunction.P ? Parameter(previous)
                        : $"{symbol.Name}{n - 1}_{input}";
                    string value = Printer.Code(delta, style.Precision, Name);
                    block.Statements.Add(EmissionStyle.Wrap($"{style.Vector} {d} = {WithoutOuterParentheses(value)};"));
                    block.Stores.Add(d);
                    if (byParameter is not null)
                    {
                        block.Statements.Add($"{style.Gradient(Parameter(previous))} += {WithoutOuterParentheses(Printer.Code(byParameter, style.Precision, Name))};");
                    }

                    block.Loads.AddRange(new[] { ActivationFunction.Z, ActivationFunction.A, ActivationFunction.Slope, ActivationFunction.P }
                        .Where(delta.Uses)
                        .Select(Name)
                        .Where(name => !block.Loads.Contains(name))
                        .ToList());
                }
                else
                {
                    block.Stores.Add(s);
                }
            }

            yield return block;
        }
    }

    /// <summary>∂L/∂W and ∂L/∂b, added to what earlier samples gave.</summary>
    public static IEnumerable<StatementBlock> WeightGradient(EmissionStyle style, LayerPlan layer, BlockSize size)
    {
        int n = layer.Number;
        foreach ((Range inputs, Range units, int index) in size.Cut(layer.Inputs, layer.Outputs))
        {
            var block = new StatementBlock($"Layer{n}WeightGradient{index}");
            block.Comments.Add($"{WeightGradientFormula(layer)}.");
            block.Loads.AddRange(inputs.Select(input => InputValue(layer, input)));
            block.Loads.AddRange(units.Select(unit => $"d{n}_{unit}"));
            foreach (int input in inputs)
            {
                block.Statements.AddRange(units.Select(
                    unit => $"{style.Gradient(Weight(layer, input, unit))} += {InputValue(layer, input)} * d{n}_{unit};"));
            }

            if (layer.HasBias && inputs.End == layer.Inputs)
            {
                block.Statements.AddRange(units.Select(unit => $"{style.Gradient(Bias(layer, unit))} += d{n}_{unit};"));
            }

            yield return block;
        }
    }

    /// <summary>The value that enters a layer: x_0 in the first, a1_0 in the second.</summary>
    private static string InputValue(LayerPlan layer, int input) => $"{EmissionStyle.InputName(layer)}_{input}";

    private static string WeightedSum(string? start, IEnumerable<(string Value, string Weight)> terms)
    {
        string sum = start ?? string.Empty;
        foreach ((string value, string weight) in terms)
        {
            sum = sum.Length == 0 ? $"({value} * {weight})" : $"{sum}.Plus({value}, times: {weight})";
        }

        return sum;
    }

    /// <summary>A statement whose whole right side is one product in parentheses reads better without them.</summary>
    private static string WithoutOuterParentheses(string value) =>
        value[0] == '(' && value.IndexOf(')') == value.Length - 1 ? value.Substring(1, value.Length - 2) : value;

    private static IEnumerable<IReadOnlyList<int>> Batches(Range range)
    {
        for (int first = range.First; first < range.End; first += TermsPerStatement)
        {
            yield return Enumerable.Range(first, Math.Min(TermsPerStatement, range.End - first)).ToList();
        }
    }
}
