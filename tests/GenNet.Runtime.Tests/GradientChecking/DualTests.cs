using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.GradientChecking;
using Xunit;

namespace GenNet.Runtime.Tests.GradientChecking;

/// <summary>Dual numbers: values against the framework's and known ones, derivatives against differences, kinks by their branches.</summary>
public sealed class DualTests
{
    private static readonly Dictionary<string, (Func<Dual, Dual> Function, Func<double, double>? Value, double[] At)> s_functions = new()
    {
        ["sum"] = (x => x + (2 * x) + 1, x => (3 * x) + 1, [-1.5, 0, 2]),
        ["difference"] = (x => 3 - x - (x * x), x => 3 - x - (x * x), [-1.5, 0, 2]),
        ["negation"] = (x => -(x * x), x => -x * x, [-1.5, 0, 2]),
        ["product"] = (x => x * x * (x + 1), x => x * x * (x + 1), [-1.5, 0.25, 2]),
        ["quotient"] = (x => (x + 1) / (x * x), x => (x + 1) / (x * x), [-1.5, 0.5, 2]),
        ["Exp"] = (Dual.Exp, Math.Exp, [-3, 0, 2]),
        ["Log"] = (Dual.Log, Math.Log, [0.1, 1, 20]),
        ["Log1P"] = (Dual.Log1P, null, [-0.5, 0, 1e-3, 20]),
        ["ExpM1"] = (Dual.ExpM1, null, [-3, 0, 1e-3, 2]),
        ["Sqrt"] = (Dual.Sqrt, Math.Sqrt, [0.1, 1, 20]),
        ["Pow of base"] = (x => Dual.Pow(x, 2.5), x => Math.Pow(x, 2.5), [0.1, 1, 4]),
        ["Pow of a negative base"] = (x => Dual.Pow(x, 3), x => x * x * x, [-2, -0.5, 4]),
        ["Pow of exponent"] = (x => Dual.Pow(2, x), x => Math.Pow(2, x), [-2, 0, 4]),
        ["Pow of both"] = (x => Dual.Pow(x, x), x => Math.Pow(x, x), [0.1, 1, 4]),
        ["Sin"] = (Dual.Sin, Math.Sin, [-2, 0, 1]),
        ["Cos"] = (Dual.Cos, Math.Cos, [-2, 0, 1]),
        ["Tan"] = (Dual.Tan, Math.Tan, [-1, 0, 1]),
        ["Sinh"] = (Dual.Sinh, Math.Sinh, [-2, 0, 1]),
        ["Cosh"] = (Dual.Cosh, Math.Cosh, [-2, 0, 1]),
        ["Tanh"] = (Dual.Tanh, Math.Tanh, [-2, 0, 1]),
        ["Asinh"] = (Dual.Asinh, Math.Asinh, [-2, 0, 1]),
        ["Atan"] = (Dual.Atan, Math.Atan, [-2, 0, 1]),
        ["Erf"] = (Dual.Erf, null, [-2, 0, 0.5, 3]),
        ["Sigmoid"] = (Dual.Sigmoid, x => 1 / (1 + Math.Exp(-x)), [-30, -2, 0, 1]),
        ["Softplus"] = (Dual.Softplus, x => Math.Log(1 + Math.Exp(x)), [-3, 0, 20]),
        ["LogCosh"] = (Dual.LogCosh, x => Math.Log(Math.Cosh(x)), [-3, -0.5, 0, 2]),
        ["Max"] = (x => Dual.Max(x * x, x), x => Math.Max(x * x, x), [-1, 0.5, 3]),
        ["Min"] = (x => Dual.Min(x * x, x), x => Math.Min(x * x, x), [-1, 0.5, 3]),
        ["Clamp"] = (x => Dual.Clamp(x * x, 1, 4), x => Math.Clamp(x * x, 1, 4), [-3, 0.5, 1.5]),
        ["Abs"] = (x => Dual.Abs(x * x * x), x => Math.Abs(x * x * x), [-1, 3]),
        ["Sign"] = (Dual.Sign, x => Math.Sign(x), [-1, 3]),
        ["Select"] = (
            x => Dual.Select((x > 1) & !(x >= 5) | (x < -1), x * x, 3 * x), x => (x > 1 && !(x >= 5)) || x < -1 ? x * x : 3 * x, [-2, 0, 3, 6]),
        ["LogSumExp"] = (x => Dual.LogSumExp([x, 2 * x, 1]), x => Math.Log(Math.Exp(x) + Math.Exp(2 * x) + Math.E), [-2, 0, 3]),
        ["Softmax"] = (SecondOfSoftmax, x => Math.Exp(2 * x) / (Math.Exp(x) + Math.Exp(2 * x) + Math.E), [-2, 0, 3]),
    };

