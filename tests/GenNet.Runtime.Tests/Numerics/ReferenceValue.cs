using System;

namespace GenNet.Runtime.Tests.Numerics;

/// <summary>A function value to about 100 bits, times a power of two, so that values down to the denormals keep their bits.</summary>
internal readonly record struct ReferenceValue(DoubleDouble Factor, int Exponent = 0)
{
    public static implicit operator ReferenceValue(DoubleDouble value) => new(value);

    /// <summary>The nearest double.</summary>
    public double Rounded => Math.ScaleB(Factor.High, Exponent);

    /// <summary>How far <paramref name="actual"/> is from the value, in units in the last place of the value's binade.</summary>
    public double ErrorInUlps(double actual)
    {
        double rounded = Rounded;
        if (double.IsNaN(rounded) || double.IsNaN(actual))
        {
            return double.IsNaN(rounded) && double.IsNaN(actual) ? 0 : double.PositiveInfinity;
        }

        if (double.IsInfinity(rounded) || double.IsInfinity(actual))
        {
            return rounded.Equals(actual) ? 0 : double.PositiveInfinity;
        }

        if (Factor.High == 0)
        {
            return actual == 0 && double.IsNegative(actual) == double.IsNegative(Factor.High) ? 0 : double.PositiveInfinity;
        }

        int last = Math.Max(Math.ILogB(Factor.High) + Exponent - 52, -1074) - Exponent;
        double difference = (Math.ScaleB(actual, -Exponent) - Factor.High) - Factor.Low;
        return Math.Abs(Math.ScaleB(difference, -last));
    }
}
