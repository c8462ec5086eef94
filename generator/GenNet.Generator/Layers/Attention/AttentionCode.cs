using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Attention;

/// <summary>c = softmax(q·kᵀ/√(features/heads))·v for each head: a strip of queries at a time meets all keys, then all values.</summary>
/// <param name="style">How things are called.</param>
/// <param name="operation">The operation.</param>
/// <param name="learns">Whether it is in a pass that learns.</param>
internal sealed class AttentionCode(CodeStyle style, Attention operation, bool learns) : OperationCode(style)
{
    private readonly AttentionTiles _tiles = new(style, operation);

    private AttentionLayout Layout => _tiles.Layout;

    private string Name => _tiles.Prefix;

    private MatrixProduct Scores => _tiles.Scores(Layout.StripWidth, "Scores");

    private MatrixProduct Sums => _tiles.Sums(Layout.StripWidth, "Context");

    public override IEnumerable<StripKind> StripKinds => Layout.Strips.Select(strips => strips.Kind);

    private string Types => string.Join(", ", StripKinds.Select(CodeStyle.TypeParameter));

    public override void WriteCall(SourceWriter writer) => writer.WriteLine(
        $"{Name}<{Types}>(\n    ref {Place(operation.Query).Name}, ref {Place(operation.Key).Name}, ref {Place(operation.Value).Name}, "
        + $"ref {Place(operation.Output).Name}, ref {Place(operation.LogSums).Name}, "
        + $"ref Unsafe.Add(ref workspace, {(learns ? WorkOffset(operation) : Style.OffsetOf(Style.WorkNameOf(operation)))} + (first / {Text(Tiles.Samples)} * {Layout.ForwardLength})), first, end);");

    public override void WriteMethods(SourceWriter writer)
    {
        WriteSamples(writer);
        WriteStrip(writer);
        WriteForWidths(writer, Layout.HasWholeLines, () =>
        {
            WriteSoftmax(writer);
            WriteNormalization(writer);
        });
        TileWriter.WriteStoring(writer, Style, Scores, Layout.KeyRows);
        TileWriter.WriteStoring(writer, Style, Sums, Layout.FeatureRows);
    }

