using System;
using GenNet.Generator.Calculus;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Attention;

/// <summary>
/// The register tiles of attention: queries side by side meet the rows of keys, and what comes of that the rows of values. The way back meets values and
/// keys with the same tiles.
/// </summary>
internal sealed class AttentionTiles(CodeStyle style, Attention operation)
{
    /// <summary>What all methods of the layer begin with.</summary>
    public string Prefix => $"Layer{operation.Layer}Attention";

    public AttentionLayout Layout { get; } = AttentionLayout.Of(operation, style.Precision);

    private int RowStride => style.Plan.Placement!.Of(operation.Key).Stride;

    /// <summary>The number of keys that a strip meets.</summary>
    private Extent Keys => operation.IsCausal ? new NamedExtent("keys") : new KnownExtent(operation.Steps);

    /// <summary>Scores: rows of keys by columns of queries, a head's features being the terms.</summary>
    public MatrixProduct Scores(int blockWidth, string word) => new(
        $"{Prefix}{word}",
        A: "k",
        ARowStride: RowStride,
        AStep: 1,
        B: "q",
        BColumns: MatrixColumns.InRows(Layout.Width, Layout.Width),
        C: "s",
        CColumns: MatrixColumns.InRows(blockWidth, blockWidth),
        Depth: new KnownExtent(Layout.HeadSize),
        Start: null)
    {
        Loops = [new TermLoop("feature", new KnownExtent(Layout.HeadSize), 1, Layout.Width)],
        Formula = "s = k·qᵀ",
        RowWord = "key",
        ColumnWord = "step",
    };

    /// <summary>What strips of queries take from all rows: rows of features by columns of queries, keys being the terms.</summary>
    public MatrixProduct Sums(int blockWidth, string word) => new(
        $"{Prefix}{word}",
        A: "v",
        ARowStride: 1,
        AStep: RowStride,
        B: "p",
        BColumns: MatrixColumns.InRows(blockWidth, blockWidth),
        C: "c",
        CColumns: MatrixColumns.InRows(Layout.Width, Layout.Width),
        Depth: Keys,
        Start: null)
    {
        Loops = [new TermLoop("key", Keys, RowStride, blockWidth)],
        Formula = "c = vᵀ·p",
        RowWord = "feature",
        ColumnWord = "step",
    };

    /// <summary>An argument of the tile of sums.</summary>
    public string KeysArgument => operation.IsCausal ? ", keys" : string.Empty;

    /// <summary>The same where it is a parameter.</summary>
    public string KeysParameter => operation.IsCausal ? ", int keys" : string.Empty;

    /// <summary>How many keys a strip of queries meets.</summary>
    public void WriteKeys(SourceWriter writer)
    {
        if (operation.IsCausal)
        {
            string most = Layout.KeyRows < Tiles.Samples ? Text(operation.Steps)
                : $"Math.Min({Text(operation.Steps)}, Math.Max(query + TStrip.Count, {Text(Layout.KeyRows)}))";
            writer.WriteLine($"int keys = {most};");
        }
    }

    /// <summary>The loop over tiles of keys; the last moves back, and computes some scores again.</summary>
    public void WriteScores(SourceWriter writer, string name, int blockWidth, params (string Rows, string Queries, string Scores)[] products)
    {
        int rows = Layout.KeyRows;
        string keys = operation.IsCausal && rows == Tiles.Samples ? "keys" : Text(operation.Steps);
        using (writer.WriteBlock($"for (int next = 0; next < {keys}; next += {Text(rows)})"))
        {
            writer.WriteLine($"nint key = Math.Min(next, {(keys == "keys" ? $"keys - {Text(rows)}" : Text(operation.Steps - rows))});");
            foreach ((string from, string queries, string scores) in products)
            {
                writer.WriteLine(
                    $"{name}Tile<TStrip>(ref Unsafe.Add(ref {from}, key * {Text(RowStride)}), ref {queries}, ref Unsafe.Add(ref {scores}, key * {Text(blockWidth)}));");
            }
        }
    }

    /// <summary>The loop over tiles of a head's features.</summary>
    public void WriteSums(SourceWriter writer, string name, string rows, string block, string sums)
    {
        int tile = Layout.FeatureRows;
        int size = Layout.HeadSize;
        string feature = "feature";
        if (size % tile == 0)
        {
            using (writer.WriteBlock($"for (nint feature = 0; feature < {Text(size)}; feature += {Text(tile)})"))
            {
                WriteCall();
            }
        }
        else
        {
            using (writer.WriteBlock($"for (int next = 0; next < {Text(size)}; next += {Text(tile)})"))
            {
                writer.WriteLine($"nint feature = Math.Min(next, {Text(size - tile)});");
                WriteCall();
            }
        }

        void WriteCall() => writer.WriteLine(
            $"{name}Tile<TStrip>(ref Unsafe.Add(ref {rows}, {feature}), ref {block}, ref Unsafe.Add(ref {sums}, {feature} * {Text(Layout.Width)}){KeysArgument});");
    }

    /// <summary>The loops over strips of queries; the body is told what a strip is called.</summary>
    public void WriteStrips(SourceWriter writer, string first, string end, Action<string> body)
    {
        bool isFirst = true;
        foreach (StripRange strips in Layout.Strips)
        {
            if (!isFirst)
            {
                writer.WriteLine();
            }

            isFirst = false;
            string strip = CodeStyle.TypeParameter(strips.Kind);
            string from = strips.First == 0 ? first : first == "0" ? Text(strips.First) : $"Math.Max({first}, {Text(strips.First)})";
            string to = end.Length == 0 ? Text(strips.End) : strips.End % Layout.BlockWidth == 0 && Layout.Strips.Count == 1 ? end : $"Math.Min({end}, {Text(strips.End)})";
            using (writer.WriteBlock($"for (int query = {from}; query < {to}; query += {strip}.Count)"))
            {
                body(strip);
            }
        }
    }

    /// <summary>1/√(features of a head).</summary>
    public string Scale => Printer.Literal(1 / Math.Sqrt(Layout.HeadSize), style.Precision);

    /// <summary>The queries of a vector's lanes as numbers, where some keys are behind them.</summary>
    public void WriteQueries(SourceWriter writer, VectorType vectors)
    {
        if (operation.IsCausal)
        {
            writer.WriteLine($"{vectors.Name} queries = {vectors.Class}.Create(({style.Element})(query + column)) + {vectors.Name}.Indices;");
        }
    }

    /// <summary>A value where a key is not behind a query, and another where it is.</summary>
    public string Masked(string value, string otherwise, VectorType vectors) => operation.IsCausal
        ? $"{vectors.Class}.ConditionalSelect({vectors.Class}.GreaterThan({vectors.Class}.Create(({style.Element})key), queries), {otherwise}, {value})"
        : value;

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
