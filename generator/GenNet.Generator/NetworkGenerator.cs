using System;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;
using GenNet.Generator.Emission;
using GenNet.Generator.Layers;
using GenNet.Generator.Mistakes;
using GenNet.Generator.Model;
using GenNet.Generator.Parsing;
using GenNet.Generator.Weights;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
        IncrementalValueProvider<bool> analyzersRun = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => AnalyzerSwitch.IsOn(options.GlobalOptions))
            .WithTrackingName("AnalyzersRun");

        IncrementalValueProvider<EquatableArray<WeightsDescription>> weightFiles = context.AdditionalTextsProvider
            .Where(static text => WeightFiles.IsDescription(text))
            .Select(static (text, cancellation) => WeightFiles.Read(text, cancellation))
            .Where(static file => file is not null)
            .Select(static (file, _) => file!)
            .Collect()
            .Select(static (files, _) => new EquatableArray<WeightsDescription>(files))
            .WithTrackingName("WeightFiles");

        foreach (string attributeName in LayerKinds.AttributeNames)
        {
            RegisterFiles(context, analyzersRun, weightFiles, attributeName, FirstLayer, "Declarations");
        }

        // A [Network] or an [Input] without a layer has a mistake, which the analyzer reports; the class gets its shell all the same.
        foreach (string attributeName in (string[])[NetworkParser.NetworkAttributeName, NetworkParser.InputAttributeName])
        {
            RegisterFiles(context, analyzersRun, weightFiles, attributeName, FirstNetworkWithoutLayer, "DeclarationsWithoutLayers");
        }
    }

    /// <summary>
    /// From the classes with an attribute to files. Symbols end in the first step: a declaration is value-equal, so an edit elsewhere
    /// goes no further.
    /// </summary>
    private static void RegisterFiles(
        IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<bool> analyzersRun,
        IncrementalValueProvider<EquatableArray<WeightsDescription>> weightFiles,
        string attributeName,
        Func<ISymbol, AttributeData?> findDecisive,
        string step)
    {
        IncrementalValuesProvider<NetworkDeclaration> declarations = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                attributeName,
                static (node, _) => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax,
                (attributed, cancellation) => IsDecisive(attributed, attributeName, findDecisive)
                    ? Parse(attributed.TargetSymbol, attributed.SemanticModel.Compilation, cancellation)
                    : null)
            .Where(static declaration => declaration is not null)
            .Select(static (declaration, _) => declaration!)
            .Combine(weightFiles)
            .Select(static (pair, _) => WithWeights(pair.Left, pair.Right))
            .WithTrackingName(step);

        IncrementalValuesProvider<GeneratedFile> files = declarations
            .SelectMany(static (declaration, cancellation) => NetworkEmitter.Emit(declaration, cancellation).ToImmutableArray())
            .WithTrackingName("Files");

        IncrementalValuesProvider<GeneratedFile> mistakes = declarations
            .Where(static declaration => declaration.Mistakes is not null)
            .Combine(analyzersRun)
            .Where(static mistaken => !mistaken.Right)
            .Select(static (mistaken, _) => MistakeFile.Write(mistaken.Left.Mistakes!))
            .WithTrackingName("Mistakes");

        context.RegisterSourceOutput(files, AddSource);
        context.RegisterSourceOutput(mistakes, AddSource);
    }

    private static void AddSource(SourceProductionContext output, GeneratedFile file) =>
        output.AddSource(file.HintName, SourceText.From(file.Text, _utf8));

    private static NetworkDeclaration Parse(ISymbol symbol, Compilation compilation, CancellationToken cancellationToken)
    {
        var type = (INamedTypeSymbol)symbol;
        var collector = new MistakeCollector();
        NetworkDeclaration declaration = NetworkParser.Parse(type, compilation, collector, cancellationToken);
        if (declaration.Model is { Weights: null })
        {
            return declaration;
        }

        var mistakes = new NetworkMistakes(type.ToDisplayString(), HintNames.OfMistaken(type), collector.Mistakes);
        return declaration.Model is null ? declaration with { Mistakes = mistakes } : declaration with { WithoutWeights = mistakes };
    }

    /// <summary>
    /// The network with the weights of the file that it names. Where there are none, that is a mistake of the declaration, and the network is generated all
    /// the same: but for the one method it is what it was meant to be.
    /// </summary>
    private static NetworkDeclaration WithWeights(NetworkDeclaration declaration, EquatableArray<WeightsDescription> files)
    {
        if (declaration.Model is not { Weights: not null } model)
        {
            return declaration;
        }

        PretrainedModel? pretrained = WeightsReading.Read(model, files, out WeightsMistake? mistake);
        if (mistake is null)
        {
            return declaration with { Pretrained = pretrained, WithoutWeights = null };
        }

        var collector = new MistakeCollector();
        collector.Report(mistake.Rule, mistake.Values);
        return declaration with { Mistakes = declaration.WithoutWeights! with { Messages = collector.Mistakes }, WithoutWeights = null };
    }

    private static AttributeData? FirstLayer(ISymbol type) => type.GetAttributes().FirstOrDefault(NetworkParser.IsLayer);

    private static AttributeData? FirstNetworkWithoutLayer(ISymbol type) =>
        FirstLayer(type) is null ? type.GetAttributes().FirstOrDefault(NetworkParser.IsNetworkAttribute) : null;

    /// <summary>
    /// Whether the attribute that decides stands on this declaration: a class that spreads its layers over several has a mistake, and
    /// is generated once all the same.
    /// </summary>
    private static bool IsDecisive(
        GeneratorAttributeSyntaxContext attributed, string attributeName, Func<ISymbol, AttributeData?> findDecisive)
    {
        AttributeData? decisive = findDecisive(attributed.TargetSymbol);
        SyntaxReference? first = decisive?.ApplicationSyntaxReference;
        return first is not null
            && attributeName.EndsWith("." + decisive!.AttributeClass!.Name, StringComparison.Ordinal)
            && first.SyntaxTree == attributed.TargetNode.SyntaxTree
            && attributed.TargetNode.Span.Contains(first.Span);
    }
}
