using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Graph;
using GenNet.Generator.Planning;
using Xunit;

namespace GenNet.Generator.Tests.Planning;

/// <summary>How many samples a pass that learns takes, and which of its values have a place for six of them alone.</summary>
public sealed class PassSizeTests
{
    [Fact]
    public void APassTakesAsManySamplesAsItsPlacesAllow()
    {
        int ofTiles = 0;
        foreach (NetworkPlan plan in Learning())
        {
            long values = ValuesPerSample(plan);
            bool isLimited = plan.Graph.ForwardOperations.Any(operation => operation.LimitsSamples);
            Assert.Equal(isLimited ? Footprint.SamplesAtMost(values, WeightsOf(plan), plan.Model.Precision) : int.MaxValue, plan.SamplesAtMost);
            bool isOfTiles = plan.SamplesAtMost == Tiles.Samples && Footprint.SamplesPerPassOfTiles(values) >= 2 * Tiles.Samples;
            Assert.Equal(isOfTiles, plan.Placement!.HasPlacesOfTiles);
            Assert.Equal(
                isOfTiles ? Footprint.SamplesPerPassOfTiles(values) : Footprint.SamplesPerPass(values, WeightsOf(plan), plan.Model.Precision), plan.SamplesPerPass);
            ofTiles += isOfTiles ? 1 : 0;
        }

        Assert.InRange(ofTiles, 2, Learning().Count() - 50);
    }

    [Fact]
    public void WhatAGradientOfWeightsReadsAfterwardsHasAPlaceForEachSample()
    {
        int compared = 0;
        foreach (NetworkPlan plan in Learning().Where(plan => plan.Placement!.HasPlacesOfTiles))
        {
            Placement placement = plan.Placement!;
            HashSet<string> later =
            [
                .. plan.Graph.GradientOperations.Where(operation => operation.SummedInTiles is null)
                    .SelectMany(operation => operation.Reads.Concat(operation.Scratch))
                    .Select(value => placement.Of(value.PartOf?.Whole ?? value).Name),
            ];
            foreach (Slot slot in PlacementTests.SlotsOf(plan, PlacementTests.Everything(plan.Graph)).Where(slot => !plan.Graph.Inputs.Contains(slot.Value)))
            {
                Assert.True(
                    slot.IsOfTile == (slot.Value.Scope == ValueScope.Sample && !later.Contains(slot.Name)), $"{plan.Model.Type.Name}: {slot.Name} has a wrong place.");
                Assert.False(plan.ForPrediction().Placement!.Of(slot.Value).IsOfTile);

                // A reference may begin as far before such a place as that is long.
                Assert.InRange(slot.Offset, slot.IsOfTile ? PlacementTests.LengthOf(slot, plan.SamplesPerPass) : 0, plan.WorkspaceLength);
                compared++;
            }
        }

        Assert.True(compared > 10, $"Only {compared} places were compared.");
    }

    [Fact]
    public void SumsOfTilesAreThoseOfFewWeightsAndManyPixels()
    {
        // What comes of six samples' δ has four times as many values as the sums, or more.
        int summed = 0;
        int apart = 0;
        foreach (NetworkPlan plan in Learning().Where(plan => plan.SamplesAtMost == Tiles.Samples))
        {
            foreach (Stage stage in plan.Graph.Gradients)
            {
                Operation? gradient = stage.Operations.FirstOrDefault(operation => operation is ITileSummed);
                if (gradient is not ITileSummed { Summable: { } delta })
                {
                    Assert.DoesNotContain(stage.Operations, operation => operation.SummedInTiles is not null && operation is RowSumGradient);
                    continue;
                }

                long sums = gradient.BuffersIn(plan.Model.Precision).Max(buffer => buffer.Rows * Footprint.Width(buffer.Columns, plan.Model.Precision));
                bool isWorthIt = 4 * sums <= 6 * delta.Positions * Footprint.Width(delta.Features, plan.Model.Precision);
                Assert.Equal(isWorthIt, gradient.SummedInTiles is not null);
                foreach (RowSumGradient bias in stage.Operations.OfType<RowSumGradient>())
                {
                    Assert.Equal(isWorthIt && bias.Factor is null && bias.Delta == delta, bias.SumsTiles);
                }

                summed += isWorthIt ? 1 : 0;
                apart += isWorthIt ? 0 : 1;
            }
        }

        Assert.True(summed > 1 && apart > 0, $"{summed} layers sum in tiles, and {apart} do not.");
    }

    /// <summary>The elements of the matrices that each pass reads: rows of several, and weights of one input.</summary>
    internal static long WeightsOf(NetworkPlan plan) => plan.Tensors
        .Where(place => !place.Tensor.IsTable && (place.Tensor.Rows > 1 || place.Tensor.Symbol == "w"))
        .Sum(place => (long)place.Tensor.Rows * place.Columns.Count);

    private static IEnumerable<NetworkPlan> Learning() => PlannedNetworks.Tiled.Where(plan => plan.Model.IsTrainable && !plan.Graph.CouplesSamples);

    /// <summary>What a sample has in the workspace: its values, its targets as its outputs lie, and a loss for each of its rows.</summary>
    private static long ValuesPerSample(NetworkPlan plan)
    {
        Slot output = plan.Placement!.Of(plan.Graph.Head.Output);
        return PlacementTests.SlotsOf(plan, PlacementTests.Everything(plan.Graph)).Sum(slot => PlacementTests.LengthOf(slot, 1))
            + ((output.Stride + 1L) * output.Positions);
    }
}
