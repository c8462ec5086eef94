using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using GenNet.Generator.Attributes;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;
using GenNet.Generator.Mistakes;
using GenNet.Generator.Model;
using Microsoft.CodeAnalysis;

namespace GenNet.Generator.Parsing;

/// <summary>Reads the numbers that attributes give to the formulas of activations and losses.</summary>
internal static class FormulaArguments
{
    private const string PerChannelName = "PerChannel";

    /// <summary>The number that the activation takes, or 0 if it takes none; null if what is written makes no sense.</summary>
    public static double? ReadOfActivation(
        AttributeData attribute, AttributeArguments arguments, Activation? activation, IMistakeReporter? reporter)
    {
        if (activation is not { } chosen)
        {
            return null;
        }

        FormulaArgument? taken = ActivationTable.Of(chosen).Argument;
        string taker = arguments.Read<string?>("function", null) ?? chosen.ToString();
        foreach (string name in ActivationTable.ArgumentNames.Where(name => name != taken?.Name && arguments.Names(name)))
        {
            ReportWithoutEffect(
                attribute,
                name,
                taker,
                ActivationTable.Rows.Where(row => row.Argument?.Name == name).Select(row => row.Activation.ToString()),
                reporter);
        }

        return taken is null ? 0 : ReadNumber(attribute, arguments, taken, taker, reporter);
    }

    /// <summary>Whether the activation has a parameter for each of the last dimension.</summary>
    public static bool IsPerChannel(AttributeData attribute, AttributeArguments arguments, Activation? activation, IMistakeReporter? reporter)
    {
        bool isPerChannel = arguments.Read(PerChannelName, false);
        if (activation is not { } chosen || ActivationTable.Of(chosen).LearnsArgument || !arguments.Names(PerChannelName))
        {
            return isPerChannel;
        }

        ReportWithoutEffect(
            attribute,
            PerChannelName,
            arguments.Read<string?>("function", null) ?? chosen.ToString(),
            ActivationTable.Rows.Where(row => row.LearnsArgument).Select(row => row.Activation.ToString()),
            reporter);
        return false;
    }

    /// <summary>What the loss of a network takes; null if what is written makes no sense.</summary>
    /// <param name="attribute">The network's attribute.</param>
    /// <param name="arguments">What is written in it.</param>
    /// <param name="loss">The loss that was declared or follows from the last layer.</param>
    /// <param name="function">The method that is the loss instead, if there is one: it takes no numbers.</param>
    /// <param name="outputs">How many outputs the last layer has.</param>
    /// <param name="reporter">Told of each mistake.</param>
    public static LossDeclaration? ReadOfLoss(
        AttributeData attribute, AttributeArguments arguments, Loss loss, UserFunction? function, int outputs, IMistakeReporter? reporter)
    {
        LossRow row = LossTable.Of(loss);
        string taker = function?.Name ?? loss.ToString();
        foreach (string name in LossTable.ArgumentNames.Where(name => name != row.Argument?.Name && arguments.Names(name)))
        {
            ReportWithoutEffect(
                attribute,
                name,
                taker,
                LossTable.Rows.Where(other => other.Argument?.Name == name).Select(other => other.Loss.ToString()),
                reporter);
        }

        string smoothingName = LossTable.LabelSmoothing.Name;
        if (!row.IsOfClasses && arguments.Names(smoothingName))
        {
            ReportWithoutEffect(
                attribute, smoothingName, taker, LossTable.Rows.Where(other => other.IsOfClasses).Select(other => other.Loss.ToString()), reporter);
        }

        foreach (string name in LossTable.WeightsNames.Where(name => name != row.Weights?.Name && arguments.Names(name)))
        {
            ReportWithoutEffect(
                attribute, name, taker, LossTable.Rows.Where(other => other.Weights?.Name == name).Select(other => other.Loss.ToString()), reporter);
        }

        double? number = row.Argument is null ? 0 : ReadNumber(attribute, arguments, row.Argument, taker, reporter);
        double? smoothing = row.IsOfClasses ? ReadNumber(attribute, arguments, LossTable.LabelSmoothing, taker, reporter) : 0;
        ImmutableArray<double>? weights = row.Weights is null
            ? ImmutableArray<double>.Empty
            : ReadWeights(attribute, arguments, row, row.Weights, taker, outputs, reporter);
        return number is { } a && smoothing is { } b && weights is { } c
            ? new LossDeclaration(new LossArguments(a, b, !c.IsEmpty), new EquatableArray<double>(c))
            : null;
    }

