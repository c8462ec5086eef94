using System.Collections.Generic;
using GenNet.Generator.Graph;
using GenNet.Generator.Planning;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>The rows of a transposed matrix of weights, which are the terms of δ·Wᵀ.</summary>
internal static class WeightTranspose
{
    /// <summary>The number of terms, with those that are 0 between groups.</summary>
    public static Extent Depth(Placement placement, Tensor weights) =>
        new KnownExtent(weights.Groups == 1 ? weights.Columns : placement.Of(weights).Columns.Count);

    /// <summary>The loops that leave out what stands between groups; null where nothing does.</summary>
    public static IReadOnlyList<TermLoop>? Loops(Placement placement, Tensor weights)
    {
        int group = placement.Of(weights).Columns.Count / weights.Groups;
        int size = weights.Columns / weights.Groups;
        int row = placement.TransposeOf(weights).Columns.PanelWidth;
        return weights.Groups == 1 || group == size
            ? null
            : [new TermLoop("gate", new KnownExtent(weights.Groups), group, group * row), new TermLoop("k", new KnownExtent(size), 1, row)];
    }
}
