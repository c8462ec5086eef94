namespace GenNet.Generator.Calculus;

/// <summary>The functions of one argument that the runtime computes and the differentiator knows.</summary>
internal enum Function
{
    Exp,

    /// <summary>eˣ − 1, accurate where x is small.</summary>
    ExpM1,
    Log,

    /// <summary>ln(1 + x), accurate where x is small.</summary>
    Log1P,
    Sqrt,
    Sin,
    Cos,
    Tan,
    Sinh,
    Cosh,
    Tanh,
    Asinh,
    Atan,

    /// <summary>The error function, 2/√π ∫₀ˣ exp(−t²) dt.</summary>
    Erf,

    /// <summary>σ(x) = 1 / (1 + e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>ln(1 + eˣ).</summary>
    Softplus,

    /// <summary>ln cosh x.</summary>
    LogCosh,
    Abs,

    /// <summary>−1, 0 or 1.</summary>
    Sign,
}
