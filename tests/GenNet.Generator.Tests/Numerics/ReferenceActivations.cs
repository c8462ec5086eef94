using System;
using GenNet.Generator.Tests.Calculus;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// The elementwise activations and their derivatives, each written out by hand: the definition that generated code is held against.
/// </summary>
internal static class ReferenceActivations
{
    private const double Lambda = 1.0507009873554804934193349852946;
    private const double Alpha = 1.6732632423543772848170429916717;

    /// <summary>f(z), in which c is the number that the activation takes.</summary>
    public static double Value(Activation activation, double c, double z) => activation switch
    {
        Activation.Linear => z,
        Activation.Sigmoid => Sigmoid(z),
        Activation.Tanh => Math.Tanh(z),
        Activation.ReLU => z > 0 ? z : 0,
        Activation.LeakyReLU or Activation.PReLU => z > 0 ? z : c * z,
        Activation.ReLU6 => z <= 0 ? 0 : z >= 6 ? 6 : z,
        Activation.ELU => z > 0 ? z : c * ExpM1(z),
        Activation.SELU => Lambda * (z > 0 ? z : Alpha * ExpM1(z)),
        Activation.CELU => z > 0 ? z : c * ExpM1(z / c),
        Activation.GELU => z * Phi(z),
        Activation.GeluTanh => z * (1 + Math.Tanh(Cubic(z))) / 2,
        Activation.SiLU => z / (1 + Math.Exp(-z)),
        Activation.Mish => z * Math.Tanh(Softplus(z)),
        Activation.Softplus => Softplus(c * z) / c,
        Activation.Softsign => z / (1 + Math.Abs(z)),
        Activation.HardSigmoid => z <= -3 ? 0 : z >= 3 ? 1 : (z + 3) / 6,
        Activation.HardTanh => z <= -1 ? -1 : z >= 1 ? 1 : z,
        Activation.HardSwish => z <= -3 ? 0 : z >= 3 ? z : z * (z + 3) / 6,
        Activation.LogSigmoid => -Softplus(-z),
        Activation.Sine => Math.Sin(c * z),
        Activation.Gaussian => Math.Exp(-z * z),
        Activation.Exponential => Math.Exp(z),
        Activation.SquaredReLU => z > 0 ? z * z : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "The reference has no formula for it."),
    };

    /// <summary>f′(z).</summary>
    public static double Slope(Activation activation, double c, double z)
    {
        switch (activation)
        {
            case Activation.Linear:
                return 1;
            case Activation.Sigmoid:
                return Sigmoid(z) * Sigmoid(-z);
            case Activation.Tanh:
                return 1 / (Math.Cosh(z) * Math.Cosh(z));
            case Activation.ReLU:
                return z > 0 ? 1 : 0;
            case Activation.LeakyReLU or Activation.PReLU:
                return z > 0 ? 1 : c;
            case Activation.ReLU6:
                return z is > 0 and < 6 ? 1 : 0;
            case Activation.ELU:
                return z > 0 ? 1 : c * Math.Exp(z);
            case Activation.SELU:
                return Lambda * (z > 0 ? 1 : Alpha * Math.Exp(z));
            case Activation.CELU:
                return z > 0 ? 1 : Math.Exp(z / c);
            case Activation.GELU:
                return Phi(z) + (z * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI));
            case Activation.GeluTanh when Math.Abs(z) > 100:
                // The squares below overflow where the tangent has long been 1.
                return z > 0 ? 1 : 0;
            case Activation.GeluTanh:
                double tanh = Math.Tanh(Cubic(z));
                double cubicSlope = Math.Sqrt(2 / Math.PI) * (1 + (3 * 0.044715 * z * z));
                return ((1 + tanh) / 2) + (z / 2 * (1 - (tanh * tanh)) * cubicSlope);
            case Activation.SiLU:
                return Sigmoid(z) + (z * Sigmoid(z) * Sigmoid(-z));
            case Activation.Mish:
                double t = Math.Tanh(Softplus(z));
                return t + (z * (1 - (t * t)) * Sigmoid(z));
            case Activation.Softplus:
                return Sigmoid(c * z);
            case Activation.Softsign:
                return 1 / ((1 + Math.Abs(z)) * (1 + Math.Abs(z)));
            case Activation.HardSigmoid:
                return z is > -3 and < 3 ? 1.0 / 6 : 0;
            case Activation.HardTanh:
                return z is > -1 and < 1 ? 1 : 0;
            case Activation.HardSwish:
                return z <= -3 ? 0 : z >= 3 ? 1 : ((2 * z) + 3) / 6;
            case Activation.LogSigmoid:
                return Sigmoid(-z);
            case Activation.Sine:
                return c * Math.Cos(c * z);
            case Activation.Gaussian:
                return -2 * (z * Math.Exp(-z * z));
            case Activation.Exponential:
                return Math.Exp(z);
            case Activation.SquaredReLU:
                return z > 0 ? 2 * z : 0;
            default:
                throw new ArgumentOutOfRangeException(nameof(activation), activation, "The reference has no formula for it.");
        }
    }

    /// <summary>Where the function or its derivative is no longer smooth.</summary>
    public static double[] Kinks(Activation activation) => activation switch
    {
        Activation.ReLU or Activation.LeakyReLU or Activation.ELU or Activation.SELU or Activation.CELU or Activation.Softsign
            or Activation.SquaredReLU or Activation.PReLU => [0],
        Activation.ReLU6 => [0, 6],
        Activation.HardSigmoid or Activation.HardSwish => [-3, 3],
        Activation.HardTanh => [-1, 1],
        _ => [],
    };

    public static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    public static double Softplus(double z) => Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)));

    /// <summary>eˣ − 1, which keeps its digits near 0.</summary>
    public static double ExpM1(double x)
    {
        // Kahan: the rounding of eˣ is in both factors, and leaves with the quotient.
        double exp = Math.Exp(x);
        return exp == 1 ? x : exp - 1 == -1 ? -1 : double.IsInfinity(exp) ? exp : (exp - 1) * x / Math.Log(exp);
    }

    /// <summary>The distribution function of the standard normal distribution.</summary>
    private static double Phi(double z) => (1 + Dual.Erf(z / Math.Sqrt(2))) / 2;

    private static double Cubic(double z) => Math.Sqrt(2 / Math.PI) * (z + (0.044715 * z * z * z));
}
