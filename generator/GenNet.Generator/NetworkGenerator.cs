using System.Collections.Immutable;
using System.Linq;
using System.Text;
using GenNet.Generator.Architecture;
using GenNet.Generator.Emission;
using GenNet.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GenNet.Generator;

/// <summary>Writes a network for each class that declares one with <c>[Layer]</c> attributes.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    private static readonly Encoding _utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);


    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // A [Network] without a [Layer] has a mistake, which the analyzer reports; the class gets its shell all the same.
        IncrementalValuesProvider<NetworkDeclaration> withoutLayers = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                NetworkParser.NetworkAttributeName,
                static (node, _) => node is ClassDeclarationSyntax,
                static (attributed, cancellation) => FirstLayer(attributed.TargetSymbol) is null
                    ? NetworkParser.Parse((INamedTypeSymbol)attributed.TargetSymbol, null, cancellation)
                    : null)
            .Where(static declaration => declaration is not null)
            .Select(static (declaration, _) => declaration!)
            .WithTrackingName("DeclarationsWithoutLayers");

        // Symbols end here: a declaration is value-equal, so an edit elsewhere goes no further than this step.
        IncrementalValuesProvider<NetworkDeclaration> declarations = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                NetworkParser.LayerAttributeName,
                static (node, _) => node is ClassDeclarationSyntax,
                static (attributed, cancellation) => IsFirstDeclaration(attributed)
                    ? NetworkParser.Parse((INamedTypeSymbol)attributed.TargetSymbol, null, cancellation)
                    : null)
            .Where(static declaration => declaration is not null)
            .Select(static (declaration, _) => declaration!)
            .WithTrackingName("Declarations");

        RegisterFiles(context, declarations);
        RegisterFiles(context, withoutLayers);
    }

    private static void RegisterFiles(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<NetworkDeclaration> declarations)
    {
        IncrementalValuesProvider<GeneratedFile> files = declarations
            .SelectMany(static (declaration, _) => NetworkEmitter.Emit(declaration).ToImmutableArray())
            .WithTrackingName("Files");

        context.RegisterSourceOutput(
            files, static (output, file) => output.AddSource(file.HintName, SourceText.From(file.Text, _utf8)));
    }

    /// <summary>
    /// Whether this is the first of the declarations that carry layers: a class that spreads them over several has a mistake, and is
    /// generated once all the same.
    /// </summary>
    private static bool IsFirstDeclaration(GeneratorAttributeSyntaxContext attributed)
    {
        SyntaxReference? first = FirstLayer(attributed.TargetSymbol)?.ApplicationSyntaxReference;
        return first is not null
            && first.SyntaxTree == attributed.TargetNode.SyntaxTree
            && attributed.TargetNode.Span.Contains(first.Span);
    }

    private static AttributeData? FirstLayer(ISymbol type) =>
        type.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == NetworkParser.LayerAttributeName);
}
