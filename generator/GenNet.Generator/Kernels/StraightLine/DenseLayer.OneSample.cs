using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Kernels;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.StraightLine;

internal static partial class DenseLayer
{
    /// <summary>The layer of a straight-line network for one sample: so many units a vector, in the order of sums that many samples have.</summary>
    public static StatementBlock ForwardOne(CodeStyle style, LayerPlan layer, int lanes)
    {
        int n = layer.Number;
        bool isCoupled = layer.Function is null;
        var block = new StatementBlock($"Layer{n}ForwardOne");
        block.Comments.Add($"Layer {n}: {ForwardFormula(layer)}.");
        if (layer.HasParameter)
        {
            block.Statements.Add(ParameterDeclaration(layer));
        }

        for (int first = 0; first < layer.Outputs; first += lanes)
        {
            string units = UnitsOf(layer, first, lanes);
            ActivationFunction? formula = layer.FunctionOf(first);
            ActivationFunction? lastFormula = layer.FunctionOf(Math.Min(first + lanes, layer.Outputs) - 1);
            bool isMixed = lastFormula != formula;
            bool isLinear = !isMixed && formula?.Output == ActivationFunction.Z;
            string z = isLinear ? $"a{n}{units}" : $"z{n}{units}";
            Code? sum = layer.HasBias ? (Code)$"Units(in p.{Bias(layer, first)})" : null;
            FormulaStatements? function = isCoupled ? null : Activation(style, layer, formula!, units, keepsSlope: false, () => sum!);
            bool isOneStatement = layer.Inputs <= TermsPerStatement && !isCoupled && !isMixed && function!.Uses(ActivationFunction.Z) == 1;
            bool isDeclared = false;
            foreach (IReadOnlyList<int> terms in Batches(new IndexRange(0, layer.Inputs)))
            {
                sum = WeightedSum(sum, terms.Select(input => ((Code)$"Units(in p.{Weight(layer, input, first)})", (Code)InputOfOne(layer, input, lanes))));
                if (!isOneStatement)
                {
                    block.Statements.Add(Set(z, sum, isDeclared));
                    isDeclared = true;
                    sum = z;
                }
            }

            if (isMixed)
            {
                // Behind the means their variances: one vector holds both.
                FormulaStatements second = Activation(style, layer, lastFormula!, units, keepsSlope: false, () => z);
                block.Statements.AddRange(function!.Preparation(0).Concat(second.Preparation(0)));
                block.Statements.Add(new Local(
                    $"a{n}{units}", new FunctionCall("KeepFirst", function.Code(0), Text((layer.Outputs / 2) - first), second.Code(0))));
            }
            else if (isOneStatement || (!isLinear && !isCoupled))
            {
                block.Statements.AddRange(function!.Declaration($"a{n}{units}", 0));
            }
        }

        if (isCoupled)
        {
            block.Statements.AddRange(Enumerable.Range(0, layer.Outputs).Select(
                unit => new Local($"z{n}_{unit}", $"new(z{ElementOf(layer, unit, lanes)})")));
        }

        return block;
    }

    /// <summary>An output of one sample's pass.</summary>
    public static string OutputOfOne(LayerPlan layer, int unit, int lanes) =>
        layer.Function is null ? $"a{layer.Number}_{unit}[0]" : $"a{ElementOf(layer, unit, lanes)}";

    /// <summary>The vector of outputs of one sample's pass that begins with this unit.</summary>
    public static string UnitsOfOne(LayerPlan layer, int first, int lanes) => $"a{layer.Number}{UnitsOf(layer, first, lanes)}";

    private static string InputOfOne(LayerPlan layer, int input, int lanes) =>
        layer.IsFirst ? $"x_{input}" : $"a{ElementOf(layer.Number - 1, layer.Inputs, input, lanes)}";

    /// <summary>The unit's lane, without the letter in front: 1[2], or 1_8to11[1] where a layer is several vectors.</summary>
    private static string ElementOf(LayerPlan layer, int unit, int lanes) => ElementOf(layer.Number, layer.Outputs, unit, lanes);

    private static string ElementOf(int number, int outputs, int unit, int lanes) =>
        $"{number}{UnitsOf(outputs, unit / lanes * lanes, lanes)}[{unit % lanes}]";

    private static string UnitsOf(LayerPlan layer, int first, int lanes) => UnitsOf(layer.Outputs, first, lanes);

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string UnitsOf(int outputs, int first, int lanes) =>
        outputs <= lanes ? string.Empty : $"_{first}to{Math.Min(first + lanes, outputs) - 1}";
}
