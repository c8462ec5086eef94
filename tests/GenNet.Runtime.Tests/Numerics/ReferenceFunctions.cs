using System;

namespace GenNet.Runtime.Tests.Numerics;

/// <summary>
/// The elementwise functions from their definitions: in double precision, the reference for single precision, and to about 100 bits, the
/// reference for double precision. Arguments of the latter are finite.
/// </summary>
internal static class ReferenceFunctions
{
    /// <summary>Below this, x³ and what else follows x in a series is nothing beside it in 106 bits.</summary>
    private const double Tiny = 1e-100;

    private static readonly DoubleDouble s_ln2 = new(0.6931471805599453, 2.3190468138462996e-17);
    private static readonly double[] s_halfPi = [1.5707963267948966, 6.123233995736766e-17, -1.4973849048591698e-33];
    private static readonly DoubleDouble s_twoOverRootOfPi = new(1.1283791670955126, 1.533545961316588e-17);

    public static double ExpM1(double x)
    {
        // 2 sinh(x/2) e^(x/2) loses nothing where x is small, but for the last bit of a denormal.
        double size = Math.Abs(x);
        return size < 1e-100 ? x : size < 1 ? 2 * Math.Sinh(x / 2) * Math.Exp(x / 2) : Math.Exp(x) - 1;
    }

    public static double Log1P(double x)
    {
        // Kahan's correction.
        double u = 1 + x;
        return u == 1 ? x : double.IsInfinity(u) || u <= 0 || double.IsNaN(u) ? Math.Log(u) : Math.Log(u) * (x / (u - 1));
    }

    public static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    public static double Softplus(double x) => Math.Max(x, 0) + Log1P(Math.Exp(-Math.Abs(x)));

    public static double LogSigmoid(double x) => -Softplus(-x);

    public static double LogCosh(double x)
    {
        double size = Math.Abs(x);
        double half = Math.Sinh(size / 2);
        return size < 1 ? Log1P(2 * half * half) : size + Log1P(Math.Exp(-2 * size)) - Math.Log(2);
    }

