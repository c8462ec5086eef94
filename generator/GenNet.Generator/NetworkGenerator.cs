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

        foreach (string attributeName in LayerKinds.AttributeNames)
        {
            RegisterFiles(context, analyzersRun, attributeName, FirstLayer, "Declarations");
        }

        // A [Network] without a layer has a mistake, which the analyzer reports; the class gets its shell all the same.
        RegisterFiles(context, analyzersRun, NetworkParser.NetworkAttributeName, FirstNetworkWithoutLayer, "DeclarationsWithoutLayers");
    }

    /// <summary>
    /// From the classes with an attribute to files. Symbols end in the first step: a declaration is value-equal, so an edit elsewhere
    /// goes no further.
    /// </summary>
    private static void RegisterFiles(
        IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<bool> analyzersRun,
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
        return declaration.Model is not null
            ? declaration
            : declaration with
            {
                Mistakes = new NetworkMistakes(type.ToDisplayString(), HintNames.OfMistaken(type), collector.Mistakes),
            };
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
