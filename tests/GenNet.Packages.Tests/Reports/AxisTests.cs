using System.Linq;
using Xunit;

namespace GenNet.Packages.Tests.Reports;

/// <summary>Numbers along an axis.</summary>
public sealed class AxisTests
{
    [Theory]
    [InlineData(0, 10, new[] { 0.0, 2, 4, 6, 8, 10 })]
    [InlineData(1, 20, new[] { 5.0, 10, 15, 20 })]
    [InlineData(-1, 1, new[] { -1, -0.5, 0, 0.5, 1 })]
    [InlineData(3, 3, new[] { 2.0, 3, 4 })]
    public void MarksAreRound(double least, double most, double[] marks) =>
        Assert.Equal(marks, Axis.Of([least, most], mayBeLogarithmic: false).Marks.Select(mark => System.Math.Round(mark, 9)));

    [Fact]
    public void WhatDiffersByMoreThanAFactorOfTenIsLogarithmicIfItMay()
    {
        Axis axis = Axis.Of([100, 0.1, double.NaN], mayBeLogarithmic: true);

        Assert.True(axis.IsLogarithmic);
        Assert.Equal([0.1, 1, 10, 100], axis.Marks.Select(mark => System.Math.Round(mark, 9)));
        Assert.Equal(2.0 / 3, axis.PlaceOf(10), 9);
        Assert.False(Axis.Of([100, 0.1], mayBeLogarithmic: false).IsLogarithmic);
        Assert.False(Axis.Of([100, 0], mayBeLogarithmic: true).IsLogarithmic);
    }
}
