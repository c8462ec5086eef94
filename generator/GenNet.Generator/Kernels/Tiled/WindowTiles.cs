using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Planning;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>What convolutions have in common: how rows of an image, and of weights, are cut into tiles.</summary>
internal static class WindowTiles
{
    /// <summary>
    /// Rows in a tile of so many pixels or channels: as many as do the work in the least time, where a tile of few rows waits for its sums, and each
    /// tile for its first loads; a strip of half a line is loaded for half as much work. What is left of a row of pixels is computed again, of channels it has a tile of its own.
    /// </summary>
    /// <param name="count">The pixels or channels.</param>
    /// <param name="product">What is computed: strips of half a line leave room for twice as many rows, and need them.</param>
    /// <param name="elementsPerLine">The elements of a cache line.</param>
    public static int Rows(int count, MatrixProduct product, int elementsPerLine)
    {
        bool isHalf = product.StripKinds(elementsPerLine).All(kind => kind == StripKind.Half);
        int most = isHalf ? 2 * Tiles.Samples : Tiles.Samples;
        int least = isHalf ? 7 : 5;
        double more = isHalf ? 1.7 : 0.7;
        return Enumerable.Range(1, System.Math.Min(most, count))
            .OrderBy(rows => (count + rows - 1) / rows * (System.Math.Max(rows, least) + more))
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
