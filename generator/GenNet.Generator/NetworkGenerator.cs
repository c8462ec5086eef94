using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;
using GenNet.Generator.Emission;
using GenNet.Generator.Layers;
using GenNet.Generator.Mistakes;
using GenNet.Generator.Model;
using GenNet.Generator.Parsing;
using GenNet.Generator.Planning;
using GenNet.Generator.Weights;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace GenNet.Generator;

/// <summary>Writes a network for each class that declares one with the attributes of layers.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    private static readonly Encoding _utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<IReadOnlyList<WeightsDescription>> weightFiles = context.AdditionalTextsProvider
            .Where(static text => WeightFiles.IsDescription(text))
            .SelectMany(static (text, cancellation) => AtMostOne(WeightFiles.Read(text, cancellation)))
            .Collect()
            .Select(static (files, _) => ValueEqual(files))
            .WithTrackingName("WeightFiles");

        IncrementalValuesProvider<SyntaxTree> trees = context.CompilationProvider.SelectMany(static (compilation, _) => compilation.SyntaxTrees);
        IncrementalValueProvider<IReadOnlyList<string>> otherNames = trees
            .SelectMany(static (tree, cancellation) => AttributedTypes.GlobalAliases(tree, cancellation))
            .Collect()
            .Select(static (aliases, _) => ValueEqual(AttributedTypes.OtherNames(aliases)))
            .WithTrackingName("OtherNames");

        // Symbols end in this step: a declaration is value-equal, so an edit elsewhere goes no further.
        IncrementalValuesProvider<NetworkDeclaration> declarations = trees
            .Combine(otherNames)
            .SelectMany(static (pair, cancellation) => AttributedTypes.Find(pair.Left, pair.Right, cancellation))
            .Combine(context.CompilationProvider)
            .SelectMany(static (pair, cancellation) => AtMostOne(Parse(pair.Left, pair.Right, cancellation)))
            .WithTrackingName("Declarations");

        IncrementalValuesProvider<GeneratedNetwork> networks = declarations
            .Combine(weightFiles)
            .Select(static (pair, _) => WithWeights(pair.Left, pair.Right))
            .Select(static (declaration, cancellation) => Emit(declaration, cancellation))
            .WithTrackingName("Networks");

        IncrementalValuesProvider<GeneratedFile> files = networks
            .SelectMany(static (network, _) => network.Files)
            .WithTrackingName("Files");

        IncrementalValuesProvider<GeneratedFile> mistakes = networks
            .Where(static network => network.Mistakes is not null)
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Where(static mistaken => !AnalyzerSwitch.IsOn(mistaken.Right.GlobalOptions))
            .Select(static (mistaken, _) => MistakeFile.Write(mistaken.Left.Mistakes!))
            .WithTrackingName("Mistakes");

        context.RegisterSourceOutput(files, AddSource);
        context.RegisterSourceOutput(mistakes, AddSource);
    }

    private static IEnumerable<T> AtMostOne<T>(T? value)
        where T : class => value is null ? [] : [value];

    /// <summary>A list that is equal to another with equal items, as a class: Roslyn's tables over a structure are methods of their own for the JIT, some 120.</summary>
    private static IReadOnlyList<T> ValueEqual<T>(ImmutableArray<T> items)
        where T : IEquatable<T> => new EquatableArray<T>(items);

    private static void AddSource(SourceProductionContext output, GeneratedFile file) =>
        output.AddSource(file.HintName, SourceText.From(file.Text, _utf8));

    /// <summary>What a declaration says; null where no network is declared, or another part of the class is the one to be read.</summary>
    private static NetworkDeclaration? Parse(SyntaxNode node, Compilation compilation, CancellationToken cancellationToken)
    {
        if (compilation.GetSemanticModel(node.SyntaxTree).GetDeclaredSymbol(node, cancellationToken) is not INamedTypeSymbol type || !IsDecisive(node, type))
        {
            return null;
        }

        var collector = new MistakeCollector();
        NetworkDeclaration declaration = NetworkParser.Parse(type, compilation, collector, cancellationToken, leavesStorage: true);
        var mistakes = new NetworkMistakes(type.ToDisplayString(), HintNames.OfMistaken(type), collector.Mistakes);
        return declaration.Model is null ? declaration with { Mistakes = mistakes } : declaration with { LaterMistakes = mistakes };
    }

    /// <summary>
    /// The network with the weights of the file that it names. Where there are none, that is a mistake of the declaration, and the network is generated all
    /// the same: but for the one method it is what it was meant to be.
    /// </summary>
    private static NetworkDeclaration WithWeights(NetworkDeclaration declaration, IReadOnlyList<WeightsDescription> files)
    {
        if (declaration.Model is not { Weights: not null } model)
        {
            return declaration;
        }

        PretrainedModel? pretrained = WeightsReading.Read(model, files, out WeightsMistake? mistake);
        return mistake is null
            ? declaration with { Pretrained = pretrained }
            : WithMistake(declaration, mistake.Rule, mistake.Values);
    }

    /// <summary>The network's files. One that there is no memory for is found here, where it is planned, and gets a shell.</summary>
    private static GeneratedNetwork Emit(NetworkDeclaration declaration, CancellationToken cancellationToken)
    {
        NetworkPlan? plan = null;
        if (declaration.Model is { } model)
        {
            plan = Planner.TryPlan(LayerKinds.Build(model), out _);
            declaration = plan is not null
                ? declaration
                : WithMistake(declaration, Rules.NetworkTooLarge, NetworkParser.MistakeOfStorage(model, out _)) with { Model = null };
        }

        IEnumerable<GeneratedFile> files = NetworkEmitter.Emit(declaration, plan, cancellationToken);
        return new GeneratedNetwork(new EquatableArray<GeneratedFile>(files.ToImmutableArray()), declaration.Mistakes);
    }

    private static NetworkDeclaration WithMistake(NetworkDeclaration declaration, DiagnosticDescriptor rule, string[] values)
    {
        var collector = new MistakeCollector();
        collector.Report(rule, values);
        return declaration with { Mistakes = declaration.LaterMistakes! with { Messages = collector.Mistakes } };
    }

    /// <summary>
    /// Whether the attribute that decides, the first layer, stands on this declaration: a class that spreads its layers over several has a mistake, and is
    /// generated once all the same. So has a [Network] or an [Input] without a layer, which gets its shell.
    /// </summary>
    private static bool IsDecisive(SyntaxNode node, INamedTypeSymbol type)
    {
        ImmutableArray<AttributeData> attributes = type.GetAttributes();
        AttributeData? decisive = attributes.FirstOrDefault(NetworkParser.IsLayer) ?? attributes.FirstOrDefault(NetworkParser.IsNetworkAttribute);
        return decisive?.ApplicationSyntaxReference is { } first && first.SyntaxTree == node.SyntaxTree && node.Span.Contains(first.Span);
    }
}
