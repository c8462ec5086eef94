using System;
using System.Collections.Generic;
using GenNet.Generator.Declaration;
using GenNet.Generator.Planning;

namespace GenNet.Generator.Layers.Attention;

/// <summary>
/// How attention works: queries lie side by side, so that vectors go along them and a head may have any number of features. A strip of queries meets
/// all keys, then all values; on the way back a block of strips is kept, from which keys and values take their gradients.
/// </summary>
/// <param name="Steps">The number of steps.</param>
/// <param name="Features">The features of a step.</param>
/// <param name="Heads">The number of heads.</param>
/// <param name="Line">The elements of a cache line.</param>
internal sealed record AttentionLayout(int Steps, int Features, int Heads, int Line)
{
    /// <summary>A block of queries and its gradient stay in the second-level cache.</summary>
    private const int MostBlockElements = 1 << 15;

    /// <summary>A strip of queries is two cache lines at most.</summary>
    private const int LinesInStrip = 2;

    /// <summary>Fewer keys are one tile.</summary>
    private const int KeysInTile = Tiles.Samples;

    private const int KeysInNarrowTile = 8;

    public static AttentionLayout Of(Attention attention, Precision precision) =>
        new(attention.Steps, attention.Output.Features, attention.Heads, Footprint.ElementsPerLine(precision));

    /// <summary>The features of a head.</summary>
    public int HeadSize => Features / Heads;

    /// <summary>The queries of all steps, padded to whole cache lines, or to half of one where that is enough.</summary>
    public int Width => Steps <= Line / 2 ? Line / 2 : Align(Steps);

    /// <summary>The queries of a strip, where it is one of two cache lines.</summary>
    public int StripWidth => LinesInStrip * Line;

    /// <summary>The queries of a block on the way back, whole strips.</summary>
    public int BlockWidth => Steps * 2 * StripWidth <= MostBlockElements ? Math.Min(2 * StripWidth, AlignToStrips(Steps)) : StripWidth;

    /// <summary>Whether vectors of 512 bits go along the queries without a rest.</summary>
    public bool HasWholeLines => Width % Line == 0;

    /// <summary>Whether a head's features begin or end elsewhere than whole vectors do, so that they are copied to rows of their own.</summary>
    public bool IsPacked => Heads > 1 && HeadSize % Line != 0 && HeadSize != Line / 2;

    /// <summary>The columns of a head's rows, padding included.</summary>
    public int HeadWidth(Slot row) => Heads == 1 ? row.Width : PackedWidth;

    /// <summary>The same where there are several heads: half a cache line where that is enough.</summary>
    private int PackedWidth => HeadSize <= Line / 2 ? Line / 2 : Align(HeadSize);

    /// <summary>
    /// The keys in a tile that gradients of keys and values come from: six, or, where a row is half a cache line and so a vector at most widths, eight, whose sums hide the
    /// latency of multiply-add.
    /// </summary>
    public int KeyGradientRows(Slot row) => Math.Min(Steps, HeadWidth(row) == Line / 2 ? KeysInNarrowTile : KeysInTile);

    /// <summary>The rows of keys in a tile of scores: six, or all of them.</summary>
    public int KeyRows => Math.Min(Steps, KeysInTile);

    /// <summary>The features in a tile of a head's: as many as leave no rest, if there are such.</summary>
    public int FeatureRows => HeadSize % 6 == 0 ? 6 : HeadSize % 5 == 0 ? 5 : HeadSize % 4 == 0 ? 4 : Math.Min(HeadSize, KeysInTile);

    /// <summary>The strips of queries: pairs of cache lines, and one where their number is odd, or half of one where there are no more.</summary>
    public IReadOnlyList<StripRange> Strips
    {
        get
        {
            int pairs = Width / StripWidth * StripWidth;
            var strips = new List<StripRange>();
            if (pairs > 0)
            {
                strips.Add(new StripRange(StripKind.Pair, 0, pairs));
            }

            if (pairs < Width)
            {
                strips.Add(new StripRange(Width < Line ? StripKind.Half : StripKind.Line, pairs, Width));
            }

            return strips;
        }
    }

    /// <summary>The elements of a matrix whose rows are features and whose columns are queries.</summary>
    public long TransposedLength => (long)Features * Width;

    /// <summary>Forward: where the scores of a strip begin, behind the queries and what becomes of them; a row behind them holds 1/Σ.</summary>
    public long ScoresOffset => 2 * TransposedLength;

    public long ForwardLength => ScoresOffset + ((Steps + 1L) * StripWidth);

    /// <summary>Back: p of a block, behind queries, ∂L/∂c, c and ∂L/∂q, all transposed.</summary>
    public long BlockOffset => 4 * TransposedLength;

    /// <summary>Back: s of a block.</summary>
    public long ScoreGradientsOffset => BlockOffset + ((long)Steps * BlockWidth);

    /// <summary>Back: rows of one head, where they are copied: q, ∂L/∂c, ∂L/∂k and ∂L/∂v.</summary>
    public long PackedOffset => ScoreGradientsOffset + ((long)Steps * BlockWidth);

    /// <summary>The elements of one head's rows.</summary>
    public long PackedLength => IsPacked ? (long)Steps * PackedWidth : 0;

    public long BackwardLength => PackedOffset + (4 * PackedLength);

    private int Align(int count) => (count + Line - 1) / Line * Line;

    private int AlignToStrips(int count) => (count + StripWidth - 1) / StripWidth * StripWidth;
}
