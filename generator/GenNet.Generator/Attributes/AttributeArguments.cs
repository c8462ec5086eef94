using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenNet.Generator.Attributes;

/// <summary>What is written in an attribute, by the name of the parameter or property it is written for.</summary>
internal readonly struct AttributeArguments
{
    private readonly AttributeData _attribute;

    public AttributeArguments(AttributeData attribute, CancellationToken cancellationToken)
    {
        _attribute = attribute;
        IsUsable = attribute.AttributeConstructor is { } constructor
            && constructor.Parameters.Length == attribute.ConstructorArguments.Length
            && !attribute.ConstructorArguments.Any(argument => argument.Kind == TypedConstantKind.Error)
            && !attribute.NamedArguments.Any(argument => argument.Value.Kind == TypedConstantKind.Error)
            && attribute.NamedArguments.Length == CountWrittenProperties(attribute, cancellationToken);
    }

    /// <summary>Whether the compiler understood every argument; if not, it says why, and we need not.</summary>
    public bool IsUsable { get; }

    /// <summary>The value of an argument, or <paramref name="otherwise"/> if it is left out. Enums are their numbers.</summary>
    public T Read<T>(string name, T otherwise)
    {
        foreach (var argument in _attribute.NamedArguments)
        {
            if (argument.Key == name)
            {
                return argument.Value.Value is T value ? value : otherwise;
            }
        }

        if (_attribute.AttributeConstructor is { } constructor)
        {
            for (int index = 0; index < Math.Min(constructor.Parameters.Length, _attribute.ConstructorArguments.Length); index++)
            {
                if (constructor.Parameters[index].Name == name)
                {
                    TypedConstant argument = _attribute.ConstructorArguments[index];
                    return argument.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum && argument.Value is T value
                        ? value
                        : otherwise;
                }
            }
        }

        return otherwise;
    }

    /// <summary>The values of a property that is an array; null if it is left out or null.</summary>
    public ImmutableArray<T>? ReadMany<T>(string name)
    {
        foreach (var argument in _attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value is { Kind: TypedConstantKind.Array, IsNull: false } array)
            {
                return array.Values.Select(value => value.Value).OfType<T>().ToImmutableArray();
            }
        }

        return null;
    }

    /// <summary>The values of the array that the constructor takes as its last parameter; empty if it takes none.</summary>
    public ImmutableArray<object?> ReadArray(string name)
    {
        IMethodSymbol? constructor = _attribute.AttributeConstructor;
        for (int index = 0; index < Math.Min(constructor?.Parameters.Length ?? 0, _attribute.ConstructorArguments.Length); index++)
        {
            if (constructor!.Parameters[index].Name == name
                && _attribute.ConstructorArguments[index] is { Kind: TypedConstantKind.Array, IsNull: false } array)
            {
                return array.Values.Select(value => value.Value).ToImmutableArray();
            }
        }

        return ImmutableArray<object?>.Empty;
    }

    /// <summary>Whether the constructor that is called has a parameter of this name.</summary>
    public bool Takes(string name) => _attribute.AttributeConstructor?.Parameters.Any(parameter => parameter.Name == name) == true;

    /// <summary>Whether a property is written at all.</summary>
    public bool Names(string name) => _attribute.NamedArguments.Any(argument => argument.Key == name);

    /// <summary>The compiler leaves out a property that it could not bind, and nothing else tells.</summary>
    private static int CountWrittenProperties(AttributeData attribute, CancellationToken cancellationToken) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is AttributeSyntax { ArgumentList: { } list }
            ? list.Arguments.Count(argument => argument.NameEquals is not null)
            : attribute.NamedArguments.Length;
}
