using System.Globalization;
using System.Linq;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>
/// Writes register tiles: a few rows by a strip of columns, whose sums stay in registers, which every matrix product of every layer is
/// made of. The order of the terms of a sum is the same in every tile of one kind, so that a sample's result does not depend on where
/// the tile lies.
/// </summary>
internal static class TileWriter
{
    private const string KernelOptions = "Kernel.Options";

    private static readonly string[] s_words =
    [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
    ];

    /// <summary>A small number as a word.</summary>
    public static string Word(int number) => s_words[number];

    /// <summary>A tile that stores its block of C.</summary>
    public static void WriteStoring(SourceWriter writer, CodeStyle style, MatrixProduct product, int rows, string name = "Tile")
    {
        WriteSummary(writer, product, rows);
        using (Open(writer, style, product, name, StoringParameters(style, product), updates: false))
        {
            WriteSums(writer, product, rows);
            if (product.SkipsZeros)
            {
                writer.WriteLine("// The next tile's inputs come from memory meanwhile, a cache line with each term.");
                writer.WriteLine($"nint next = {Number(rows * product.ARowStride)};");
                WriteTerms(writer, style, product, rows, fetchesNext: true);
            }
            else
            {
                WriteTerms(writer, style, product, rows);
            }

            writer.WriteLine();
            for (int row = 0; row < rows; row++)
            {
                writer.WriteLine($"{product.C}{row}.Store(ref {Element(product.C, row * product.CRowStride)});");
            }
        }
    }

    /// <summary>A tile that hands its block of C to an update as it leaves the registers.</summary>
    public static void WriteUpdating(SourceWriter writer, CodeStyle style, MatrixProduct product, string name, int rows)
    {
        bool hasBlocks = product.TermsInBlock > 0;
        string depth = product.SkipsZeros ? string.Empty : $", int {product.Depth}";
        WriteSummary(writer, product, rows);
        string parameters = $"ref {style.Element} {product.A}, ref {style.Element} {product.B}{depth}{TermParameters(product)}, "
            + $"{(hasBlocks ? $"ref {style.Element} sums, bool isFirst, bool isLast, " : string.Empty)}nint offset, TUpdate update";
        using (Open(writer, style, product, name, parameters, updates: true))
        {
            WriteSums(writer, product, rows);
            if (hasBlocks)
            {
                using (writer.WriteBlock("if (!isFirst)"))
                {
                    WriteRows(row => $"{product.C}{row} = TStrip.Load(ref {Element("sums", row * product.CColumns.PanelWidth)});");
                }

                writer.WriteLine();
            }

            WriteTerms(writer, style, product, rows);
            writer.WriteLine();
            if (hasBlocks)
            {
                using (writer.WriteBlock("if (!isLast)"))
                {
                    WriteRows(row => $"{product.C}{row}.Store(ref {Element("sums", row * product.CColumns.PanelWidth)});");
                    writer.WriteLine("return;");
                }

                writer.WriteLine();
            }

            WriteRows(row =>
                $"update.ApplyStrip({(row == 0 ? "offset" : $"offset + {Number(row * product.CColumns.PanelWidth)}")}, {product.C}{row});");
        }

        void WriteRows(System.Func<int, string> line)
        {
            for (int row = 0; row < rows; row++)
            {
                writer.WriteLine(line(row));
            }
        }
    }

