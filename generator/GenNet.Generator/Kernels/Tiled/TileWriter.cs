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
internal static partial class TileWriter
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
        bool hasBlocks = product.TermsInBlock > 0;
        if (hasBlocks && !product.SkipsZeros)
        {
            product = product with { Depth = new NamedExtent("count") };
        }

        WriteSummary(writer, product, rows);
        using (Open(
            writer, style, product, name, StoringParameters(style, product) + (hasBlocks ? ", bool isFirst, nint done" : string.Empty), updates: false))
        {
            WriteSums(writer, product, rows);
            if (hasBlocks)
            {
                using (writer.WriteBlock("if (!isFirst)"))
                {
                    for (int row = 0; row < rows; row++)
                    {
                        writer.WriteLine($"{product.C}{row} = TStrip.Load(ref {Element(product.C, row * product.CRowStride)});");
                    }
                }

                writer.WriteLine();
            }

            if (product.SkipsZeros && !hasBlocks)
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
                string store = $"{product.C}{row}.Store(ref {Element(product.C, row * product.CRowStride)});";
                if (!hasBlocks || row == rows - 1)
                {
                    writer.WriteLine(store);
                    continue;
                }

                using (writer.WriteBlock($"if (done <= {row})"))
                {
                    writer.WriteLine(store);
                }

                writer.WriteLine();
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
            if (Tiles.AsksForWeights(product.CColumns, Footprint.BytesPerElement(style.Precision)))
            {
                writer.WriteLine("// The weights come from memory meanwhile.");
                WriteRows(row => $"update.Prefetch({OffsetOf(row)}, TStrip.Count);");
                writer.WriteLine();
            }

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

            WriteRows(row => $"update.ApplyStrip({OffsetOf(row)}, {product.C}{row});");
        }

        string OffsetOf(int row) => row == 0 ? "offset" : $"offset + {Number(row * product.CColumns.PanelWidth)}";

        void WriteRows(System.Func<int, string> line)
        {
            for (int row = 0; row < rows; row++)
            {
                writer.WriteLine(line(row));
            }
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

    private static void WriteSums(SourceWriter writer, MatrixProduct product, int sums)
    {
        if (product.AddsToC)
        {
            for (int sum = 0; sum < sums; sum++)
            {
                writer.WriteLine($"TStrip {product.C}{sum} = TStrip.Load(ref {Element(product.C, sum * product.CRowStride)});");
            }
        }
        else if (product.Start is not null)
        {
            writer.WriteLine($"TStrip {product.C}0 = TStrip.Load(ref {product.Start});");
        }

        int first = product.AddsToC ? sums : product.Start is not null ? 1 : 0;
        if (sums > first)
        {
            string start = product.Start is null ? "default" : $"{product.C}0";
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
