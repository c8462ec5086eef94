using System;

namespace GenNet.GradientChecking;

/// <summary>What <see cref="Math"/> lacks, in double precision and for accuracy alone.</summary>
internal static class RealFunctions
{
    /// <summary>ln(1 + x), exact to a few ulp for small x too (W. Kahan's correction).</summary>
    public static double Log1P(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : double.IsPositiveInfinity(sum) ? sum : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary>eˣ − 1, exact to a few ulp for small x too (W. Kahan's correction).</summary>
    public static double ExpM1(double x)
    {
        double power = Math.Exp(x);
        if (power == 1)
        {
            return x;
        }

        double difference = power - 1;
        return difference == -1 || double.IsInfinity(power) ? difference : difference * (x / Math.Log(power));
    }

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>ln(1 + eˣ), which does not overflow.</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + Log1P(Math.Exp(-Math.Abs(x)));

    /// <summary>ln cosh x, which does not overflow and keeps its digits where x is small.</summary>
    public static double LogCosh(double x)
    {
        double magnitude = Math.Abs(x);
        double half = Math.Sinh(magnitude / 2);
        return magnitude < 1 ? Log1P(2 * half * half) : magnitude + Log1P(Math.Exp(-2 * magnitude)) - Math.Log(2);
    }

    /// <summary>
    /// erf x = 2/√π e^(−x²) Σ 2ⁿ x²ⁿ⁺¹ / (1·3·5···(2n + 1)): every term has the same sign, so nothing cancels
    /// (Abramowitz and Stegun, 7.1.6).
    /// </summary>
    public static double Erf(double x)
    {
        // From here on 1 is the nearest double.
        const double Saturation = 6;
        if (!(Math.Abs(x) < Saturation))
        {
            return double.IsNaN(x) ? x : Math.Sign(x);
        }

        double square = x * x;
        double term = x;
        double sum = x;
        for (int n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= 2 * square / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-square) * sum;
    }
}
