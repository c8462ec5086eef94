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

/// <summary>Takes <c>required</c> away from a member of a network.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RequiredMemberFix))]
[Shared]
public sealed class RequiredMemberFix : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.RequiredMember.Id);

    /// <inheritdoc/>
    internal override async Task<IReadOnlyList<Repair>> FindRepairs(
        Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var member = await Declarations.Find<MemberDeclarationSyntax>(document, diagnostic, cancellationToken).ConfigureAwait(false);
        Change[] changes = [.. member?.Modifiers.Where(modifier => modifier.IsKind(SyntaxKind.RequiredKeyword)).Select(Edits.Remove) ?? []];
        return changes.Length == 0 ? [] : [new Repair("Remove 'required'", "RemoveRequired", changes)];
    }
}