    /// <summary>A weight for each output; none if none are written, null if they make no sense.</summary>
    private static ImmutableArray<double>? ReadWeights(
        AttributeData attribute, AttributeArguments arguments, LossRow row, FormulaArgument allowed, string taker, int outputs, IMistakeReporter? reporter)
    {
        string name = allowed.Name;
        Remedy removal = new($"Remove {name}", attribute, name, null);
        if (arguments.ReadMany<double>(name) is not { } weights)
        {
            return ImmutableArray<double>.Empty;
        }

        if (weights.Length != outputs)
        {
            reporter?.ReportArgument(
                Rules.WeightsCount,
                attribute,
                name,
                [
                    new Remedy($"Change {name} to {{0}}", attribute, name, WithLength(weights, outputs)),
                    removal,
                ],
                name,
                Counted.Of(weights.Length, "number"),
                Counted.Of(outputs, "output"));
            return null;
        }

        foreach (double weight in weights.Where(weight => !allowed.Allows(weight)).Take(1))
        {
            ReportOutOfRange(attribute, allowed, taker, weight, [removal], reporter);
            return null;
        }

        // A sample has one class: where none counts, the loss is 0 whatever the network says.
        if (row.IsOfClasses && weights.All(weight => weight == 0))
        {
            reporter?.ReportArgument(
                Rules.ArgumentOutOfRange, attribute, name, [removal], taker, name, "0 for every class", "one of them a number above 0, or leave it out");
            return null;
        }

        return weights;
    }

    /// <summary>A number that is allowed; null, with a report, where what is written is not.</summary>
    public static double? ReadNumber(
        AttributeData attribute, AttributeArguments arguments, FormulaArgument argument, string taker, IMistakeReporter? reporter)
    {
        double value = arguments.Read(argument.Name, argument.Default);
        if (argument.Allows(value))
        {
            return value;
        }

        // A share that was given in percent, such as a quantile of 90, may be meant.
        var remedies = new List<Remedy> { Change(argument.Default) };
        if (argument.Below == 1 && value / 100 != argument.Default && argument.Allows(value / 100))
        {
            remedies.Add(Change(value / 100));
        }

        ReportOutOfRange(attribute, argument, taker, value, remedies, reporter);
        return null;

        Remedy Change(double to) => new($"Change {argument.Name} to {{0}}", attribute, argument.Name, Printer.Number(to));
    }

    /// <summary>The weights of the outputs that there are: those beyond are dropped, those that lack are 1.</summary>
    private static string WithLength(ImmutableArray<double> weights, int count)
    {
        IEnumerable<double> all = weights.Concat(Enumerable.Repeat(1.0, count)).Take(count);
        return $"[{string.Join(", ", all.Select(Printer.Number))}]";
    }

    private static void ReportOutOfRange(
        AttributeData attribute,
        FormulaArgument argument,
        string taker,
        double value,
        IReadOnlyList<Remedy> remedies,
        IMistakeReporter? reporter) =>
        reporter?.ReportArgument(
            Rules.ArgumentOutOfRange,
            attribute,
            argument.Name,
            remedies,
            taker,
            argument.Name,
            double.IsNaN(value) ? "not a number" : double.IsInfinity(value) ? (value > 0 ? "infinite" : "minus infinity") : Printer.Number(value),
            argument.AllowedWords);

    private static void ReportWithoutEffect(
        AttributeData attribute, string name, string chosen, IEnumerable<string> takers, IMistakeReporter? reporter) =>
        reporter?.ReportArgument(
            Rules.ArgumentWithoutEffect,
            attribute,
            name,
            [new Remedy($"Remove {name}", attribute, name, null)],
            chosen,
            name,
            Alternatives(takers.ToList()));

    /// <summary>a, b or c.</summary>
    private static string Alternatives(IReadOnlyList<string> names) => names.Count == 1
        ? names[0]
        : string.Join(", ", names.Take(names.Count - 1)) + " or " + names[names.Count - 1];
}
