using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Planning;
using Xunit;

namespace GenNet.Generator.Tests.Planning;

/// <summary>How rows are cut into strips, and how much is taken at once.</summary>
public sealed class TilesTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(8)]
    public void StripsCoverARowOnceTheWidestFirst(int line)
    {
        for (int columns = line / 2; columns <= 20 * line; columns += line / 2)
        {
            var row = MatrixColumns.InRows(columns, columns);

            IReadOnlyList<StripRange> strips = Tiles.Strips(row, row, line);

            int next = 0;
            int remaining = columns;
            foreach (StripRange strip in strips)
            {
                int width = strip.Kind switch { StripKind.Wide => 4 * line, StripKind.Pair => 2 * line, StripKind.Line => line, _ => line / 2 };
                Assert.Equal((next, next + (remaining / width * width)), (strip.First, strip.End));
                Assert.True(strip.End > strip.First);
                remaining %= width;
                next = strip.End;
            }

            Assert.Equal(columns, next);
            Assert.Equal(strips.Select(strip => strip.Kind).Distinct().Order(), strips.Select(strip => strip.Kind));
        }
    }

    [Theory]
    [InlineData(64, true, false, true)]
    [InlineData(64, false, true, true)]
    [InlineData(32, true, true, false)]
    [InlineData(96, false, true, false)]
    public void PanelsAreCutIntoStripsAsWideAsTheyAre(int panel, bool isFirst, bool isSecond, bool isWide)
    {
        var rows = MatrixColumns.InRows(192, 192);
        var panels = new MatrixColumns(192, panel, 10 * panel);

        IReadOnlyList<StripRange> strips = Tiles.Strips(isFirst ? panels : rows, isSecond ? panels : rows, 16);

        Assert.Equal(new StripRange(isWide ? StripKind.Wide : StripKind.Pair, 0, 192), Assert.Single(strips));
    }

    [Fact]
    public void WeightGradientsTakeAsManyRowsAsThereAre()
    {
        Assert.Equal([3, 6, 6], new[] { 3, 6, 784 }.Select(inputs => Tiles.WeightRows(inputs, skipsZeros: false)));
        Assert.Equal([3, 4, 4], new[] { 3, 4, 784 }.Select(inputs => Tiles.WeightRows(inputs, skipsZeros: true)));
        Assert.Equal([24, 240, 16, 16], new[] { (false, 256), (false, 257), (true, 256), (true, 257) }.Select(row => Tiles.RowsAtLeast(row.Item1, row.Item2)));
        Assert.Equal([3, 6], new[] { false, true }.Select(Tiles.FewSamples));
    }

    [Theory]
    [InlineData(16, 4, 1, 384)]
    [InlineData(16, 4, 28, 13)]
    [InlineData(16, 4, 500, 1)]
    [InlineData(240, 4, 1, 273)]
    [InlineData(2000, 4, 1, 273)]
    [InlineData(240, 8, 1, 136)]
    public void TermsOfABlockFitTheCacheAndPartNoSample(int rows, int bytes, int together, int expected) =>
        Assert.Equal(expected, Tiles.TermsInBlock(rows, bytes, together));

    [Theory]
    [InlineData(512, 0)]
    [InlineData(513, 172)]
    [InlineData(768, 256)]
    [InlineData(769, 196)]
    [InlineData(1000, 252)]
    public void TermsOfAPanelAreBlocksOfOneLengthWhereThereAreMoreThanTwo(int depth, int expected)
    {
        Assert.Equal(expected, Tiles.TermsInBlock(new MatrixColumns(128, 64, depth * 64), depth));
        Assert.Equal(0, Tiles.TermsInBlock(MatrixColumns.InRows(128, 128), depth));
    }

    [Fact]
    public void WeightsOfMoreThanTheCacheHoldsAreAskedFor()
    {
        // 512 KB of floats are 131,072; a panel of 64 columns has as many rows as the other.
        Assert.False(Tiles.AsksForWeights(new MatrixColumns(128, 64, 1024 * 64), sizeof(float)));
        Assert.True(Tiles.AsksForWeights(new MatrixColumns(128, 64, 1025 * 64), sizeof(float)));
        Assert.True(Tiles.AsksForWeights(new MatrixColumns(128, 64, 1024 * 64), sizeof(double)));
        Assert.False(Tiles.AsksForWeights(MatrixColumns.InRows(1 << 20, 1 << 20), sizeof(float)));
    }

    [Fact]
    public void AThreadTakesATileOrEightOfThem()
    {
        NetworkPlan single = PlannedNetworks.PlanOf("[Layer(40, 50)]");
        NetworkPlan wide = PlannedNetworks.PlanOf("[Network(Precision = Precision.Double)] [Layer(40, 50)]");
        Assert.Equal([6, 6, 48], new[] { 1, 131_072, 131_073 }.Select(length => Tiles.SamplesAtLeast(single with { StorageLength = length })));
        Assert.Equal([6, 48], new[] { 65_536, 65_537 }.Select(length => Tiles.SamplesAtLeast(wide with { StorageLength = length })));
    }
}
