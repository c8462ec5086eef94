using System;
using System.Linq;
using GenNet.Generator.Layers.Attention;
using GenNet.Generator.Planning;
using Xunit;

namespace GenNet.Generator.Tests.Planning;

/// <summary>How attention cuts its queries, keys and features, and that what it works with lies one behind the other.</summary>
public sealed class AttentionLayoutTests
{
    [Theory]
    [InlineData(8, 8, "Half 0 8")]
    [InlineData(9, 16, "Line 0 16")]
    [InlineData(17, 32, "Pair 0 32")]
    [InlineData(33, 48, "Pair 0 32, Line 32 48")]
    [InlineData(64, 64, "Pair 0 64")]
    public void QueriesAreCutIntoStrips(int steps, int width, string strips)
    {
        var layout = new AttentionLayout(steps, 12, 1, Line: 16);

        Assert.Equal(width, layout.Width);
        Assert.Equal(strips, string.Join(", ", layout.Strips.Select(strip => $"{strip.Kind} {strip.First} {strip.End}")));
        Assert.Equal(width % 16 == 0, layout.HasWholeLines);
    }

    [Theory]
    [InlineData(20, 32)]
    [InlineData(32, 32)]
    [InlineData(33, 64)]
    [InlineData(200, 64)]
    [InlineData(256, 64)]
    [InlineData(512, 64)]
    [InlineData(513, 32)]
    public void ABlockOfQueriesStaysInTheCache(int steps, int width) => Assert.Equal(width, new AttentionLayout(steps, 12, 1, Line: 16).BlockWidth);

    [Theory]
    [InlineData(12, 6)]
    [InlineData(30, 6)]
    [InlineData(10, 5)]
    [InlineData(8, 4)]
    [InlineData(7, 6)]
    [InlineData(3, 3)]
    public void FeaturesOfAHeadLeaveNoRestWhereTheyCan(int size, int rows) => Assert.Equal(rows, new AttentionLayout(9, 2 * size, 2, Line: 16).FeatureRows);

    [Theory]
    [InlineData(24, 1, false, 32, 24)]
    [InlineData(24, 2, true, 16, 16)]
    [InlineData(16, 2, false, 8, 8)]
    [InlineData(12, 2, true, 8, 8)]
    [InlineData(32, 2, false, 16, 16)]
    [InlineData(36, 2, true, 32, 32)]
    public void HeadsThatAreNoWholeVectorsAreCopied(int features, int heads, bool isPacked, int width, int packed)
    {
        NetworkPlan plan = PlannedNetworks.PlanOf($"[Input(9, {features})] [SelfAttention({heads})] [Flatten] [Layer(3)]");
        Attention attention = Assert.Single(plan.Graph.ForwardOperations.OfType<Attention>());
        AttentionLayout layout = AttentionLayout.Of(attention, plan.Model.Precision);
        Slot row = plan.Placement!.Of(attention.Output);

        Assert.Equal((9, features, heads, 16), (layout.Steps, layout.Features, layout.Heads, layout.Line));
        Assert.Equal((isPacked, width), (layout.IsPacked, layout.HeadWidth(row)));
        Assert.Equal(isPacked ? 9 * packed : 0, layout.PackedLength);
        Assert.Equal((6, width == 8 ? 8 : 6), (layout.KeyRows, layout.KeyGradientRows(row)));
    }

    [Fact]
    public void WhatItWorksWithLiesOneBehindTheOther()
    {
        foreach (int steps in new[] { 1, 7, 16, 40, 700 })
        {
            var layout = new AttentionLayout(steps, 36, 3, Line: 16);
            long matrix = 36L * layout.Width;

            // Queries and what becomes of them, then the scores of a strip and a row of 1/Σ.
            Assert.Equal((2 * matrix, (2 * matrix) + ((steps + 1L) * 32)), (layout.ScoresOffset, layout.ForwardLength));

            // Four matrices, p and s of a block, and four of the rows of a head.
            long block = (long)steps * layout.BlockWidth;
            Assert.Equal((4 * matrix, (4 * matrix) + block, (4 * matrix) + (2 * block)), (layout.BlockOffset, layout.ScoreGradientsOffset, layout.PackedOffset));
            Assert.Equal((4 * matrix) + (2 * block) + (4L * steps * 16), layout.BackwardLength);
            Assert.Equal(Math.Min(steps, 6), layout.KeyRows);
        }
    }
}