    public static TheoryData<string> Names => [.. s_functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void DerivativeIsTheLimitOfDifferences(string name)
    {
        (Func<Dual, Dual> function, Func<double, double>? value, double[] at) = s_functions[name];
        foreach (double x in at)
        {
            const double Step = 1e-5;
            Dual result = function(new Dual(x, 1));
            double difference = (function(x + Step).Value - function(x - Step).Value) / (2 * Step);
            AssertClose(difference, result.Tangent, 1e-8);
            AssertClose(-3 * result.Tangent, function(new Dual(x, -3)).Tangent, 1e-14);
            Assert.Equal(0, function(x).Tangent);
            if (value is not null)
            {
                AssertClose(value(x), result.Value, 1e-14);
            }
        }
    }

    [Theory]
    [InlineData(1e-10, 1.1283791670955126e-10)]
    [InlineData(0.5, 0.5204998778130465)]
    [InlineData(-1, -0.8427007929497149)]
    [InlineData(2.5, 0.999593047982555)]
    [InlineData(5, 0.9999999999984626)]
    [InlineData(7, 1)]
    [InlineData(double.NegativeInfinity, -1)]
    public void ErfIsAsTabulated(double x, double expected) => AssertClose(expected, Dual.Erf(x).Value, 2e-15);

    [Theory]
    [InlineData(1e-12, 9.999999999995e-13, 1.0000000000005e-12)]
    [InlineData(-1e-5, -1.0000050000333336e-5, -9.999950000166666e-6)]
    [InlineData(0, 0, 0)]
    public void SmallArgumentsKeepTheirDigits(double x, double log1P, double expM1)
    {
        AssertClose(log1P, Dual.Log1P(x).Value, 1e-15);
        AssertClose(expM1, Dual.ExpM1(x).Value, 1e-15);
    }

    [Fact]
    public void ExtremeArgumentsStayNumbers()
    {
        Assert.Equal((1000, 1), (Dual.Softplus(new Dual(1000, 1)).Value, Dual.Softplus(new Dual(1000, 1)).Tangent));
        Assert.Equal((0, 0), (Dual.Sigmoid(new Dual(-1000, 1)).Value, Dual.Sigmoid(new Dual(-1000, 1)).Tangent));
        Assert.Equal(-1, Dual.ExpM1(-1000).Value);
        Assert.Equal(double.PositiveInfinity, Dual.ExpM1(1000).Value);
        Assert.Equal(double.PositiveInfinity, Dual.Log1P(double.PositiveInfinity).Value);
        Assert.Equal(1000, Dual.LogSumExp([new Dual(1000, 1), 0]).Value);

        // A constant has the derivative 0 wherever it goes.
        Assert.Equal(0, Dual.Sqrt(0).Tangent);
        Assert.Equal(0, Dual.Pow(0, 0.5).Tangent);
        Assert.Equal(0, Dual.Log(0).Tangent);
    }

    [Fact]
    public void AtAKinkTheConventionIsThatOfTheGenerator()
    {
        Assert.Equal(0, Dual.Max(new Dual(0, 1), 0).Tangent);
        Assert.Equal(1, Dual.Max(0, new Dual(0, 1)).Tangent);
        Assert.Equal(0, Dual.Min(new Dual(0, 1), 0).Tangent);
        Assert.Equal(0, Dual.Abs(new Dual(0, 1)).Tangent);
    }

    [Fact]
    public void BranchesTellTheSidesOfAKinkApart()
    {
        static Dual Kinked(double x) => Dual.Exp(Dual.Max(x, 0)) + Dual.Abs(x - 3.0);

        Assert.Equal(Kinked(1).Branches, Kinked(2).Branches);
        Assert.Equal(4, new[] { Kinked(-1), Kinked(0), Kinked(1), Kinked(4) }.Select(x => x.Branches).Distinct().Count());
        Assert.Equal(0UL, Dual.Tanh(Dual.Exp(2) + 1).Branches);
    }

    private static Dual SecondOfSoftmax(Dual x)
    {
        Dual[] outputs = new Dual[3];
        Dual.Softmax([x, 2 * x, 1], outputs);
        return outputs[1];
    }

    private static void AssertClose(double expected, double actual, double tolerance) => Assert.True(
        Math.Abs(expected - actual) <= tolerance * Math.Max(1e-2, Math.Abs(expected)) || expected.Equals(actual),
        FormattableString.Invariant($"{actual:R} is not {expected:R}."));
}
