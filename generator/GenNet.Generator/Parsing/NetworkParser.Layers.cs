using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using GenNet.Generator.Attributes;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Layers;
using GenNet.Generator.Mistakes;
using GenNet.Generator.Model;
using Microsoft.CodeAnalysis;

namespace GenNet.Generator.Parsing;

/// <content>What the attributes of layers and inputs say.</content>
internal static partial class NetworkParser
{
    private static LayerDeclaration Read(
        ImmutableArray<AttributeData> declared,
        int index,
        Compilation compilation,
        FunctionNames functions,
        IMistakeReporter? reporter,
        CancellationToken cancellationToken)
    {
        AttributeData attribute = declared[index];
        var arguments = new AttributeArguments(attribute, cancellationToken);
        ILayerKind kind = LayerKinds.Of(LayerReader.NameOf(attribute))!;
        LayerDeclaration layer;
        if (kind is ISizedKind sized)
        {
            layer = WithFunction(ReadSized(declared, index, compilation, reporter, cancellationToken), functions, cancellationToken);
            layer = layer with { Spec = layer.SpecOf(sized) };
        }
        else
        {
            if (!arguments.IsUsable)
            {
                MisspeltMembers.Report(attribute, compilation, reporter, cancellationToken);
            }

            LayerSpec? spec = arguments.IsUsable ? kind.Read(new LayerReader(attribute, index + 1, functions, reporter, cancellationToken)) : null;
            ActivationModel? activation = spec?.Applied;
            layer = new LayerDeclaration(attribute, null, null, activation?.Activation ?? Activation.Linear, true, Initializer.Auto, 1, activation?.Argument ?? 0)
            {
                Spec = spec,
                Function = activation?.Method,
            };
        }

        return layer with
        {
            Kind = kind,
            IsUsable = arguments.IsUsable,
            StatesInputs = arguments.IsUsable ? arguments.Takes("inputs") : layer.Inputs is not null,
            Name = arguments.Read<string?>("Name", null),
            From = arguments.Read<string?>("From", null),
            Others = arguments.ReadArray("names").Select(name => name as string).ToImmutableArray(),
            IsFrozen = arguments.Read("Frozen", false),
            Rule = ReadRule(new LayerReader(attribute, index + 1, functions, reporter, cancellationToken), arguments),
        };
    }

    /// <summary>What a layer says of how its parameters learn; null where a number makes no sense.</summary>
    private static LearningRule? ReadRule(LayerReader reader, AttributeArguments arguments)
    {
        double? l1 = reader.Number(new FormulaArgument("L1", 0) { AtLeast = 0 });
        double? l2 = reader.Number(new FormulaArgument("L2", 0) { AtLeast = 0 });
        double? factor = reader.Number(new FormulaArgument("LearningRateFactor", 1) { AtLeast = 0 });
        return l1 is { } first && l2 is { } second && factor is { } rate
            ? new LearningRule(first, arguments.Names("L2") ? second : null, rate)
            : null;
    }

    /// <summary>The shape that <c>[Input]</c> states; null where there is none.</summary>
    private static Shape? ReadInput(
        ImmutableArray<AttributeData> attributes,
        FunctionNames functions,
        IMistakeReporter? reporter,
        CancellationToken cancellationToken,
        out bool isCorrect,
        out string? name)
    {
        isCorrect = true;
        name = null;
        AttributeData? attribute = attributes.FirstOrDefault(IsInput);
        if (attribute is null)
        {
            return null;
        }

        var arguments = new AttributeArguments(attribute, cancellationToken);
        name = arguments.Read<string?>("Name", null);
        if (name is not null && string.IsNullOrWhiteSpace(name))
        {
            reporter?.ReportArgument(Rules.NameTaken, attribute, "Name", [], "The input", name, "nothing can be");
            isCorrect = false;
        }

        if (attributes.TakeWhile(other => other != attribute).Any(IsLayer))
        {
            reporter?.ReportAttribute(Rules.InputBehindLayers, attribute);
            isCorrect = false;
        }

        IReadOnlyList<int>? sizes = arguments.IsUsable
            ? new LayerReader(attribute, 0, functions, reporter, cancellationToken).Sizes()
            : null;
        isCorrect &= sizes is not null;
        return sizes is null ? null : Shape.Of([.. sizes]);
    }

    private static LayerDeclaration WithFunction(LayerDeclaration layer, FunctionNames functions, CancellationToken cancellationToken)
    {
        var arguments = new AttributeArguments(layer.Attribute, cancellationToken);
        return arguments.IsUsable && layer.Attribute.AttributeConstructor!.Parameters.Any(parameter => parameter.Name == "function")
            ? layer with
            {
                NamesFunction = true,
                Function = functions.ReadActivation(layer.Attribute, arguments.Read<string?>("function", null)),
            }
            : layer;
    }

    private static LayerDeclaration ReadSized(
        ImmutableArray<AttributeData> declared, int index, Compilation compilation, IMistakeReporter? reporter, CancellationToken cancellationToken)
    {
        AttributeData attribute = declared[index];
        int number = index + 1;
        var arguments = new AttributeArguments(attribute, cancellationToken);
        int? inputs = arguments.Read<int?>("inputs", null);
        int? outputs = arguments.Read<int?>("outputs", null);
        if (!arguments.IsUsable)
        {
            MisspeltMembers.Report(attribute, compilation, reporter, cancellationToken);
            return new LayerDeclaration(attribute, inputs, outputs, null, true, null, null, null);
        }

        (Initializer? initializer, double? scale) = WeightArguments.Read(attribute, arguments, number, reporter);
        Activation? activation = EnumArguments.Read<Activation>(attribute, arguments, "activation", "an Activation", reporter);
        return new LayerDeclaration(
            attribute,
            ReadSize(inputs, "inputs"),
            ReadSize(outputs, "outputs"), activation,
            arguments.Read("Bias", true),
            initializer,
            scale,
            FormulaArguments.ReadOfActivation(attribute, arguments, activation, reporter))
        {
            IsPerChannel = FormulaArguments.IsPerChannel(attribute, arguments, activation, reporter),
            DrawsBiases = WeightArguments.DrawsBiases(attribute, arguments, initializer, reporter),
        };

        int? ReadSize(int? size, string name)
        {
            if (size is not < 1)
            {
                return size;
            }

            reporter?.ReportArgument(
                Rules.SizeBelowOne, attribute, name, RemediesFor(name), Text(number), Text(size.Value), name);
            return null;
        }

        // What the neighbour says is what this layer should say.
        Remedy[] RemediesFor(string name)
        {
            bool isInput = name == "inputs";
            int neighbour = isInput ? index - 1 : index + 1;
            string opposite = isInput ? "outputs" : "inputs";
            return neighbour >= 0
                && neighbour < declared.Length
                && new AttributeArguments(declared[neighbour], cancellationToken).Read(opposite, 0) is var size and > 0
                    ?
                    [
                        new Remedy($"Change layer {Text(number)}'s {name} to {{0}}", attribute, name, Text(size))
                        {
                            Model = (declared[neighbour], opposite),
                        },
                    ]
                    : [];
        }
    }
}
