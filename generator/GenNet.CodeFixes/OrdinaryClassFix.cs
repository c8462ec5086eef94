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

/// <summary>Takes the word away that keeps a class from being a network: <c>struct</c>, <c>record</c>, <c>static</c>, <c>abstract</c>, <c>file</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OrdinaryClassFix))]
[Shared]
public sealed class OrdinaryClassFix : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(Rules.NotAnOrdinaryClass.Id, Rules.FileLocalNetwork.Id);

    /// <inheritdoc/>
    internal override async Task<IReadOnlyList<Repair>> FindRepairs(
        Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        IReadOnlyList<TypeDeclarationSyntax> parts =
            await Declarations.FindParts(document, diagnostic, cancellationToken).ConfigureAwait(false);
        if (parts.Count == 0)
        {
            return [];
        }

        if (diagnostic.Id == Rules.FileLocalNetwork.Id)
        {
            // The type around it may be the one that is file-local; it is in the same file then.
            Change[] changes = parts
                .SelectMany(part => part.AncestorsAndSelf().OfType<TypeDeclarationSyntax>())
                .Distinct()
                .SelectMany(type => Modifiers(type, SyntaxKind.FileKeyword))
                .ToArray();
            return changes.Length == 0 ? [] : [new Repair("Remove 'file'", "RemoveFile", changes)];
        }

        if (parts.OfType<RecordDeclarationSyntax>().Any())
        {
            // A primary constructor of a record makes properties; of a class it would not, and a network can have none.
            return parts.Any(part => part is not RecordDeclarationSyntax { ParameterList: null })
                ? []
                : [new Repair("Change 'record' to 'class'", "RecordToClass", parts.Cast<RecordDeclarationSyntax>().SelectMany(ToClass).ToArray())];
        }

        if (parts[0].Keyword is var keyword && !keyword.IsKind(SyntaxKind.ClassKeyword))
        {
            // What an interface declares has no bodies that a class could take over, and a primary constructor no network can have.
            return parts.Any(part => part is InterfaceDeclarationSyntax { Members.Count: > 0 } or { ParameterList: not null })
                ? []
                : [new Repair($"Change '{keyword.Text}' to 'class'", $"{keyword.Text}ToClass", parts.SelectMany(ToClass).ToArray())];
        }

        foreach (SyntaxKind kind in (SyntaxKind[])[SyntaxKind.StaticKeyword, SyntaxKind.AbstractKeyword])
        {
            Change[] changes = parts.SelectMany(part => Modifiers(part, kind)).ToArray();
            if (changes.Length > 0)
            {
                string word = SyntaxFacts.GetText(kind);
                return [new Repair($"Remove '{word}'", $"Remove {word}", changes)];
            }
        }

        return [];
    }

    private static IEnumerable<Change> Modifiers(TypeDeclarationSyntax type, SyntaxKind kind) =>
        type.Modifiers.Where(modifier => modifier.IsKind(kind)).Select(Edits.Remove);

    private static IEnumerable<Change> ToClass(RecordDeclarationSyntax record) => record.ClassOrStructKeyword.Kind() switch
    {
        SyntaxKind.ClassKeyword => [Edits.Remove(record.Keyword)],
        SyntaxKind.StructKeyword => [Edits.Remove(record.Keyword), .. ToClass((TypeDeclarationSyntax)record, record.ClassOrStructKeyword)],
        _ => [Edits.Replace(record.Keyword, "class")],
    };

    private static IEnumerable<Change> ToClass(TypeDeclarationSyntax type) => ToClass(type, type.Keyword);

    /// <summary>A class is neither <c>readonly</c> nor <c>ref</c>.</summary>
    private static IEnumerable<Change> ToClass(TypeDeclarationSyntax type, SyntaxToken keyword) =>
    [
        .. Modifiers(type, SyntaxKind.ReadOnlyKeyword),
        .. Modifiers(type, SyntaxKind.RefKeyword),
        Edits.Replace(keyword, "class"),
    ];
}
