using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenNet.Generator.Attributes;
using GenNet.Generator.Diagnostics;
using GenNet.Generator.Mistakes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GenNet.CodeFixes;

/// <summary>
/// Changes, adds or removes an argument of an attribute. What and where, the diagnostic says (<see cref="OfferedRemedy"/>): a new
/// rule whose parser names remedies needs its id in the list here, and no more.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ArgumentFix))]
[Shared]
public sealed class ArgumentFix : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        Rules.LayerSizesDiffer.Id,
        Rules.SizeBelowOne.Id,
        Rules.SoftmaxBeforeLastLayer.Id,
        Rules.LossNeedsActivation.Id,
        Rules.UndefinedValue.Id,
        Rules.ScaleNotFinite.Id,
        Rules.UnrollTooLarge.Id,
        Rules.UnrollCostly.Id,
        Rules.ValueFromGeneratedCode.Id,
        Rules.ScaleWithoutEffect.Id,
        Rules.SoftmaxOverOneOutput.Id,
        Rules.MisspeltMember.Id,
        Rules.NoSuchFunction.Id,
        Rules.ArgumentWithoutEffect.Id,
        Rules.ArgumentOutOfRange.Id,
        Rules.WeightsCount.Id,
        Rules.OddMoments.Id,
        Rules.ActivationNeedsLoss.Id,
        Rules.NumberBeyondPrecision.Id,
        Rules.NoGradientsToCheck.Id,
        Rules.TwoLosses.Id,
        Rules.ByteScale.Id,
        Rules.InputSizeDiffers.Id,
        Rules.UnknownValue.Id,
        Rules.PropertyInTheWay.Id,
        Rules.BelowZero.Id,
        Rules.IndicesMisused.Id,
        Rules.NoSuchWeights.Id,
        Rules.WeightsAmbiguous.Id,
        Rules.WeightsDoNotFit.Id);

    /// <inheritdoc/>
    internal override async Task<IReadOnlyList<Repair>> FindRepairs(
        Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var repairs = new List<Repair>();
        foreach (OfferedRemedy remedy in OfferedRemedy.Of(diagnostic))
        {
            if (remedy.Attribute.SourceTree is { } tree
                && document.Project.Solution.GetDocument(tree) is { } home
                && await home.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is { } root
                && root.FullSpan.Contains(remedy.Attribute.SourceSpan)
                && root.FindNode(remedy.Attribute.SourceSpan).FirstAncestorOrSelf<AttributeSyntax>() is { } attribute
                && await home.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model
                && FindChange(attribute, remedy, model) is { } change)
            {
                // The two titles of a rule may be alike in all but a number; its kinds of remedy are not.
                string key = $"{diagnostic.Id}.{OfferedRemedy.Of(diagnostic).ToList().IndexOf(remedy)}";
                repairs.Add(new Repair(remedy.Title, key, [change]));
            }
        }

        return repairs;
    }

    private static Change? FindChange(AttributeSyntax attribute, OfferedRemedy remedy, SemanticModel model)
    {
        AttributeArgumentSyntax? argument = AttributeSyntaxes.FindArgument(attribute, remedy.Argument, remedy.Ordinal);
        if (remedy.Value is null)
        {
            return argument is null ? null : Edits.RemoveArgument(attribute.ArgumentList!, argument);
        }

        string value = Words(remedy.Value, argument?.Expression, attribute.SpanStart, model);
        return argument is null ? Add(attribute, remedy, value)
            : remedy.NewArgument is not { } name ? Edits.Replace(argument.Expression, value)
            : argument.NameEquals is not null ? Edits.Replace(argument, $"{name} = {value}")
            : argument.NameColon is not null ? Edits.Replace(argument, $"{name}: {value}")
            : Edits.Replace(argument, value);
    }

    /// <summary>Properties go last; what the constructor takes goes before them, by its name if it is not next in order.</summary>
    private static Change Add(AttributeSyntax attribute, OfferedRemedy remedy, string value)
    {
        string named = remedy.Ordinal < 0 ? $"{remedy.Argument} = {value}" : $"{remedy.Argument}: {value}";
        if (attribute.ArgumentList is not { Arguments.Count: > 0 } list)
        {
            int position = attribute.ArgumentList?.OpenParenToken.Span.End ?? attribute.Name.Span.End;
            return Edits.Insert(attribute.SyntaxTree, position, attribute.ArgumentList is null ? $"({named})" : named);
        }

        AttributeArgumentSyntax[] taken = list.Arguments.TakeWhile(argument => argument.NameEquals is null).ToArray();
        bool isNext = remedy.Ordinal == taken.Length && taken.All(argument => argument.NameColon is null);
        string text = isNext ? value : named;
        if (remedy.Ordinal >= 0 && taken.Length == 0)
        {
            return Edits.Insert(list.SyntaxTree, list.Arguments[0].SpanStart, $"{text}, ");
        }

        SyntaxNode previous = remedy.Ordinal >= 0 ? taken[taken.Length - 1] : list.Arguments[list.Arguments.Count - 1];
        return Edits.Insert(list.SyntaxTree, previous.Span.End, $", {text}");
    }

    /// <summary>
    /// A member of an enum in the words that are understood at this place: as its neighbour was written, else as short as can be.
    /// </summary>
    private static string Words(string value, ExpressionSyntax? before, int position, SemanticModel model)
    {
        int dot = value.IndexOf('.');
        string type = dot < 0 ? string.Empty : value.Substring(0, dot);
        if (type is not ("Activation" or "Loss" or "Reduction" or "Precision" or "Unroll" or "Initializer"))
        {
            return value;
        }

        string member = value.Substring(dot + 1);
        string? asBefore = before switch
        {
            MemberAccessExpressionSyntax access => $"{access.Expression}.{member}",
            IdentifierNameSyntax => member,
            _ => null,
        };
        string[] candidates = asBefore is null ? [value, $"GenNet.{value}"] : [asBefore, value, $"GenNet.{value}"];
        return candidates.FirstOrDefault(IsUnderstood) ?? $"global::GenNet.{value}";

        bool IsUnderstood(string words) =>
            model.GetSpeculativeSymbolInfo(
                position, SyntaxFactory.ParseExpression(words), SpeculativeBindingOption.BindAsExpression).Symbol
                is IFieldSymbol { ContainingType: { ContainingNamespace.Name: "GenNet" } found } field
            && found.Name == type
            && field.Name == member;
    }
}
