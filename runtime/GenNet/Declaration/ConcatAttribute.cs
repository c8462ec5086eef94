using System;

namespace GenNet;

/// <summary>Joins values in the last dimension: the named ones in order, then the current one. Their other dimensions are the same.</summary>
/// <param name="names">The names of the other values, one or more.</param>
// Only a class can be a network, and the analyzer says so of everything else (GN0010).
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Delegate,
    AllowMultiple = true, Inherited = false)]
#pragma warning disable CS3015 // An array of names is no type of the common language specification.
public sealed class ConcatAttribute(params string[] names) : NamedLayerAttribute
#pragma warning restore CS3015
{
    /// <summary>The names of the other values.</summary>
    public string[] Names { get; } = names;
}
