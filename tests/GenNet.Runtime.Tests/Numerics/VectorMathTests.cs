using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using GenNet.Numerics;
using Xunit;

namespace GenNet.Runtime.Tests.Numerics;

/// <summary>Accuracy, special values and independence of the elementwise functions.</summary>
public sealed class VectorMathTests
{
    private static readonly double[] s_specials =
    [
        0d, -0d, 1, -1, 0.5, -0.5, 2, -2, double.Epsilon, -double.Epsilon, float.Epsilon, -float.Epsilon, 1e-310, -1e-310,
        1e-40, -1e-40, 1.17549435e-38, 2.2250738585072014e-308, 88.7, 89, 90, -87.4, -103.9, -104, -105, 709.7, 710, -708.4, -745.1,
        -746, -800, 1e30, -1e30, 1e300, -1e300, float.MaxValue, -float.MaxValue, double.MaxValue, -double.MaxValue,
        double.PositiveInfinity, double.NegativeInfinity, double.NaN,
    ];

    public static TheoryData<string> Functions => ["Exp", "Log", "Log1P", "Sigmoid", "Tanh", "Softplus"];

    // The bounds are what was measured on all the bit patterns below, rounded up; VectorMath states them.
    [Theory]
    [InlineData("Exp", 1.1)]
    [InlineData("Log", 1)]
    [InlineData("Log1P", 1.5)]
    [InlineData("Sigmoid", 2)]
    [InlineData("Tanh", 2)]
    [InlineData("Softplus", 2)]
    public void Singles_are_within_their_bound_of_the_exact_value(string function, double bound)
    {
        // A prime stride meets every exponent about 8000 times.
        const uint Stride = 1031;
        var inputs = new List<float>();
        for (ulong bits = 0; bits <= uint.MaxValue; bits += Stride)
        {
            inputs.Add(BitConverter.UInt32BitsToSingle((uint)bits));
        }

        // And the middle of the number line closely, where networks live.
        for (int i = -400_000; i <= 400_000; i++)
        {
            inputs.Add(i / 4000f);
        }

        float[] x = [.. inputs];
        float[] y = Apply(function, x);
        double worst = 0;
        float at = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double error = ErrorInUlps(y[i], Reference(function, x[i]));
            if (!(error <= worst))
            {
                worst = error;
                at = x[i];
            }
        }

