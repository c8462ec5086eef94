using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using GenNet.Numerics;
using GenNet.Tests;
using Xunit;

namespace GenNet.Runtime.Tests.Numerics;

/// <summary>Accuracy, special values and independence of the elementwise functions.</summary>
public sealed class VectorMathTests(ITestOutputHelper output)
{
    /// <summary>Set to 1, the accuracy in single precision is measured on all 2³² numbers instead of a sample: one or two minutes a function.</summary>
    private const string ExhaustiveVariable = "GENNET_EXHAUSTIVE";

    /// <summary>Of the blocks of 65,536 neighbours, one in so many is measured where not all are: a prime, and fewer where vectors are emulated.</summary>
    private static readonly int s_sampledBlocks = Vector.IsHardwareAccelerated ? TestScope.Count(quick: 4093, full: 1021) : 8191;

    /// <summary>How far the numbers of a coarse sample are apart, in units of the last place: a prime, which meets every exponent about two thousand times, or five hundred.</summary>
    private static readonly uint s_stride = (uint)TestScope.Count(quick: 16411, full: 4099);

    private static readonly double[] s_specials =
    [
        0d, -0d, 1, -1, 0.5, -0.5, 2, -2, double.Epsilon, -double.Epsilon, float.Epsilon, -float.Epsilon, 1e-310, -1e-310,
        1e-40, -1e-40, 1.17549435e-38, 2.2250738585072014e-308, 1e-20, -1e-20, 88.7, 89, 89.4, 90, -87.4, -89, -103.9, -104, -105, 709.7,
        710, 710.4, 711, -708.4, -710.4, -745.1, -746, -800, 1e5, -1e5, 1e30, -1e30, 1e300, -1e300, float.MaxValue, -float.MaxValue,
        double.MaxValue, -double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN,
    ];

    public static TheoryData<string> Functions => [.. VectorFunction.All.Keys];

