using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;

namespace GenNet.Generator.Layers.Convolutions;

/// <summary>What convolutions have in common: how rows of an image, and of weights, are cut into tiles.</summary>
internal static class WindowTiles
{
    /// <summary>
    /// Rows in a tile of so many pixels or channels: as many as do the work in the least time, where a tile of few rows waits for its sums, and each
    /// tile for its first loads; a strip of half a line is loaded for half as much work.
    /// </summary>
    /// <param name="count">The pixels or channels.</param>
    /// <param name="product">What is computed: strips of half a line leave room for twice as many rows, and need them.</param>
    /// <param name="elementsPerLine">The elements of a cache line.</param>
    public static int Rows(int count, MatrixProduct product, int elementsPerLine) => Rows(count, Cost.Of(product, elementsPerLine));

    /// <summary>
    /// Rows in a tile of so many pixels of a row, and in the last tile where it has fewer: it may as well move back and compute some pixels again,
    /// and does where a tile of its own would save next to nothing.
    /// </summary>
    public static (int Rows, int Last) Pixels(int count, MatrixProduct product, int elementsPerLine) => Pixels(count, Cost.Of(product, elementsPerLine));

    /// <summary>The same for strips of one vector of 512 bits each.</summary>
    public static (int Rows, int Last) PixelsOfVectors(int count) => Pixels(count, Cost.OfVectors);

    private static int Rows(int count, Cost cost) => Enumerable.Range(1, System.Math.Min(cost.Most, count))
        .OrderBy(rows => (count + rows - 1) / rows * cost.OfTile(rows))
        .ThenByDescending(rows => rows)
        .First();

    private static (int Rows, int Last) Pixels(int count, Cost cost)
    {
        const double WorthATile = 1.02;
        int even = Rows(count, cost);
        int uneven = Enumerable.Range(1, System.Math.Min(cost.Most, count)).OrderBy(Uneven).ThenByDescending(rows => rows).First();
        return count % uneven > 0 && Uneven(uneven) * WorthATile < (count + even - 1) / even * cost.OfTile(even) ? (uneven, count % uneven) : (even, 0);

        double Uneven(int rows) => (count / rows * cost.OfTile(rows)) + (count % rows == 0 ? 0 : cost.OfTile(count % rows));
    }

    /// <summary>How many whole runs of rows are in a tile, where one alone may be few: those left over make a tile of their own.</summary>
    /// <param name="count">The runs.</param>
    /// <param name="length">The rows of each.</param>
    /// <param name="product">What is computed.</param>
    /// <param name="elementsPerLine">The elements of a cache line.</param>
    public static int Runs(int count, int length, MatrixProduct product, int elementsPerLine)
    {
        Cost cost = Cost.Of(product, elementsPerLine);
        return Enumerable.Range(1, count)
            .Where(runs => runs == 1 || runs * length <= cost.Most)
            .OrderBy(runs => (count / runs * cost.OfTile(runs * length)) + (count % runs == 0 ? 0 : cost.OfTile(count % runs * length)))
            .First();
    }

    /// <summary>The loops without those that run once, of which one at least is left.</summary>
    public static IReadOnlyList<TermLoop> WithoutSingles(params TermLoop[] loops)
    {
        List<TermLoop> left = loops.Where((loop, index) => index == loops.Length - 1 || loop.Count is not KnownExtent { Number: 1 }).ToList();
        return left.Count > 1 && left[left.Count - 1].Count is KnownExtent { Number: 1 } ? left.Take(left.Count - 1).ToList() : left;
    }

    /// <summary>What tiles take, in rows.</summary>
    /// <param name="Most">The most rows of a tile.</param>
    /// <param name="Least">Tiles of fewer rows take as long as one of these.</param>
    /// <param name="More">What comes on top for each tile.</param>
    private sealed record Cost(int Most, int Least, double More)
    {
        /// <summary>Those of strips of one vector of 512 bits, of which there are 32.</summary>
        public static Cost OfVectors { get; } = new(16, 8, 1.7);

        public static Cost Of(MatrixProduct product, int elementsPerLine) =>
            product.IsOfWideVectors ? OfVectors
            : product.StripKinds(elementsPerLine).All(kind => kind == StripKind.Half) ? new Cost(2 * Tiles.Samples, 7, 1.7) : new Cost(Tiles.Samples, 5, 0.7);

        public double OfTile(int rows) => System.Math.Max(rows, Least) + More;
    }
}
