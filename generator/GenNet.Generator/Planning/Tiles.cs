namespace GenNet.Generator.Planning;

/// <summary>The register tiles that matrix products are cut into.</summary>
internal static class Tiles
{
    /// <summary>
    /// Samples in a tile of a forward or input-gradient product: with two vectors each they make twelve accumulators, which with
    /// two vectors of weights and one broadcast input fill fifteen of sixteen registers. Measured at 0.8 to 0.98 of the peak.
    /// </summary>
    public const int Samples = 6;

    /// <summary>Vectors in a tile's row.</summary>
    public const int Vectors = 2;

    /// <summary>
    /// Vectors in a tile's row where registers are thirty-two and rows are whole multiples: each broadcast then serves four
    /// multiply-adds.
    /// </summary>
    public const int WideVectors = 4;

    /// <summary>
    /// Weight rows of a block whose samples' values fit the second-level cache: whole tiles of four and of six rows, and a quarter of a
    /// megabyte of floats at 256 samples.
    /// </summary>
    public const int RowsInBlock = 240;

    /// <summary>
    /// Weight rows that threads take in turn where zeros are skipped: whole cache lines of inputs. Halves of MNIST's rows are 47.6 and 52.4 % of
    /// the work.
    /// </summary>
    public const int RowsOfUnequalWork = 32;

    /// <summary>Elements that a list of terms needs behind its end, because it is written sixteen at a time.</summary>
    public const int TermSlack = 16;

    /// <summary>
    /// Weight rows in a tile of a weight gradient: six where there are so many, although a remainder then needs a tile of its own,
    /// because its gradient is applied on the spot and cannot be computed twice. Measured on 784 × 64 with 128 samples: 77 GFLOP/s,
    /// against 70 for four rows, which divide 784. Where zeros are skipped, four: a tile of fewer rows has fewer terms (of the pixels
    /// of handwritten digits 28 %, where six rows have 34 % and eight 39 %), and four bits of a mask are never split.
    /// </summary>
    public static int WeightRows(int inputs, bool skipsZeros) => System.Math.Min(inputs, skipsZeros ? 4 : Samples);

    /// <summary>
    /// One sample's tile: four vectors in two phases where rows are wide, and one vector in eight phases otherwise, so that there are
    /// always eight accumulators.
    /// </summary>
    public static TilePlan OneSample(int stride, int elementsPerLine) =>
        stride % (4 * elementsPerLine) == 0 ? new TilePlan(1, 4, 2) : new TilePlan(1, 1, 8);
}
