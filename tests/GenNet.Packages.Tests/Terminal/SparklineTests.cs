using Xunit;

namespace GenNet.Packages.Tests.Terminal;

/// <summary>Curves of characters.</summary>
public sealed class SparklineTests
{
    [Fact]
    public void LevelsGoFromTheLeastToTheMost()
    {
        var line = new Sparkline(8);
        for (int i = 0; i < 8; i++)
        {
            line.Add((i + 0.5) / 8, 8 - i);
        }

        Assert.Equal("█▇▆▅▄▃▂▁", line.Draw(isUnicode: true));
        Assert.Equal("#*+=-:._", line.Draw(isUnicode: false));
    }

    [Fact]
    public void WhatFallsByMoreThanAFactorOfTenIsLogarithmic()
    {
        var line = new Sparkline(4);
        foreach ((double place, double value) in new[] { (0.0, 1000.0), (0.3, 100), (0.6, 10), (0.9, 1) })
        {
            line.Add(place, value);
        }

        Assert.Equal("█▆▃▁", line.Draw(isUnicode: true));
    }

    [Fact]
    public void ValuesOfOneCharacterAreAveragedAndGapsGoOn()
    {
        var line = new Sparkline(4);
        line.Add(0, 1);
        line.Add(0.1, 3);
        line.Add(0.6, 4);

        Assert.Equal("▁▁█", line.Draw(isUnicode: true));
    }

    [Fact]
    public void FlatEmptyAndNotFiniteAreDrawnToo()
    {
        var line = new Sparkline(3);
        Assert.Equal("", line.Draw(isUnicode: true));
        line.Add(0, double.NaN);
        Assert.Equal(" ", line.Draw(isUnicode: true));
        line.Add(0.5, 2);
        line.Add(1, double.PositiveInfinity);
        Assert.Equal(" ▁▁", line.Draw(isUnicode: true));
    }
}
