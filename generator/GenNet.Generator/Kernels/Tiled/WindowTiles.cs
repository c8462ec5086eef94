using System.Collections.Generic;
using System.Linq;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>What convolutions have in common: how rows of an image, and of weights, are cut into tiles.</summary>
internal static class WindowTiles
{
    /// <summary>
    /// Rows in a tile of so many pixels or channels: as many as do the work in the least time, where a tile of few rows waits for its sums, and each
    /// tile for its first loads. What is left of a row of pixels is computed again, of channels it has a tile of its own.
    /// </summary>
    public static int Rows(int count)
    {
        const int Most = Planning.Tiles.Samples;
        return Enumerable.Range(1, System.Math.Min(Most, count))
            .OrderBy(rows => (count + rows - 1) / rows * (System.Math.Max(rows, Most - 1) + 0.7))
            .ThenByDescending(rows => rows)
            .First();
    }

    /// <summary>The loops without those that run once, of which one at least is left.</summary>
    public static IReadOnlyList<TermLoop> WithoutSingles(params TermLoop[] loops)
    {
        List<TermLoop> left = loops.Where((loop, index) => index == loops.Length - 1 || loop.Count is not KnownExtent { Number: 1 }).ToList();
        return left.Count > 1 && left[left.Count - 1].Count is KnownExtent { Number: 1 } ? left.Take(left.Count - 1).ToList() : left;
    }
}
