using System.Linq;
using GenNet.Generator.Planning;
using Xunit;
using DeclaredPrecision = GenNet.Generator.Declaration.Precision;

namespace GenNet.Generator.Tests.Planning;

/// <summary>How long rows are and how many samples a pass takes, at the limits where either changes.</summary>
public sealed class FootprintTests
{
    [Theory]
    [InlineData(1, 8)]
    [InlineData(8, 8)]
    [InlineData(9, 16)]
    [InlineData(16, 16)]
    [InlineData(17, 32)]
    [InlineData(496, 496)]
    [InlineData(512, 512)]
    [InlineData(513, 544)]
    [InlineData(544, 544)]
    [InlineData(545, 576)]
    public void RowsFillHalfALineOrWholeOnesAndManyAreEven(int outputs, long expected)
    {
        Assert.Equal(expected, Footprint.Width(outputs, DeclaredPrecision.Single));
        Assert.Equal((expected + 1) / 2, Footprint.Width((outputs + 1) / 2, DeclaredPrecision.Double));
    }

    [Fact]
    public void AlignedIsTheNextWholeLine()
    {
        Assert.Equal([0L, 16, 16, 32], new[] { 0, 1, 16, 17 }.Select(elements => Footprint.Align(elements, DeclaredPrecision.Single)));
        Assert.Equal([0L, 8, 8, 16], new[] { 0, 1, 8, 9 }.Select(elements => Footprint.Align(elements, DeclaredPrecision.Double)));
    }

    [Theory]
    [InlineData(96, 96)]
    [InlineData(112, 112)]
    [InlineData(128, 144)]
    [InlineData(144, 144)]
    [InlineData(1024, 1040)]
    public void LongRowsAreAnOddNumberOfLinesApart(long width, long expected)
    {
        Assert.Equal(expected, Footprint.SampleStride(width, DeclaredPrecision.Single));
        Assert.Equal(expected, Footprint.InputStride((int)width, DeclaredPrecision.Single));
        Assert.Equal(expected / 2, Footprint.SampleStride(width / 2, DeclaredPrecision.Double));
    }

    [Fact]
    public void InputsThatAreNoWholeLinesAreReadAsTheyCome() =>
        Assert.Equal([127L, 100, 129], new[] { 127, 100, 129 }.Select(inputs => Footprint.InputStride(inputs, DeclaredPrecision.Single)));

    [Theory]
    [InlineData(10, 64, 0)]
    [InlineData(10, 80, 0)]
    [InlineData(10, 96, 32)]
    [InlineData(10, 112, 0)]
    [InlineData(10, 128, 64)]
    [InlineData(100_000, 128, 64)]
    [InlineData(100_000, 96, 32)]
    public void PanelsHaveFourLinesOrTwoHoweverManyRows(int rows, long width, int panel)
    {
        MatrixColumns expected = panel == 0 ? MatrixColumns.InRows((int)width, (int)width) : new MatrixColumns((int)width, panel, rows * panel);

        Assert.Equal(expected, Footprint.WeightColumns(rows, width, DeclaredPrecision.Single));
    }

    [Theory]
    [InlineData(100, 0, 384)]
    [InlineData(400, 0, 163)]
    [InlineData(1000, 0, 96)]
    [InlineData(2000, 1_000_000, 250)]
    [InlineData(1 << 20, 0, 16)]
    [InlineData(1 << 25, 0, 1)]
    public void APassTakesWhatTheCacheHolds(long values, long weights, int expected) =>
        Assert.Equal(expected, Footprint.SamplesPerPass(values, weights, DeclaredPrecision.Single));

    [Theory]
    [InlineData(20_000, 192)]
    [InlineData(1 << 20, 16)]
    [InlineData(1 << 25, 1)]
    public void APassOfTilesTakesUsualBatches(long values, int expected) => Assert.Equal(expected, Footprint.SamplesPerPassOfTiles(values));

    [Theory]
    [InlineData(100, 0, 384)]
    [InlineData(200, 0, 324)]
    [InlineData(2000, 1_000_000, 246)]
    [InlineData(5000, 0, 24)]
    [InlineData((1 << 24) / 6, 0, 6)]
    [InlineData((1 << 24) / 5, 0, 5)]
    [InlineData(1 << 25, 0, 1)]
    public void APredictionTakesWholeTiles(long values, long weights, int expected) =>
        Assert.Equal(expected, Footprint.SamplesPerPrediction(values, weights, DeclaredPrecision.Single));