        Assert.True(worst <= bound, Invariant($"{function}({at:R}) is {worst} ulp off."));
    }

    [Theory]
    [InlineData("Exp", 2)]
    [InlineData("Log", 2)]
    [InlineData("Log1P", 3)]
    [InlineData("Sigmoid", 3)]
    [InlineData("Tanh", 4)]
    [InlineData("Softplus", 3)]
    public void Doubles_are_within_their_bound_of_the_platforms_value(string function, double bound)
    {
        var inputs = new List<double>();
        var random = new Random(5);
        for (int i = 0; i < 1_000_000; i++)
        {
            inputs.Add(BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)));
            inputs.Add((random.NextDouble() - 0.5) * 100);
            inputs.Add((random.NextDouble() - 0.5) * 1500);
            inputs.Add((random.NextDouble() - 0.5) * 4);
        }

        double[] x = [.. inputs];
        double[] y = Apply(function, x);
        double worst = 0;
        double at = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double error = ErrorInUlps(y[i], Reference(function, x[i]));
            if (!(error <= worst))
            {
                worst = error;
                at = x[i];
            }
        }

        Assert.True(worst <= bound, Invariant($"{function}({at:R}) is {worst} ulp off."));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Special_values_come_out_as_the_mathematics_has_them(string function)
    {
        float[] singles = Array.ConvertAll(s_specials, value => (float)value);
        float[] singleResults = Apply(function, singles);
        double[] doubleResults = Apply(function, s_specials);
        for (int i = 0; i < s_specials.Length; i++)
        {
            RequireSame(function, singles[i], singleResults[i], Reference(function, singles[i]), 2.5);
            RequireSame(function, s_specials[i], doubleResults[i], Reference(function, s_specials[i]), 4);
        }
    }

    [Fact]
    public void Exact_values_are_exact()
    {
        Assert.Equal(1f, Apply("Exp", [0f])[0]);
        Assert.Equal(0f, Apply("Log", [1f])[0]);
        Assert.Equal(0.5f, Apply("Sigmoid", [0f])[0]);
        Assert.Equal(1f, Apply("Sigmoid", [40f])[0]);
        Assert.Equal(1f, Apply("Tanh", [20f])[0]);
        Assert.Equal(-1d, Apply("Tanh", [-40d])[0]);
        Assert.Equal(0.5d, Apply("Sigmoid", [0d])[0]);
        Assert.Equal(1d, Apply("Exp", [0d])[0]);
        Assert.True(float.IsNegative(Apply("Tanh", [-0f])[0]));
        Assert.Equal((float)Math.Log(2), Apply("Softplus", [0f])[0]);
        Assert.Equal((float)Math.Log(2), Apply("Log1P", [1f])[0]);
        Assert.Equal(Math.Log(2), Apply("Log1P", [1d])[0]);
        Assert.Equal(float.NegativeInfinity, Apply("Log1P", [-1f])[0]);
        Assert.Equal(float.PositiveInfinity, Apply("Log1P", [float.PositiveInfinity])[0]);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void An_element_has_the_same_bits_at_every_width_and_alone(string function)
    {
        var random = new Random(11);
        double[] x = new double[6400];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = i % 3 == 0 ? s_specials[random.Next(s_specials.Length)] : (random.NextDouble() - 0.5) * 60;
        }

        float[] singles = Array.ConvertAll(x, value => (float)value);
        float[] expected = Apply(function, singles);
        RequireSameBits(expected, Apply<Singles16, float>(function, singles));
        RequireSameBits(expected, Apply<Singles8, float>(function, singles));
        RequireSameBits(expected, Apply<Singles4, float>(function, singles));
        RequireSameBits(expected, Array.ConvertAll(singles, value => Apply(function, value)));

        double[] expectedDoubles = Apply(function, x);
        RequireSameBits(expectedDoubles, Apply<Doubles8, double>(function, x));
        RequireSameBits(expectedDoubles, Apply<Doubles4, double>(function, x));
        RequireSameBits(expectedDoubles, Apply<Doubles2, double>(function, x));
        RequireSameBits(expectedDoubles, Array.ConvertAll(x, value => Apply(function, value)));
    }

    [Fact]
    public void Sigmoid_and_tanh_stay_within_their_range()
    {
        float[] x = new float[2_000_001];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = (i - 1_000_000) / 20_000f;
        }

        foreach (float value in Apply("Sigmoid", x))
        {
            Assert.InRange(value, 0, 1);
        }

        foreach (float value in Apply("Tanh", x))
        {
            Assert.InRange(value, -1, 1);
        }
    }

    private static void RequireSame(string function, double x, double actual, double expected, double ulps)
    {
        double error = x == (float)x && actual == (float)actual
            ? Math.Min(ErrorInUlps((float)actual, expected), ErrorInUlps(actual, expected))
            : ErrorInUlps(actual, expected);
        Assert.True(error <= ulps, Invariant($"{function}({x:R}) is {actual:R}, not {expected:R}."));
    }

    private static double ErrorInUlps(float actual, double expected)
    {
        if (double.IsNaN(expected) || float.IsNaN(actual))
        {
            return double.IsNaN(expected) && float.IsNaN(actual) ? 0 : double.PositiveInfinity;
        }

        float rounded = (float)expected;
        if (float.IsInfinity(rounded) || float.IsInfinity(actual))
        {
            return rounded.Equals(actual) ? 0 : double.PositiveInfinity;
        }

        double spacing = (double)MathF.BitIncrement(MathF.Abs(rounded)) - MathF.Abs(rounded);
        return float.IsInfinity(MathF.BitIncrement(MathF.Abs(rounded)))
            ? Math.Abs(actual - expected) / Math.Pow(2, 104)
            : Math.Abs(actual - expected) / spacing;
    }

    private static double ErrorInUlps(double actual, double expected)
    {
        if (double.IsNaN(expected) || double.IsNaN(actual))
        {
            return double.IsNaN(expected) && double.IsNaN(actual) ? 0 : double.PositiveInfinity;
        }

        if (double.IsInfinity(expected) || double.IsInfinity(actual))
        {
            return expected.Equals(actual) ? 0 : double.PositiveInfinity;
        }

        double spacing = Math.Abs(expected) == double.MaxValue
            ? Math.Pow(2, 971)
            : Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected);
        return Math.Abs(actual - expected) / spacing;
    }

    private static double Reference(string function, double x) => function switch
    {
        "Exp" => Math.Exp(x),
        "Log" => Math.Log(x),
        "Log1P" => Log1P(x),
        "Sigmoid" => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x)),
        "Tanh" => Math.Tanh(x),
        "Softplus" => double.IsNaN(x) ? x : Math.Max(x, 0) + Log1P(Math.Exp(-Math.Abs(x))),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, null),
    };

    /// <summary>ln(1 + x) by Kahan's correction, which differs from the one under test.</summary>
    private static double Log1P(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : double.IsInfinity(u) || u <= 0 || double.IsNaN(u) ? Math.Log(u) : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>Equal bits; a NaN is like any other, because the mathematics has but one.</summary>
    private static void RequireSameBits<T>(T[] expected, T[] actual)
        where T : IEquatable<T>, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < expected.Length; i++)
        {
            // Equals has 0 equal to −0, which 1 / x tells apart.
            Assert.Equal(expected[i], actual[i]);
            Assert.Equal(T.One / expected[i], T.One / actual[i]);
        }
    }

    private static float[] Apply(string function, float[] x)
    {
        float[] padded = Padded(x, Vector<float>.Count);
        for (int i = 0; i < padded.Length; i += Vector<float>.Count)
        {
            var vector = new Vector<float>(padded, i);
            Vector<float> result = function switch
            {
                "Exp" => VectorMath.Exp(vector),
                "Log" => VectorMath.Log(vector),
                "Log1P" => VectorMath.Log1P(vector),
                "Sigmoid" => VectorMath.Sigmoid(vector),
                "Tanh" => VectorMath.Tanh(vector),
                "Softplus" => VectorMath.Softplus(vector),
                _ => throw new ArgumentOutOfRangeException(nameof(function), function, null),
            };
            result.CopyTo(padded, i);
        }

        return padded[..x.Length];
    }

    private static double[] Apply(string function, double[] x)
    {
        double[] padded = Padded(x, Vector<double>.Count);
        for (int i = 0; i < padded.Length; i += Vector<double>.Count)
        {
            var vector = new Vector<double>(padded, i);
            Vector<double> result = function switch
            {
                "Exp" => VectorMath.Exp(vector),
                "Log" => VectorMath.Log(vector),
                "Log1P" => VectorMath.Log1P(vector),
                "Sigmoid" => VectorMath.Sigmoid(vector),
                "Tanh" => VectorMath.Tanh(vector),
                "Softplus" => VectorMath.Softplus(vector),
                _ => throw new ArgumentOutOfRangeException(nameof(function), function, null),
            };
            result.CopyTo(padded, i);
        }

        return padded[..x.Length];
    }

    private static float Apply(string function, float x) => function switch
    {
        "Exp" => VectorMath.Exp(x),
        "Log" => VectorMath.Log(x),
        "Log1P" => VectorMath.Log1P(x),
        "Sigmoid" => VectorMath.Sigmoid(x),
        "Tanh" => VectorMath.Tanh(x),
        "Softplus" => VectorMath.Softplus(x),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, null),
    };

    private static double Apply(string function, double x) => function switch
    {
        "Exp" => VectorMath.Exp(x),
        "Log" => VectorMath.Log(x),
        "Log1P" => VectorMath.Log1P(x),
        "Sigmoid" => VectorMath.Sigmoid(x),
        "Tanh" => VectorMath.Tanh(x),
        "Softplus" => VectorMath.Softplus(x),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, null),
    };

    private static T[] Apply<TLane, T>(string function, T[] x)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        T[] padded = Padded(x, TLane.Count);
        for (int i = 0; i < padded.Length; i += TLane.Count)
        {
            TLane lane = TLane.Load(ref padded[i]);
            TLane result = function switch
            {
                "Exp" => VectorMath.Exp(lane),
                "Log" => VectorMath.Log(lane),
                "Log1P" => VectorMath.Log1P(lane),
                "Sigmoid" => VectorMath.Sigmoid(lane),
                "Tanh" => VectorMath.Tanh(lane),
                "Softplus" => VectorMath.Softplus(lane),
                _ => throw new ArgumentOutOfRangeException(nameof(function), function, null),
            };
            TLane.Store(result, ref padded[i]);
        }

        return padded[..x.Length];
    }

    private static T[] Padded<T>(T[] x, int width)
    {
        T[] padded = new T[(x.Length + width - 1) / width * width];
        x.CopyTo(padded, 0);
        return padded;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