    private void WriteSamples(SourceWriter writer)
    {
        Slot query = Place(operation.Query);
        Slot output = Place(operation.Output);
        Slot logSums = Place(operation.LogSums);
        int steps = operation.Steps;
        int features = operation.Output.Features;
        writer.WriteLine();
        writer.WriteLine("/// <summary>");
        writer.WriteLine($"/// {operation.Formula}.");
        writer.WriteLine("/// Queries lie side by side: vectors go along them, whatever number of features a head has. No more scores are kept than those of");
        writer.WriteLine($"/// a strip of queries, and of each softmax the logarithm of its sum, l{operation.Layer}.");
        writer.WriteLine("/// </summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock(
            $"private static void {Name}<{Types}>(\n    ref {Element} q, ref {Element} k, ref {Element} v, ref {Element} c, ref {Element} l, ref {Element} work, int first, int end)"
            + Style.Constraints(StripKinds, hasUpdate: false)))
        {
            writer.WriteLine($"ref {Element} qT = ref work; // {Text(features)} × {Text(Layout.Width)}");
            writer.WriteLine($"ref {Element} cT = ref Unsafe.Add(ref work, {Layout.TransposedLength}); // {Text(features)} × {Text(Layout.Width)}");
            writer.WriteLine($"ref {Element} p = ref Unsafe.Add(ref work, {Layout.ScoresOffset}); // {Text(steps)} × {Text(Layout.StripWidth)}");
            using (writer.WriteBlock("for (nint sample = first; sample < end; sample++)"))
            {
                writer.WriteLine($"nint row = sample * {Text(steps * query.Stride)};");
                writer.WriteLine(
                    $"Rows.Transpose(in Unsafe.Add(ref q, row), ref qT, {Text(steps)}, {Text(features)}, {Text(query.Stride)}, {Text(Layout.Width)});");
                using (writer.WriteBlock($"for (nint head = 0; head < {Text(operation.Heads)}; head++)"))
                {
                    writer.WriteLine($"nint columns = head * {Text(Layout.HeadSize)};");
                    _tiles.WriteStrips(writer, "0", string.Empty, strip => writer.WriteLine(
                        $"{Name}Strip<{strip}>(\n"
                        + $"    ref Unsafe.Add(ref qT, (columns * {Text(Layout.Width)}) + query), ref Unsafe.Add(ref k, row + columns), "
                        + $"ref Unsafe.Add(ref v, row + columns),\n    ref p, ref Unsafe.Add(ref cT, (columns * {Text(Layout.Width)}) + query), "
                        + $"ref Unsafe.Add(ref l, (((sample * {Text(operation.Heads)}) + head) * {Text(logSums.Stride)}) + query), query);"));
                }

                writer.WriteLine();
                writer.WriteLine(
                    $"Rows.Transpose(in cT, ref Unsafe.Add(ref c, sample * {Text(steps * output.Stride)}), {Text(features)}, {Text(steps)}, "
                    + $"{Text(Layout.Width)}, {Text(output.Stride)});");
            }
        }
    }

    private void WriteStrip(SourceWriter writer)
    {
        writer.WriteLine();
        writer.WriteLine("/// <summary>One head of a strip of queries: scores, softmax, and the sum of values that it weighs.</summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock(
            $"private static void {Name}Strip<TStrip>(\n    ref {Element} q, ref {Element} k, ref {Element} v, ref {Element} p, ref {Element} c, ref {Element} l, int query)"
            + Style.Constraint("TStrip")))
        {
            _tiles.WriteKeys(writer);
            _tiles.WriteScores(writer, Scores.Name, Layout.StripWidth, ("k", "q", "p"));
            writer.WriteLine();
            WriteCallOfWidths(
                writer,
                Layout.HasWholeLines,
                suffix => $"{Name}Softmax{suffix}(ref p, ref l{(operation.IsCausal ? ", keys, query" : string.Empty)}, TStrip.Count);");
            writer.WriteLine();
            _tiles.WriteSums(writer, Sums.Name, "v", "p", "c");
            writer.WriteLine();
            WriteCallOfWidths(writer, Layout.HasWholeLines, suffix => $"{Name}Normalization{suffix}(ref p, ref c, TStrip.Count);");
        }
    }

    private void WriteNormalization(SourceWriter writer)
    {
        writer.WriteLine();
        writer.WriteLine("/// <summary>c times 1/Σ p, which makes p a distribution.</summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock($"private static void {Name}Normalization{Suffix}(ref {Element} p, ref {Element} c, int count)"))
        {
            using (writer.WriteBlock($"for (int column = 0; column < count; column += {Vector}.Count)"))
            {
                writer.WriteLine($"{Vector} reciprocal = {Functions}.LoadUnsafe(ref p, (nuint)(column + {Text(operation.Steps * Layout.StripWidth)}));");
                using (writer.WriteBlock($"for (nint feature = 0; feature < {Text(Layout.HeadSize)}; feature++)"))
                {
                    writer.WriteLine($"ref {Element} sum = ref Unsafe.Add(ref c, (feature * {Text(Layout.Width)}) + column);");
                    writer.WriteLine($"({Functions}.LoadUnsafe(ref sum) * reciprocal).StoreUnsafe(ref sum);");
                }
            }
        }
    }

    private void WriteSoftmax(SourceWriter writer)
    {
        string keys = operation.IsCausal ? "keys" : Text(operation.Steps);
        string infinity = $"{Functions}.Create({Element}.NegativeInfinity)";
        string row = $"{Functions}.LoadUnsafe(ref column0, (nuint)(key * {Text(Layout.StripWidth)}))";
        writer.WriteLine();
        writer.WriteLine("/// <summary>");
        writer.WriteLine($"/// p = exp(s/√{Text(Layout.HeadSize)} − max s/√{Text(Layout.HeadSize)}) in place of the scores, 1/Σ p behind them, and l = max s/√{Text(Layout.HeadSize)} + ln Σ p. No exponential overflows.");
        writer.WriteLine("/// </summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock(
            $"private static void {Name}Softmax{Suffix}(ref {Element} s, ref {Element} l{(operation.IsCausal ? ", int keys, int query" : string.Empty)}, int count)"))
        {
            writer.WriteLine($"{Vector} scale = {Functions}.Create({_tiles.Scale});");
            using (writer.WriteBlock($"for (int column = 0; column < count; column += {Vector}.Count)"))
            {
                writer.WriteLine($"ref {Element} column0 = ref Unsafe.Add(ref s, column);");
                _tiles.WriteQueries(writer, Vectors);
                writer.WriteLine($"{Vector} max = {infinity};");
                using (writer.WriteBlock($"for (nint key = 0; key < {keys}; key++)"))
                {
                    writer.WriteLine($"max = {Functions}.MaxNative(max, {_tiles.Masked(row, infinity, Vectors)});");
                }

                writer.WriteLine();
                writer.WriteLine("max *= scale;");
                writer.WriteLine($"{Vector} sum = {Vector}.Zero;");
                using (writer.WriteBlock($"for (nint key = 0; key < {keys}; key++)"))
                {
                    writer.WriteLine($"{Vector} p = {_tiles.Masked($"ExpNonPositive({Functions}.MultiplyAddEstimate({row}, scale, -max))", $"{Vector}.Zero", Vectors)};");
                    writer.WriteLine("sum += p;");
                    writer.WriteLine($"p.StoreUnsafe(ref column0, (nuint)(key * {Text(Layout.StripWidth)}));");
                }

                writer.WriteLine();
                writer.WriteLine($"({Vector}.One / sum).StoreUnsafe(ref column0, {Text(operation.Steps * Layout.StripWidth)});");
                writer.WriteLine("(max + Log(sum)).StoreUnsafe(ref l, (nuint)column);");
            }
        }
    }
}
