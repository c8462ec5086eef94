using System;

namespace GenNet;

/// <summary>The same values as a vector, row-major: between values with steps or pixels and a dense layer over all of them.</summary>
// Only a class can be a network, and the analyzer says so of everything else (GN0010).
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Delegate,
    AllowMultiple = true, Inherited = false)]
public sealed class FlattenAttribute : NamedLayerAttribute
{
}
