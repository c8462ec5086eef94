using System.Linq;
using System.Threading;
using GenNet.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GenNet.Generator.Diagnostics;

/// <summary>Finds the words in the source that a mistake is about, and reports it there.</summary>
internal sealed class MistakeLocator(SymbolAnalysisContext context) : IMistakeReporter
{
    private readonly SymbolAnalysisContext _context = context;

    private CancellationToken CancellationToken => _context.CancellationToken;

    public void ReportArgument(DiagnosticDescriptor rule, AttributeData attribute, string argument, params string[] values)
    {
        var syntax = attribute.ApplicationSyntaxReference?.GetSyntax(CancellationToken) as AttributeSyntax;
        Report(rule, (FindArgument(syntax, attribute, argument)?.Expression as SyntaxNode ?? syntax)?.GetLocation(), values);
    }

    public void ReportAttribute(DiagnosticDescriptor rule, AttributeData attribute, params string[] values) =>
        Report(rule, attribute.ApplicationSyntaxReference?.GetSyntax(CancellationToken).GetLocation(), values);

    public void ReportName(DiagnosticDescriptor rule, ISymbol declared, params string[] values) =>
        Report(rule, declared.Locations.FirstOrDefault(IsWritten), values);

    public void ReportBaseClass(DiagnosticDescriptor rule, INamedTypeSymbol type, params string[] values)
    {
        // A base class stands first in its list, and the list of one part is enough.
        TypeSyntax? written = type.DeclaringSyntaxReferences
            .Select(part => part.GetSyntax(CancellationToken))
            .OfType<TypeDeclarationSyntax>()
            .SelectMany(part => part.BaseList?.Types.Select(listed => listed.Type) ?? [])
            .FirstOrDefault(listed => NameOf(listed) == type.BaseType?.Name);
        Report(rule, written?.GetLocation() ?? type.Locations.FirstOrDefault(IsWritten), values);
    }

    public void ReportComputedArgument(DiagnosticDescriptor rule, INamedTypeSymbol type, params string[] values)
    {
        ExpressionSyntax? computed = type.GetAttributes()
            .Where(NetworkParser.IsNetworkAttribute)
            .Select(attribute => attribute.ApplicationSyntaxReference?.GetSyntax(CancellationToken))
            .OfType<AttributeSyntax>()
            .SelectMany(attribute => attribute.ArgumentList?.Arguments.Select(argument => argument.Expression) ?? [])
            .FirstOrDefault(expression => expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>()
                .Any(name => name.Identifier.ValueText is "InputSize" or "OutputSize" or "ParameterCount"));
        Report(rule, computed?.GetLocation() ?? type.Locations.FirstOrDefault(IsWritten), values);
    }

    /// <summary>An argument by the name of its property, by the name of its parameter, or by its parameter's place.</summary>
    private static AttributeArgumentSyntax? FindArgument(AttributeSyntax? syntax, AttributeData attribute, string name)
    {
        if (syntax?.ArgumentList is not { } list)
        {
            return null;
        }

        foreach (AttributeArgumentSyntax argument in list.Arguments)
        {
            if ((argument.NameEquals?.Name ?? argument.NameColon?.Name)?.Identifier.ValueText == name)
            {
                return argument;
            }
        }

        IParameterSymbol? parameter = attribute.AttributeConstructor?.Parameters.FirstOrDefault(candidate => candidate.Name == name);
        return parameter is not null
            && parameter.Ordinal < list.Arguments.Count
            && list.Arguments[parameter.Ordinal] is { NameEquals: null, NameColon: null } positional
                ? positional
                : null;
    }

    private static string? NameOf(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax qualified => NameOf(qualified.Right),
        AliasQualifiedNameSyntax alias => NameOf(alias.Name),
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => null,
    };

    private static bool IsWritten(Location location) =>
        location.SourceTree is { } tree && !GeneratedFiles.Contain(tree);

    private void Report(DiagnosticDescriptor rule, Location? location, string[] values) =>
        _context.ReportDiagnostic(Diagnostic.Create(rule, location ?? Location.None, values));
}
