using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using GenNet.Generator.Model;
using Microsoft.CodeAnalysis;

namespace GenNet.Generator.Mistakes;

/// <summary>
/// Keeps what errors say and forgets where they are: the generator writes it into the code of a network that has a mistake, for
/// builds without the analyzer and for programs that silenced it.
/// </summary>
internal sealed class MistakeCollector : IMistakeReporter
{
    private readonly List<string> _mistakes = [];

    /// <summary>Each error's id and message, in the order they were found.</summary>
    public EquatableArray<string> Mistakes => new(_mistakes.Distinct().ToImmutableArray());

    /// <summary>Nobody else tells a build without the analyzer what is wrong with a function.</summary>
    public bool WantsMistakesInFunctions => true;

    public void ReportArgument(DiagnosticDescriptor rule, AttributeData attribute, string argument, params string[] values) =>
        Add(rule, values);

    public void ReportArgument(
        DiagnosticDescriptor rule, AttributeData attribute, string argument, IReadOnlyList<Remedy> remedies, params string[] values) =>
        Add(rule, values);

    public void ReportAttribute(DiagnosticDescriptor rule, AttributeData attribute, params string[] values) => Add(rule, values);

    public void ReportName(DiagnosticDescriptor rule, ISymbol declared, params string[] values) => Add(rule, values);

    public void ReportBaseClass(DiagnosticDescriptor rule, INamedTypeSymbol type, params string[] values) => Add(rule, values);

    public void ReportComputedArgument(DiagnosticDescriptor rule, INamedTypeSymbol type, params string[] values) => Add(rule, values);

    public void ReportConstruct(DiagnosticDescriptor rule, SyntaxNodeOrToken construct, params string[] values) => Add(rule, values);

    /// <summary>A mistake that no symbol is known of any more.</summary>
    public void Report(DiagnosticDescriptor rule, string[] values) => Add(rule, values);

    private void Add(DiagnosticDescriptor rule, string[] values)
    {
        if (rule.DefaultSeverity == DiagnosticSeverity.Error)
        {
            string message = string.Format(
                CultureInfo.InvariantCulture, rule.MessageFormat.ToString(CultureInfo.InvariantCulture), values);
            _mistakes.Add($"{rule.Id}: {message}");
        }
    }
}
