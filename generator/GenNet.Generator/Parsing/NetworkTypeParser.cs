using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using GenNet.Generator.Mistakes;
using GenNet.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenNet.Generator.Parsing;

/// <summary>Reads the class that a network is generated into.</summary>
internal static class NetworkTypeParser
{
    /// <summary>The class, or null with the first reason reported why nothing can be generated into it.</summary>
    public static NetworkType? Parse(
        INamedTypeSymbol type, NetworkShell shell, Compilation compilation, IMistakeReporter? reporter, CancellationToken cancellationToken)
    {
        if (!ProjectRequirements.AreMet(type, compilation, reporter)
            || !IsOrdinary(type, reporter)
            || !IsInReach(type, reporter)
            || !IsPartial(type, reporter, cancellationToken)
            || !HasNoOtherBaseClass(type, shell, compilation, reporter, cancellationToken)
            || MemberClash.Find(type, shell.Members, reporter, cancellationToken))
        {
            return null;
        }

        string hintName = HintNames.Of(type);
        if (ProjectRequirements.RuntimeOf(type) is { } runtime
            && new HidingNames(compilation, runtime, reporter, cancellationToken).Find(hintName))
        {
            return null;
        }

        return new NetworkType(
            NamespaceOf(type),
            new EquatableArray<ContainingType>(ContainingTypesOf(type).Reverse().Select(Describe).ToImmutableArray()),
            Escape(type.Name),
            hintName,
            SyntaxFacts.GetText(type.DeclaredAccessibility),
            type.IsSealed);
    }

    private static bool IsOrdinary(INamedTypeSymbol type, IMistakeReporter? reporter)
    {
        (string What, string WayOut)? other =
            type.TypeKind != TypeKind.Class ? ($"{WithArticle(KindOf(type))}", "Write 'class' instead") :
            type.IsRecord ? ("a record", "Write 'class' instead") :
            type.IsStatic ? ("static", "Remove 'static'") :
            type.IsAbstract ? ("abstract", "Remove 'abstract'") :
            null;
        if (other is { } found)
        {
            reporter?.ReportName(Rules.NotAnOrdinaryClass, type, type.Name, found.What, found.WayOut);
        }

        return other is null;
    }

    /// <summary>Another file can hold a part of the class, and constants can describe it.</summary>
    private static bool IsInReach(INamedTypeSymbol type, IMistakeReporter? reporter)
    {
        INamedTypeSymbol[] chain = [type, .. ContainingTypesOf(type)];
        if (chain.Any(part => part.Arity > 0))
        {
            reporter?.ReportName(Rules.GenericNetwork, type, type.Name);
            return false;
        }

        if (chain.Any(part => part.IsFileLocal))
        {
            reporter?.ReportName(Rules.FileLocalNetwork, type, type.Name);
            return false;
        }

        return true;
    }

    private static bool IsPartial(INamedTypeSymbol type, IMistakeReporter? reporter, CancellationToken cancellationToken)
    {
        if (!AllPartsArePartial(type, cancellationToken))
        {
            // Two parts, one of them not partial, are an error already.
            if (type.DeclaringSyntaxReferences.Length == 1)
            {
                reporter?.ReportName(Rules.ClassNotPartial, type, type.Name);
            }

            return false;
        }

        foreach (INamedTypeSymbol containing in ContainingTypesOf(type))
        {
            if (!AllPartsArePartial(containing, cancellationToken))
            {
                if (containing.DeclaringSyntaxReferences.Length == 1)
                {
                    reporter?.ReportName(
                        Rules.ContainingTypeNotPartial, containing, containing.Name, type.Name, KeywordOf(containing));
                }

                return false;
            }
        }

        return true;
    }

    private static bool AllPartsArePartial(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        type.DeclaringSyntaxReferences.All(part =>
            part.GetSyntax(cancellationToken) is TypeDeclarationSyntax declaration
            && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static bool HasNoOtherBaseClass(
        INamedTypeSymbol type, NetworkShell shell, Compilation compilation, IMistakeReporter? reporter, CancellationToken cancellationToken)
    {
        if (type.BaseType is not { TypeKind: not TypeKind.Error } baseType)
        {
            // No such type: the compiler says so.
            return false;
        }

        string generated =
            $"GenNet.{(shell.IsTrainable ? "TrainableNetwork" : "Network")}<{shell.Members.Element}>";
        string written = baseType.ToDisplayString();
        if (written == generated
            || (baseType.SpecialType == SpecialType.System_Object && !WritesItsBaseClass(type, compilation, cancellationToken)))
        {
            return true;
        }

        reporter?.ReportBaseClass(Rules.OtherBaseClass, type, type.Name, baseType.Name, generated);
        return false;
    }

    /// <summary>Whether a class says that it derives from <c>object</c>, and so that no other part may say what else.</summary>
    private static bool WritesItsBaseClass(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken) =>
        type.DeclaringSyntaxReferences
            .Where(part => !GeneratedFiles.Contain(part.SyntaxTree))
            .Select(part => part.GetSyntax(cancellationToken))
            .OfType<TypeDeclarationSyntax>()
            .Select(part => part.BaseList?.Types.FirstOrDefault()?.Type)
            .Any(listed => listed is not null
                && compilation.GetSemanticModel(listed.SyntaxTree).GetTypeInfo(listed, cancellationToken).Type?.SpecialType == SpecialType.System_Object);

    private static IEnumerable<INamedTypeSymbol> ContainingTypesOf(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? containing = type.ContainingType; containing is not null; containing = containing.ContainingType)
        {
            yield return containing;
        }
    }

    private static ContainingType Describe(INamedTypeSymbol type) => new(KeywordOf(type), Escape(type.Name));

    private static string KindOf(INamedTypeSymbol type) =>
        type.TypeKind switch { TypeKind.Enum => "enum", TypeKind.Delegate => "delegate", _ => KeywordOf(type) };

    private static string WithArticle(string word) => ("aeiou".Contains(word[0]) ? "an " : "a ") + word;

    private static string KeywordOf(INamedTypeSymbol type) => (type.TypeKind, type.IsRecord) switch
    {
        (TypeKind.Interface, _) => "interface",
        (TypeKind.Struct, true) => "record struct",
        (TypeKind.Struct, false) => "struct",
        (_, true) => "record",
        _ => "class",
    };

    private static string NamespaceOf(INamedTypeSymbol type)
    {
        var segments = new Stack<string>();
        for (INamespaceSymbol? part = type.ContainingNamespace; part is { IsGlobalNamespace: false }; part = part.ContainingNamespace)
        {
            segments.Push(Escape(part.Name));
        }

        return string.Join(".", segments);
    }

    /// <summary>
    /// With an @ before anything that is a keyword somewhere; it does no harm where it is none. Of names in lower-case ASCII the
    /// compiler warns that they may become keywords, and an @ says that we know.
    /// </summary>
    private static string Escape(string identifier) =>
        identifier.All(letter => letter is >= 'a' and <= 'z')
        || SyntaxFacts.GetKeywordKind(identifier) != SyntaxKind.None
        || SyntaxFacts.GetContextualKeywordKind(identifier) != SyntaxKind.None
            ? "@" + identifier
            : identifier;
}
