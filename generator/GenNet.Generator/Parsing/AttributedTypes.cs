using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using GenNet.Generator.Layers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenNet.Generator.Parsing;

/// <summary>
/// Finds the declarations whose attributes may be ours by their names alone, which costs an edited file and nothing else. One search is for every
/// kind of layer: Roslyn's own is for one attribute and has eight tables over all files, and one for each kind doubled the time of a keystroke.
/// </summary>
internal static class AttributedTypes
{
    private const string Suffix = "Attribute";

    private static readonly HashSet<string> _ours = new(LayerKinds.AttributeNames.Concat(["Network", "Input"]).SelectMany(name => (string[])[name, name + Suffix]));

    /// <summary>The aliases that a file makes for all files.</summary>
    public static IEnumerable<AliasedName> GlobalAliases(SyntaxTree tree, CancellationToken cancellationToken) =>
        tree.GetRoot(cancellationToken) is CompilationUnitSyntax { Usings.Count: > 0 } unit
            ? Aliases(unit.Usings.Where(directive => directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)))
            : [];

    /// <summary>What our attributes are called beside their own names.</summary>
    /// <param name="aliases">The aliases of all files.</param>
    public static ImmutableArray<string> OtherNames(ImmutableArray<AliasedName> aliases) => With([], aliases).ToImmutableArray();

    /// <summary>The declarations of a file that may be ours.</summary>
    /// <param name="tree">The file.</param>
    /// <param name="otherNames">What our attributes are called in all files beside their own names.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static IEnumerable<MemberDeclarationSyntax> Find(SyntaxTree tree, IReadOnlyList<string> otherNames, CancellationToken cancellationToken)
    {
        var found = new List<MemberDeclarationSyntax>();
        if (tree.GetRoot(cancellationToken) is CompilationUnitSyntax unit)
        {
            Find(unit.Members, With(otherNames, Aliases(unit.Usings)), found);
        }

        return found;
    }

    private static void Find(SyntaxList<MemberDeclarationSyntax> members, IReadOnlyList<string> otherNames, List<MemberDeclarationSyntax> found)
    {
        foreach (MemberDeclarationSyntax member in members)
        {
            if (member is BaseNamespaceDeclarationSyntax space)
            {
                Find(space.Members, With(otherNames, Aliases(space.Usings)), found);
            }
            else if (member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
            {
                if (MayBeOurs(member.AttributeLists, otherNames))
                {
                    found.Add(member);
                }

                if (member is TypeDeclarationSyntax type)
                {
                    Find(type.Members, otherNames, found);
                }
            }
        }
    }

    private static bool MayBeOurs(SyntaxList<AttributeListSyntax> lists, IReadOnlyList<string> otherNames)
    {
        foreach (AttributeListSyntax list in lists)
        {
            foreach (AttributeSyntax attribute in list.Attributes)
            {
                if (IsOurs(LastPart(attribute.Name), otherNames))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsOurs(string name, IReadOnlyList<string> otherNames) =>
        _ours.Contains(name) || otherNames.Contains(name) || (otherNames.Count > 0 && otherNames.Contains(name + Suffix));

    /// <summary>The names, and the aliases for any of them and for ours; an alias may be for another one.</summary>
    private static IReadOnlyList<string> With(IReadOnlyList<string> names, IReadOnlyCollection<AliasedName> aliases)
    {
        List<string>? all = null;
        while (aliases.FirstOrDefault(alias => IsOurs(alias.Name, all ?? names) && !(all ?? names).Contains(alias.Alias)) is { } another)
        {
            all ??= [.. names];
            all.Add(another.Alias);
        }

        return all ?? names;
    }

    private static IReadOnlyCollection<AliasedName> Aliases(IEnumerable<UsingDirectiveSyntax> directives) => directives
        .Where(directive => directive is { Alias: not null, Name: not null })
        .Select(directive => new AliasedName(directive.Alias!.Name.Identifier.ValueText, LastPart(directive.Name!)))
        .ToList();

    private static string LastPart(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => string.Empty,
    };
}
