using System.Collections.Generic;

namespace GenNet.Generator.Planning;

/// <summary>The register tiles that matrix products are cut into.</summary>
internal static class Tiles
{
    /// <summary>
    /// Samples in a tile of a forward or input-gradient product: with two vectors each they make twelve accumulators, which with
    /// two vectors of weights and one broadcast input fill fifteen of sixteen registers; with four, twenty-nine of thirty-two. Measured
    /// at 0.8 to 0.98 of the peak.
    /// </summary>
    public const int Samples = 6;

    /// <summary>
    /// Sums for each element of one sample's tile, each taking every fourth term: the latency of multiply-add is that of four, and what
    /// more of them gain in the loop they lose in the end, where they are added.
    /// </summary>
    public const int Phases = 4;

    /// <summary>Cache lines in the strips of each kind where vectors are widest.</summary>
    private const int LinesInWide = 4;

    private const int LinesInPair = 2;

    /// <summary>
    /// Weight rows of a block whose samples' values fit the second-level cache: whole tiles of four and of six rows, and a quarter of a
    /// megabyte of floats at 256 samples.
    /// </summary>
    public const int RowsInBlock = 240;

    /// <summary>Bytes of the left factors of a weight gradient's terms that stay in the second-level cache while columns pass by.</summary>
    private const int BytesInBlock = 256 * 1024;

    /// <summary>Terms of a strip of columns that stay in the first-level cache while rows pass by: a cache line each.</summary>
    private const int MostTermsInBlock = 384;

    /// <summary>
    /// Terms of a panel of weights that samples pass by at once, where it has more than twice as many: 64 KB of floats stay in the second-level cache beside
    /// what the samples have of these terms, and a tile's sums go to memory and back so seldom that it costs nothing.
    /// </summary>
    private const int TermsInPanelBlock = 256;

    /// <summary>Weights of no more bytes stay in the second-level cache between one portion of samples and the next.</summary>
    private const int CachedBytes = 512 * 1024;

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
    /// Weight rows that are looked at together where zeros are skipped: where none of their tiles of four can leave a sample out, they are tiles of six,
    /// with which vectors of 256 bits have twelve sums to hide the latency of multiply-add and not eight.
    /// </summary>
    public const int FullRows = 2 * Samples;

    /// <summary>
    /// The fewest samples that a thread of a team takes at once: a tile, or, where every portion brings the weights from memory, so many that
    /// their arithmetic takes longer.
    /// </summary>
    public static int SamplesAtLeast(NetworkPlan plan) =>
        (long)plan.StorageLength * Footprint.BytesPerElement(plan.Model.Precision) <= CachedBytes ? Samples : 8 * Samples;

    /// <summary>
    /// The fewest weight rows that a thread of a team takes at once: some microseconds of work; a cache line of inputs where zeros are skipped, and
    /// a block where a row is so long that the δs of a batch come from memory for each portion.
    /// </summary>
    public static int RowsAtLeast(bool skipsZeros, int stride) => skipsZeros ? 16 : stride <= 256 ? 4 * Samples : RowsInBlock;

    /// <summary>
    /// How many terms of a weight gradient are taken at once where they are the steps or pixels of many samples: what they read stays in the cache then.
    /// Measured on U of an Lstm(256) with 64 samples of 28 steps.
    /// </summary>
    /// <param name="rows">The number of weight rows.</param>
    /// <param name="bytes">The bytes of an element.</param>
    /// <param name="together">How many terms can't be parted, those of a sample.</param>
    /// <returns>A number of whole samples, or of terms where each is by itself.</returns>
    public static int TermsInBlock(int rows, int bytes, int together)
    {
        int terms = System.Math.Min(MostTermsInBlock, BytesInBlock / (System.Math.Min(rows, RowsInBlock) * bytes));
        return System.Math.Max(terms / together, 1);
    }

    /// <summary>How many terms of a product samples take at once while they pass by a panel of weights: blocks of one length, or 0 where all are.</summary>
    public static int TermsInBlock(MatrixColumns weights, int depth)
    {
        int blocks = (depth + TermsInPanelBlock - 1) / TermsInPanelBlock;
        return weights.IsInPanels && blocks > 2 ? ((depth + blocks - 1) / blocks + 3) / 4 * 4 : 0;
    }

    /// <summary>
    /// Whether tiles ask for weights ahead: those of a matrix that the second-level cache does not hold, which come from memory while the multiply-adds of
    /// others are made.
    /// </summary>
    public static bool AsksForWeights(MatrixColumns weights, int bytes) =>
        weights.IsInPanels && (long)weights.Count / weights.PanelWidth * weights.PanelLength * bytes > CachedBytes;

    /// <summary>
    /// So few samples that each weight row takes them by itself, fewer than this. Tiles of several rows save little of it, and where zeros are
    /// skipped a row of its own visits no input that is 0 in all of them.
    /// </summary>
    public static int FewSamples(bool skipsZeros) => skipsZeros ? Samples : 3;

    /// <summary>The strips that a row is cut into: as wide as they may be, and a row of panels into strips as wide as a panel.</summary>
    public static IReadOnlyList<StripRange> Strips(MatrixColumns first, MatrixColumns second, int elementsPerLine)
    {
        int columns = second.Count;
        MatrixColumns? panels = first.IsInPanels ? first : second.IsInPanels ? second : null;
        if (panels is not null)
        {
            StripKind kind = panels.PanelWidth % (LinesInWide * elementsPerLine) == 0 ? StripKind.Wide : StripKind.Pair;
            return [new StripRange(kind, 0, columns)];
        }

        var strips = new List<StripRange>();
        int next = 0;
        Add(StripKind.Wide, LinesInWide * elementsPerLine);
        Add(StripKind.Pair, LinesInPair * elementsPerLine);
        Add(StripKind.Line, elementsPerLine);
        Add(StripKind.Half, elementsPerLine / 2);
        return strips;

        void Add(StripKind kind, int width)
        {
            int end = next + ((columns - next) / width * width);
            if (end > next)
            {
                strips.Add(new StripRange(kind, next, end));
                next = end;
            }
        }
    }
}
