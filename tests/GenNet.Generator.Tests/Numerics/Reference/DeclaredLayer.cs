using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenNet.Generator.Tests.Numerics.Reference;

/// <summary>A layer as its attribute says it, read from the text and from nothing else.</summary>
internal sealed class DeclaredLayer
{
    private readonly Dictionary<string, string> _named;

    public DeclaredLayer(string text)
    {
        Text = text;
        AttributeSyntax attribute = SyntaxFactory.ParseCompilationUnit($"{text} class C;")
            .DescendantNodes().OfType<AttributeSyntax>().Single();
        Kind = attribute.Name.ToString();
        AttributeArgumentSyntax[] arguments = [.. attribute.ArgumentList?.Arguments ?? []];
        Arguments = [.. arguments.Where(argument => argument.NameEquals is null).Select(argument => argument.Expression.ToString())];
        _named = arguments.Where(argument => argument.NameEquals is not null).ToDictionary(
            argument => argument.NameEquals!.Name.ToString(), argument => argument.Expression.ToString(), StringComparer.Ordinal);
    }

    /// <summary>The attribute as it is written.</summary>
    public string Text { get; }

    /// <summary>The attribute's name: <c>Conv2D</c>.</summary>
    public string Kind { get; }

    /// <summary>The arguments that have no name, as they are written.</summary>
    public IReadOnlyList<string> Arguments { get; }

    /// <summary>The sizes among the arguments, in order.</summary>
    public IReadOnlyList<int> Sizes =>
        [.. Arguments.Where(argument => char.IsAsciiDigit(argument[0])).Select(argument => int.Parse(argument, CultureInfo.InvariantCulture))];

    /// <summary>The values that the layer takes beside the current one.</summary>
    public IReadOnlyList<string> Others => [.. Arguments.Where(argument => argument[0] == '"').Select(Unquoted)];

    public string? Name => _named.TryGetValue("Name", out string? name) ? Unquoted(name) : null;

    public string? From => _named.TryGetValue("From", out string? name) ? Unquoted(name) : null;

    /// <summary>The activation, or the method that is one, as it is written.</summary>
    public string Activation => Arguments.FirstOrDefault(argument => char.IsAsciiLetter(argument[0])) ?? "Linear";

    public bool IsFrozen => IsTrue("Frozen");

    public bool HasBias => IsTrue("Bias", otherwise: true);

    public bool IsTrue(string argument, bool otherwise = false) =>
        _named.TryGetValue(argument, out string? value) ? value == "true" : otherwise;

    public int Integer(string argument, int otherwise) => (int)Number(argument, otherwise);

    public double Number(string argument, double otherwise) =>
        _named.TryGetValue(argument, out string? value) ? double.Parse(value, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>An argument that is said of both axes, or of height and width each.</summary>
    public (int Height, int Width) OfAxes(string argument, int otherwise)
    {
        int both = Integer(argument, otherwise);
        return (Integer($"{argument}Height", both), Integer($"{argument}Width", both));
    }

    public override string ToString() => Text;

    private static string Unquoted(string literal) => literal.Trim('"');
}
