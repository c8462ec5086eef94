using System;
using System.Numerics;
using GenNet.Numerics;
using Xunit;

namespace GenNet.Runtime.Tests.Numerics;

/// <summary>The exponential of a softmax: as exact as the other one down to where results are no normal numbers any more.</summary>
public sealed class ExpNonPositiveTests
{
    [Fact]
    public void SinglesAreRightToTwoUlp()
    {
        for (float x = -86.99f; x < 0.01f; x += 1f / 512)
        {
            double expected = Math.Exp(x);
            float actual = VectorMath.ExpNonPositive(Vector.Create(x))[0];

            Assert.InRange(actual, expected - (2 * Ulp(expected)), expected + (2 * Ulp(expected)));
        }

        static double Ulp(double value) => MathF.BitIncrement((float)value) - (float)value;
    }

    [Fact]
    public void DoublesAreRightToTwoUlp()
    {
        for (double x = -707.9; x < 0.01; x += 1d / 64)
        {
            double expected = Math.Exp(x);
            double ulp = Math.BitIncrement(expected) - expected;

            Assert.InRange(VectorMath.ExpNonPositive(Vector.Create(x))[0], expected - (2 * ulp), expected + (2 * ulp));
        }
    }

    [Theory]
    [InlineData(-88f)]
    [InlineData(-1e30f)]
    [InlineData(float.NegativeInfinity)]
    public void WhatIsVerySmallIsTheLeastNormalNumberAtMost(float x)
    {
        Assert.InRange(VectorMath.ExpNonPositive(Vector.Create(x))[0], 0f, 2e-38f);
        Assert.InRange(VectorMath.ExpNonPositive(Vector.Create((double)x * 10))[0], 0d, 4e-308);
    }

    [Fact]
    public void NaNStaysNaN()
    {
        Assert.True(float.IsNaN(VectorMath.ExpNonPositive(Vector.Create(float.NaN))[0]));
        Assert.True(double.IsNaN(VectorMath.ExpNonPositive(Vector.Create(double.NaN))[0]));
        Assert.Equal(1f, VectorMath.ExpNonPositive(Vector.Create(0f))[0]);
    }
}
