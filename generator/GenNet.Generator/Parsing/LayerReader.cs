using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using GenNet.Generator.Attributes;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;
using GenNet.Generator.Layers;
using GenNet.Generator.Mistakes;
using GenNet.Generator.Model;
using Microsoft.CodeAnalysis;

namespace GenNet.Generator.Parsing;

/// <summary>The attribute of a layer as its kind reads it.</summary>
/// <param name="attribute">The attribute.</param>
/// <param name="number">The layer's number; 0 where it is the inputs.</param>
/// <param name="functions">Finds the methods that it names.</param>
/// <param name="reporter">Told of each mistake.</param>
/// <param name="cancellationToken">Ends the reading.</param>
internal sealed class LayerReader(
    AttributeData attribute, int number, FunctionNames functions, IMistakeReporter? reporter, CancellationToken cancellationToken) : ILayerReader
{
    private readonly AttributeArguments _arguments = new(attribute, cancellationToken);

    public string AttributeName { get; } = NameOf(attribute);

    /// <summary>The name of an attribute without its last word.</summary>
    public static string NameOf(AttributeData attribute)
    {
        const string Suffix = "Attribute";
        string name = attribute.AttributeClass?.Name ?? string.Empty;
        return name.EndsWith(Suffix, System.StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }

    public IReadOnlyList<int>? Sizes()
    {
        var sizes = new List<int>();
        bool fit = true;
        foreach (IParameterSymbol parameter in attribute.AttributeConstructor!.Parameters)
        {
            int? size = Size(parameter.Name);
            sizes.Add(size ?? 0);
            fit &= size is not null;
        }

        // Three sizes of 31 bits each: a decimal has 96.
        decimal count = sizes.Aggregate(1m, (product, size) => product * size);
        if (fit && count > int.MaxValue)
        {
            string product = string.Join(" × ", sizes.Select(size => size.ToString(CultureInfo.InvariantCulture)));
            reporter?.ReportAttribute(
                Rules.DimensionBelowOne, attribute, $"[{AttributeName}] has {product} = {count.ToString(CultureInfo.InvariantCulture)} values");
            fit = false;
        }

        return fit ? sizes : null;
    }

    public double? Positive(string property, double otherwise) => Number(new FormulaArgument(property, otherwise) { Above = 0 });

    public double? Number(FormulaArgument argument) =>
        FormulaArguments.ReadNumber(attribute, _arguments, argument, AttributeName, reporter);

    public int? Size(string parameter) => AtLeast(parameter, _arguments.Read(parameter, 0), 1);

    public int? Whole(string property, int otherwise, int least) => AtLeast(property, _arguments.Read(property, otherwise), least);

    public bool Says(string property) => _arguments.Names(property);

    public bool Takes(string parameter) => _arguments.Takes(parameter);

    public void ReportExcess(string property, string reason) => reporter?.ReportArgument(
        Rules.PropertyInTheWay,
        attribute,
        property,
        [new Remedy($"Remove {property}", attribute, property, null)],
        $"[{AttributeName}] {reason}",
        property);

    public bool IsTrue(string property, bool otherwise) => _arguments.Read(property, otherwise);

    public (Initializer Initializer, double Scale)? Weights(Initializer otherwise)
    {
        (Initializer? written, double? scale) = WeightArguments.Read(attribute, _arguments, number, reporter);
        return written is { } initializer && scale is { } factor
            ? (initializer == Initializer.Auto ? otherwise : initializer, factor)
            : null;
    }

    public bool DrawsBiases(Initializer initializer) => WeightArguments.DrawsBiases(attribute, _arguments, initializer, reporter);

    private int? AtLeast(string name, int size, int least)
    {
        if (size >= least)
        {
            return size;
        }

        if (least == 0)
        {
            reporter?.ReportArgument(
                Rules.BelowZero,
                attribute,
                name,
                [new Remedy($"Remove {name}", attribute, name, null)],
                $"[{AttributeName}] has {size.ToString(CultureInfo.InvariantCulture)} as its {name}");
            return null;
        }

        bool isCount = name.EndsWith("s", System.StringComparison.Ordinal);
        reporter?.ReportArgument(
            Rules.DimensionBelowOne,
            attribute,
            name,
            $"[{AttributeName}] has {size.ToString(CultureInfo.InvariantCulture)} {(isCount ? name : $"as its {name}")}");
        return null;
    }

    public ActivationModel? Activation()
    {
        if (_arguments.Takes("function"))
        {
            UserFunction? method = functions.ReadActivation(attribute, _arguments.Read<string?>("function", null));
            double? none = FormulaArguments.ReadOfActivation(attribute, _arguments, Declaration.Activation.Linear, reporter);
            _ = FormulaArguments.IsPerChannel(attribute, _arguments, Declaration.Activation.Linear, reporter);
            return method is null || none is null ? null : new ActivationModel(Declaration.Activation.Linear, 0, method);
        }

        Activation? activation = EnumArguments.Read<Activation>(attribute, _arguments, "activation", "an Activation", reporter);
        double? argument = FormulaArguments.ReadOfActivation(attribute, _arguments, activation, reporter);
        return activation is { } known && argument is { } number
            ? new ActivationModel(known, number) { IsPerChannel = FormulaArguments.IsPerChannel(attribute, _arguments, known, reporter) }
            : null;
    }
}
