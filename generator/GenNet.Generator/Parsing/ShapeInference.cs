using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using GenNet.Generator.Attributes;
using GenNet.Generator.Layers;
using GenNet.Generator.Mistakes;
using GenNet.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GenNet.Generator.Parsing;

/// <summary>Finds out what each layer takes and yields: names become layers, and every shape follows from the inputs.</summary>
/// <param name="layers">The layers as they are declared.</param>
/// <param name="input">The shape of a sample; null where <c>[Input]</c> does not state it.</param>
/// <param name="inputName">What the inputs are called; null where they have no name.</param>
/// <param name="reporter">Told of each mistake.</param>
internal sealed class ShapeInference(
    ImmutableArray<LayerDeclaration> layers, Shape? input, string? inputName, IMistakeReporter? reporter)
{
    private readonly Dictionary<string, int> _named = new(StringComparer.Ordinal);
    private readonly Shape?[] _yielded = new Shape?[layers.Length + 1];
    private bool _fit = true;

    /// <summary>The shape of a sample, as far as that is known.</summary>
    public Shape? Input => _yielded[0];

    /// <summary>What the last layer yields, as far as that is known.</summary>
    public Shape? Output => _yielded[layers.Length];

    /// <summary>The layers with everything inferred; null where something does not fit, which has been reported.</summary>
    public ImmutableArray<LayerModel>? Infer()
    {
        _yielded[0] = input ?? (layers[0] is { IsSized: true, StatesInputs: true, Inputs: { } first } ? Shape.Of(first) : null);
        if (_yielded[0] is null && layers[0].IsUsable && !(layers[0].IsSized && layers[0].StatesInputs))
        {
            Report(Rules.InputMissing, layers[0].Attribute);
        }

        if (inputName is not null)
        {
            _named.Add(inputName, 0);
        }

        var models = new List<LayerModel>();
        var taken = new HashSet<int>();
        var allSources = new List<IReadOnlyList<int?>>();
        for (int number = 1; number <= layers.Length; number++)
        {
            LayerDeclaration layer = layers[number - 1];
            List<int?> sources = SourcesOf(layer, number);
            taken.UnionWith(sources.OfType<int>());
            allSources.Add(sources);
            IReadOnlyList<Shape?> shapes = sources.Select(source => source is { } known ? _yielded[known] : null).ToList();
            InferOutput(layer, number, sources, shapes);
            if (layer.Spec is { Indices: > LayerSpec.MostIndices and var vocabulary })
            {
                ReportVocabulary(layer, number, vocabulary);
            }

            AddName(layer, number);
            if (_fit && layer.Rule is { } rule && layer.Spec is { } known && _yielded[number] is { } output && shapes.All(shape => shape is not null))
            {
                models.Add(new LayerModel(
                    number,
                    known,
                    new(sources.Select(source => source!.Value).ToImmutableArray()),
                    new(shapes.Select(shape => shape!).ToImmutableArray()),
                    output)
                {
                    Name = layer.Name,
                    IsFrozen = layer.IsFrozen,
                    Rule = rule,
                });
            }
        }

        foreach ((int number, string what, string advice) in IndexRules.FindMistakes(layers, allSources))
        {
            Report(Rules.IndicesMisused, layers[number - 1].Attribute, what, advice);
        }

        ReportUnused(taken);
        return _fit && models.Count == layers.Length ? models.ToImmutableArray() : null;
    }

    /// <summary>What a layer yields, by the rule of its kind.</summary>
    private void InferOutput(LayerDeclaration layer, int number, List<int?> sources, IReadOnlyList<Shape?> shapes)
    {
        if (layer.IsSized)
        {
            InferSized(layer, number, sources[0], shapes[0]);
        }
        else if (layer.Spec is { } spec && shapes.All(shape => shape is not null))
        {
            _yielded[number] = layer.Kind.Infer(spec, shapes.Select(shape => shape!).ToList(), out ShapeMistake? mistake);
            if (mistake is not null)
            {
                Report(Rules.ShapesDoNotMeet, layer.Attribute, CauseOf(mistake, layer.Attribute), [], Text(number), $"{mistake.Words}.");
            }
        }

        if (_yielded[number] is { Count: > int.MaxValue } large)
        {
            Report(
                Rules.DimensionBelowOne, layer.Attribute, "outputs", [], $"Layer {Text(number)} yields {large.ValuesInWords}");
            _yielded[number] = null;
        }
    }

    /// <summary>The argument of an attribute that is the cause of a mistake; empty where it is the layer itself.</summary>
    private static string CauseOf(ShapeMistake mistake, AttributeData attribute) =>
        mistake.Input is { } input ? AttributeSyntaxes.Element("names", input)
        : mistake.Arguments.FirstOrDefault(name =>
            attribute.NamedArguments.Any(written => written.Key == name)
            || attribute.AttributeConstructor?.Parameters.Any(parameter => parameter.Name == name) == true) ?? string.Empty;

    private void ReportVocabulary(LayerDeclaration layer, int number, int vocabulary)
    {
        string most = Text(LayerSpec.MostIndices);
        Report(
            Rules.IndicesMisused,
            layer.Attribute,
            "vocabulary",
            [new Remedy("Change vocabulary to {0}", layer.Attribute, "vocabulary", most)],
            $"Layer {Text(number)} has a vocabulary of {Text(vocabulary)}, but there are no more than 2²⁴ = {most} indices, which floats hold exactly",
            $"Change {Text(vocabulary)} to {most} or less");
    }

    /// <summary>Says of which layers nobody takes what they yield.</summary>
    private void ReportUnused(HashSet<int> taken)
    {
        for (int number = 1; _fit && number < layers.Length; number++)
        {
            if (!taken.Contains(number))
            {
                LayerDeclaration layer = layers[number - 1];
                string advice = layer.Name is { } name ? $"Take it as \"{name}\"" : "Give it a Name and take it by that";
                Report(Rules.UnusedValue, layer.Attribute, Text(number), advice);
            }
        }
    }

    /// <summary>A layer that states its sizes acts on the last dimension of what it takes.</summary>
    private void InferSized(LayerDeclaration layer, int number, int? source, Shape? shape)
    {
        if (layer.Outputs is { } outputs)
        {
            _yielded[number] = shape?.WithFeatures(outputs) ?? (layer.Inputs is null ? null : Shape.Of(outputs));
        }

        if (!layer.StatesInputs || layer.Inputs is not { } inputs || shape is not { } given || source is not { } from || inputs == given.Features)
        {
            return;
        }

        string yielded = from == 0 ? "a sample has" : $"layer {Text(from)} yields";
        if (given.Rank > 1 && given.Count == inputs)
        {
            // Once flattened it is a vector, and the next layer has no mistake but its own.
            _yielded[number] = layer.Outputs is { } vector ? Shape.Of(vector) : null;
            Report(Rules.FlattenMissing, layer.Attribute, "inputs", [], Text(number), Counted.Of(inputs, "input"), yielded, given.ValuesInWords);
        }
        else if (from > 0 && layers[from - 1] is { IsSized: true } before && given.Rank == 1)
        {
            Report(
                Rules.LayerSizesDiffer,
                layer.Attribute,
                "inputs",
                [
                    new Remedy($"Change layer {Text(number)}'s inputs to {{0}}", layer.Attribute, "inputs", Text(given.Features))
                    {
                        Model = (before.Attribute, "outputs"),
                    },
                    new Remedy($"Change layer {Text(from)}'s outputs to {{0}}", before.Attribute, "outputs", Text(inputs))
                    {
                        Model = (layer.Attribute, "inputs"),
                    },
                ],
                Text(number),
                Text(inputs),
                Text(from),
                Text(given.Features),
                Counted.Of(inputs, "input"));
        }
        else
        {
            Report(
                Rules.InputSizeDiffers,
                layer.Attribute,
                "inputs",
                [new Remedy($"Change layer {Text(number)}'s inputs to {{0}}", layer.Attribute, "inputs", Text(given.Features))],
                Text(number),
                Text(inputs),
                $"{yielded} {given.ValuesInWords}{(given.Rank == 1 ? string.Empty : $", {Text(given.Features)} in the last dimension")}",
                Text(given.Features),
                Counted.Of(inputs, "input"));
        }
    }

    /// <summary>The layers that a layer takes its values from, 0 for the network's input; null where a name is unknown.</summary>
    private List<int?> SourcesOf(LayerDeclaration layer, int number)
    {
        List<int?> sources = layer.Others.Select((name, index) => Find(layer, number, name, AttributeSyntaxes.Element("names", index))).ToList();
        sources.Add(layer.From is { } from ? Find(layer, number, from, "From") : number - 1);
        if (layer.IsUsable && layer.Others.IsEmpty && layer.Attribute.AttributeConstructor!.Parameters.Any(parameter => parameter.Name == "names"))
        {
            Report(Rules.UnknownValue, layer.Attribute, Text(number), "names no other value", $"Name one, as in [{LayerReader.NameOf(layer.Attribute)}(\"name\")]");
        }

        return sources;
    }

    private int? Find(LayerDeclaration layer, int number, string? name, string argument)
    {
        if (name is not null && _named.TryGetValue(name, out int source))
        {
            return source;
        }

        int later = layers.Select((other, index) => (other.Name, Number: index + 1))
            .FirstOrDefault(other => other.Name is not null && other.Name == name).Number;
        string? nearest = NearestName.Find(name ?? string.Empty, _named.Keys);
        string what = later == number ? $"takes \"{name}\", which is its own name: values flow forward only"
            : later > 0 ? $"takes \"{name}\", which only layer {Text(later)} yields: values flow forward only"
            : $"takes \"{name}\", but no layer before it has that name";
        string advice = later == 0 && nearest is not null ? $"Write \"{nearest}\" if that is what you mean"
            : _named.Count > 0 ? $"The names before it: {string.Join(", ", _named.Keys.Select(known => $"\"{known}\""))}"
            : later > 0 ? "Take what a layer before it yields"
            : $"Give the layer that is meant Name = \"{name}\"";
        IReadOnlyList<Remedy> remedies = later == 0 && nearest is not null
            ? [new Remedy("Write {0}", layer.Attribute, argument, SymbolDisplay.FormatLiteral(nearest, quote: true)) { MustBeWritten = true }]
            : [];
        Report(Rules.UnknownValue, layer.Attribute, argument, remedies, Text(number), what, advice);
        return null;
    }

    private void AddName(LayerDeclaration layer, int number)
    {
        if (layer.Name is not { } name)
        {
            return;
        }

        if (string.IsNullOrWhiteSpace(name))
        {
            Report(Rules.NameTaken, layer.Attribute, "Name", [], $"Layer {Text(number)}", name, "nothing can be");
        }
        else if (_named.TryGetValue(name, out int other))
        {
            Report(Rules.NameTaken, layer.Attribute, "Name", [], $"Layer {Text(number)}", name, other == 0 ? "the input is" : $"layer {Text(other)} is");
        }
        else
        {
            _named.Add(name, number);
        }
    }

    private void Report(DiagnosticDescriptor rule, AttributeData attribute, params string[] values)
    {
        reporter?.ReportAttribute(rule, attribute, values);
        _fit = false;
    }

    private void Report(DiagnosticDescriptor rule, AttributeData attribute, string argument, IReadOnlyList<Remedy> remedies, params string[] values)
    {
        reporter?.ReportArgument(rule, attribute, argument, remedies, values);
        _fit = false;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