    [Theory]
    [InlineData(1000, 100, 60)]
    [InlineData(10_000, 100, 12)]
    [InlineData(10_922, 0, 12)]
    [InlineData(10_923, 0, 6)]
    [InlineData(20_000, 120_000, int.MaxValue)]
    [InlineData(20_000, 119_999, 6)]
    [InlineData(100, 65_536, 654)]
    [InlineData(100, 65_537, int.MaxValue)]
    public void SamplesThatGoTogetherStayInTheCache(long values, long weights, int expected) =>
        Assert.Equal(expected, Footprint.SamplesAtMost(values, weights, DeclaredPrecision.Single));

    [Theory]
    [InlineData(127, 17, false)]
    [InlineData(128, 17, true)]
    [InlineData(128, 16, false)]
    [InlineData(65_535, 17, true)]
    [InlineData(65_536, 17, false)]
    public void ZerosAreSkippedWhereThereAreManyInputsAndSeveralVectorsOfUnits(int inputs, int outputs, bool expected)
    {
        Assert.Equal(expected, Footprint.SkipsZeros(inputs, outputs, DeclaredPrecision.Single));
        Assert.Equal(expected, Footprint.NonzeroValues(inputs, outputs, 100, DeclaredPrecision.Single) > 0);
    }

    /// <summary>Few units with many inputs, whole cache lines of them, whose weights the first-level cache holds.</summary>
    [Theory]
    [InlineData(784, 10, true)]
    [InlineData(96, 2, true)]
    [InlineData(64, 1, true)]
    [InlineData(8192, 1, true)]
    [InlineData(128, 10, true)]
    [InlineData(256, 6, true)]
    [InlineData(384, 12, true)]
    [InlineData(64, 2, false)]
    [InlineData(64, 10, false)]
    [InlineData(128, 6, false)]
    [InlineData(785, 10, false)]
    [InlineData(784, 13, false)]
    [InlineData(784, 8, false)]
    [InlineData(8208, 1, false)]
    [InlineData(1024, 10, false)]
    [InlineData(2_147_483_632, 2, false)]
    public void WeightsOfAFewUnitsLieUnitByUnit(int inputs, int units, bool expected) =>
        Assert.Equal(expected, Footprint.LieByUnit(inputs, units, DeclaredPrecision.Single));

    /// <summary>In double precision a row of nine is more than a cache line, and inputs that are 0 are left out.</summary>
    [Theory]
    [InlineData(784, 3, true)]
    [InlineData(784, 5, true)]
    [InlineData(784, 6, false)]
    [InlineData(128, 9, false)]
    [InlineData(256, 1, true)]
    [InlineData(4104, 1, false)]
    public void WeightsOfDoublesLieUnitByUnitToo(int inputs, int units, bool expected) =>
        Assert.Equal(expected, Footprint.LieByUnit(inputs, units, DeclaredPrecision.Double));

    [Theory]
    [InlineData(128, 1)]
    [InlineData(784, 6)]
    [InlineData(784, 384)]
    [InlineData(65_535, 97)]
    public void ListsOfInputsHaveRoomForAllOfThem(int inputs, int samples)
    {
        // In elements of two bytes: for each tile of six samples every input, and for each sample a bit an input.
        long bytes = 4 * Footprint.NonzeroValues(inputs, 64, samples, DeclaredPrecision.Single);
        long lists = (samples + 5L) / 6 * inputs * 2;
        long bits = samples * ((inputs + 15L) / 16) * 2;

        Assert.InRange(bytes, lists + bits, (2 * (lists + bits)) + (16 * 2 * (inputs + 200L)));
        Assert.Equal(0, bytes % 64);
    }

    [Fact]
    public void ValuesOfANetworkFitAnArrayOfBytes()
    {
        Assert.Equal((int.MaxValue - ushort.MaxValue) / 4, Footprint.MostValues(DeclaredPrecision.Single));
        Assert.Equal((int.MaxValue - ushort.MaxValue) / 8, Footprint.MostValues(DeclaredPrecision.Double));
    }
}
