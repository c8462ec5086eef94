using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenNet.Generator.Mistakes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace GenNet.CodeFixes;

/// <summary>Removes type parameters that nothing in the class uses.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TypeParametersFix))]
[Shared]
public sealed class TypeParametersFix : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.GenericNetwork.Id);

    /// <inheritdoc/>
    internal override async Task<IReadOnlyList<Repair>> FindRepairs(
        Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        IReadOnlyList<TypeDeclarationSyntax> parts =
            await Declarations.FindParts(document, diagnostic, cancellationToken).ConfigureAwait(false);
        return parts.Count == 0 || parts.Any(part => part.TypeParameterList is null || UsesTypeParameters(part))
            ? []
            : [new Repair("Remove the type parameters", "RemoveTypeParameters", parts.SelectMany(Remove).ToArray())];
    }

    private static bool UsesTypeParameters(TypeDeclarationSyntax part)
    {
        var names = new HashSet<string>(part.TypeParameterList!.Parameters.Select(parameter => parameter.Identifier.ValueText));
        return part.DescendantNodes(node => node is not TypeParameterConstraintClauseSyntax)
            .OfType<IdentifierNameSyntax>()
            .Any(name => names.Contains(name.Identifier.ValueText));
    }

    private static IEnumerable<Change> Remove(TypeDeclarationSyntax part)
    {
        yield return Edits.Replace(part.TypeParameterList!, string.Empty);
        if (part.ConstraintClauses.Count > 0)
        {
            int start = part.ConstraintClauses[0].GetFirstToken().GetPreviousToken().Span.End;
            int end = part.ConstraintClauses[part.ConstraintClauses.Count - 1].Span.End;
            yield return new Change(part.SyntaxTree, new TextChange(TextSpan.FromBounds(start, end), string.Empty));
        }
    }
}
