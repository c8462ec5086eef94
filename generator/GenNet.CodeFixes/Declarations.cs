using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenNet.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenNet.CodeFixes;

/// <summary>Finds the declaration that a diagnostic is about.</summary>
internal static class Declarations
{
    /// <summary>The innermost node of a kind around what is underlined.</summary>
    public static async Task<TNode?> Find<TNode>(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
        where TNode : SyntaxNode
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        return root is not null && root.FullSpan.Contains(diagnostic.Location.SourceSpan)
            ? root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<TNode>()
            : null;
    }

    /// <summary>What to call another attribute of ours beside one: as that one is qualified.</summary>
    /// <param name="attribute">The attribute that is there.</param>
    /// <param name="name">Its name without its last word.</param>
    /// <param name="other">The other's.</param>
    public static string NameBeside(AttributeSyntax attribute, string name, string other) => attribute.Name switch
    {
        QualifiedNameSyntax qualified => $"{qualified.Left}.{other}",
        IdentifierNameSyntax identifier when identifier.Identifier.ValueText == name || identifier.Identifier.ValueText == $"{name}Attribute" => other,

        // An alias for one attribute says nothing of the other.
        _ => $"global::GenNet.{other}",
    };

    /// <summary>The parts of a type that people wrote, the one that is underlined among them.</summary>
    public static async Task<IReadOnlyList<TypeDeclarationSyntax>> FindParts(
        Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        TypeDeclarationSyntax? declaration = await Find<TypeDeclarationSyntax>(document, diagnostic, cancellationToken).ConfigureAwait(false);
        return await FindParts(document, declaration, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="FindParts(Document, Diagnostic, CancellationToken)"/>
    public static async Task<IReadOnlyList<TypeDeclarationSyntax>> FindParts(
        Document document, TypeDeclarationSyntax? declaration, CancellationToken cancellationToken)
    {
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return declaration is null || model?.GetDeclaredSymbol(declaration, cancellationToken) is not INamedTypeSymbol type
            ? []
            : type.DeclaringSyntaxReferences
                .Where(part => !GeneratedFiles.Contain(part.SyntaxTree))
                .Select(part => part.GetSyntax(cancellationToken))
                .OfType<TypeDeclarationSyntax>()
                .ToList();
    }
}
