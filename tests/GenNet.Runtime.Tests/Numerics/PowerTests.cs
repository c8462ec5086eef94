using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using GenNet.Numerics;
using GenNet.Tests;
using Xunit;

namespace GenNet.Runtime.Tests.Numerics;

/// <summary>Powers, the one function of two arguments: accuracy, special values, and the same bits alone and in vectors.</summary>
public sealed class PowerTests
{
    private static readonly double[] s_specials =
    [
        0, -0.0, 1, -1, 0.5, -0.5, 2, -2, 3, -3, 1e-40, -1e-40, 1e30, -1e30, 7.5, -7.5, double.PositiveInfinity, double.NegativeInfinity, double.NaN,
    ];

    [Fact]
    public void Singles_are_within_the_documented_bound_of_the_exact_value()
    {
        double worst = 0;
        foreach ((double x, double y) in Sample(most: 100).Select(pair => ((double)(float)pair.X, (double)(float)pair.Y)))
        {
            float actual = VectorMath.Pow((float)x, (float)y);

            // The platform's function of doubles is right to far more digits than a float has.
            double expected = Math.Pow(x, y);
            worst = Math.Max(worst, float.IsFinite((float)expected)
                ? Math.Abs(actual - expected) / Math.ScaleB(1, Math.Max(Math.ILogB((float)expected), -126) - 23)
                : actual.Equals((float)expected) ? 0 : double.PositiveInfinity);
        }

        Assert.InRange(worst, 0.4, DocumentedBounds().Single);
    }

    [Fact]
    public void Doubles_are_within_the_documented_bound_of_the_exact_value()
    {
        double worst = 0;
        string at = "";
        foreach ((double x, double y) in Sample(most: 740))
        {
            double error = ReferenceFunctions.PowPrecisely(x, y).ErrorInUlps(VectorMath.Pow(x, y));
            if (!(error <= worst))
            {
                (worst, at) = (error, string.Create(CultureInfo.InvariantCulture, $"{x:R} to the power of {y:R}"));
            }
        }

        double bound = DocumentedBounds().Double;
        Assert.True(worst <= bound, string.Create(CultureInfo.InvariantCulture, $"{at} is {worst} ulp off, more than {bound}."));
        Assert.True(worst > 0.4);
    }

    [Fact]
    public void Special_values_come_out_as_the_platform_has_them()
    {
        foreach (double x in s_specials)
        {
            foreach (double y in s_specials)
            {
                Assert.True(IsSame(Math.Pow(x, y), VectorMath.Pow(x, y)), Text(x, y, VectorMath.Pow(x, y), Math.Pow(x, y)));
                float single = MathF.Pow((float)x, (float)y);
                Assert.True(IsSame(single, VectorMath.Pow((float)x, (float)y)), Text((float)x, (float)y, VectorMath.Pow((float)x, (float)y), single));
            }
        }

        // Equal but for the last place; zeros and infinities have their sign.
        static bool IsSame(double expected, double actual) =>
            double.IsNaN(expected) ? double.IsNaN(actual)
            : double.IsInfinity(expected) || expected == 0 ? expected.Equals(actual) && double.IsNegative(expected) == double.IsNegative(actual)
            : Math.Abs(actual - expected) <= 2e-7 * Math.Abs(expected);

        static string Text(double x, double y, double actual, double expected) =>
            string.Create(CultureInfo.InvariantCulture, $"{x:R} to the power of {y:R} is {actual:R}, not {expected:R}.");
    }

    [Fact]
    public void Whole_powers_are_exact_where_they_have_few_digits()
    {
        for (int exponent = -10; exponent <= 10; exponent++)
        {
            Assert.Equal(Math.ScaleB(1, exponent), VectorMath.Pow(2.0, exponent));
            Assert.Equal((float)Math.ScaleB(1, 2 * exponent), VectorMath.Pow(4f, exponent));
            Assert.Equal(Math.Pow(-3, Math.Abs(exponent)), VectorMath.Pow(-3.0, Math.Abs(exponent)));
        }
    }

    [Fact]
    public void An_element_has_the_same_bits_alone_and_in_vectors_of_any_width()
    {
        List<(double X, double Y)> sample = Sample(most: 200).Take(8 * Vector512<float>.Count * 20).ToList();
        for (int i = 0; i + Vector512<float>.Count <= sample.Count; i += Vector512<float>.Count)
        {
            double[] x = [.. sample.Skip(i).Take(Vector512<float>.Count).Select(pair => pair.X)];
            double[] y = [.. sample.Skip(i).Take(Vector512<float>.Count).Select(pair => pair.Y)];
            float[] singleX = Array.ConvertAll(x, value => (float)value);
            float[] singleY = Array.ConvertAll(y, value => (float)value);
            Vector<double> doubles = VectorMath.Pow(new Vector<double>(x), new Vector<double>(y));
            Vector<float> singles = VectorMath.Pow(new Vector<float>(singleX), new Vector<float>(singleY));
            for (int lane = 0; lane < Vector<float>.Count; lane++)
            {
                Assert.Equal(VectorMath.Pow(singleX[lane], singleY[lane]), singles[lane]);
            }

            for (int lane = 0; lane < Vector<double>.Count; lane++)
            {
                Assert.Equal(VectorMath.Pow(x[lane], y[lane]), doubles[lane]);
            }

            if (Vector<float>.Count == Vector256<float>.Count)
            {
                Vector512<float> wide = VectorMath.Pow(Vector512.Create(singleX), Vector512.Create(singleY));
                for (int lane = 0; lane < Vector512<float>.Count; lane++)
                {
                    Assert.Equal(VectorMath.Pow(singleX[lane], singleY[lane]), wide[lane]);
                }
            }
        }
    }

    /// <summary>Bases above 0 of every magnitude and closely around 1, with exponents for which |y ln x| goes up to <paramref name="most"/>.</summary>
    private static IEnumerable<(double X, double Y)> Sample(double most)
    {
        var random = new Random(9);
        for (int i = 0; i < TestScope.Count(quick: 5_000, full: 20_000); i++)
        {
            double x = (i % 4) switch
            {
                0 => random.NextDouble() * 10,
                1 => Math.ScaleB(1 + random.NextDouble(), random.Next(-120, 120)),
                2 => 1 + Math.ScaleB(random.NextDouble() - 0.5, -random.Next(1, 20)),
                _ => random.NextDouble(),
            };
            double y = (random.NextDouble() - 0.5) * 2 * (i % 2 == 0 ? 8 : most / Math.Abs(Math.Log(x)));
            if (x > 0 && double.IsFinite(y) && Math.Abs(y * Math.Log(x)) <= most)
            {
                yield return (x, y);
            }
        }
    }

    /// <summary>The line of docs/vector-functions.md: function, method, error in single precision, error in double precision.</summary>
    private static (double Single, double Double) DocumentedBounds([CallerFilePath] string thisFile = "")
    {
        string page = Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "docs", "vector-functions.md");
        string[] cells = File.ReadLines(page).Single(line => line.StartsWith("| Pow |", StringComparison.Ordinal)).Split('|', StringSplitOptions.TrimEntries);
        return (double.Parse(cells[^3], CultureInfo.InvariantCulture), double.Parse(cells[^2], CultureInfo.InvariantCulture));
    }
}
