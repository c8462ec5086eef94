using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GenNet.Generator.Mistakes;
using GenNet.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenNet.Generator.Parsing;

/// <summary>Finds members that the generated part of a network would declare a second time.</summary>
internal static class MemberClash
{
    /// <summary>The signatures of methods by name, read once for each kind of network: there are 64.</summary>
    private static readonly ConcurrentDictionary<NetworkMembers, ILookup<string, string>> s_methods = new();

    /// <summary>The parameters of generated constructors.</summary>
    private static readonly HashSet<string> s_constructors =
        [.. NetworkMembers.ConstructorParameters.Select(parameter => Read($"void Constructor({parameter})").Parameters)];

    /// <summary>Whether any member clashes; each one that does is reported.</summary>
    public static bool Find(
        INamedTypeSymbol type, NetworkMembers generated, IMistakeReporter? reporter, CancellationToken cancellationToken)
    {
        ILookup<string, string> methods = s_methods.GetOrAdd(
            generated, static members => members.Methods.Select(Read).ToLookup(method => method.Name, method => method.Parameters));
        if (IsTaken(type.Name, methods))
        {
            reporter?.ReportName(
                Rules.MemberClash, type, $"A member called {type.Name}", "this network", "Give the class another name");
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
                case IMethodSymbol { AssociatedSymbol: null } method when Clashes(method, methods):
                case IPropertySymbol or IFieldSymbol or IEventSymbol or INamedTypeSymbol when Clashes(member, type, methods):
                    reporter?.ReportName(
                        Rules.MemberClash, member, member.Name, type.Name, "Rename this one, or remove it");
                    found = true;
                    break;
                case IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }:
                    reporter?.ReportName(Rules.RequiredMember, member, member.Name, type.Name);
                    found = true;
                    break;
            }
        }

        return found;
    }

    /// <summary>Methods of one name are kept apart by their parameters, and by nothing else of what a generated one has.</summary>
    private static bool Clashes(IMethodSymbol method, ILookup<string, string> methods) =>
        NetworkMembers.Values.Contains(method.Name)
        || (method.Arity == 0
            && (methods[method.Name].Contains(ParametersOf(method)) || (method.Parameters.IsEmpty && NetworkMembers.Accessors.Contains(method.Name))));

    /// <summary>
    /// Nothing but methods may share a name, and a nested type may not have the class's own, by which generated code calls the class. An
    /// indexer has a name, too, which C# does not show.
    /// </summary>
    private static bool Clashes(ISymbol member, INamedTypeSymbol type, ILookup<string, string> methods) =>
        IsTaken(member.Name, methods)
        || (member is INamedTypeSymbol && member.Name == type.Name)
        || (member is IPropertySymbol { IsIndexer: true } && IsTaken(member.MetadataName, methods));

    private static bool IsTaken(string name, ILookup<string, string> methods) =>
        NetworkMembers.Values.Contains(name) || NetworkMembers.Accessors.Contains(name) || methods.Contains(name);

    private static string ParametersOf(IMethodSymbol method) => string.Join(", ", method.Parameters.Select(parameter =>
        (parameter.RefKind == RefKind.None ? string.Empty : "ref ")
        + parameter.Type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString()));

    /// <summary>The name and the parameters of a generated method, in the words that symbols are displayed in.</summary>
    private static (string Name, string Parameters) Read(string signature)
    {
        var method = (MethodDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"{signature};")!;
        return (
            method.Identifier.ValueText,
            string.Join(", ", method.ParameterList.Parameters.Select(parameter =>
                (parameter.Modifiers.Count == 0 ? string.Empty : "ref ")
                + parameter.Type!.ToString().Replace("global::", string.Empty))));
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

        string parameters = ParametersOf(constructor);
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

    /// <summary>The analyzer sees the class together with what was generated into it.</summary>
    private static bool IsGenerated(ISymbol member, CancellationToken cancellationToken) =>
        member.DeclaringSyntaxReferences.Length > 0
        && member.DeclaringSyntaxReferences.All(part => GeneratedFiles.Contain(part.SyntaxTree));
}
