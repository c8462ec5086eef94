using System;
using GenNet.Generator.Calculus;

namespace GenNet.Generator.Tests.Calculus;

/// <summary>A number with its derivative, x + x′ε where ε² = 0.</summary>
internal readonly record struct Dual(double Value, double Derivative)
{
    public static Dual operator +(Dual a, Dual b) => new(a.Value + b.Value, a.Derivative + b.Derivative);

    public static Dual operator -(Dual a, Dual b) => new(a.Value - b.Value, a.Derivative - b.Derivative);

    public static Dual operator *(Dual a, Dual b) => new(a.Value * b.Value, (a.Derivative * b.Value) + (a.Value * b.Derivative));

    public static Dual operator /(Dual a, Dual b) =>
        new(a.Value / b.Value, ((a.Derivative * b.Value) - (a.Value * b.Derivative)) / (b.Value * b.Value));

    public static Dual Pow(Dual a, Dual b)
    {
        double value = Math.Pow(a.Value, b.Value);
        double byBase = a.Derivative == 0 ? 0 : a.Derivative * b.Value * Math.Pow(a.Value, b.Value - 1);
        double byExponent = b.Derivative == 0 ? 0 : b.Derivative * value * Math.Log(a.Value);
        return new Dual(value, byBase + byExponent);
    }

    public static Dual Call(Function function, Dual x)
    {
        double v = x.Value;
        (double value, double slope) = function switch
        {
            Function.Exp => (Math.Exp(v), Math.Exp(v)),
            Function.ExpM1 => (ExpM1(v), Math.Exp(v)),
            Function.Log => (Math.Log(v), 1 / v),
            Function.Log1P => (Log1P(v), 1 / (1 + v)),
            Function.Sqrt => (Math.Sqrt(v), 1 / (2 * Math.Sqrt(v))),
            Function.Sin => (Math.Sin(v), Math.Cos(v)),
            Function.Cos => (Math.Cos(v), -Math.Sin(v)),
            Function.Tan => (Math.Tan(v), 1 / (Math.Cos(v) * Math.Cos(v))),
            Function.Sinh => (Math.Sinh(v), Math.Cosh(v)),
            Function.Cosh => (Math.Cosh(v), Math.Sinh(v)),
            Function.Tanh => (Math.Tanh(v), 1 / (Math.Cosh(v) * Math.Cosh(v))),
            Function.Asinh => (Math.Asinh(v), 1 / Math.Sqrt((v * v) + 1)),
            Function.Atan => (Math.Atan(v), 1 / ((v * v) + 1)),
            Function.Erf => (Erf(v), 2 / Math.Sqrt(Math.PI) * Math.Exp(-v * v)),
            Function.Sigmoid => (Sigmoid(v), Sigmoid(v) * Sigmoid(-v)),
            Function.Softplus => (Softplus(v), Sigmoid(v)),
            Function.LogCosh => (Math.Abs(v) + Log1P(Math.Exp(-2 * Math.Abs(v))) - Math.Log(2), Math.Tanh(v)),
            Function.Abs => (Math.Abs(v), double.IsNaN(v) ? v : Math.Sign(v)),
            Function.Sign => (double.IsNaN(v) ? v : Math.Sign(v), 0),
            _ => throw new ArgumentOutOfRangeException(nameof(function), function, "The tests have no meaning for it."),
        };

        // A constant stays one, whatever the slope is where the function has none.
        return new Dual(value, x.Derivative == 0 ? 0 : slope * x.Derivative);
    }

    /// <summary>2/√π e^−x² Σ 2ⁿ x²ⁿ⁺¹ / (2n + 1)!!, whose terms are all of one sign.</summary>
    public static double Erf(double x)
    {
        if (double.IsNaN(x) || Math.Abs(x) > 6)
        {
            return double.IsNaN(x) ? x : Math.Sign(x);
        }

        double term = x;
        double sum = x;
        for (int n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    public static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    public static double Softplus(double x) => Math.Max(x, 0) + Log1P(Math.Exp(-Math.Abs(x)));

    /// <summary>2 sinh(x/2) e^(x/2).</summary>
    public static double ExpM1(double x) => Math.Abs(x) > 1 ? Math.Exp(x) - 1 : 2 * Math.Sinh(x / 2) * Math.Exp(x / 2);

    /// <summary>2 artanh(x / (2 + x)).</summary>
    public static double Log1P(double x) => Math.Abs(x) > 0.5 ? Math.Log(1 + x) : 2 * Math.Atanh(x / (2 + x));
}