    /// <summary>One sample's tile: several sums for each element, which take turns.</summary>
    public static void WriteOne(SourceWriter writer, CodeStyle style, MatrixProduct product)
    {
        int depth = ((KnownExtent)product.Depth).Number;
        int sums = depth < Tiles.Phases ? 1 : Tiles.Phases;
        writer.WriteLine();
        string summary = $"{product.Formula} for one sample by a strip of {product.ColumnWord}s.";
        if (sums == 1)
        {
            writer.WriteLine($"/// <summary>{summary}</summary>");
        }
        else
        {
            writer.WriteLine("/// <summary>");
            writer.WriteLine($"/// {summary}");
            string end = product.SkipsZeros ? "." : ";";
            bool isRow = product.OneSampleStripKinds(style.ElementsPerLine).Contains(StripKind.Row);
            writer.WriteLine(isRow
                ? $"/// {Capitalized(s_words[sums])} sums for each element, or the first two where wide strips leave no registers for more, take the terms"
                : $"/// {Capitalized(s_words[sums])} sums for each element take the terms in turn, which hides the latency of multiply-add{end}");
            if (isRow)
            {
                writer.WriteLine($"/// in turn, which hides the latency of multiply-add{end}");
            }

            if (!product.SkipsZeros)
            {
                writer.WriteLine($"/// one load brings the factors of all {s_words[sums]}.");
            }

            writer.WriteLine("/// </summary>");
        }

        // The pass of a single layer takes its tile in: a call would be a good part of it.
        bool isInlined = style.Plan.HasOneSamplePass && style.Plan.Model.Layers.Count == 1;
        string options = isInlined ? "Kernel.Inlined" : KernelOptions;
        using (Open(writer, style, product, "One", StoringParameters(style, product), updates: false, options))
        {
            WriteSums(writer, product, sums, startsAll: false);
            if (product.SkipsZeros)
            {
                WriteOneOverTerms(writer, product, depth, sums);
            }
            else
            {
                WriteOneOverAll(writer, product, depth, sums);
            }

            writer.WriteLine();
            for (int step = 1; step < sums; step *= 2)
            {
                for (int sum = 0; sum + step < sums; sum += 2 * step)
                {
                    writer.WriteLine($"{product.C}{sum}.Add({product.C}{sum + step});");
                }
            }

            writer.WriteLine($"{product.C}0.Store(ref {product.C});");
        }
    }

    private static string StoringParameters(CodeStyle style, MatrixProduct product)
    {
        string start = product.Start is null ? string.Empty : $"ref {style.Element} {product.Start}, ";
        return $"ref {style.Element} {product.A}, ref {style.Element} {product.B}, {start}ref {style.Element} {product.C}{TermParameters(product)}{ExtentParameters(product)}";
    }

    /// <summary>How many terms there are, where that is not known.</summary>
    private static string ExtentParameters(MatrixProduct product) =>
        string.Concat(product.Terms.Select(loop => loop.Count).OfType<NamedExtent>().Select(extent => $", int {extent}"));

    private static string TermParameters(MatrixProduct product) => product.SkipsZeros ? ", ref ushort terms, int count" : string.Empty;

    private static System.IDisposable Open(
        SourceWriter writer, CodeStyle style, MatrixProduct product, string name, string parameters, bool updates, string options = KernelOptions)
    {
        writer.WriteLine($"[MethodImplAttribute({options})]");
        return writer.WriteBlock(
            $"private static void {product.Name}{name}<TStrip{(updates ? ", TUpdate" : string.Empty)}>(\n    {parameters})"
            + style.Constraint("TStrip") + (updates ? $"\n    where TUpdate : struct, IUpdate<{style.Element}>" : string.Empty));
    }

    private static void WriteSummary(SourceWriter writer, MatrixProduct product, int rows)
    {
        string sums = rows == 1 ? "The sums" : $"{Capitalized(s_words[rows])} strips of sums";
        writer.WriteLine();
        writer.WriteLine("/// <summary>");
        writer.WriteLine(
            $"/// {product.Formula} for {s_words[rows]} {product.RowWord}{(rows == 1 ? string.Empty : "s")} by a strip of {product.ColumnWord}s.");
        writer.WriteLine(product.IsByColumn ? $"/// {sums} stay in registers." : $"/// {sums}, the strip that they share and a broadcast stay in registers.");
        writer.WriteLine("/// </summary>");
    }

