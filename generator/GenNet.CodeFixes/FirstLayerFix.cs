using System;
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

/// <summary>Gives a <c>[Network]</c> or an <c>[Input]</c> without layers its first, or removes it.</summary>
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

        // [Input] says what the first layer takes, so that the layer need not.
        bool isInput = attribute.Name.ToString() is var written && (written.EndsWith("Input", StringComparison.Ordinal) || written.EndsWith("InputAttribute", StringComparison.Ordinal));
        string name = isInput ? "Input" : "Network";
        string layer = Declarations.NameBeside(attribute, name, "Layer");
        return
        [
            new Repair("Add a layer", "AddLayer", [Edits.InsertAttributesAfter(list, [isInput ? $"{layer}(1)" : $"{layer}(2, 1)"])]),
            new Repair($"Remove [{name}]", $"Remove{name}", [Edits.RemoveAttribute(attribute)]),
        ];
    }
}
