using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenNet.Generator.Mistakes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GenNet.CodeFixes;

/// <summary>Writes <c>partial</c> before a network's class, and before all types around it that lack it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PartialFix))]
[Shared]
public sealed class PartialFix : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(Rules.ClassNotPartial.Id, Rules.ContainingTypeNotPartial.Id);

    /// <inheritdoc/>
    internal override async Task<IReadOnlyList<Repair>> FindRepairs(
        Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var declaration = await Declarations.Find<TypeDeclarationSyntax>(document, diagnostic, cancellationToken).ConfigureAwait(false);
        Change[] changes = (declaration?.AncestorsAndSelf() ?? [])
            .OfType<TypeDeclarationSyntax>()
            .Where(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword))
            .Select(type => Edits.Insert(type.SyntaxTree, type.Keyword.SpanStart, "partial "))
            .ToArray();
        return changes.Length == 0 ? [] : [new Repair("Add 'partial'", "AddPartial", changes)];
    }
}
