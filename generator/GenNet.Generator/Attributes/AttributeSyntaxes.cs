using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenNet.Generator.Attributes;

/// <summary>Finds an argument where an attribute is written.</summary>
internal static class AttributeSyntaxes
{
    /// <summary>An argument by the name of its property, by the name of its parameter, or by its parameter's place.</summary>
    /// <param name="syntax">The attribute as it is written.</param>
    /// <param name="name">The name of the property or parameter.</param>
    /// <param name="ordinal">The place of the parameter; -1 for a property.</param>
    public static AttributeArgumentSyntax? FindArgument(AttributeSyntax? syntax, string name, int ordinal)
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

        return ordinal >= 0
            && ordinal < list.Arguments.Count
            && list.Arguments[ordinal] is { NameEquals: null, NameColon: null } positional
                ? positional
                : null;
    }

    /// <inheritdoc cref="FindArgument(AttributeSyntax?, string, int)"/>
    public static AttributeArgumentSyntax? FindArgument(AttributeSyntax? syntax, AttributeData attribute, string name) =>
        FindArgument(syntax, name, OrdinalOf(attribute, name));

    /// <summary>
    /// The place of a parameter of an attribute's constructor, or of any constructor if the compiler does not know which is meant; -1 if
    /// there is no such parameter.
    /// </summary>
    public static int OrdinalOf(AttributeData attribute, string name) =>
        ConstructorsOf(attribute)
            .SelectMany(constructor => constructor.Parameters)
            .FirstOrDefault(candidate => candidate.Name == name)?.Ordinal ?? -1;

    private static IEnumerable<IMethodSymbol> ConstructorsOf(AttributeData attribute) =>
        attribute.AttributeConstructor is { } constructor ? [constructor]
        : attribute.AttributeClass is { } type ? type.InstanceConstructors
        : Enumerable.Empty<IMethodSymbol>();
}
