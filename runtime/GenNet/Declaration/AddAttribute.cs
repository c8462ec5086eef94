using System;

namespace GenNet;

/// <summary>
/// Adds values of one shape, element by element: what the layer before it (or <see cref="NamedLayerAttribute.From"/>) yields and the named
/// ones. A residual connection is <c>[Add("name")]</c> behind the layers that it leads around.
/// </summary>
/// <param name="names">The names of the other values, one or more.</param>
// Only a class can be a network, and the analyzer says so of everything else (GN0010).
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Delegate,
    AllowMultiple = true, Inherited = false)]
#pragma warning disable CS3015 // An array of names is no type of the common language specification.
public sealed class AddAttribute(params string[] names) : NamedLayerAttribute
#pragma warning restore CS3015
{
    /// <summary>The names of the other values.</summary>
    public string[] Names { get; } = names;
}
