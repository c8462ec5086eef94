using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GenNet.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenNet.Generator.Parsing;

/// <summary>Finds members that the generated part of a network would declare a second time.</summary>
internal static class MemberClash
{
    /// <summary>Whatever kind of member has one of these names, it clashes.</summary>
    private static readonly HashSet<string> s_names = ["InputSize", "OutputSize", "ParameterCount", "Summary"];

    /// <summary>What a network has that is declared with <c>CheckGradients</c>.</summary>
    private const string GradientCheckName = "CheckGradients";

    /// <summary>The methods that run the network, and how many parameters they have.</summary>
    private static readonly Dictionary<string, int> s_overrides =
        new() { ["Forward"] = 4, ["ForwardWithLoss"] = 2, ["Backpropagate"] = 2 };

    /// <summary>A class cannot have the name of a member it declares, and these are declared in every network.</summary>
    private static readonly HashSet<string> s_namesNoNetworkCanHave =
        [.. s_names, "Load", .. s_overrides.Keys];

    /// <summary>The types that a generated <c>Load</c> takes.</summary>
    private static readonly HashSet<string> s_loadedTypes = ["string", "System.IO.Stream", "System.ReadOnlySpan<byte>"];

    /// <summary>The parameters of generated constructors.</summary>
    private static readonly HashSet<string> s_constructors = [string.Empty, "int", "GenNet.NetworkLayout"];

    /// <summary>Whether any member clashes; each one that does is reported.</summary>
    public static bool Find(
        INamedTypeSymbol type, NetworkSettings settings, IMistakeReporter? reporter, CancellationToken cancellationToken)
    {
        if (s_namesNoNetworkCanHave.Contains(type.Name) || (settings.ChecksGradients && type.Name == GradientCheckName))
        {
            reporter?.ReportName(
                Rules.MemberClash, type, $"A member called {type.Name}", "every network", "Give the class another name");
            return true;
        }

        bool found = false;
        foreach (ISymbol member in type.GetMembers())
        {
            if (member.IsImplicitlyDeclared || IsGenerated(member, cancellationToken))
            {
                continue;
            }

            switch (member)
            {
                case IMethodSymbol { MethodKind: MethodKind.Constructor } constructor:
                    found |= FindIn(constructor, type, reporter, cancellationToken);
                    break;
                case var _ when s_names.Contains(member.Name)
                    || IsLoad(member)
                    || IsOverride(member)
                    || (settings.ChecksGradients && member.Name == GradientCheckName):
                    reporter?.ReportName(
                        Rules.MemberClash, member, member.Name, type.Name, "Rename this one, or remove it");
                    found = true;
                    break;
            }
        }

        return found;
    }

    private static bool FindIn(
        IMethodSymbol constructor, INamedTypeSymbol type, IMistakeReporter? reporter, CancellationToken cancellationToken)
    {
        if (constructor.DeclaringSyntaxReferences.Any(part => part.GetSyntax(cancellationToken) is TypeDeclarationSyntax))
        {
            reporter?.ReportName(
                Rules.MemberClash,
                constructor,
                $"A constructor {type.Name}(int seed)",
                $"{type.Name}, and beside a primary constructor there can be none",
                "Write an ordinary constructor that calls 'this(seed)'");
            return true;
        }

        string parameters = string.Join(", ", constructor.Parameters.Select(parameter => parameter.Type.ToDisplayString()));
        if (!s_constructors.Contains(parameters))
        {
            return false;
        }

        reporter?.ReportName(
            Rules.MemberClash,
            constructor,
            $"The constructor {type.Name}({parameters})",
            type.Name,
            "Remove this one, or give it other parameters and let it call 'this(seed)'");
        return true;
    }

    private static bool IsLoad(ISymbol member) =>
        member.Name == "Load"
        && (member is not IMethodSymbol { Arity: 0 } method
            || (method.Parameters.Length == 1
                && s_loadedTypes.Contains(method.Parameters[0].Type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString())));

    /// <summary>Whether a member is, or stands in the way of, one of the overrides that run the network.</summary>
    private static bool IsOverride(ISymbol member) =>
        s_overrides.TryGetValue(member.Name, out int parameters)
        && (member is not IMethodSymbol method || method.IsOverride || method.Parameters.Length == parameters);

    /// <summary>The analyzer sees the class together with what was generated into it.</summary>
    private static bool IsGenerated(ISymbol member, CancellationToken cancellationToken) =>
        member.DeclaringSyntaxReferences.Length > 0
        && member.DeclaringSyntaxReferences.All(part => GeneratedFiles.Contain(part.SyntaxTree));
}
