using System;
using System.Globalization;
using GenNet.Generator.Calculus;
using Xunit;
using static GenNet.Generator.Calculus.ActivationFunction;
using static GenNet.Generator.Calculus.Expression;
using static GenNet.Generator.Calculus.LossFunction;
using DeclaredPrecision = GenNet.Generator.Declaration.Precision;

namespace GenNet.Generator.Tests.Calculus;

/// <summary>How formulas read in comments and in hovers, and how numbers read in code.</summary>
public sealed class PrinterTests
{
    [Fact]
    public void FormulasReadAsTheFieldWritesThem() => Read(
        (A * (1 - A), "a(1 − a)"),
        ((1 - A) * A, "(1 − a) a"),
        (2 * Z, "2 z"),
        (Z * T, "z t"),
        (-(Z + T), "−(z + t)"),
        (-Z * T, "−z t"),
        (-2 * Z, "−2 z"),
        (Z - (T - A), "z − (t − a)"),
        (Z - T - A, "z − t − a"),
        (Z / (T * A), "z / (t a)"),
        (Z / T / A, "z / t / a"),
        (Square(Z + T), "(z + t)²"),
        (Pow(Z, 3), "z³"),
        (Pow(Z, 9), "z⁹"),
        (Pow(Z, 10), "z^10"),
        (Pow(Z, 1.5), "z^1.5"),
        (Pow(Z, T + 1), "z^(t + 1)"),
        (Pow(Z + 1, 2), "(z + 1)²"),
        (Max(Z, 0), "max(z, 0)"),
        (Min(Z, T + 1), "min(z, t + 1)"),
        (Where(Z > 0, 1, 0), "[z > 0]"),
        (Where(Z > 0, T, 0), "t[z > 0]"),
        (Where(Z > 0, T + 1, 0), "(t + 1)[z > 0]"),
        (Where(Z > 0, T, A), "t if z > 0 else a"),
        (Where((Z > 0) & (T > 1), T, A), "t if z > 0 and t > 1 else a"),
        (Where((Z > 0) | (T > 1), T, A), "t if z > 0 or t > 1 else a"),
        (Where(!(Z > 0), T, A), "t if not (z > 0) else a"),
        (2 * Where(Z > 0, T, A), "2(t if z > 0 else a)"),
        (Log1P(-Z), "ln(1 − z)"),
        (Log1P(Z), "ln(1 + z)"),
        (Log1P(Z + T), "ln(1 + z + t)"),
        (Abs(Z - T), "|z − t|"),
        (Sqrt(Z), "√z"),
        (Sqrt(Z + 1), "√(z + 1)"),
        (LogCosh(Z), "ln cosh(z)"),
        (Sign(Z), "sgn(z)"),
        (Exp(-Z), "exp(−z)"));

    [Fact]
    public void RelationsHaveTheirSigns()
    {
        foreach ((Relation relation, string sign) in new[]
        {
            (Relation.Greater, ">"), (Relation.GreaterOrEqual, "≥"), (Relation.Less, "<"), (Relation.LessOrEqual, "≤"), (Relation.Equal, "="), (Relation.NotEqual, "≠"),
        })
        {
            Read((Where(new Comparison(relation, Z, T), 1, 0), $"[z {sign} t]"));
        }
    }

    [Fact]
    public void NumbersHaveTheirNames() => Read(
        (0.5 * Z, "½ z"),
        (Math.Sqrt(0.5) * Z, "z/√2"),
        (Math.Sqrt(2) * Z, "√2 z"),
        (Math.Sqrt(2 / Math.PI) * Z, "√(2/π) z"),
        (Z + (1 / Math.Sqrt(2 * Math.PI)), "z + 1/√(2π)"),
        (Math.Log(2) * Z, "ln 2 z"),
        (Z + Math.E, "z + e"),
        (Z + Math.PI, "z + π"),
        (Z + (2 * Math.PI), "z + 2π"),
        (Z + (Math.PI / 12), "z + π/12"),
        (Z + (5 * Math.PI / 7), "z + 5π/7"),
        (Z + (12 / (11 * Math.PI)), "z + 12/(11π)"),
        (Z + (3 / Math.PI), "z + 3/π"),
        ((1.0 / 6) * Z, "z/6"),
        ((1.0 / 6) * (Z + T), "1/6 (z + t)"),
        ((1.0 / 6) * Square(Z + T), "(z + t)²/6"),
        ((2.0 / 3) * Z, "2/3 z"),
        (Z + (1.0 / 3), "z + 1/3"),
        (Z + (97.0 / 101), "z + 97/101"),
        (Z + 0.125, "z + 0.125"),
        (Z + 0.123456789, "z + 0.123456789"),
        (0.25 * Z, "0.25 z"));

    [Fact]
    public void SharesAreFractions()
    {
        Assert.Equal("½", Printer.Share(0.5));
        Assert.Equal("1/4", Printer.Share(0.25));
        Assert.Equal("1/10", Printer.Share(0.1));
        Assert.Equal("2/3", Printer.Share(2.0 / 3));
    }

    [Fact]
    public void LiteralsReadBackAsTheSameNumber()
    {
        foreach (double value in new[] { 0.1, 1.0 / 3, Math.PI, 1e-45, 16777217, -2.5, 1.1754944e-38, 5e-324, 1.7976931348623157e308 })
        {
            Assert.Equal(value, double.Parse(Printer.Literal(value, DeclaredPrecision.Double).TrimEnd('d'), CultureInfo.InvariantCulture));
            Assert.Equal((float)value, float.Parse(Printer.Literal(value, DeclaredPrecision.Single).TrimEnd('f'), CultureInfo.InvariantCulture));
        }

        Assert.Equal("0.1d", Printer.Literal(0.1, DeclaredPrecision.Double));
        Assert.Equal("0.1f", Printer.Literal(0.1, DeclaredPrecision.Single));
        Assert.Equal("0.33333334f", Printer.Literal(1.0 / 3, DeclaredPrecision.Single));
    }

    private static void Read(params (Expression Formula, string Expected)[] cases) =>
        Assert.All(cases, formula => Assert.Equal(formula.Expected, Printer.Notation(formula.Formula, symbol => symbol.Name)));
}
