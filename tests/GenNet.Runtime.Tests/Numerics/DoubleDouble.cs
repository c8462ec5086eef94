using System;

namespace GenNet.Runtime.Tests.Numerics;

/// <summary>
/// A number of about 106 bits, the unevaluated sum of two doubles of which the second is at most half a unit in the last place of the
/// first (T. J. Dekker, "A floating-point technique for extending the available precision", 1971).
/// </summary>
internal readonly struct DoubleDouble(double high, double low = 0)
{
    public double High { get; } = high;

    public double Low { get; } = low;

    public static implicit operator DoubleDouble(double value) => new(value);

    public static DoubleDouble operator -(DoubleDouble x) => new(-x.High, -x.Low);

    public static DoubleDouble operator +(DoubleDouble x, DoubleDouble y)
    {
        DoubleDouble high = TwoSum(x.High, y.High);
        DoubleDouble low = TwoSum(x.Low, y.Low);
        DoubleDouble sum = FastTwoSum(high.High, high.Low + low.High);
        return FastTwoSum(sum.High, sum.Low + low.Low);
    }

    public static DoubleDouble operator -(DoubleDouble x, DoubleDouble y) => x + -y;

    public static DoubleDouble operator *(DoubleDouble x, DoubleDouble y)
    {
        DoubleDouble product = Product(x.High, y.High);
        return FastTwoSum(product.High, product.Low + (x.High * y.Low) + (x.Low * y.High));
    }

    public static DoubleDouble operator /(DoubleDouble x, DoubleDouble y)
    {
        double first = x.High / y.High;
        DoubleDouble rest = x - (y * first);
        double second = rest.High / y.High;
        rest -= y * second;
        return FastTwoSum(first, second) + (rest.High / y.High);
    }

    /// <summary>x · y without any rounding.</summary>
    public static DoubleDouble Product(double x, double y)
    {
        double product = x * y;
        return new(product, Math.FusedMultiplyAdd(x, y, -product));
    }

    public static DoubleDouble Abs(DoubleDouble x) => x.High < 0 ? -x : x;

    public static DoubleDouble Sqrt(DoubleDouble x)
    {
        double root = Math.Sqrt(x.High);
        DoubleDouble rest = x - Product(root, root);
        return FastTwoSum(root, rest.High / (2 * root));
    }

    private static DoubleDouble TwoSum(double x, double y)
    {
        double sum = x + y;
        double part = sum - x;
        return new(sum, (x - (sum - part)) + (y - part));
    }

    private static DoubleDouble FastTwoSum(double x, double y)
    {
        double sum = x + y;
        return new(sum, y - (sum - x));
    }
}
