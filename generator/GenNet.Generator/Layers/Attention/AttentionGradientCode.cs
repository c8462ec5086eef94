using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Attention;

/// <summary>∂L/∂q, ∂L/∂k and ∂L/∂v: the scores once more, strip by strip, then what a block of strips gives keys and values.</summary>
internal sealed class AttentionGradientCode(CodeStyle style, AttentionGradient operation) : OperationCode(style)
{
    private readonly AttentionTiles _tiles = new(style, operation.Forward);

    private AttentionLayout Layout => _tiles.Layout;

    private Attention Forward => operation.Forward;

    private string Name => $"{_tiles.Prefix}Gradient";

    private Slot Row => Place(Forward.Query);

    private int HeadWidth => Layout.HeadWidth(Row);

    /// <summary>The distance from one row that keys and values take their gradients from to the next: that of a head's own rows, or of all heads'.</summary>
    private int HeadStride => Layout.IsPacked ? HeadWidth : Row.Stride;

    private MatrixProduct Scores => _tiles.Scores(Layout.BlockWidth, "BlockScores");

    private MatrixProduct QuerySums => _tiles.Sums(Layout.BlockWidth, "QueryGradient");

    /// <summary>What a block of queries adds to rows of keys or values: its queries are the terms.</summary>
    private MatrixProduct KeySums => new(
        $"{_tiles.Prefix}KeyGradient",
        A: "p",
        ARowStride: Layout.BlockWidth,
        AStep: 1,
        B: "d",
        BColumns: MatrixColumns.InRows(HeadWidth, HeadStride),
        C: "g",
        CColumns: MatrixColumns.InRows(HeadWidth, HeadStride),
        Depth: new NamedExtent("queries"),
        Start: null)
    {
        Loops = [new TermLoop("query", new NamedExtent("queries"), 1, HeadStride)],
        AddsToC = true,
        Formula = "g += p·d",
        RowWord = "key",
    };

    private IEnumerable<StripKind> QueryKinds => Layout.Strips.Select(strips => strips.Kind);

    private IEnumerable<StripKind> KeyKinds => KeySums.StripKinds(Style.ElementsPerLine);

    public override IEnumerable<StripKind> StripKinds => QueryKinds.Concat(KeyKinds).Distinct().OrderBy(kind => kind);

    private static string TypesOf(IEnumerable<StripKind> kinds) => string.Join(", ", kinds.Select(CodeStyle.TypeParameter));

    public override void WriteCall(SourceWriter writer)
    {
        IEnumerable<Value> values =
        [
            .. Forward.Reads, Forward.Output, Forward.LogSums, operation.Delta, operation.QueryDelta, operation.KeyDelta, operation.ValueDelta,
        ];
        writer.WriteLine(
            $"{Name}<{TypesOf(StripKinds)}>(\n    {string.Join(", ", values.Select(value => $"ref {Place(value).Name}"))},\n"
            + $"    ref Unsafe.Add(ref workspace, {WorkOffset(operation)} + (first / {Text(Tiles.Samples)} * {Layout.BackwardLength})), first, end);");
    }

    public override void WriteMethods(SourceWriter writer)
    {
        WriteSamples(writer);
        WriteStrip(writer);
        WriteForWidths(writer, Layout.HasWholeLines, () => WriteScoreGradients(writer));
        WriteKeys(writer);
        TileWriter.WriteStoring(writer, Style, Scores, Layout.KeyRows);
        TileWriter.WriteStoring(writer, Style, QuerySums, Layout.FeatureRows);
        int rows = Layout.KeyGradientRows(Row);
        WriteKeyTiles(writer, KeySums, rows);
        if (Forward.Steps % rows > 0)
        {
            WriteKeyTiles(writer, KeySums with { Name = $"{_tiles.Prefix}LastKeyGradient" }, Forward.Steps % rows);
        }
    }

