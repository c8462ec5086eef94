using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenNet.Generator.Mistakes;
using GenNet.Generator.Parsing;
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

        // [Input] says what the first layer takes, so that the layer, which stands behind it, need not.
        SemanticModel model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        AttributeListSyntax? inputs = (list.Parent as MemberDeclarationSyntax)?.AttributeLists.FirstOrDefault(other => other.Attributes.Any(IsInput));
        string name = IsInput(attribute) ? "Input" : "Network";
        string layer = Declarations.NameBeside(attribute, name, "Layer");
        return
        [
            new Repair("Add a layer", "AddLayer", [Edits.InsertAttributesAfter(inputs ?? list, [inputs is null ? $"{layer}(2, 1)" : $"{layer}(1)"])]),
            new Repair($"Remove [{name}]", $"Remove{name}", [Edits.RemoveAttribute(attribute)]),
        ];

        bool IsInput(AttributeSyntax other) => NetworkParser.IsOurs(model.GetSymbolInfo(other, cancellationToken).Symbol?.ContainingType, "InputAttribute");
    }
}
