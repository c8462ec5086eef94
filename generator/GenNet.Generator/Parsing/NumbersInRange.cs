using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;
using GenNet.Generator.Kernels.Head;
using GenNet.Generator.Layers;
using GenNet.Generator.Mistakes;
using GenNet.Generator.Model;
using GenNet.Generator.Planning;
using Microsoft.CodeAnalysis;

namespace GenNet.Generator.Parsing;

/// <summary>
/// Holds every number of a network, those that were declared and those that formulas make of them, against the network's precision:
/// generated code would say ∞ or 0 where the precision does not hold one.
/// </summary>
internal sealed class NumbersInRange(
    ImmutableArray<LayerDeclaration> declared, NetworkSettings settings, NetworkModel network, IMistakeReporter? reporter)
{
    /// <summary>
    /// Numbers no farther from 1 than this have products and quotients, of as many of them as formulas multiply, that both precisions
    /// hold. Only where one is farther the formulas are derived, which a keystroke should not pay for.
    /// </summary>
    private const double Plain = 1e9;

    private readonly List<Number> _numbers = OfLayers(declared).Concat(OfNetwork(settings, network)).ToList();

    /// <summary>Whether the precision holds every number; if not, what it does not hold is reported.</summary>
    public static bool Fit(
        ImmutableArray<LayerDeclaration> declared, NetworkSettings settings, NetworkModel network, IMistakeReporter? reporter) =>
        new NumbersInRange(declared, settings, network, reporter).Fit();

    private bool Fit()
    {
        bool fit = true;
        foreach (Number number in _numbers.Where(number => !network.Precision.Holds(number.Value)))
        {
            Report(number, $"{number.Owner}{number.Argument} is {Printer.Number(number.Value)}");
            fit = false;
        }

        bool hasFunctions = network.LossFunction is not null || network.Layers.Any(layer => layer.Activation?.Method is not null);
        bool isPlain = !hasFunctions && _numbers.All(number => IsPlain(number.Value));
        return fit && (isPlain || FormulasFit());
    }

    private bool FormulasFit()
    {
        foreach (LayerModel layer in network.Layers)
        {
            if (FirstBeyond(FormulasOf(layer)) is { } beyond)
            {
                ReportMade(OfLayer(layer.Number - 1), layer.Activation!.Method, beyond);
                return false;
            }
        }

        bool isTiled = Planner.StrategyOf(LayerKinds.Build(network)) == Strategy.Tiled;
        if (FirstBeyond(OutputLayer.FormulasOf(network, isTiled)) is { } beyondOfLoss)
        {
            ReportMade(OfLoss(), network.LossFunction ?? declared[declared.Length - 1].Function, beyondOfLoss);
            return false;
        }

        return true;
    }

    private double? FirstBeyond(IEnumerable<Expression> formulas) => formulas
        .SelectMany(formula => formula.Parts())
        .OfType<Constant>()
        .Where(constant => !network.Precision.Holds(constant.Value))
        .Select(constant => (double?)constant.Value)
        .FirstOrDefault();

    // Where several numbers meet in a formula, the one farthest from 1 has made it too large or too small.
    private Number OfLayer(int index) => declared[index].Function is null
        ? Farthest(_numbers.Where(number => number.Layer == index && number.IsOfFormula), new Number(declared[index].Attribute, "activation", string.Empty, 1, index, true))
        : new Number(declared[index].Attribute, "function", string.Empty, 1, index, true);

    private Number OfLoss() => network.LossFunction is not null
        ? new Number(settings.Attribute!, "LossFunction", string.Empty, 1, null, true)
        : Farthest(
            _numbers.Where(number => number.Layer is null && number.IsOfFormula && number.Value != 0), OfLayer(declared.Length - 1));

    private static Number Farthest(IEnumerable<Number> candidates, Number otherwise) =>
        candidates.Where(number => !IsPlain(number.Value))
            .OrderByDescending(number => number.Value == 0 ? 0 : Math.Abs(Math.Log(Math.Abs(number.Value))))
            .FirstOrDefault() ?? otherwise;

    private void ReportMade(Number number, UserFunction? function, double made)
    {
        string what = double.IsNaN(made) ? "a number without a value" : double.IsInfinity(made) ? "an infinite number" : Printer.Number(made);
        Report(number, number.Argument is "function" or "LossFunction" or "activation"
            ? $"{function?.Name ?? number.Argument} has {what} in its formula or its derivative"
            : $"{number.Owner}{number.Argument} is {Printer.Number(number.Value)}, which makes {what} in a formula");
    }

    private void Report(Number number, string what)
    {
        Precision precision = network.Precision;
        bool mayBeDouble = precision == Precision.Single && settings.Attribute is not null;
        var remedies = new List<Remedy>();
        if (mayBeDouble)
        {
            remedies.Add(new Remedy("Change the precision to {0}", settings.Attribute!, "Precision", "Precision.Double"));
        }

        if (number.Argument is not ("function" or "activation" or "LossFunction" or "standardDeviation"))
        {
            remedies.Add(new Remedy($"Remove {number.Argument}", number.Attribute, number.Argument, null));
        }

        (string smallest, string largest) = precision.Ends();
        reporter?.ReportArgument(
            Rules.NumberBeyondPrecision,
            number.Attribute,
            number.Argument,
            remedies,
            what,
            precision == Precision.Single ? "single" : "double",
            smallest,
            largest,
            precision == Precision.Single ? ", or compute with Precision.Double" : string.Empty);
    }

    /// <summary>The formulas of a layer's activation that its code is written from.</summary>
    private static IEnumerable<Expression> FormulasOf(LayerModel layer)
    {
        foreach (ActivationFunction function in new[] { layer.Activation?.Function, layer.Activation?.SecondHalf }.OfType<ActivationFunction>())
        {
            yield return function.Output;
            yield return function.Derivative;
            if (function.HasParameter)
            {
                yield return function.ByParameter();
            }
        }
    }

    private static bool IsPlain(double value) => value == 0 || (Math.Abs(value) <= Plain && Math.Abs(value) >= 1 / Plain);

    /// <summary>The numbers of layers that were written, or are what they are unless written, with the arguments that they belong to.</summary>
    private static IEnumerable<Number> OfLayers(ImmutableArray<LayerDeclaration> declared)
    {
        for (int i = 0; i < declared.Length; i++)
        {
            LayerDeclaration layer = declared[i];
            string number = (i + 1).ToString(CultureInfo.InvariantCulture);
            if (layer.Rule is { } rule)
            {
                yield return new Number(layer.Attribute, "L1", $"Layer {number}'s ", rule.L1, i, false);
                yield return new Number(layer.Attribute, "L2", $"Layer {number}'s ", rule.L2 ?? 0, i, false);
                yield return new Number(layer.Attribute, "LearningRateFactor", $"Layer {number}'s ", rule.RateFactor, i, false);
            }

            foreach ((string argument, double value) in layer.Spec!.Numbers)
            {
                yield return new Number(layer.Attribute, argument, $"Layer {number}'s ", value, i, false);
            }

            if (layer.Function is null && ActivationTable.Of(layer.Activation!.Value).Argument is { } taken)
            {
                yield return new Number(layer.Attribute, taken.Name, $"{layer.Activation}'s ", layer.ActivationArgument!.Value, i, true);
            }
        }
    }

    /// <summary>The same of the network itself and of its loss.</summary>
    private static IEnumerable<Number> OfNetwork(NetworkSettings settings, NetworkModel network)
    {
        if (settings.Attribute is not { } attribute)
        {
            yield break;
        }

        yield return new Number(attribute, "ByteScale", string.Empty, network.ByteScale, null, false);
        if (network.LossFunction is not null)
        {
            yield break;
        }

        LossArguments arguments = network.LossDeclaration.Arguments;
        if (LossTable.Of(network.Loss).Argument is { } taken)
        {
            yield return new Number(attribute, taken.Name, $"{network.Loss}'s ", arguments.Number, null, true);
        }

        yield return new Number(attribute, LossTable.LabelSmoothing.Name, string.Empty, arguments.LabelSmoothing, null, true);
        foreach (double weight in network.LossDeclaration.Weights.Distinct())
        {
            yield return new Number(attribute, LossTable.Of(network.Loss).Weights!.Name, "A number of ", weight, null, true);
        }
    }

    /// <summary>A number with the argument that it was written for.</summary>
    /// <param name="Attribute">The attribute.</param>
    /// <param name="Argument">The argument.</param>
    /// <param name="Owner">Whose it is, in front of the argument's name.</param>
    /// <param name="Value">The number.</param>
    /// <param name="Layer">The index of its layer; null where it belongs to the whole network.</param>
    /// <param name="IsOfFormula">Whether it stands in a formula that others are derived from.</param>
    private sealed record Number(AttributeData Attribute, string Argument, string Owner, double Value, int? Layer, bool IsOfFormula);
}
