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

namespace GenNet.CodeFixes;

/// <summary>Puts a <c>[Flatten]</c> before a dense layer that is to take all values of a matrix or an image.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FlattenFix))]
[Shared]
public sealed class FlattenFix : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.FlattenMissing.Id);

    /// <inheritdoc/>
    internal override async Task<IReadOnlyList<Repair>> FindRepairs(
        Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var attribute = await Declarations.Find<AttributeSyntax>(document, diagnostic, cancellationToken).ConfigureAwait(false);
        if (attribute?.Parent is not AttributeListSyntax || attribute.ArgumentList is not { } list)
        {
            return [];
        }

        string flatten = Declarations.NameBeside(attribute, "Layer", "Flatten");
        AttributeArgumentSyntax? from = list.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "From");

        // What the layer takes by name is what is to be flattened, and the layer takes that.
        Change[] changes = from is null
            ? [Edits.InsertAttributeBefore(attribute, flatten)]
            : [Edits.InsertAttributeBefore(attribute, $"{flatten}({from})"), Edits.RemoveArgument(list, from)];
        return [new Repair("Add [Flatten]", "AddFlatten", changes)];
    }
}
