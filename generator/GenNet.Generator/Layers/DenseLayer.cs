using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;
using GenNet.Generator.Emission;
using GenNet.Generator.Planning;

namespace GenNet.Generator.Layers;

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

    /// <summary>The names of the parameters, a group for each weight row and one for the biases, in parameter order.</summary>
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
    }

    /// <summary>The line of the architecture tree, without its bullet.</summary>
    public static string Describe(LayerPlan layer)
    {
        int parameters = (layer.Inputs * layer.Outputs) + (layer.HasBias ? layer.Outputs : 0);
        return $"layer {layer.Number}: dense {layer.Inputs} → {layer.Outputs}, {Word(layer.Architecture.Activation)}, "
            + EmissionStyle.Count(parameters, "parameter") + (layer.HasBias ? string.Empty : ", no bias");
    }

    /// <summary>An activation's name as it is written in prose and in weight files.</summary>
    public static string Word(Activation activation) => activation switch
    {
        Activation.Linear => "linear",
        Activation.Sigmoid => "sigmoid",
        Activation.Tanh => "tanh",
        Activation.ReLU => "ReLU",
        Activation.Softmax => "softmax",
        _ => throw new System.ArgumentOutOfRangeException(nameof(activation), activation, "No such activation."),
    };

    /// <summary>z1 = x·W1 + b1.</summary>
    private static string PreActivationFormula(LayerPlan layer) => $"z{layer.Number} = {SumFormula(layer)}";

    /// <summary>z1 = x·W1 + b1, a1 = σ(z1).</summary>
    private static string ForwardFormula(LayerPlan layer) => layer.Architecture.Activation switch
    {
        Activation.Linear => $"a{layer.Number} = {SumFormula(layer)}",
        Activation.Softmax => PreActivationFormula(layer),
        _ => $"{PreActivationFormula(layer)}, {ActivationFormula(layer)}",
    };

    /// <summary>a1 = σ(z1).</summary>
    private static string ActivationFormula(LayerPlan layer) =>
        $"a{layer.Number} = {string.Format(ActivationFunction.Of(layer.Architecture.Activation).Notation, $"z{layer.Number}")}";

    private static string SumFormula(LayerPlan layer) =>
        $"{EmissionStyle.InputName(layer)}·W{layer.Number}{(layer.HasBias ? $" + b{layer.Number}" : string.Empty)}";

    /// <summary>δ1 = (δ2·W2ᵀ) ⊙ a1(1 − a1), for the layer before <paramref name="layer"/>.</summary>
    private static string InputGradientFormula(LayerPlan layer, LayerPlan previous)
    {
        int n = layer.Number;
        Expression derivative = ActivationFunction.Of(previous.Architecture.Activation).Derivative;
        return derivative == Expression.One
            ? $"δ{n - 1} = δ{n}·W{n}ᵀ"
            : $"δ{n - 1} = (δ{n}·W{n}ᵀ) ⊙ {Printer.Notation(derivative, symbol => $"{symbol.Name}{n - 1}")}";
    }

    /// <summary>∂L/∂W2 = a1ᵀ·δ2, ∂L/∂b2 = δ2 (summed over the samples).</summary>
    private static string WeightGradientFormula(LayerPlan layer)
    {
        int n = layer.Number;
        string weights = $"∂L/∂W{n} = {EmissionStyle.InputName(layer)}ᵀ·δ{n}";
        return layer.HasBias ? $"{weights}, ∂L/∂b{n} = δ{n}" : weights;
    }
}
