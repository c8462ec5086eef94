using System;

namespace GenNet;

/// <summary>
/// A recurrent layer as J. L. Elman had it (<i>Finding structure in time</i>, 1990): every step yields <c>hₜ = tanh(xₜ·W + hₜ₋₁·U + b)</c>, from h = 0 on.
/// </summary>
/// <example>
/// <code>
/// [Input(20, 3)]
/// [Rnn(16)]
/// [Layer(1)]
/// public sealed partial class Forecast;
/// </code>
/// </example>
// Only a class can be a network, and the analyzer says so of everything else (GN0010).
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Delegate,
    AllowMultiple = true, Inherited = false)]
public sealed class RnnAttribute : RecurrentLayerAttribute
{
    /// <summary>Declares a layer.</summary>
    /// <param name="units">The number of values that each step yields, 1 or more.</param>
    public RnnAttribute(int units)
        : base(units)
    {
    }
}
