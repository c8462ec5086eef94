using System;

namespace GenNet;

/// <summary>
/// A gated recurrent layer (K. Cho et al., 2014, in the form of PyTorch and cuDNN): with the gates <c>r, z = σ(xₜ·W + hₜ₋₁·U + b)</c> and
/// <c>n = tanh(xₜ·Wₙ + b + r ⊙ (hₜ₋₁·Uₙ + bₙ))</c>, every step yields <c>hₜ = (1 − z) ⊙ n + z ⊙ hₜ₋₁</c>, from h = 0 on. W, U and b hold the gates in
/// the order r, z, n; the parameters of a direction end with bₙ.
/// </summary>
/// <example>
/// <code>
/// [Input(50, 4)]
/// [Gru(16, Sequences = true)]
/// [Layer(1)]
/// public sealed partial class Sensor;
/// </code>
/// </example>
// Only a class can be a network, and the analyzer says so of everything else (GN0010).
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Delegate,
    AllowMultiple = true, Inherited = false)]
public sealed class GruAttribute : RecurrentLayerAttribute
{
    /// <summary>Declares a layer.</summary>
    /// <param name="units">The number of values that each step yields, 1 or more.</param>
    public GruAttribute(int units)
        : base(units)
    {
    }
}