    [Fact]
    public void The_table_in_the_documentation_has_every_function()
    {
        Assert.Equal(VectorFunction.All.Keys.Order(StringComparer.Ordinal), DocumentedBounds().Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Singles_are_within_the_documented_bound_of_the_exact_value(string name)
    {
        VectorFunction function = VectorFunction.All[name];
        var worst = default(Deviation);

        float[] x = new float[8192];
        int count = 0;
        for (ulong bits = 0; bits <= uint.MaxValue; bits += s_stride)
        {
            x[count++] = BitConverter.UInt32BitsToSingle((uint)bits);
            if (count == x.Length)
            {
                worst = Worse(worst, function, x);
                count = 0;
            }
        }

        worst = Worse(worst, function, x[..count]);

        // And the middle of the number line closely, where networks live.
        int most = TestScope.Count(quick: 40_000, full: 200_000);
        float[] middle = Enumerable.Range(-most, (2 * most) + 1).Select(i => i / (most / 100f)).ToArray();
        worst = Worse(worst, function, middle);

        RequireWithinBound(name, worst, DocumentedBounds()[name].Single);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Singles_in_a_row_are_within_the_documented_bound_of_the_double_function(string name)
    {
        bool isExhaustive = Environment.GetEnvironmentVariable(ExhaustiveVariable) == "1";
        Deviation worst = VectorFunction.All[name].Sweep(isExhaustive ? 1 : s_sampledBlocks);
        output.WriteLine(Invariant($"{name}: at most {worst.Ulps:F4} ulp, at {worst.At:R}, {(isExhaustive ? "of all numbers" : "of a sample")}"));
        RequireWithinBound(name, worst, DocumentedBounds()[name].Single);
    }

    [Fact]
    public void The_sweep_finds_what_is_wrong()
    {
        float[] zeros = new float[15];
        var minusThree = new Vector<double>(-3);
        var lastPlace = new Vector<double>(Math.ScaleB(1, -22));

        // Half a unit in the last place, a whole one, the smallest one.
        Assert.Equal(new Deviation(0.5, 1), SingleSweep.Measure(x => x, x => x * (1 + Math.ScaleB(1, -24)), [1, .. zeros]));
        Assert.Equal(
            new Deviation(1, -3),
            SingleSweep.Measure(x => x, x => Vector.ConditionalSelect(Vector.Equals(x, minusThree), x - lastPlace, x), [.. zeros, -3]));
        Assert.Equal(new Deviation(1, float.Epsilon), SingleSweep.Measure(x => x * 2, x => x, [float.Epsilon, .. zeros]));

        // No number, or an infinite one, on one side alone.
        float[] all = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, .. new float[13]];
        Assert.Equal(0, SingleSweep.Measure(x => x, x => x, all).Ulps);
        Assert.Equal(double.PositiveInfinity, SingleSweep.Measure(x => x - x, x => x, all).Ulps);
        Assert.Equal(double.PositiveInfinity, SingleSweep.Measure(x => -x, x => x, all).Ulps);
        Assert.Equal(
            new Deviation(double.PositiveInfinity, float.MaxValue),
            SingleSweep.Measure(x => x * 2, x => x, [.. zeros, float.MaxValue]));
        Assert.Equal(
            new Deviation(double.PositiveInfinity, float.MaxValue),
            SingleSweep.Measure(x => x, x => x * 2, [.. zeros, float.MaxValue]));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Doubles_are_within_the_documented_bound_of_the_exact_value(string name)
    {
        VectorFunction function = VectorFunction.All[name];
        double[] x = DoubleSample();
        double[] y = function.Apply(x);
        var worst = default(Deviation);
        for (int i = 0; i < x.Length; i++)
        {
            double ulps = function.PreciseReference(x[i]).ErrorInUlps(y[i]);
            if (!(ulps <= worst.Ulps))
            {
                worst = new(ulps, x[i]);
            }
        }

        RequireWithinBound(name, worst, DocumentedBounds()[name].Double);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Special_values_come_out_as_the_mathematics_has_them(string name)
    {
        VectorFunction function = VectorFunction.All[name];
        (double singleBound, double doubleBound) = DocumentedBounds()[name];
        float[] singles = Array.ConvertAll(s_specials, value => (float)value);
        float[] singleResults = function.Apply(singles);
        double[] doubleResults = function.Apply(s_specials);
        for (int i = 0; i < s_specials.Length; i++)
        {
            double expected = function.Reference(singles[i]);
            Assert.True(
                ErrorInUlps(singleResults[i], expected) <= singleBound,
                Invariant($"{name}({singles[i]:R}) is {singleResults[i]:R}, not {expected:R}."));

            // The platform's function may itself be off by one unit.
            expected = function.Reference(s_specials[i]);
            Assert.True(
                new ReferenceValue(expected).ErrorInUlps(doubleResults[i]) <= doubleBound + 1,
                Invariant($"{name}({s_specials[i]:R}) is {doubleResults[i]:R}, not {expected:R}."));
        }
    }

    [Theory]
    [InlineData("ExpM1")]
    [InlineData("Log1P")]
    [InlineData("Sin")]
    [InlineData("Tan")]
    [InlineData("Sinh")]
    [InlineData("Tanh")]
    [InlineData("Asinh")]
    [InlineData("Atan")]
    [InlineData("Sqrt")]
    [InlineData("Sign")]
    [InlineData("Erf")]
    public void Zero_keeps_its_sign(string name)
    {
        VectorFunction function = VectorFunction.All[name];
        Assert.True(float.IsNegative(function.Single(-0f)));
        Assert.True(double.IsNegative(function.Double(-0d)));
        Assert.False(float.IsNegative(function.Single(0f)));
        Assert.False(double.IsNegative(function.Double(0d)));
        Assert.Equal(0f, function.Single(0f));
        Assert.Equal(0d, function.Double(0d));
    }

    [Theory]
    [InlineData("Sin", -1)]
    [InlineData("Tan", -1)]
    [InlineData("Sinh", -1)]
    [InlineData("Tanh", -1)]
    [InlineData("Asinh", -1)]
    [InlineData("Atan", -1)]
    [InlineData("Erf", -1)]
    [InlineData("Sign", -1)]
    [InlineData("Cos", 1)]
    [InlineData("Cosh", 1)]
    [InlineData("LogCosh", 1)]
    [InlineData("Abs", 1)]
    public void Odd_functions_are_odd_and_even_ones_even_to_the_bit(string name, int symmetry)
    {
        VectorFunction function = VectorFunction.All[name];
        double[] x = DoubleSample();
        float[] singles = Array.ConvertAll(x, value => (float)value);
        RequireSameBits(
            Array.ConvertAll(function.Apply(singles), value => symmetry * value),
            function.Apply(Array.ConvertAll(singles, value => -value)));
        RequireSameBits(
            Array.ConvertAll(function.Apply(x), value => symmetry * value),
            function.Apply(Array.ConvertAll(x, value => -value)));
    }

    [Fact]
    public void Exact_values_are_exact()
    {
        Assert.Equal(1f, VectorMath.Exp(0f));
        Assert.Equal(1d, VectorMath.Exp(0d));
        Assert.Equal(0f, VectorMath.Log(1f));
        Assert.Equal(0d, VectorMath.Log(1d));
        Assert.Equal(0.5f, VectorMath.Sigmoid(0f));
        Assert.Equal(0.5d, VectorMath.Sigmoid(0d));
        Assert.Equal(1f, VectorMath.Sigmoid(40f));
        Assert.Equal(1f, VectorMath.Tanh(20f));
        Assert.Equal(-1d, VectorMath.Tanh(-40d));
        Assert.Equal(1f, VectorMath.Cos(0f));
        Assert.Equal(1d, VectorMath.Cosh(0d));
        Assert.Equal(1f, VectorMath.Erf(5f));
        Assert.Equal(MathF.Log(2), VectorMath.Softplus(0f));
        Assert.Equal(MathF.Log(2), VectorMath.Log1P(1f));
        Assert.Equal(Math.Log(2), VectorMath.Log1P(1d));
        Assert.Equal(float.NegativeInfinity, VectorMath.Log1P(-1f));
        Assert.Equal(float.PositiveInfinity, VectorMath.Log1P(float.PositiveInfinity));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void An_element_has_the_same_bits_at_every_width_and_alone(string name)
    {
        VectorFunction function = VectorFunction.All[name];
        var random = new Random(11);
        double[] x = new double[6400];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = i % 3 == 0 ? s_specials[random.Next(s_specials.Length)] : (random.NextDouble() - 0.5) * 60;
        }

        float[] singles = Array.ConvertAll(x, value => (float)value);
        float[] expected = function.Apply(singles);
        RequireSameBits(expected, VectorFunction.Apply(function.Singles16, singles));
        RequireSameBits(expected, VectorFunction.Apply(function.Singles8, singles));
        RequireSameBits(expected, VectorFunction.Apply(function.Singles4, singles));
        RequireSameBits(expected, Array.ConvertAll(singles, value => function.Single(value)));

        double[] expectedDoubles = function.Apply(x);
        RequireSameBits(expectedDoubles, VectorFunction.Apply(function.Doubles8, x));
        RequireSameBits(expectedDoubles, VectorFunction.Apply(function.Doubles4, x));
        RequireSameBits(expectedDoubles, VectorFunction.Apply(function.Doubles2, x));
        RequireSameBits(expectedDoubles, Array.ConvertAll(x, value => function.Double(value)));
    }

    [Theory]
    [InlineData("Sigmoid", 0)]
    [InlineData("Tanh", -1)]
    [InlineData("Erf", -1)]
    [InlineData("Sin", -1)]
    [InlineData("Cos", -1)]
    public void Bounded_functions_stay_within_their_range(string name, float least)
    {
        int most = TestScope.Count(quick: 100_000, full: 1_000_000);
        float[] x = Enumerable.Range(-most, (2 * most) + 1).Select(i => i / (most / 50f)).ToArray();

        float[] y = VectorFunction.All[name].Apply(x);
        Assert.True(y.Min() >= least);
        Assert.True(y.Max() <= 1);
    }

    /// <summary>The first table of docs/vector-functions.md: name, method, error in single precision, error in double precision.</summary>
    private static Dictionary<string, (double Single, double Double)> DocumentedBounds([CallerFilePath] string thisFile = "")
    {
        string page = Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "docs", "vector-functions.md");
        return File.ReadLines(page)
            .SkipWhile(line => !line.StartsWith("| `", StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => cells[1].Trim('`'), cells => (Number(cells[^3]), Number(cells[^2])));

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>Every magnitude, and closely where the functions do something.</summary>
    private static double[] DoubleSample()
    {
        var random = new Random(5);
        var sample = new List<double>();
        for (int i = 0; i < TestScope.Count(quick: 2_000, full: 8_000); i++)
        {
            // 2^−1074 to 2^1023, though no more than 10⁶, where reducing an angle needs more than three doubles.
            double any = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            sample.Add(Math.Abs(any) <= 1e6 && any != 0 ? any : 1 / (1 + random.NextDouble()));
            sample.Add((random.NextDouble() - 0.5) * 100);
            sample.Add((random.NextDouble() - 0.5) * 1500);
            sample.Add((random.NextDouble() - 0.5) * 4);
            sample.Add((random.NextDouble() - 0.5) * 12);
            sample.Add(Math.ScaleB(random.NextDouble() - 0.5, -random.Next(0, 60)));
            sample.Add((random.NextDouble() - 0.5) * 2e6);
        }

        return [.. sample];
    }

    private static Deviation Worse(Deviation worst, VectorFunction function, float[] x)
    {
        float[] y = function.Apply(x);
        for (int i = 0; i < x.Length; i++)
        {
            double ulps = ErrorInUlps(y[i], function.Reference(x[i]));
            if (!(ulps <= worst.Ulps))
            {
                worst = new(ulps, x[i]);
            }
        }

        return worst;
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

        // The binade's last place, which the denormals share with the smallest normal numbers.
        int exponent = Math.Max((int)(BitConverter.SingleToUInt32Bits(MathF.Abs(rounded)) >> 23), 1);
        return Math.Abs(actual - expected) / Math.ScaleB(1, exponent - 150);
    }

    /// <summary>Equal bits; a NaN is like any other, because the mathematics has but one.</summary>
    private static void RequireSameBits<T>(T[] expected, T[] actual)
        where T : IFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                expected[i].Equals(actual[i]) && T.IsNegative(expected[i]) == T.IsNegative(actual[i]) | T.IsNaN(expected[i]),
                Invariant($"Element {i} is {actual[i]}, not {expected[i]}."));
        }
    }

    private static void RequireWithinBound(string name, Deviation worst, double bound) =>
        Assert.True(worst.Ulps <= bound, Invariant($"{name}({worst.At:R}) is {worst.Ulps} ulp off, more than {bound}."));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
