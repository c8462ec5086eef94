using GenNet.Generator.Calculus;
using Xunit;
using DeclaredPrecision = GenNet.Generator.Declaration.Precision;

namespace GenNet.Generator.Tests.Calculus;

/// <summary>Which numbers a declaration may give to a formula: those in its range, and those that the precision holds.</summary>
public sealed class ArgumentRangeTests
{
    private static readonly FormulaArgument s_open = new("Slope", 1) { Above = 0, Below = 1 };
    private static readonly FormulaArgument s_closed = new("Slope", 1) { AtLeast = 0, AtMost = 1 };

    [Theory]
    [InlineData(-1, false, false)]
    [InlineData(0, false, true)]
    [InlineData(0.5, true, true)]
    [InlineData(1, false, true)]
    [InlineData(2, false, false)]
    [InlineData(double.NaN, false, false)]
    [InlineData(double.PositiveInfinity, false, false)]
    [InlineData(double.NegativeInfinity, false, false)]
    public void AnArgumentIsInItsRange(double value, bool isInOpen, bool isInClosed)
    {
        Assert.Equal(isInOpen, s_open.Allows(value));
        Assert.Equal(isInClosed, s_closed.Allows(value));
        Assert.Equal(double.IsFinite(value), new FormulaArgument("Slope", 1).Allows(value));
    }

    [Theory]
    [InlineData(0, true, true)]
    [InlineData(-1.5, true, true)]
    [InlineData(1e-45, true, true)]
    [InlineData(1e-46, false, true)]
    [InlineData(3.4e38, true, true)]
    [InlineData(3.5e38, false, true)]
    [InlineData(double.NaN, false, false)]
    [InlineData(double.PositiveInfinity, false, false)]
    public void APrecisionHoldsWhatNeitherOverflowsNorVanishes(double value, bool isSingle, bool isDouble)
    {
        Assert.Equal(isSingle, DeclaredPrecision.Single.Holds(value));
        Assert.Equal(isDouble, DeclaredPrecision.Double.Holds(value));
    }

    [Fact]
    public void TheEndsOfAPrecisionAreNamed()
    {
        Assert.Equal(("1.4E-45", "3.4E+38"), DeclaredPrecision.Single.Ends());
        Assert.Equal(("4.9E-324", "1.8E+308"), DeclaredPrecision.Double.Ends());
    }
}
