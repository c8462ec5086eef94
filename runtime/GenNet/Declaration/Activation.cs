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
}
