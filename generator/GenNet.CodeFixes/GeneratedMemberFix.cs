using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using GenNet.Generator.Mistakes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace GenNet.CodeFixes;

/// <summary>Removes a member that is generated anyway: a constant for a size, an empty constructor.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(GeneratedMemberFix))]
[Shared]
public sealed class GeneratedMemberFix : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.MemberClash.Id);

    /// <inheritdoc/>
    internal override async Task<IReadOnlyList<Repair>> FindRepairs(
        Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var member = await Declarations.Find<MemberDeclarationSyntax>(document, diagnostic, cancellationToken).ConfigureAwait(false);
        bool isNoLoss = member switch
        {
            // What a body does, no click may throw away.
            ConstructorDeclarationSyntax constructor => constructor.Body is { Statements.Count: 0 },
            FieldDeclarationSyntax field => field.Declaration.Variables.Count == 1,
            PropertyDeclarationSyntax or MethodDeclarationSyntax => true,
            _ => false,
        };
        return member is null || !isNoLoss || member.ContainsDirectives
            ? []
            :
            [
                new Repair(
                    "Remove what is generated anyway",
                    "RemoveGenerated",
                    [new Change(member.SyntaxTree, new TextChange(member.FullSpan, string.Empty))]),
            ];
    }
}
