using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Declaration;
using static GenNet.Generator.Calculus.Expression;

namespace GenNet.Generator.Calculus;

/// <summary>
/// Every activation, a row each: its formula, and what people want to know of it. Derivatives, code and documentation follow from here.
/// </summary>
internal static class ActivationTable
{
    private const string AllNumbers = "(−∞, ∞)";

    /// <summary>λ and α of Klambauer et al., eq. 14, at which activations keep mean 0 and variance 1 from layer to layer.</summary>
    private const double SeluScale = 1.0507009873554805;
    private const double SeluAlpha = 1.6732632423543772;

    private const double RootOfHalf = 0.7071067811865476;
    private const double RootOfTwoOverPi = 0.7978845608028654;

    /// <summary>Beyond this z² the tangent is 1 in every precision, and so it stays where z² overflows: its derivative is 0 times a number.</summary>
    private const double MostOfCubic = 100;

    public static IReadOnlyList<ActivationRow> Rows { get; } =
    [
        new(Activation.Linear, "linear", AllNumbers, "the identity", (z, _) => z)
        {
            Ulps = (0, 0),
        },
        new(Activation.Sigmoid, "sigmoid", "(0, 1)", "the logistic function", (z, _) => Sigmoid(z))
        {
            Threshold = 0.5,
            Ulps = (2, 2.1),
        },
        new(Activation.Tanh, "tanh", "(−1, 1)", "the hyperbolic tangent", (z, _) => Tanh(z))
        {
            Threshold = 0,
            Ulps = (2.1, 2.1),
        },
        new(Activation.ReLU, "ReLU", "[0, ∞)", "Nair and Hinton 2010", (z, _) => Max(z, Zero))
        {
            Initializer = Initializer.HeNormal,
            Ulps = (0, 0),
        },
        new(Activation.Softmax, "softmax", "(0, 1), summing to 1", "Bridle 1990", null)
        {
            Coupled = ("exp(zᵢ) / Σ exp(z)", "∂aᵢ/∂zⱼ = aᵢ([i = j] − aⱼ)"),
        },
        new(Activation.LeakyReLU, "leaky ReLU", AllNumbers, "Maas, Hannun and Ng 2013", (z, slope) => Where(z > 0, z, slope * z))
        {
            Argument = new("Slope", 0.01),
            Initializer = Initializer.HeNormal,
            Ulps = (1, 0.5),
        },
        new(Activation.ReLU6, "ReLU6", "[0, 6]", "Krizhevsky 2010", (z, _) => Clamp(z, 0, 6))
        {
            Initializer = Initializer.HeNormal,
            Ulps = (0, 0),
        },
        new(Activation.ELU, "ELU", "(−alpha, ∞)", "Clevert, Unterthiner and Hochreiter 2015", (z, alpha) => Where(z > 0, z, alpha * ExpM1(z)))
        {
            Argument = new("Alpha", 1),
            Initializer = Initializer.HeNormal,
            Ulps = (2, 2.1),
        },
        new(
            Activation.SELU,
            "SELU",
            "(−1.7581, ∞)",
            "Klambauer et al. 2017",
            (z, _) => Where(z > 0, SeluScale * z, SeluScale * SeluAlpha * ExpM1(z)))
        {
            Initializer = Initializer.LeCunNormal,
            Ulps = (2.5, 2.6),
        },
        new(
            Activation.CELU,
            "CELU",
            "(−alpha, ∞)",
            "Barron 2017",
            (z, alpha) => Where(z > 0, z, alpha * ExpM1(z / alpha)))
        {
            Argument = new("Alpha", 1) { Above = 0 },
            Initializer = Initializer.HeNormal,
            Ulps = (2, 2.1),
        },
        new(
            Activation.GELU,
            "GELU",
            "[−0.1700, ∞)",
            "Hendrycks and Gimpel 2016",
            (z, _) => z * (0.5 + (0.5 * Erf(RootOfHalf * z))))
        {
            Initializer = Initializer.HeNormal,
            Ulps = (1.6, 1.5),
            AreUlpsOfLarger = true,
        },
        new(
            Activation.GeluTanh,
            "GELU by tanh",
            "[−0.1701, ∞)",
            "Hendrycks and Gimpel 2016",
            (z, _) => z * (0.5 + (0.5 * Tanh(RootOfTwoOverPi * (z * (1 + (0.044715 * Min(Square(z), MostOfCubic))))))))
        {
            Initializer = Initializer.HeNormal,
            Ulps = (1.9, 1.8),
            AreUlpsOfLarger = true,
        },
        new(
            Activation.SiLU,
            "SiLU",
            "[−0.2785, ∞)",
            "Elfwing, Uchibe and Doya 2017; Swish with β = 1",
            (z, _) => z * Sigmoid(z))
        {
            Initializer = Initializer.HeNormal,
            Ulps = (2.5, 2.6),
        },
        new(Activation.Mish, "Mish", "[−0.3088, ∞)", "Misra 2019", (z, _) => z * Tanh(Softplus(z)))
        {
            Initializer = Initializer.HeNormal,
            Ulps = (3.5, 3.5),
        },
        new(
            Activation.Softplus,
            "softplus",
            "(0, ∞)",
            "Dugas et al. 2001",
            (z, beta) => Softplus(beta * z) / beta)
        {
            Argument = new("Beta", 1) { Above = 0 },
            Ulps = (2.5, 2.2),
        },
        new(Activation.Softsign, "softsign", "(−1, 1)", "Turian, Bergstra and Bengio 2009", (z, _) => z / (1 + Abs(z)))
        {
            Threshold = 0,
            Ulps = (1.5, 1.5),
        },
        new(
            Activation.HardSigmoid,
            "hard sigmoid",
            "[0, 1]",
            "Courbariaux, Bengio and David 2015, with the slope of Howard et al. 2019",
            (z, _) => Clamp((z / 6) + 0.5, 0, 1))
        {
            Threshold = 0.5,
            Ulps = (0.8, 0.8),
            AreUlpsOfLarger = true,
        },
        new(Activation.HardTanh, "hard tanh", "[−1, 1]", "Collobert 2004", (z, _) => Clamp(z, -1, 1))
        {
            Threshold = 0,
            Ulps = (0, 0),
        },
        new(
            Activation.HardSwish,
            "hard swish",
            "[−0.375, ∞)",
            "Howard et al. 2019",
            (z, _) => z * Clamp((z / 6) + 0.5, 0, 1))
        {
            Initializer = Initializer.HeNormal,
            Ulps = (1.5, 1.3),
            AreUlpsOfLarger = true,
        },
        new(Activation.LogSigmoid, "log-sigmoid", "(−∞, 0)", "the logarithm of the logistic function", (z, _) => -Softplus(-z))
        {
            Threshold = -0.6931471805599453,
            Ulps = (2.5, 2.2),
        },
        new(Activation.Sine, "sine", "[−1, 1]", "Sitzmann et al. 2020", (z, frequency) => Sin(frequency * z))
        {
            Threshold = 0,
            Argument = new("Frequency", 1),
            Ulps = (2.4, 2.1),
        },
        new(Activation.Gaussian, "Gaussian", "(0, 1]", "Broomhead and Lowe 1988", (z, _) => Exp(-Square(z)))
        {
            Threshold = 0.5,
            Ulps = (1.1, 1),
            AreUlpsOfLarger = true,
        },
        new(Activation.Exponential, "exponential", "(0, ∞)", "the exponential function", (z, _) => Exp(z))
        {
            Ulps = (1.1, 1.1),
        },
        new(Activation.LogSoftmax, "log-softmax", "(−∞, 0]", "the logarithm of softmax", null)
        {
            Coupled = ("zᵢ − ln Σ exp(z)", "∂aᵢ/∂zⱼ = [i = j] − exp(aⱼ)"),
        },
        new(Activation.SquaredReLU, "squared ReLU", "[0, ∞)", "So et al. 2021", (z, _) => Square(Max(z, 0)))
        {
            Initializer = Initializer.HeNormal,
        },
        new(Activation.PReLU, "PReLU", AllNumbers, "He et al. 2015", (z, slope) => Where(z > 0, z, slope * z))
        {
            Argument = new("Slope", 0.25),
            LearnsArgument = true,
            Initializer = Initializer.HeNormal,
        },
        new(Activation.MeanAndVariance, "mean and variance", "(−∞, ∞), then (0, ∞)", "Nix and Weigend 1994", (z, _) => z)
        {
            SecondHalf = Softplus,
            Ulps = (2.5, 2.2),
        },
    ];

    /// <summary>The arguments of <c>[Layer]</c> that some activation takes.</summary>
    public static IReadOnlyList<string> ArgumentNames { get; } =
        Rows.Select(row => row.Argument?.Name).OfType<string>().Distinct().ToList();

    /// <summary>The row of an activation.</summary>
    public static ActivationRow Of(Activation activation)
    {
        foreach (ActivationRow row in Rows)
        {
            if (row.Activation == activation)
            {
                return row;
            }
        }

        throw new System.ArgumentOutOfRangeException(nameof(activation), activation, "No such activation.");
    }
}
