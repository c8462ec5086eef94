using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Kernels;
using GenNet.Generator.Model;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.StraightLine;

/// <summary>
/// A dense layer, a = f(x·W + b): its formulas and parameters here, and its forward and backward code, in the same order, beside it
/// in one file for each strategy.
/// </summary>
internal static partial class DenseLayer
{
    /// <summary>A weight's name: from input to unit.</summary>
    public static string Weight(LayerPlan layer, int input, int unit) => $"w{layer.Number}_{input}_{unit}";

    /// <summary>A bias's name.</summary>
    public static string Bias(LayerPlan layer, int unit) => $"b{layer.Number}_{unit}";

    /// <summary>The name of the activation's parameter.</summary>
    public static string Parameter(LayerPlan layer) => $"{ActivationFunction.P.Name}{layer.Number}";

    /// <summary>
    /// The names of the parameters, a group for each weight row, one for the biases and one for the activation's, in parameter order.
    /// </summary>
    public static IEnumerable<IEnumerable<string>> Parameters(LayerPlan layer)
    {
        for (int input = 0; input < layer.Inputs; input++)
        {
            int row = input;
            yield return Enumerable.Range(0, layer.Outputs).Select(unit => Weight(layer, row, unit));
        }

        if (layer.HasBias)
        {
            yield return Enumerable.Range(0, layer.Outputs).Select(unit => Bias(layer, unit));
        }

        if (layer.HasParameter)
        {
            yield return [Parameter(layer)];
        }
    }

    /// <summary>z1 = x·W1 + b1.</summary>
    private static string FormulaBeforeLoss(LayerPlan layer) => $"z{layer.Number} = {SumFormula(layer)}";

    /// <summary>z1 = x·W1 + b1, a1 = σ(z1).</summary>
    private static string ForwardFormula(LayerPlan layer) => layer.Function is null
        ? FormulaBeforeLoss(layer)
        : IsLinear(layer)
            ? $"a{layer.Number} = {SumFormula(layer)}"
            : $"{FormulaBeforeLoss(layer)}, {ActivationFormula(layer)}";

    /// <summary>a1 = σ(z1).</summary>
    private static string ActivationFormula(LayerPlan layer)
    {
        string first = Formula(layer.Function!);
        return layer.SecondHalf is { } second
            ? $"a{layer.Number} = {first} in its first half, {Formula(second)} in its second"
            : $"a{layer.Number} = {first}";

        string Formula(ActivationFunction function) =>
            Printer.Notation(function.Output, symbol => $"{symbol.Name}{layer.Number}", layer.Precision);
    }

    /// <summary>f1 = ∂a1/∂z1 = σ(z1)(1 + z1(1 − σ(z1))), for layers whose output does not tell.</summary>
    private static string SlopeFormula(LayerPlan layer) =>
        $"f{layer.Number} = ∂a{layer.Number}/∂z{layer.Number} = "
        + Printer.Notation(layer.Function!.Derivative, symbol => $"{symbol.Name}{layer.Number}", layer.Precision);

    private static bool IsLinear(LayerPlan layer) => layer.Function?.Output == ActivationFunction.Z && layer.SecondHalf is null;

    /// <summary>∂a/∂z of a layer as its backward pass has it: from a, as the forward pass kept it, or from z where there is a parameter.</summary>
    private static Expression Slope(LayerPlan layer) =>
        layer.HasParameter || layer.Function!.IsDerivativeOfOutput ? layer.Function!.Derivative : ActivationFunction.Slope;

    private static string SumFormula(LayerPlan layer) =>
        $"{layer.InputName}·W{layer.Number}{(layer.HasBias ? $" + b{layer.Number}" : string.Empty)}";

    /// <summary>δ1 = (δ2·W2ᵀ) ⊙ a1(1 − a1), for the layer before <paramref name="layer"/>.</summary>
    private static string InputGradientFormula(LayerPlan layer, LayerPlan previous)
    {
        int n = layer.Number;
        Expression slope = Slope(previous);
        return slope == Expression.One
            ? $"δ{n - 1} = δ{n}·W{n}ᵀ"
            : $"δ{n - 1} = (δ{n}·W{n}ᵀ) ⊙ {Printer.Factor(slope, symbol => $"{symbol.Name}{n - 1}", layer.Precision)}"
                + (previous.HasParameter ? $", {ParameterGradientFormula(previous, $"(δ{n}·W{n}ᵀ)")}" : string.Empty);
    }

    /// <summary>∂L/∂p1 = Σ ∂L/∂a1 ⊙ min(z1, 0), where <paramref name="outputGradient"/> is ∂L/∂a1.</summary>
    private static string ParameterGradientFormula(LayerPlan layer, string outputGradient) =>
        $"∂L/∂{Parameter(layer)} = Σ {outputGradient} ⊙ "
        + Printer.Factor(layer.Function!.ByParameter(), symbol => $"{symbol.Name}{layer.Number}", layer.Precision);

    /// <summary>∂L/∂W2 = a1ᵀ·δ2, ∂L/∂b2 = δ2 (summed over the samples).</summary>
    private static string WeightGradientFormula(LayerPlan layer)
    {
        int n = layer.Number;
        string weights = $"∂L/∂W{n} = {layer.InputName}ᵀ·δ{n}";
        return layer.HasBias ? $"{weights}, ∂L/∂b{n} = δ{n}" : weights;
    }
}
