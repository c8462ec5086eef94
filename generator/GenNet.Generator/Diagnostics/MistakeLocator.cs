using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using GenNet.Generator.Attributes;
using GenNet.Generator.Mistakes;
using GenNet.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenNet.Generator.Diagnostics;

/// <summary>Finds the words in the source that a mistake is about, and reports it there.</summary>
/// <param name="context">Where it is reported.</param>
/// <param name="reported">The constructs that have been reported; none is reported twice.</param>
internal sealed class MistakeLocator(
    SymbolAnalysisContext context, ConcurrentDictionary<Location, bool>? reported = null) : IMistakeReporter
{
    private readonly SymbolAnalysisContext _context = context;

    public bool WantsMistakesInFunctions => false;

    private CancellationToken CancellationToken => _context.CancellationToken;

    public void ReportArgument(DiagnosticDescriptor rule, AttributeData attribute, string argument, params string[] values) =>
        ReportArgument(rule, attribute, argument, [], values);

    public void ReportArgument(
        DiagnosticDescriptor rule, AttributeData attribute, string argument, IReadOnlyList<Remedy> remedies, params string[] values)
    {
        AttributeSyntax? syntax = SyntaxOf(attribute);
        Report(
            rule,
            (AttributeSyntaxes.FindArgument(syntax, attribute, argument)?.Expression as SyntaxNode ?? syntax)?.GetLocation(),
            remedies,
            values);
    }

    public void ReportAttribute(DiagnosticDescriptor rule, AttributeData attribute, params string[] values) =>
        Report(rule, SyntaxOf(attribute)?.GetLocation(), [], values);

    public void ReportName(DiagnosticDescriptor rule, ISymbol declared, params string[] values) =>
        Report(rule, declared.Locations.FirstOrDefault(IsWritten), [], values);

    public void ReportBaseClass(DiagnosticDescriptor rule, INamedTypeSymbol type, params string[] values)
    {
        // A base class stands first in its list, and the list of one part is enough.
        TypeSyntax? written = type.DeclaringSyntaxReferences
            .Select(part => part.GetSyntax(CancellationToken))
            .OfType<TypeDeclarationSyntax>()
            .SelectMany(part => part.BaseList?.Types.Select(listed => listed.Type) ?? [])
            .FirstOrDefault(listed => NameOf(listed) == type.BaseType?.Name);
        Report(rule, written?.GetLocation() ?? type.Locations.FirstOrDefault(IsWritten), [], values);
    }

    public void ReportComputedArgument(DiagnosticDescriptor rule, INamedTypeSymbol type, params string[] values)
    {
        foreach (AttributeData attribute in type.GetAttributes().Where(NetworkParser.IsNetworkAttribute))
        {
            AttributeSyntax? syntax = SyntaxOf(attribute);
            foreach (string size in (string[])["inputs", "outputs"])
            {
                if (AttributeSyntaxes.FindArgument(syntax, attribute, size) is { } argument && IsComputed(argument.Expression))
                {
                    int value = new AttributeArguments(attribute, CancellationToken).Read(size, 0);
                    var remedy = new Remedy("Write {0}", attribute, size, value.ToString(CultureInfo.InvariantCulture));
                    Report(rule, argument.Expression.GetLocation(), value > 0 ? [remedy] : [], values);
                    return;
                }
            }
        }

        Report(rule, type.Locations.FirstOrDefault(IsWritten), [], values);
    }

    public void ReportConstruct(DiagnosticDescriptor rule, SyntaxNodeOrToken construct, params string[] values)
    {
        if (construct.GetLocation() is { } location && reported?.TryAdd(location, true) != false)
        {
            Report(rule, location, [], values);
        }
    }

    /// <summary>Whether an expression speaks of what is generated into networks.</summary>
    private static bool IsComputed(ExpressionSyntax expression) =>
        expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>()
            .Any(name => name.Identifier.ValueText is "InputSize" or "OutputSize" or "ParameterCount");

    private static string? NameOf(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax qualified => NameOf(qualified.Right),
        AliasQualifiedNameSyntax alias => NameOf(alias.Name),
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        PredefinedTypeSyntax { Keyword.Text: "object" } => nameof(Object),
        _ => null,
    };

    private static bool IsWritten(Location location) =>
        location.SourceTree is { } tree && !GeneratedFiles.Contain(tree);

    private void Report(DiagnosticDescriptor rule, Location? location, IReadOnlyList<Remedy> remedies, string[] values)
    {
        List<OfferedRemedy> offered = remedies.Select(Offer).OfType<OfferedRemedy>().ToList();
        _context.ReportDiagnostic(Diagnostic.Create(
            Pages.Link(rule, _context.Options.AnalyzerConfigOptionsProvider.GlobalOptions),
            location ?? Location.None,
            offered.Select(remedy => remedy.Attribute),
            OfferedRemedy.ToProperties(offered),
            values));
    }

    private OfferedRemedy? Offer(Remedy remedy)
    {
        if (SyntaxOf(remedy.Attribute) is not { } syntax
            || (remedy.MustBeWritten && AttributeSyntaxes.FindArgument(syntax, remedy.Attribute, remedy.Argument) is null))
        {
            return null;
        }

        string? value = WordsOfModel(remedy, syntax) ?? remedy.Value;
        return new OfferedRemedy(
            remedy.Title.Replace("{0}", value ?? string.Empty),
            syntax.GetLocation(),
            remedy.Argument,
            AttributeSyntaxes.OrdinalOf(syntax, remedy.Attribute, remedy.Argument),
            remedy.NewArgument,
            value);
    }

    /// <summary>The expression that the model is, if it is more than a literal and means the same on this part of the class.</summary>
    private string? WordsOfModel(Remedy remedy, AttributeSyntax syntax)
    {
        if (remedy.Model is not { } model
            || SyntaxOf(model.Attribute) is not { } modelSyntax
            || modelSyntax.Parent?.Parent != syntax.Parent?.Parent
            || AttributeSyntaxes.FindArgument(modelSyntax, model.Attribute, model.Argument) is not { } argument
            || argument.Expression is LiteralExpressionSyntax)
        {
            return null;
        }

        string words = argument.Expression.ToString();
        return words.IndexOfAny(['\r', '\n']) < 0 && !argument.Expression.ContainsDirectives ? words : null;
    }

    private AttributeSyntax? SyntaxOf(AttributeData attribute) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(CancellationToken) as AttributeSyntax;
}
