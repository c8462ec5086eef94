using System;

namespace GenNet;

/// <summary>
/// Long short-term memory (S. Hochreiter and J. Schmidhuber, 1997, with the forget gate of F. A. Gers, J. Schmidhuber and F. Cummins, 2000): with the
/// gates <c>i, f, o = σ(xₜ·W + hₜ₋₁·U + b)</c> and <c>g = tanh(…)</c> of the same form, every step remembers <c>cₜ = f ⊙ cₜ₋₁ + i ⊙ g</c> and yields
/// <c>hₜ = o ⊙ tanh cₜ</c>, from c = h = 0 on. W, U and b hold the gates in the order i, f, g, o. The bias of f is 1 at first.
/// </summary>
/// <example>
/// <code>
/// [Input(28, 28)]
/// [Lstm(64)]
/// [Layer(10, Activation.Softmax)]
/// public sealed partial class Digits;
/// </code>
/// </example>
// Only a class can be a network, and the analyzer says so of everything else (GN0010).
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Delegate,
    AllowMultiple = true, Inherited = false)]
public sealed class LstmAttribute : RecurrentLayerAttribute
{
    /// <summary>Declares a layer.</summary>
    /// <param name="units">The number of values that each step yields, 1 or more.</param>
    public LstmAttribute(int units)
        : base(units)
    {
    }
}
