using System;

namespace GenNet;

/// <summary>The mean of all positions, feature by feature. Takes steps × features or height × width × channels, yields a vector of them.</summary>
// Only a class can be a network, and the analyzer says so of everything else (GN0010).
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Delegate,
    AllowMultiple = true, Inherited = false)]
public sealed class GlobalAveragePoolAttribute : NamedLayerAttribute;