    private void WriteSamples(SourceWriter writer)
    {
        int steps = Forward.Steps;
        int features = Forward.Output.Features;
        int width = Layout.Width;
        Slot logSums = Place(Forward.LogSums);
        writer.WriteLine();
        writer.WriteLine("/// <summary>");
        writer.WriteLine($"/// {operation.Formula}.");
        writer.WriteLine("/// δ·c is what the sum of p ⊙ δ·vᵀ over all keys comes to, because the sum of p is 1. A block of queries at a time, whose scores are");
        writer.WriteLine("/// computed once more.");
        writer.WriteLine("/// </summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock(
            $"private static void {Name}<{TypesOf(StripKinds)}>(\n    ref {Element} q, ref {Element} k, ref {Element} v, ref {Element} c, ref {Element} l, ref {Element} d,\n"
            + $"    ref {Element} dq, ref {Element} dk, ref {Element} dv, ref {Element} work, int first, int end)"
            + Style.Constraints(StripKinds, hasUpdate: false)))
        {
            WriteMemory(writer);
            using (writer.WriteBlock("for (nint sample = first; sample < end; sample++)"))
            {
                writer.WriteLine($"nint row = sample * {Text(steps * Row.Stride)};");
                foreach ((string from, string to) in new[] { ("q", "qT"), ("c", "cT"), ("d", "dT") })
                {
                    writer.WriteLine(
                        $"Rows.Transpose(in Unsafe.Add(ref {from}, row), ref {to}, {Text(steps)}, {Text(features)}, {Text(Row.Stride)}, {Text(width)});");
                }

                if (!Layout.IsPacked)
                {
                    foreach (string name in new[] { "dk", "dv" })
                    {
                        writer.WriteLine($"Rows.ClearPadding(ref Unsafe.Add(ref {name}, row), 0, {Text(Row.Stride)}, 0, {Text(steps)});");
                    }
                }

                using (writer.WriteBlock($"for (nint head = 0; head < {Text(Forward.Heads)}; head++)"))
                {
                    WriteHead(writer);
                }

                writer.WriteLine();
                writer.WriteLine(
                    $"Rows.Transpose(in dqT, ref Unsafe.Add(ref dq, row), {Text(features)}, {Text(steps)}, {Text(width)}, {Text(Row.Stride)});");
            }
        }
    }

    /// <summary>
    /// Whether two queries share a vector of 512 bits, because a row is half of one. Measured with eight heads of eight features on a Zen 5: tiles take two thirds
    /// of the time of those that fill half a vector.
    /// </summary>
    private bool HasTermPairs => Style.Precision == Precision.Single && HeadWidth == Style.ElementsPerLine / 2 && Forward.Steps % 2 == 0;

    /// <summary>The tile of keys or values, and where a row is half a vector of 512 bits the one that takes two queries at once.</summary>
    private void WriteKeyTiles(SourceWriter writer, MatrixProduct product, int rows)
    {
        TileWriter.WriteStoring(writer, Style, product, rows);
        if (HasTermPairs)
        {
            TermPairTile.Write(writer, product, rows, KernelOptions);
        }
    }

    /// <summary>Where in the work memory everything lies.</summary>
    private void WriteMemory(SourceWriter writer)
    {
        int steps = Forward.Steps;
        string shape = $"{Text(Forward.Output.Features)} × {Text(Layout.Width)}";
        writer.WriteLine($"ref {Element} qT = ref work; // {shape}");
        int next = 1;
        foreach (string name in new[] { "cT", "dT", "dqT" })
        {
            writer.WriteLine($"ref {Element} {name} = ref Unsafe.Add(ref work, {next++ * Layout.TransposedLength}); // {shape}");
        }

        writer.WriteLine($"ref {Element} p = ref Unsafe.Add(ref work, {Layout.BlockOffset}); // {Text(steps)} × {Text(Layout.BlockWidth)}");
        writer.WriteLine($"ref {Element} s = ref Unsafe.Add(ref work, {Layout.ScoreGradientsOffset}); // {Text(steps)} × {Text(Layout.BlockWidth)}");
        if (Layout.IsPacked)
        {
            long offset = Layout.PackedOffset;
            foreach (string name in new[] { "qh", "dh", "dkh", "dvh" })
            {
                writer.WriteLine($"ref {Element} {name} = ref Unsafe.Add(ref work, {offset}); // {Text(steps)} × {Text(HeadWidth)}");
                offset += Layout.PackedLength;
            }
        }
    }

    /// <summary>One head of a sample: block after block of queries.</summary>
    private void WriteHead(SourceWriter writer)
    {
        int steps = Forward.Steps;
        int width = Layout.Width;
        writer.WriteLine($"nint columns = head * {Text(Layout.HeadSize)};");
        if (Layout.IsPacked)
        {
            foreach ((string from, string to) in new[] { ("q", "qh"), ("d", "dh") })
            {
                writer.WriteLine(
                    $"Rows.CopyColumns(in Unsafe.Add(ref {from}, row + columns), {Text(Row.Stride)}, ref {to}, {Text(HeadWidth)}, "
                    + $"width: {Text(Layout.HeadSize)}, padded: {Text(HeadWidth)}, 0, {Text(steps)});");
            }

            foreach (string name in new[] { "dkh", "dvh" })
            {
                writer.WriteLine($"Rows.ClearPadding(ref {name}, 0, {Text(HeadWidth)}, 0, {Text(steps)});");
            }
        }

        using (writer.WriteBlock($"for (int block = 0; block < {Text(width)}; block += {Text(Layout.BlockWidth)})"))
        {
            WriteBlockOfQueries(writer);
        }

        if (Layout.IsPacked)
        {
            writer.WriteLine();
            int padding = Row.Width - Forward.Output.Features;
            string padded = padding == 0 ? Text(Layout.HeadSize)
                : $"head == {Text(Forward.Heads - 1)} ? {Text(Layout.HeadSize + padding)} : {Text(Layout.HeadSize)}";
            foreach (string name in new[] { "dk", "dv" })
            {
                writer.WriteLine(
                    $"Rows.CopyColumns(in {name}h, {Text(HeadWidth)}, ref Unsafe.Add(ref {name}, row + columns), {Text(Row.Stride)}, "
                    + $"width: {Text(Layout.HeadSize)}, padded: {padded}, 0, {Text(steps)});");
            }
        }
    }

    /// <summary>The strips of a block of queries, and what the block adds to the gradients of keys and values.</summary>
    private void WriteBlockOfQueries(SourceWriter writer)
    {
        int steps = Forward.Steps;
        int width = Layout.Width;
        bool isOne = Layout.BlockWidth >= width;
        if (!isOne)
        {
            writer.WriteLine($"int blockEnd = block + {Text(Layout.BlockWidth)};");
        }

        string keys = Forward.IsCausal
            ? isOne ? $", {Text(steps)}" : $", Math.Min(blockEnd + {Text(Layout.KeyGradientRows(Row))}, {Text(steps)})"
            : string.Empty;
        _tiles.WriteStrips(writer, "block", isOne ? string.Empty : "blockEnd", strip => writer.WriteLine(
            $"{Name}Strip<{strip}>(\n"
            + $"    ref Unsafe.Add(ref qT, (columns * {Text(width)}) + query), ref Unsafe.Add(ref k, row + columns), ref Unsafe.Add(ref v, row + columns),\n"
            + $"    ref Unsafe.Add(ref cT, (columns * {Text(width)}) + query), ref Unsafe.Add(ref dT, (columns * {Text(width)}) + query),\n"
            + $"    ref Unsafe.Add(ref l, (((sample * {Text(Forward.Heads)}) + head) * {Text(Place(Forward.LogSums).Stride)}) + query),\n"
            + $"    ref Unsafe.Add(ref p, query - block), ref Unsafe.Add(ref s, query - block), "
            + $"ref Unsafe.Add(ref dqT, (columns * {Text(width)}) + query){(Forward.IsCausal ? ", query" : string.Empty)}{keys});"));
        writer.WriteLine();
        string queries = isOne ? Text(steps) : $"Math.Min({Text(Layout.BlockWidth)}, {Text(steps)} - block)";
        string end = Forward.IsCausal ? isOne ? $", {Text(steps)}" : $", Math.Min(blockEnd, {Text(steps)})" : string.Empty;
        string of = isOne ? string.Empty : $" + (block * {Text(HeadStride)})";
        foreach ((string weights, string from, string packed, string to) in new[] { ("p", "d", "dh", "dv"), ("s", "q", "qh", "dk") })
        {
            string rows = Layout.IsPacked
                ? isOne ? packed : $"Unsafe.Add(ref {packed}, block * {Text(HeadStride)})"
                : $"Unsafe.Add(ref {from}, row + columns{of})";
            string sums = Layout.IsPacked ? $"{to}h" : $"Unsafe.Add(ref {to}, row + columns)";
            writer.WriteLine($"{_tiles.Prefix}KeyGradients<{TypesOf(KeyKinds)}>(ref {weights}, ref {rows}, ref {sums}, {queries}{end});");
        }
    }

    private void WriteStrip(SourceWriter writer)
    {
        string causal = Forward.IsCausal ? ", int query, int end" : string.Empty;
        writer.WriteLine();
        writer.WriteLine("/// <summary>One head of a strip of queries: p and s, and what the keys make of s for the queries.</summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock(
            $"private static void {Name}Strip<TStrip>(\n    ref {Element} q, ref {Element} k, ref {Element} v, ref {Element} c, ref {Element} d, ref {Element} l, "
            + $"ref {Element} p, ref {Element} s, ref {Element} dq{causal})"
            + Style.Constraint("TStrip")))
        {
            _tiles.WriteKeys(writer);
            _tiles.WriteScores(writer, Scores.Name, Layout.BlockWidth, ("k", "q", "p"), ("v", "d", "s"));
            writer.WriteLine();
            WriteCallOfWidths(
                writer,
                Layout.HasWholeLines,
                suffix => $"{Name}OfScores{suffix}(ref p, ref s, ref c, ref d, ref l{(Forward.IsCausal ? ", keys, query, end" : string.Empty)}, TStrip.Count);");
            writer.WriteLine();
            _tiles.WriteSums(writer, QuerySums.Name, "k", "s", "dq");
        }
    }

    private void WriteScoreGradients(SourceWriter writer)
    {
        int width = Layout.Width;
        string keys = Forward.IsCausal ? "keys" : Text(Forward.Steps);
        string block = Text(Layout.BlockWidth);
        writer.WriteLine();
        writer.WriteLine("/// <summary>");
        writer.WriteLine($"/// p = exp(s/√{Text(Layout.HeadSize)} − l) in place of the scores, and s = p ⊙ (δ·vᵀ − δ·c)/√{Text(Layout.HeadSize)} in place of δ·vᵀ.");
        writer.WriteLine("/// </summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock(
            $"private static void {Name}OfScores{Suffix}(\n    ref {Element} scores, ref {Element} products, ref {Element} c, ref {Element} d, ref {Element} l"
            + $"{(Forward.IsCausal ? ", int keys, int query, int end" : string.Empty)}, int count)"))
        {
            writer.WriteLine($"{Vector} scale = {Functions}.Create({_tiles.Scale});");
            using (writer.WriteBlock($"for (int column = 0; column < count; column += {Vector}.Count)"))
            {
                writer.WriteLine($"{Vector} dc = {Vector}.Zero;");
                using (writer.WriteBlock($"for (nint feature = 0; feature < {Text(Layout.HeadSize)}; feature++)"))
                {
                    writer.WriteLine($"nuint at = (nuint)((feature * {Text(width)}) + column);");
                    writer.WriteLine($"dc += {Functions}.LoadUnsafe(ref d, at) * {Functions}.LoadUnsafe(ref c, at);");
                }

                writer.WriteLine();
                writer.WriteLine($"{Vector} logSum = {Functions}.LoadUnsafe(ref l, (nuint)column);");
                _tiles.WriteQueries(writer, Vectors);
                using (writer.WriteBlock($"for (nint key = 0; key < {keys}; key++)"))
                {
                    writer.WriteLine($"nuint at = (nuint)((key * {block}) + column);");
                    writer.WriteLine($"{Vector} p = {_tiles.Masked($"ExpNonPositive({Functions}.MultiplyAddEstimate({Functions}.LoadUnsafe(ref scores, at), scale, -logSum))", $"{Vector}.Zero", Vectors)};");
                    writer.WriteLine("p.StoreUnsafe(ref scores, at);");
                    writer.WriteLine($"(p * scale * ({Functions}.LoadUnsafe(ref products, at) - dc)).StoreUnsafe(ref products, at);");
                }

                if (Forward.IsCausal)
                {
                    writer.WriteLine();
                    writer.WriteLine("// Keys behind this strip that others of its block meet.");
                    using (writer.WriteBlock("for (nint key = keys; key < end; key++)"))
                    {
                        writer.WriteLine($"nuint at = (nuint)((key * {block}) + column);");
                        writer.WriteLine($"{Vector}.Zero.StoreUnsafe(ref scores, at);");
                        writer.WriteLine($"{Vector}.Zero.StoreUnsafe(ref products, at);");
                    }
                }
            }
        }
    }

    private void WriteKeys(SourceWriter writer)
    {
        int rows = Layout.KeyGradientRows(Row);
        int rest = Forward.Steps % rows;
        string end = Forward.IsCausal ? "keys" : Text(Forward.Steps - rest);
        writer.WriteLine();
        writer.WriteLine("/// <summary>What a block of queries adds to the rows of keys or values of a head.</summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock(
            $"private static void {_tiles.Prefix}KeyGradients<{TypesOf(KeyKinds)}>(\n    ref {Element} p, ref {Element} d, ref {Element} g, int queries{_tiles.KeysParameter})"
            + Style.Constraints(KeyKinds, hasUpdate: false)))
        {
            string condition = Forward.IsCausal && rest > 0 ? $"key < Math.Min(keys, {Text(Forward.Steps - rest)})" : $"key < {end}";
            using (writer.WriteBlock($"for (nint key = 0; {condition}; key += {Text(rows)})"))
            {
                WriteColumns(KeySums.Name, "key");
            }

            if (rest > 0)
            {
                writer.WriteLine();
                if (Forward.IsCausal)
                {
                    using (writer.WriteBlock($"if (keys > {Text(Forward.Steps - rest)})"))
                    {
                        WriteColumns($"{_tiles.Prefix}LastKeyGradient", Text(Forward.Steps - rest));
                    }
                }
                else
                {
                    WriteColumns($"{_tiles.Prefix}LastKeyGradient", Text(Forward.Steps - rest));
                }
            }
        }

        void WriteColumns(string name, string key)
        {
            string rows = $"ref Unsafe.Add(ref p, {key} * {Text(Layout.BlockWidth)})";
            if (HasTermPairs)
            {
                WriteCallOfWidths(writer, hasWide: true, suffix =>
                    $"{name}Tile{(suffix.Length == 0 ? $"<{TypesOf(KeyKinds)}>" : suffix)}({rows}, ref d, ref Unsafe.Add(ref g, {key} * {Text(HeadStride)}), queries);");
                return;
            }

            ProductWriter.WriteColumns(writer, Style, KeySums, strip => writer.WriteLine(
                $"{name}Tile<{strip}>(\n    {rows}, ref Unsafe.Add(ref d, unit), ref Unsafe.Add(ref g, ({key} * {Text(HeadStride)}) + unit), queries);"));
        }
    }
}
