using System;
using System.Collections.Generic;
using System.Globalization;
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
        FindArgument(syntax, name, OrdinalOf(syntax, attribute, name));

    /// <summary>The name of one of the arguments that a <c>params</c> parameter takes.</summary>
    public static string Element(string parameter, int index) => $"{parameter}[{index.ToString(CultureInfo.InvariantCulture)}]";

    /// <summary>
    /// The place of a parameter of an attribute's constructor, or of the constructor that what is written fits best if the compiler does not
    /// know which is meant; -1 if there is no such parameter.
    /// </summary>
    public static int OrdinalOf(AttributeSyntax? syntax, AttributeData attribute, string name)
    {
        if (name.EndsWith("]", StringComparison.Ordinal))
        {
            return OrdinalOfElement(syntax, attribute, name);
        }

        int positional = syntax?.ArgumentList?.Arguments.Count(argument => argument is { NameEquals: null, NameColon: null }) ?? 0;
        int[] ordinals = ConstructorsOf(attribute)
            .Where(constructor => constructor.Parameters.Length >= positional)
            .SelectMany(constructor => constructor.Parameters)
            .Where(candidate => candidate.Name == name)
            .Select(candidate => candidate.Ordinal)
            .ToArray();
        return ordinals.Where(ordinal => ordinal < positional).Concat(ordinals).DefaultIfEmpty(-1).First();
    }

    /// <summary>The place of one of several arguments for one parameter; -1 where they are written as an array.</summary>
    private static int OrdinalOfElement(AttributeSyntax? syntax, AttributeData attribute, string name)
    {
        int bracket = name.IndexOf('[');
        IParameterSymbol? parameter = attribute.AttributeConstructor?.Parameters.FirstOrDefault(candidate => candidate.Name == name.Substring(0, bracket));
        int index = int.Parse(name.Substring(bracket + 1, name.Length - bracket - 2), CultureInfo.InvariantCulture);
        return parameter is null
            || syntax?.ArgumentList?.Arguments.ElementAtOrDefault(parameter.Ordinal) is not { NameColon: null, Expression: { } first }
            || first is ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax or CollectionExpressionSyntax
                ? -1
                : parameter.Ordinal + index;
    }

    private static IEnumerable<IMethodSymbol> ConstructorsOf(AttributeData attribute) =>
        attribute.AttributeConstructor is { } constructor ? [constructor]
        : attribute.AttributeClass is { } type ? type.InstanceConstructors
        : Enumerable.Empty<IMethodSymbol>();
}
