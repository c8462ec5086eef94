using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenNet.Generator.Mistakes;
using GenNet.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GenNet.CodeFixes;

/// <summary>Moves all layers to the part that has the first of them, in the order in which the compiler lists them.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OnePartFix))]
[Shared]
public sealed class OnePartFix : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.LayersInSeveralParts.Id);

    /// <inheritdoc/>
    internal override async Task<IReadOnlyList<Repair>> FindRepairs(
        Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var declaration = await Declarations.Find<TypeDeclarationSyntax>(document, diagnostic, cancellationToken).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (declaration is null || model?.GetDeclaredSymbol(declaration, cancellationToken) is not INamedTypeSymbol type)
        {
            return [];
        }

        List<AttributeSyntax> layers = type.GetAttributes()
            .Where(NetworkParser.IsLayer)
            .Select(layer => layer.ApplicationSyntaxReference?.GetSyntax(cancellationToken))
            .OfType<AttributeSyntax>()
            .Where(layer => layer.Parent is AttributeListSyntax)
            .ToList();
        if (layers.Count == 0)
        {
            return [];
        }

        SyntaxNode? firstPart = layers[0].Parent!.Parent;
        List<AttributeSyntax> strays = layers.Where(layer => layer.Parent!.Parent != firstPart).ToList();
        if (strays.Count == 0)
        {
            return [];
        }

        // A whole list goes at once: two changes of one list would contradict each other.
        IEnumerable<Change> removals = strays
            .GroupBy(stray => (AttributeListSyntax)stray.Parent!)
            .SelectMany(list => list.Count() == list.Key.Attributes.Count
                ? [new Change(list.Key.SyntaxTree, new(Edits.SpanWithRestOfLine(list.Key), string.Empty))]
                : list.Select(Edits.RemoveAttribute));
        var last = (AttributeListSyntax)layers.Last(layer => layer.Parent!.Parent == firstPart).Parent!;
        return
        [
            new Repair(
                "Move all layers to one part",
                "OnePart",
                [Edits.InsertAttributesAfter(last, strays.Select(stray => stray.ToString())), .. removals]),
        ];
    }
}