    private static void WriteSums(SourceWriter writer, MatrixProduct product, int sums, bool startsAll = true)
    {
        if (product.AddsToC)
        {
            // Of the sums of one sample, the first alone.
            for (int sum = 0; sum < (startsAll ? sums : 1); sum++)
            {
                writer.WriteLine($"TStrip {product.C}{sum} = TStrip.Load(ref {Element(product.C, sum * product.CRowStride)});");
            }
        }
        else if (product.Start is not null)
        {
            writer.WriteLine($"TStrip {product.C}0 = TStrip.Load(ref {product.Start});");
        }

        int first = product.AddsToC && startsAll ? sums : product.AddsToC || product.Start is not null ? 1 : 0;
        if (sums > first)
        {
            string start = product.Start is null || !startsAll ? "default" : $"{product.C}0";
            string[] declarations = new string[sums - first];
            for (int sum = first; sum < sums; sum++)
            {
                declarations[sum - first] = $"{product.C}{sum} = {start}";
            }

            writer.WriteLine($"TStrip {string.Join(", ", declarations)};");
        }

        writer.WriteLine();
    }

    /// <summary>The loop over the terms: all of them, down A and B, or those that are not 0, wherever they lie.</summary>
    private static void WriteTerms(SourceWriter writer, CodeStyle style, MatrixProduct product, int rows, bool fetchesNext = false)
    {
        if (product.SkipsZeros)
        {
            using (writer.WriteBlock("for (int i = 0; i < count; i++)"))
            {
                writer.WriteLine("nint k = Unsafe.Add(ref terms, i);");
                writer.WriteLine($"ref {style.Element} {product.A}_k = ref {Element(product.A, "k", product.AStep)};");
                writer.WriteLine($"TStrip {product.B}_k = TStrip.Load(ref {Element(product.B, "k", product.BColumns.PanelWidth)});");
                WriteProducts(writer, product, rows, $"{product.A}_k", $"{product.B}_k");
                if (fetchesNext)
                {
                    writer.WriteLine($"Cache.Prefetch(in {product.A}, next);");
                    writer.WriteLine($"next += {Number(style.ElementsPerLine)};");
                }
            }

            return;
        }

        WriteLoop(writer, product, rows, 0);
    }

    /// <summary>One of the loops over the terms, with those inside.</summary>
    private static void WriteLoop(SourceWriter writer, MatrixProduct product, int rows, int depth)
    {
        TermLoop loop = product.Terms[depth];
        if (product.Terms.Count == 1 && loop.Count is KnownExtent { Number: 1 })
        {
            // A single term needs no loop, and nothing comes behind it.
            WriteRound(writer, product, rows, index: "0");
            return;
        }

        using (writer.WriteBlock($"for (int {loop.Index} = 0; {loop.Index} < {loop.Count}; {loop.Index}++)"))
        {
            if (depth == product.Terms.Count - 1)
            {
                WriteRound(writer, product, rows, loop.Index);
                WriteAdvance(writer, product, loop.AStep, loop.BStep);
                return;
            }

            // The loop inside has gone some of the way.
            TermLoop inner = product.Terms[depth + 1];
            WriteLoop(writer, product, rows, depth + 1);
            if (Rest(loop.AStep, inner.AStep) is not "0" and var a)
            {
                writer.WriteLine();
                writer.WriteLine($"{product.A} = ref Unsafe.Add(ref {product.A}, {a});");
            }

            if (Rest(loop.BStep, inner.BStep) is not "0" and var b)
            {
                writer.WriteLine($"{product.B} = ref Unsafe.Add(ref {product.B}, {b});");
            }

            string Rest(int step, int innerStep) => inner.Count is KnownExtent known ? Number(step - (innerStep * known.Number))
                : innerStep == 0 ? Number(step)
                : $"{(step == 0 ? string.Empty : $"{Number(step)} ")}- ({inner.Count} * {Number(innerStep)})";
        }
    }

    /// <summary>One term of each sum.</summary>
    private static void WriteRound(SourceWriter writer, MatrixProduct product, int rows, string index)
    {
        if (!product.IsByColumn)
        {
            writer.WriteLine($"TStrip {product.B}_{index} = TStrip.Load(ref {product.B});");
            WriteProducts(writer, product, rows, product.A, $"{product.B}_{index}");
            return;
        }

        for (int row = 0; row < rows; row++)
        {
            writer.WriteLine($"{product.C}{row}.AddProduct(ref {Element(product.A, product.AOffset(row))}, ref {product.B});");
        }
    }

