using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace GenNet.Generator.Mistakes;

/// <summary>Told of each mistake in a declaration, and where to look for it; the parser itself knows no location.</summary>
internal interface IMistakeReporter
{
    /// <summary>
    /// Whether a network that names a function reports the mistakes in it; otherwise they are reported once, where the function is written.
    /// </summary>
    bool WantsMistakesInFunctions { get; }

    /// <summary>A mistake in one argument of an attribute.</summary>
    /// <param name="rule">The rule that is broken.</param>
    /// <param name="attribute">The attribute.</param>
    /// <param name="argument">The parameter of the constructor, or the property, that the argument is for.</param>
    /// <param name="values">What the message tells.</param>
    void ReportArgument(DiagnosticDescriptor rule, AttributeData attribute, string argument, params string[] values);

    /// <summary>A mistake in one argument of an attribute, with changes that undo it.</summary>
    /// <param name="rule">The rule that is broken.</param>
    /// <param name="attribute">The attribute.</param>
    /// <param name="argument">The parameter of the constructor, or the property, that the argument is for.</param>
    /// <param name="remedies">What a code fix offers, the likeliest first. A rule always offers the same changes in the same order.</param>
    /// <param name="values">What the message tells.</param>
    void ReportArgument(
        DiagnosticDescriptor rule, AttributeData attribute, string argument, IReadOnlyList<Remedy> remedies, params string[] values);

    /// <summary>A mistake that an attribute as a whole is.</summary>
    void ReportAttribute(DiagnosticDescriptor rule, AttributeData attribute, params string[] values);

    /// <summary>A mistake that the name of a declaration stands for.</summary>
    void ReportName(DiagnosticDescriptor rule, ISymbol declared, params string[] values);

    /// <summary>A mistake in the base class that is written behind a class.</summary>
    void ReportBaseClass(DiagnosticDescriptor rule, INamedTypeSymbol type, params string[] values);

    /// <summary>A mistake in the body of a function.</summary>
    /// <param name="rule">The rule that is broken.</param>
    /// <param name="construct">What is written there.</param>
    /// <param name="values">What the message tells.</param>
    void ReportConstruct(DiagnosticDescriptor rule, SyntaxNodeOrToken construct, params string[] values);

    /// <summary>
    /// A mistake in some argument that is more than a literal; which one, nobody can tell.
    /// </summary>
    void ReportComputedArgument(DiagnosticDescriptor rule, INamedTypeSymbol type, params string[] values);
}
