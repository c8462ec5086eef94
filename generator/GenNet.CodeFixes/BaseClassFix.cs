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

/// <summary>Removes a base class; the interfaces behind it stay.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BaseClassFix))]
[Shared]
public sealed class BaseClassFix : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.OtherBaseClass.Id);

    /// <inheritdoc/>
    internal override async Task<IReadOnlyList<Repair>> FindRepairs(
        Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var baseClass = await Declarations.Find<BaseTypeSyntax>(document, diagnostic, cancellationToken).ConfigureAwait(false);
        if (baseClass?.Parent is not BaseListSyntax list)
        {
            return [];
        }

        Change change = list.Types.Count > 1
            ? Edits.RemoveItem(list.Types, baseClass)
            : new Change(
                list.SyntaxTree,
                new TextChange(TextSpan.FromBounds(list.GetFirstToken().GetPreviousToken().Span.End, list.Span.End), string.Empty));
        return [new Repair($"Remove the base class {baseClass.Type}", "RemoveBaseClass", [change])];
    }
}