    /// <summary>The products of a strip with an element of each row.</summary>
    private static void WriteProducts(SourceWriter writer, MatrixProduct product, int rows, string elements, string strip)
    {
        for (int row = 0; row < rows; row++)
        {
            writer.WriteLine($"{product.C}{row}.Add({Element(elements, product.AOffset(row))}, times: {strip});");
        }
    }

    private static void WriteOneOverAll(SourceWriter writer, MatrixProduct product, int depth, int sums)
    {
        int whole = depth - (depth % sums);
        WriteRounds(0, whole, sums);
        if (whole < depth)
        {
            writer.WriteLine();
            WriteRounds(whole, depth, 1);
        }

        void WriteRounds(int first, int end, int step)
        {
            // The last term of all needs no loop if it is alone, and nothing comes behind it.
            if (first + 1 == end && end == depth)
            {
                WriteProducts(1);
                return;
            }

            using (writer.WriteBlock($"for (int k = {Number(first)}; k < {Number(end)}; k{(step == 1 ? "++" : $" += {Number(step)}")})"))
            {
                WriteProducts(step);
                WriteAdvance(writer, product, step * product.AStep, step * product.BColumns.PanelWidth);
            }
        }

        void WriteProducts(int count)
        {
            string c = product.C;
            writer.WriteLine(count == Tiles.Phases
                ? $"TStrip.AddInTurn(ref {c}0, ref {c}1, ref {c}2, ref {c}3, "
                    + $"factors: ref {product.A}, times: ref {product.B}, rowLength: {Number(product.BColumns.PanelWidth)});"
                : $"{c}0.Add({product.A}, times: ref {product.B});");
        }
    }

    private static void WriteOneOverTerms(SourceWriter writer, MatrixProduct product, int depth, int sums)
    {
        (string c, string a, string b) = (product.C, product.A, product.B);
        string row = Number(product.BColumns.PanelWidth);
        using (writer.WriteBlock($"if (count == {Number(depth)})"))
        {
            writer.WriteLine("// Nothing is 0.");
            WriteOneOverAll(writer, product, depth, sums);
            writer.WriteLine();
            writer.WriteLine("count = 0;");
        }

        writer.WriteLine();
        writer.WriteLine("int i = 0;");
        using (writer.WriteBlock($"for (; i <= count - {Number(sums)}; i += {Number(sums)})"))
        {
            writer.WriteLine("nint k0 = Unsafe.Add(ref terms, i), k1 = Unsafe.Add(ref terms, i + 1);");
            writer.WriteLine("nint k2 = Unsafe.Add(ref terms, i + 2), k3 = Unsafe.Add(ref terms, i + 3);");
            writer.WriteLine($"TStrip.AddInTurn(ref {c}0, ref {c}1, ref {c}2, ref {c}3, factors: ref {a}, times: ref {b}, rowLength: {row}, k0, k1, k2, k3);");
        }

        writer.WriteLine();
        using (writer.WriteBlock("for (; i < count; i++)"))
        {
            writer.WriteLine("nint k = Unsafe.Add(ref terms, i);");
            writer.WriteLine($"{c}0.Add({Element(a, "k", product.AStep)}, times: ref {Element(b, "k", product.BColumns.PanelWidth)});");
        }
    }

    private static void WriteAdvance(SourceWriter writer, MatrixProduct product, int aStep, int bStep)
    {
        if (aStep != 0)
        {
            writer.WriteLine($"{product.A} = ref {Element(product.A, aStep)};");
        }

        if (bStep != 0)
        {
            writer.WriteLine($"{product.B} = ref {Element(product.B, bStep)};");
        }
    }

    private static string Element(string name, int offset) => offset == 0 ? name : $"Unsafe.Add(ref {name}, {Number(offset)})";

    private static string Element(string name, string index, int step) =>
        $"Unsafe.Add(ref {name}, {(step == 1 ? index : $"{index} * {Number(step)}")})";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Capitalized(string word) => char.ToUpperInvariant(word[0]) + word.Substring(1);
}
