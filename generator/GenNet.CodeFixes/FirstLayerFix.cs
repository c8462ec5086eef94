using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using GenNet.Generator.Mistakes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GenNet.CodeFixes;

/// <summary>Gives a <c>[Network]</c> without layers its first, or removes it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FirstLayerFix))]
[Shared]
public sealed class FirstLayerFix : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.NetworkWithoutLayers.Id);

    /// <inheritdoc/>
    internal override async Task<IReadOnlyList<Repair>> FindRepairs(
        Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var attribute = await Declarations.Find<AttributeSyntax>(document, diagnostic, cancellationToken).ConfigureAwait(false);
        if (attribute?.Parent is not AttributeListSyntax list)
        {
            return [];
        }

        string layer = Declarations.NameBeside(attribute, "Network", "Layer");
        return
        [
            new Repair("Add a layer", "AddLayer", [Edits.InsertAttributesAfter(list, [$"{layer}(2, 1)"])]),
            new Repair("Remove [Network]", "RemoveNetwork", [Edits.RemoveAttribute(attribute)]),
        ];
    }
}
