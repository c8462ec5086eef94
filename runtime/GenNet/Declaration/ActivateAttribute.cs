using System;

namespace GenNet;

/// <summary>
/// An activation by itself, <c>a = f(x)</c>, after a normalization for example. The softmax and its logarithm act over the last dimension
/// and may stand anywhere.
/// </summary>
// Only a class can be a network, and the analyzer says so of everything else (GN0010).
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Delegate,
    AllowMultiple = true, Inherited = false)]
public sealed class ActivateAttribute : ActivationLayerAttribute
{
    /// <summary>Declares an activation.</summary>
    /// <param name="activation">The function <c>f</c>.</param>
    public ActivateAttribute(Activation activation) => Activation = activation;

    /// <summary>Declares an activation that is a method.</summary>
    /// <param name="function">The name of a method that is marked <see cref="ActivationFunctionAttribute"/>.</param>
    public ActivateAttribute(string function) => Function = function;

    /// <summary>The function.</summary>
    public Activation Activation { get; }

    /// <summary>The name of the method; null where <see cref="Activation"/> says it.</summary>
    public string? Function { get; }
}
