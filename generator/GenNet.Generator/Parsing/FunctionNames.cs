using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using GenNet.Generator.Attributes;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;
using GenNet.Generator.Mistakes;
using GenNet.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenNet.Generator.Parsing;

/// <summary>Finds the methods that attributes name, and reads them.</summary>
/// <param name="type">The network's class.</param>
/// <param name="compilation">The program.</param>
/// <param name="precision">The network's, which chooses between a method for floats and one of the same name for doubles.</param>
/// <param name="reporter">Told of each mistake in a name, and of mistakes in a method if it wants to know.</param>
/// <param name="cancellationToken">Ends the reading.</param>
internal sealed class FunctionNames(
    INamedTypeSymbol type, Compilation compilation, Precision precision, IMistakeReporter? reporter, CancellationToken cancellationToken)
{
    /// <summary>Told of the mistakes in a method.</summary>
    private readonly IMistakeReporter? _inFunctions = reporter?.WantsMistakesInFunctions == true ? reporter : null;

    /// <summary>The activation that a layer names; null, with a report if it is called for, where there is none.</summary>
    public UserFunction? ReadActivation(AttributeData attribute, string? name) =>
        Find(attribute, "function", name, isLoss: false) is { } method
            && FunctionParser.ParseActivation(method, compilation, _inFunctions, cancellationToken) is { } formula
                ? new UserFunction(method.Name, formula)
                : null;

    /// <summary>The loss that a network names; null, with a report if it is called for, where there is none.</summary>
    public UserFunction? ReadLoss(AttributeData attribute, string? name) =>
        Find(attribute, "LossFunction", name, isLoss: true) is { } method
            && FunctionParser.ParseLoss(method, compilation, _inFunctions, cancellationToken) is { } formula
                ? new UserFunction(method.Name, formula)
                : null;

    private IMethodSymbol? Find(AttributeData attribute, string argument, string? name, bool isLoss)
    {
        (ITypeSymbol? place, ImmutableArray<IMethodSymbol> named) = Candidates(attribute, argument, name);
        if (named.IsEmpty)
        {
            ReportMissing(attribute, argument, name, place, isLoss);
            return null;
        }

        ImmutableArray<IMethodSymbol> here = named
            .Where(method => SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly))
            .ToImmutableArray();
        if (here.IsEmpty)
        {
            reporter?.ReportArgument(
                Rules.FunctionInOtherAssembly, attribute, argument, named[0].Name, named[0].ContainingAssembly?.Name ?? "of the framework");
            return null;
        }

        IMethodSymbol? marked = here
            .Where(isLoss ? FunctionParser.IsLoss : FunctionParser.IsActivation)
            .OrderByDescending(method => method.ReturnType.SpecialType
                == (precision == Precision.Double ? SpecialType.System_Double : SpecialType.System_Single))
            .FirstOrDefault();
        if (marked is null)
        {
            (string what, string mark) = isLoss ? ("a loss function", "[LossFunction]") : ("an activation function", "[ActivationFunction]");
            reporter?.ReportArgument(Rules.FunctionNotMarked, attribute, argument, here[0].Name, what, mark);
        }

        return marked;
    }

    /// <summary>Who writes "relu" means an activation that is built in.</summary>
    private void ReportMissing(AttributeData attribute, string argument, string? name, ITypeSymbol? place, bool isLoss)
    {
        string? builtIn = NearestName.Find(name ?? string.Empty, isLoss ? Enum.GetNames(typeof(Loss)) : Enum.GetNames(typeof(Activation)));
        string member = $"{(isLoss ? nameof(Loss) : nameof(Activation))}.{builtIn}";
        string written = isLoss ? $"Loss = {member}" : member;
        reporter?.ReportArgument(
            Rules.NoSuchFunction,
            attribute,
            argument,
            builtIn is null ? [] : [new Remedy("Write {0}", attribute, argument, member) { NewArgument = isLoss ? "Loss" : "activation" }],
            (place ?? type).Name,
            string.IsNullOrEmpty(name) ? "without a name" : name!,
            builtIn is null
                ? "Name a static method with nameof, nameof(Functions.Swish) for example"
                : $"Write {written} if that is what you mean; a function of your own is a static method, named with nameof");
    }

    /// <summary>Methods of a name, and the type they were looked for in.</summary>
    private (ITypeSymbol? Place, ImmutableArray<IMethodSymbol> Methods) Candidates(AttributeData attribute, string argument, string? name)
    {
        var syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax;
        if (AttributeSyntaxes.FindArgument(syntax, attribute, argument)?.Expression is InvocationExpressionSyntax
            {
                Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" },
                ArgumentList.Arguments: { Count: 1 } arguments,
            }
            && arguments[0].Expression is var named
            && compilation.ContainsSyntaxTree(named.SyntaxTree))
        {
            // nameof knows which class it speaks of, although its value is the last name alone.
            SemanticModel model = compilation.GetSemanticModel(named.SyntaxTree);
            ImmutableArray<IMethodSymbol> methods = model.GetMemberGroup(named, cancellationToken).OfType<IMethodSymbol>().ToImmutableArray();
            ITypeSymbol? place = named is MemberAccessExpressionSyntax access
                ? model.GetSymbolInfo(access.Expression, cancellationToken).Symbol as ITypeSymbol
                : null;
            return (place, methods);
        }

        for (INamedTypeSymbol? place = type; place is not null && !string.IsNullOrEmpty(name); place = place.ContainingType)
        {
            ImmutableArray<IMethodSymbol> methods = place.GetMembers(name!).OfType<IMethodSymbol>().ToImmutableArray();
            if (!methods.IsEmpty)
            {
                return (place, methods);
            }
        }

        return (null, ImmutableArray<IMethodSymbol>.Empty);
    }
}
