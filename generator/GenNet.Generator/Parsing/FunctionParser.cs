using System.Linq;
using System.Threading;
using GenNet.Generator.Calculus;
using GenNet.Generator.Mistakes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenNet.Generator.Parsing;

/// <summary>
/// Turns a method that is marked as an activation or a loss into a formula. The generator comes here for the functions that networks
/// name, the analyzer for every method that is marked.
/// </summary>
internal static class FunctionParser
{
    /// <summary>More distinct parts than this make code that nobody reads and the compiler is slow with.</summary>
    private const int MostParts = 250;

    /// <summary>Whether a method is marked as an activation.</summary>
    public static bool IsActivation(IMethodSymbol method) => IsMarked(method, "ActivationFunctionAttribute");

    /// <summary>Whether a method is marked as a loss.</summary>
    public static bool IsLoss(IMethodSymbol method) => IsMarked(method, "LossFunctionAttribute");

    /// <summary>The formula of an activation in z.</summary>
    /// <param name="method">A method that is marked as one.</param>
    /// <param name="compilation">The program.</param>
    /// <param name="reporter">Told of the first mistake; null if nobody wants to know.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The formula, or null if the method is no function that can be differentiated.</returns>
    public static Expression? ParseActivation(
        IMethodSymbol method, Compilation compilation, IMistakeReporter? reporter, CancellationToken cancellationToken) =>
        Parse(method, "[ActivationFunction]", compilation, reporter, cancellationToken, ActivationFunction.Z);

    /// <summary>The formula of a loss in a and t.</summary>
    /// <inheritdoc cref="ParseActivation"/>
    public static Expression? ParseLoss(
        IMethodSymbol method, Compilation compilation, IMistakeReporter? reporter, CancellationToken cancellationToken) =>
        Parse(method, "[LossFunction]", compilation, reporter, cancellationToken, ActivationFunction.A, LossFunction.T);

    private static Expression? Parse(
        IMethodSymbol method,
        string mark,
        Compilation compilation,
        IMistakeReporter? reporter,
        CancellationToken cancellationToken,
        params Expression[] arguments)
    {
        if (MismatchOf(method, arguments.Length) is { } mismatch)
        {
            string shape = arguments.Length == 1 ? "takes one float or double" : "takes two floats or doubles, output and target,";
            reporter?.ReportName(Rules.FunctionSignature, method, method.Name, mark, shape, mismatch);
            return null;
        }

        Expression? formula = new FunctionReader(compilation, reporter, cancellationToken).Read(method, arguments);
        if (formula is not null && formula.Parts().Count() > MostParts)
        {
            reporter?.ReportName(Rules.FunctionTooLong, method, method.Name);
            return null;
        }

        return formula;
    }

    /// <summary>How the signature differs from what it must be, or null.</summary>
    private static string? MismatchOf(IMethodSymbol method, int arguments)
    {
        if (method is not { MethodKind: MethodKind.Ordinary, IsStatic: true })
        {
            return "it is not static";
        }

        if (method.IsGenericMethod || IsInGenericType(method))
        {
            return "it is generic";
        }

        if (method.Parameters.Length != arguments)
        {
            return $"it takes {Counted.Of(method.Parameters.Length, "value")}";
        }

        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.RefKind != RefKind.None || parameter.IsParams)
            {
                return $"{parameter.Name} is not passed by value";
            }

            if (!IsReal(parameter.Type))
            {
                return $"{parameter.Name} is of type {parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}";
            }
        }

        return method.ReturnsByRef || method.ReturnsByRefReadonly || !IsReal(method.ReturnType)
            ? $"it returns {(method.ReturnsVoid ? "nothing" : method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat))}"
            : method.IsExtern ? "it has no body" : null;
    }

    /// <summary>Whether a type is one of real numbers.</summary>
    public static bool IsReal(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double;

    /// <summary>Where a method's body is written; a partial method's is in its second part.</summary>
    public static MethodDeclarationSyntax? DeclarationOf(IMethodSymbol method, CancellationToken cancellationToken) =>
        (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences
            .Select(part => part.GetSyntax(cancellationToken))
            .OfType<MethodDeclarationSyntax>()
            .FirstOrDefault(declaration => declaration.Body is not null || declaration.ExpressionBody is not null);

    private static bool IsInGenericType(ISymbol symbol)
    {
        for (INamedTypeSymbol? type = symbol.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.Arity > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsMarked(IMethodSymbol method, string attribute) =>
        method.GetAttributes().Any(candidate => NetworkParser.IsOurs(candidate.AttributeClass, attribute));
}
