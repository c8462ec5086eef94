#if GENNET_GENERATOR
namespace GenNet.Generator.Declaration;
#else
namespace GenNet;
#endif

/// <summary>The function a layer applies to <c>z = x·W + b</c>.</summary>
public enum Activation
{
    /// <summary><c>a = z</c>.</summary>
    Linear,

    /// <summary>Logistic sigmoid, <c>a = σ(z) = 1 / (1 + e⁻ᶻ)</c>, in (0, 1).</summary>
    Sigmoid,

    /// <summary>Hyperbolic tangent, <c>a = tanh z</c>, in (−1, 1).</summary>
    Tanh,

    /// <summary>Rectified linear unit, <c>a = max(0, z)</c>, with derivative 0 at 0.</summary>
    ReLU,

    /// <summary><c>aᵢ = e^zᵢ / Σⱼ e^zⱼ</c>: a probability for each output. Legal in the last layer only.</summary>
    Softmax,

    /// <summary>Leaky rectified linear unit, <c>a = z</c> above 0 and <c>Slope · z</c> below. <c>Slope</c> is 0.01 unless said.</summary>
    LeakyReLU,

    /// <summary><c>a = min(max(z, 0), 6)</c>.</summary>
    ReLU6,

    /// <summary>Exponential linear unit, <c>a = z</c> above 0 and <c>Alpha (eᶻ − 1)</c> below. <c>Alpha</c> is 1 unless said.</summary>
    ELU,

    /// <summary>
    /// Scaled exponential linear unit, <c>a = λ z</c> above 0 and <c>λ α (eᶻ − 1)</c> below, with λ = 1.0507… and α = 1.6732…,
    /// which keep mean 0 and variance 1 from layer to layer.
    /// </summary>
    SELU,

    /// <summary>
    /// Continuously differentiable exponential linear unit, <c>a = z</c> above 0 and <c>Alpha (e^(z / Alpha) − 1)</c> below.
    /// <c>Alpha</c> is 1 unless said.
    /// </summary>
    CELU,

    /// <summary>Gaussian error linear unit, <c>a = z Φ(z) = ½ z (1 + erf(z / √2))</c>, exact.</summary>
    GELU,

    /// <summary>
    /// The approximation <c>a = ½ z (1 + tanh(√(2/π) (z + 0.044715 z³)))</c> to <see cref="GELU"/>, within 0.0005 of it.
    /// </summary>
    GeluTanh,

    /// <summary>Sigmoid linear unit, <c>a = z σ(z)</c>; also called Swish.</summary>
    SiLU,

    /// <summary><c>a = z tanh(softplus(z))</c>.</summary>
    Mish,

    /// <summary><c>a = ln(1 + e^(Beta z)) / Beta</c>, above 0. <c>Beta</c> is 1 unless said.</summary>
    Softplus,

    /// <summary><c>a = z / (1 + |z|)</c>, in (−1, 1).</summary>
    Softsign,

    /// <summary><c>a = min(max(z / 6 + ½, 0), 1)</c>.</summary>
    HardSigmoid,

    /// <summary><c>a = min(max(z, −1), 1)</c>.</summary>
    HardTanh,

    /// <summary><c>a = z · min(max(z / 6 + ½, 0), 1)</c>.</summary>
    HardSwish,

    /// <summary><c>a = ln σ(z)</c>, below 0.</summary>
    LogSigmoid,

    /// <summary><c>a = sin(Frequency · z)</c>. <c>Frequency</c> is 1 unless said.</summary>
    Sine,

    /// <summary><c>a = e^(−z²)</c>.</summary>
    Gaussian,

    /// <summary><c>a = eᶻ</c>, above 0.</summary>
    Exponential,

    /// <summary><c>aᵢ = ln(e^zᵢ / Σⱼ e^zⱼ)</c>: the logarithm of <see cref="Softmax"/>. Legal in the last layer only.</summary>
    LogSoftmax,

    /// <summary><c>a = max(z, 0)²</c>, 0 or more.</summary>
    SquaredReLU,

    /// <summary>
    /// <c>a = z</c> above 0 and <c>a = p z</c> elsewhere, where p is learned: one parameter for the whole layer, <c>Slope</c> at first, which
    /// is 0.25 unless said. It follows the layer's biases.
    /// </summary>
    PReLU,

    /// <summary>
    /// <c>a = z</c> for the first half of the units and <c>a = ln(1 + eᶻ)</c> for the second: means of any sign, and behind them as many
    /// variances above 0. For <see cref="Loss.GaussianNll"/>, and legal in the last layer only.
    /// </summary>
    MeanAndVariance,
}