    /// <summary>2/√π e^(−x²) Σ 2ⁿ x²ⁿ⁺¹ / (1·3·5···(2n + 1)), whose terms all have the same sign (Abramowitz and Stegun, 7.1.6).</summary>
    public static double Erf(double x)
    {
        if (!(Math.Abs(x) < 6))
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

    public static double Sign(double x) => x > 0 ? 1 : x < 0 ? -1 : x;

    public static ReferenceValue ExpPrecisely(double x) => Exp(x);

    /// <summary>x to the power of y for x above 0: e^(y ln x), the logarithm and the product to 106 bits.</summary>
    public static ReferenceValue PowPrecisely(double x, double y) => Exp(Log(new DoubleDouble(x)) * y);

    public static ReferenceValue ExpM1Precisely(double x) => x > 100 ? Exp(x) : ExpM1(new DoubleDouble(x));

    public static ReferenceValue LogPrecisely(double x) =>
        x > 0 ? Log(x) : x == 0 ? (DoubleDouble)double.NegativeInfinity : (DoubleDouble)double.NaN;

    public static ReferenceValue Log1PPrecisely(double x) =>
        x > -1 ? Log1P(new DoubleDouble(x)) : x == -1 ? (DoubleDouble)double.NegativeInfinity : (DoubleDouble)double.NaN;

    public static ReferenceValue SigmoidPrecisely(double x)
    {
        ReferenceValue e = Exp(-Math.Abs(x));
        DoubleDouble onePlus = 1 + Value(e);
        return x >= 0 ? 1 / onePlus : new ReferenceValue(e.Factor / onePlus, e.Exponent);
    }

    public static ReferenceValue TanhPrecisely(double x)
    {
        if (Math.Abs(x) < Tiny)
        {
            return (DoubleDouble)x;
        }

        DoubleDouble m = Math.Abs(x) > 50 ? -1 : ExpM1(new DoubleDouble(-2 * Math.Abs(x)));
        DoubleDouble size = -m / (m + 2);
        return x < 0 || double.IsNegative(x) ? -size : size;
    }

    public static ReferenceValue SoftplusPrecisely(double x) =>
        x < -100 ? Exp(x) : Math.Max(x, 0) + Log1P(Value(Exp(-Math.Abs(x))));

    public static ReferenceValue LogSigmoidPrecisely(double x)
    {
        ReferenceValue softplus = SoftplusPrecisely(-x);
        return new(-softplus.Factor, softplus.Exponent);
    }

    public static ReferenceValue LogCoshPrecisely(double x)
    {
        DoubleDouble size = Math.Abs(x);
        if (size.High < Tiny)
        {
            double scaled = Math.ScaleB(x, 500);
            return new(DoubleDouble.Product(scaled, scaled), -1001);
        }

        if (size.High < 1)
        {
            DoubleDouble m = ExpM1(size);
            DoubleDouble halfSinhSquared = m * m / (m + 1) / 2;

            // cosh x = 1 + (eˣ − 1)² / (2eˣ).
            return Log1P(halfSinhSquared);
        }

        return size - s_ln2 + Log1P(Value(Exp(-2 * size.High)));
    }

    public static ReferenceValue SinhPrecisely(double x)
    {
        double size = Math.Abs(x);
        if (size < Tiny)
        {
            return (DoubleDouble)x;
        }

        ReferenceValue e = Exp(size);
        DoubleDouble m = size > 50 ? default : ExpM1(new DoubleDouble(size));
        ReferenceValue sinh = size > 50 ? new ReferenceValue(e.Factor, e.Exponent - 1) : (m + (m / (m + 1))) / 2;
        return double.IsNegative(x) ? new(-sinh.Factor, sinh.Exponent) : sinh;
    }

    public static ReferenceValue CoshPrecisely(double x)
    {
        ReferenceValue e = Exp(Math.Abs(x));
        return Math.Abs(x) > 50 ? new ReferenceValue(e.Factor, e.Exponent - 1) : (Value(e) + (1 / Value(e))) / 2;
    }

    public static ReferenceValue AsinhPrecisely(double x)
    {
        double size = Math.Abs(x);
        DoubleDouble square = size > 1e150 ? default : DoubleDouble.Product(size, size);
        DoubleDouble asinh = size > 1e150
            ? Log(size) + s_ln2
            : Log1P(size + (square / (1 + DoubleDouble.Sqrt(1 + square))));
        return double.IsNegative(x) ? -asinh : asinh;
    }

    public static ReferenceValue AtanPrecisely(double x)
    {
        DoubleDouble size = Math.Abs(x);
        DoubleDouble atan = size.High > 1
            ? new DoubleDouble(s_halfPi[0], s_halfPi[1]) - AtanOfFraction(1 / size)
            : AtanOfFraction(size);
        return double.IsNegative(x) ? -atan : atan;
    }

    /// <inheritdoc cref="Erf"/>
    public static ReferenceValue ErfPrecisely(double x)
    {
        if (Math.Abs(x) > 6)
        {
            return (DoubleDouble)Math.Sign(x);
        }

        DoubleDouble square = DoubleDouble.Product(x, x);
        DoubleDouble term = x;
        DoubleDouble sum = x;
        for (int n = 1; Math.Abs(term.High) > 1e-33 * Math.Abs(sum.High); n++)
        {
            term = term * square * 2 / ((2 * n) + 1);
            sum += term;
        }

        return s_twoOverRootOfPi * Value(Exp(-square)) * sum;
    }

    public static ReferenceValue SqrtPrecisely(double x) =>
        x > 0 ? new ReferenceValue(DoubleDouble.Sqrt(Math.ScaleB(x, x < 1 ? 200 : -200)), x < 1 ? -100 : 100) : (DoubleDouble)Math.Sqrt(x);

    public static ReferenceValue SinPrecisely(double x)
    {
        (DoubleDouble sin, DoubleDouble cos, long n) = SinAndCos(x);
        DoubleDouble value = n % 2 == 0 ? sin : cos;
        return (n & 2) == 0 ? value : -value;
    }

    public static ReferenceValue CosPrecisely(double x)
    {
        (DoubleDouble sin, DoubleDouble cos, long n) = SinAndCos(x);
        DoubleDouble value = n % 2 == 0 ? cos : sin;
        return ((n + 1) & 2) == 0 ? value : -value;
    }

    public static ReferenceValue TanPrecisely(double x)
    {
        (DoubleDouble sin, DoubleDouble cos, long n) = SinAndCos(x);
        return n % 2 == 0 ? sin / cos : -cos / sin;
    }

    private static DoubleDouble Value(ReferenceValue value) =>
        new(Math.ScaleB(value.Factor.High, value.Exponent), Math.ScaleB(value.Factor.Low, value.Exponent));

    private static ReferenceValue Exp(DoubleDouble x)
    {
        double n = Math.Round(x.High / s_ln2.High);
        return new(1 + ExpM1OfSmall(x - (s_ln2 * n)), (int)Math.Clamp(n, -5000, 5000));
    }

    private static DoubleDouble ExpM1(DoubleDouble x) =>
        Math.Abs(x.High) < Tiny ? x : Math.Abs(x.High) < 0.35 ? ExpM1OfSmall(x) : Value(Exp(x)) - 1;

    /// <summary>The series for x/64, then e²ˣ − 1 = m (m + 2) with m = eˣ − 1, six times.</summary>
    private static DoubleDouble ExpM1OfSmall(DoubleDouble x)
    {
        DoubleDouble r = new(x.High / 64, x.Low / 64);
        DoubleDouble m = 0;
        for (int k = 14; k > 0; k--)
        {
            m = (m + 1) * r / k;
        }

        for (int i = 0; i < 6; i++)
        {
            m *= m + 2;
        }

        return m;
    }

    private static DoubleDouble Log(DoubleDouble x)
    {
        if (Math.Abs(x.High - 1) < 0.05)
        {
            return Log1P(x - 1);
        }

        // Newton's step for eʸ = x from the double below: y + (x e⁻ʸ − 1). The power of two keeps the product a normal number.
        double y = Math.Log(x.High);
        ReferenceValue e = Exp(-y);
        int half = e.Exponent / 2;
        DoubleDouble scaled = new(Math.ScaleB(x.High, half), Math.ScaleB(x.Low, half));
        DoubleDouble rest = (scaled * Value(new(e.Factor, e.Exponent - half))) - 1;
        return y + (rest - (rest * rest / 2));
    }

    private static DoubleDouble Log1P(DoubleDouble x)
    {
        if (Math.Abs(x.High) >= 0.05)
        {
            return Log(1 + x);
        }

        if (Math.Abs(x.High) < Tiny)
        {
            return x;
        }

        // 2 artanh t with t = x / (2 + x).
        DoubleDouble t = x / (2 + x);
        DoubleDouble square = t * t;
        DoubleDouble sum = 0;
        for (int k = 25; k > 1; k -= 2)
        {
            sum = (sum + (DoubleDouble)1 / k) * square;
        }

        return (1 + sum) * t * 2;
    }

    private static DoubleDouble AtanOfFraction(DoubleDouble x)
    {
        double y = Math.Atan(x.High);
        (DoubleDouble sin, DoubleDouble cos) = SinAndCosOfSmall(y);
        DoubleDouble tan = sin / cos;
        return y + ((x - tan) / (1 + (x * tan)));
    }

    private static (DoubleDouble Sin, DoubleDouble Cos, long N) SinAndCos(double x)
    {
        double n = Math.Round(x / s_halfPi[0]);
        DoubleDouble first = DoubleDouble.Product(n, s_halfPi[0]);
        DoubleDouble r = (DoubleDouble)(x - first.High) - first.Low - DoubleDouble.Product(n, s_halfPi[1]) - (n * s_halfPi[2]);
        (DoubleDouble sin, DoubleDouble cos) = SinAndCosOfSmall(r);
        return (x == 0 ? x : sin, cos, (long)n);
    }

    private static (DoubleDouble Sin, DoubleDouble Cos) SinAndCosOfSmall(DoubleDouble r)
    {
        DoubleDouble square = r * r;
        DoubleDouble sin = 0;
        DoubleDouble cos = 0;
        for (int k = 29; k > 1; k -= 2)
        {
            sin = -((1 + sin) * square / (k * (k - 1)));
            cos = -((1 + cos) * square / ((k - 1) * (k - 2)));
        }

        return ((1 + sin) * r, 1 + cos);
    }
}
