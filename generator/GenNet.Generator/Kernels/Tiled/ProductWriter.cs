using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>Writes a whole matrix product: the loops that lay tiles over the result, and the tiles.</summary>
internal static class ProductWriter
{
    /// <summary>The type arguments of a call of a product, as its caller has them.</summary>
    public static string TypeArguments(CodeStyle style, MatrixProduct product, bool hasUpdate = false) =>
        string.Join(", ", product.StripKinds(style.ElementsPerLine).Select(CodeStyle.TypeParameter).Concat(hasUpdate ? ["TUpdate"] : []));

    /// <summary>A product whose rows are samples, any number of them: first to end, of which this thread has its part.</summary>
    public static void WriteBySamples(SourceWriter writer, CodeStyle style, MatrixProduct product)
    {
        const int Rows = Tiles.Samples;
        string start = product.Start is null ? string.Empty : $"ref {style.Element} {product.Start}, ";
        writer.WriteLine();
        writer.WriteLine($"/// <summary>{product.Formula} for samples <paramref name=\"first\"/> to <paramref name=\"end\"/>.</summary>");
        using (Open(
            writer,
            style,
            product,
            string.Empty,
            $"ref {style.Element} {product.A}, ref {style.Element} {product.B}, {start}"
            + $"ref {style.Element} {product.C}{NonzerosParameter(style, product)}, int first, int end",
            hasUpdate: false))
        {
            if (product.SkipsZeros && product.BColumns.IsInPanels)
            {
                writer.WriteLine($"nonzeros.Find(in {product.A}, first, end);");
            }

            using (writer.WriteBlock($"if (end - first < {Rows})"))
            {
                if (product.SkipsZeros && !product.BColumns.IsInPanels)
                {
                    writer.WriteLine($"nonzeros.Find(in {product.A}, first, end);");
                }

                using (writer.WriteBlock("for (nint sample = first; sample < end; sample++)"))
                {
                    WriteTerms("Inputs", "(int)sample");
                    WriteRow(writer, style, product, strip => writer.WriteLine(Call("One", strip)));
                }

                writer.WriteLine();
                writer.WriteLine("return;");
            }

            writer.WriteLine();
            if (product.BColumns.IsInPanels)
            {
                writer.WriteLine("// A panel of weights stays in the cache while samples first to end pass by it.");
                WriteColumns(writer, style, product, strip => WriteSamples(() =>
                {
                    WriteTerms("Inputs", $"next / {Rows}");
                    writer.WriteLine(Call("Tile", strip));
                }));
            }
            else
            {
                WriteSamples(() =>
                {
                    WriteTerms("FindTile", $"in {product.A}, sample");
                    WriteColumns(writer, style, product, strip => writer.WriteLine(Call("Tile", strip)));
                });
            }

            if (product.SkipsZeros)
            {
                writer.WriteLine();
                writer.WriteLine("// A weight that is infinite or NaN makes NaN of the zeros that a tile visits for the sake of its other samples. So that a 0 is 0");
                writer.WriteLine("// whatever stands beside it, such samples are computed once more, each by itself.");
                using (writer.WriteBlock($"for (nint sample = {Find("first")};\n    sample < end;\n    sample = {Find("sample + 1")})"))
                {
                    WriteTerms("FindOne", $"in {product.A}, sample");
                    WriteRow(writer, style, product, strip => writer.WriteLine(Call("One", strip)));
                }

                string Find(string from) =>
                    $"Rows.FindNotFinite(in {product.C}, width: {product.Columns}, stride: {product.CColumns.PanelWidth}, {from}, end)";
            }
        }

        TileWriter.WriteStoring(writer, style, product, Rows);
        TileWriter.WriteOne(writer, style, product);

        void WriteSamples(Action body)
        {
            using (writer.WriteBlock($"for (int next = first; next < end; next += {Rows})"))
            {
                writer.WriteLine("// The last tile moves back so as not to overrun: it computes some samples again, to the same bits.");
                writer.WriteLine($"nint sample = Math.Min(next, end - {Rows});");
                body();
            }
        }

        void WriteTerms(string method, string arguments)
        {
            if (product.SkipsZeros)
            {
                writer.WriteLine($"ref ushort terms = ref nonzeros.{method}({arguments}, out int count);");
            }
        }

        string Call(string name, string strip)
        {
            string column = product.ColumnWord;
            string startArgument = product.Start is null ? string.Empty : $"ref Unsafe.Add(ref {product.Start}, {column}), ";
            string terms = product.SkipsZeros ? ", ref terms, count" : string.Empty;
            return TextLayout.WrapArguments(
                $"{product.Name}{name}<{strip}>(",
                $"ref Unsafe.Add(ref {product.A}, sample * {product.ARowStride}), "
                + $"ref Unsafe.Add(ref {product.B}, {ColumnOffset(product.BColumns, column)}), {startArgument}",
                $"ref Unsafe.Add(ref {product.C}, (sample * {product.CColumns.PanelWidth}) + {column}){terms});");
        }
    }

    /// <summary>
    /// A product whose rows are weight rows, <paramref name="rows"/> of them, and whose terms are samples: its result goes to an
    /// update, so every row is computed once.
    /// </summary>
    public static void WriteByWeightRows(SourceWriter writer, CodeStyle style, MatrixProduct product, int rows, string offset)
    {
        int tileRows = Tiles.WeightRows(rows, product.SkipsZeros);
        int rest = rows % tileRows;
        string element = style.Element;
        writer.WriteLine();
        writer.WriteLine(
            $"/// <summary>{product.Formula} for weight rows <paramref name=\"first\"/> to <paramref name=\"end\"/>.</summary>");
        using (Open(
            writer,
            style,
            product,
            string.Empty,
            $"ref {element} {product.A}, ref {element} {product.B}{NonzerosParameter(style, product)}, "
            + $"{(product.TermsInBlock > 0 ? $"ref {element} sums, " : string.Empty)}int {product.Depth}, int first, int end, TUpdate update",
            hasUpdate: true))
        {
            if (product.Loops is null)
            {
                using (writer.WriteBlock($"if ({product.Depth} < {Tiles.FewSamples(product.SkipsZeros)})"))
                {
                    string call = $"{product.Name}OfFew<{TypeArguments(style, product, hasUpdate: true)}>(ref {product.A}, ref {product.B}";
                    if (product.SkipsZeros)
                    {
                        writer.WriteLine("// So little work that one thread does it: the one that takes the first rows.");
                        using (writer.WriteBlock("if (first == 0)"))
                        {
                            writer.WriteLine($"{call}, nonzeros, {product.Depth}, update);");
                        }

                        writer.WriteLine();
                    }
                    else
                    {
                        writer.WriteLine($"{call}, {product.Depth}, first, end, update);");
                    }

                    writer.WriteLine("return;");
                }

                writer.WriteLine();
            }

            if (product.SkipsZeros)
            {
                writer.WriteLine("// Samples whose inputs are 0 in every row of a tile are no terms of its sums.");
                writer.WriteLine($"Span<ushort> list = stackalloc ushort[{style.Plan.SamplesPerPass + Tiles.TermSlack}];");
                writer.WriteLine("ref ushort terms = ref list[0];");
                writer.WriteLine();
            }

            if (product.TermsInBlock == 0)
            {
                WriteWhole();
            }
            else
            {
                string count = product.Depth.ToString()!;
                TermLoop unit = product.Terms[0];
                writer.WriteLine("// What a block of terms reads stays in the cache while all rows and columns pass by it; sums wait in memory for the next one.");
                using (writer.WriteBlock($"for (int begin = 0; begin < {count}; begin += {product.TermsInBlock})"))
                {
                    writer.WriteLine($"int count = Math.Min({product.TermsInBlock}, {count} - begin);");
                    writer.WriteLine("bool isFirst = begin == 0;");
                    writer.WriteLine($"bool isLast = begin + count == {count};");
                    WriteWhole();
                    writer.WriteLine();
                    writer.WriteLine($"{product.A} = ref Unsafe.Add(ref {product.A}, {product.TermsInBlock * unit.AStep});");
                    writer.WriteLine($"{product.B} = ref Unsafe.Add(ref {product.B}, {product.TermsInBlock * unit.BStep});");
                }
            }
        }

        TileWriter.WriteUpdating(writer, style, product, "Tile", tileRows);
        if (rest > 0)
        {
            TileWriter.WriteUpdating(writer, style, product, "LastTile", rest);
        }

        void WriteWhole()
        {
            if (!product.CColumns.IsInPanels)
            {
                WriteRows(
                    "first",
                    "end",
                    () => WriteColumns(writer, style, product, strip => WriteCall("Tile", strip)),
                    () => WriteColumns(writer, style, product, strip => WriteCall("LastTile", strip)));
            }
            else if (rows <= Tiles.RowsInBlock)
            {
                WriteColumns(writer, style, product, strip => WriteRows(
                    "first", "end", () => WriteCall("Tile", strip), () => WriteCall("LastTile", strip)));
            }
            else
            {
                writer.WriteLine("// The samples' values for a block of rows stay in the cache while all panels of weights pass by them.");
                using (writer.WriteBlock($"for (int block = first; block < end; block += {Tiles.RowsInBlock})"))
                {
                    writer.WriteLine($"int blockEnd = Math.Min(block + {Tiles.RowsInBlock}, end);");
                    WriteColumns(writer, style, product, strip => WriteRows(
                        "block", "blockEnd", () => WriteCall("Tile", strip), () => WriteCall("LastTile", strip)));
                }
            }
        }

        void WriteRows(string from, string to, Action body, Action last)
        {
            writer.WriteLine($"nint input = {from};");
            using (writer.WriteBlock($"for (; input + {tileRows} <= {to}; input += {tileRows})"))
            {
                WriteSamples(isInLoop: true);
                body();
            }

            if (rest > 0)
            {
                writer.WriteLine();
                using (writer.WriteBlock($"if (input < {to})"))
                {
                    WriteSamples(isInLoop: false);
                    last();
                }
            }
        }

        void WriteSamples(bool isInLoop)
        {
            if (!product.SkipsZeros)
            {
                return;
            }

            writer.WriteLine($"int count = nonzeros.Samples(input, {product.Depth}, ref terms);");
            if (isInLoop)
            {
                using (writer.WriteBlock("if (count == 0 && TUpdate.IgnoresZero)"))
                {
                    writer.WriteLine("continue;");
                }

                writer.WriteLine();
            }
        }

        void WriteCall(string name, string strip)
        {
            string terms = product.SkipsZeros ? "ref terms, count" : product.TermsInBlock > 0 ? "count" : product.Depth.ToString();
            string place = $"(input * {product.CColumns.PanelWidth}) + {ColumnOffset(product.CColumns, "unit")}";
            string sums = product.TermsInBlock > 0 ? $"ref Unsafe.Add(ref sums, {place}), isFirst, isLast, " : string.Empty;
            writer.WriteLine(TextLayout.WrapArguments(
                $"{product.Name}{name}<{strip}, TUpdate>(",
                $"ref Unsafe.Add(ref {product.A}, input), ref Unsafe.Add(ref {product.B}, unit), {terms}, {sums}",
                $"{offset} + {place}, update);"));
        }
    }

    /// <summary>The same product of a few samples, which each weight row takes by itself.</summary>
    public static void WriteOfFew(SourceWriter writer, CodeStyle style, MatrixProduct product, int rows, string offset)
    {
        string element = style.Element;
        string range = product.SkipsZeros ? string.Empty : ", int first, int end";
        writer.WriteLine();
        writer.WriteLine($"/// <summary>{product.Formula} of so few samples that every weight row takes them by itself.</summary>");
        using (Open(
            writer,
            style,
            product,
            "OfFew",
            $"ref {element} {product.A}, ref {element} {product.B}{NonzerosParameter(style, product)}, int {product.Depth}{range}, TUpdate update",
            hasUpdate: true))
        {
            if (product.SkipsZeros)
            {
                writer.WriteLine($"ref ushort terms = ref nonzeros.InputsOfAny({product.Depth}, out int count);");
                writer.WriteLine($"int rows = TUpdate.IgnoresZero ? count : {rows};");
            }

            WriteColumns(writer, style, product, strip =>
            {
                writer.WriteLine($"{strip} {product.B}_0 = {strip}.Load(ref Unsafe.Add(ref {product.B}, unit));");
                writer.WriteLine($"nint column = {offset} + {ColumnOffset(product.CColumns, "unit")};");
                using (writer.WriteBlock(product.SkipsZeros ? "for (int i = 0; i < rows; i++)" : "for (nint input = first; input < end; input++)"))
                {
                    if (product.SkipsZeros)
                    {
                        writer.WriteLine("nint input = TUpdate.IgnoresZero ? Unsafe.Add(ref terms, i) : i;");
                    }

                    writer.WriteLine($"{strip} {product.C} = {strip}.Product(Unsafe.Add(ref {product.A}, input), {product.B}_0);");
                    using (writer.WriteBlock($"for (nint sample = 1; sample < {product.Depth}; sample++)"))
                    {
                        writer.WriteLine(
                            $"{product.C}.Add(Unsafe.Add(ref {product.A}, (sample * {product.AStep}) + input), "
                            + $"times: ref Unsafe.Add(ref {product.B}, (sample * {product.BColumns.PanelWidth}) + unit));");
                    }

                    writer.WriteLine();
                    writer.WriteLine($"update.ApplyStrip(column + (input * {product.CColumns.PanelWidth}), {product.C});");
                }
            });
        }
    }

    /// <summary>The call of one sample's tile for each part of a row; the caller has the result under a name of its own.</summary>
    public static void WriteOneSampleCall(SourceWriter writer, CodeStyle style, MatrixProduct product, string c)
    {
        string column = product.ColumnWord;
        string startArgument = product.Start is null ? string.Empty : $"ref Unsafe.Add(ref {product.Start}, {column}), ";
        WriteRow(writer, style, product, strip => writer.WriteLine(TextLayout.WrapArguments(
            $"{product.Name}One<{strip}>(",
            $"ref {product.A}, ref Unsafe.Add(ref {product.B}, {ColumnOffset(product.BColumns, column)}), {startArgument}",
            $"ref Unsafe.Add(ref {c}, {column}));")));
    }

    /// <summary>The loops over the strips of a row; <paramref name="body"/> is told what the strip is called.</summary>
    public static void WriteColumns(SourceWriter writer, CodeStyle style, MatrixProduct product, Action<string> body) =>
        WriteColumns(writer, product, product.Strips(style.ElementsPerLine), body);

    /// <summary>The same for one sample's row.</summary>
    private static void WriteRow(SourceWriter writer, CodeStyle style, MatrixProduct product, Action<string> body) =>
        WriteColumns(writer, product, product.OneSampleStrips(style.ElementsPerLine), body);

    private static void WriteColumns(SourceWriter writer, MatrixProduct product, IEnumerable<StripRange> ranges, Action<string> body)
    {
        string column = product.ColumnWord;
        bool isFirst = true;
        foreach (StripRange strips in ranges)
        {
            if (!isFirst)
            {
                writer.WriteLine();
            }

            isFirst = false;
            string strip = CodeStyle.TypeParameter(strips.Kind);
            using (writer.WriteBlock($"for (int {column} = {strips.First}; {column} < {strips.End}; {column} += {strip}.Count)"))
            {
                body(strip);
            }
        }
    }

    private static IDisposable Open(
        SourceWriter writer, CodeStyle style, MatrixProduct product, string name, string parameters, bool hasUpdate)
    {
        writer.WriteLine("[MethodImplAttribute(Kernel.Options)]");
        return writer.WriteBlock(
            $"private static void {product.Name}{name}<{TypeArguments(style, product, hasUpdate)}>(\n    {parameters})"
            + style.Constraints(product.StripKinds(style.ElementsPerLine), hasUpdate));
    }

    private static string NonzerosParameter(CodeStyle style, MatrixProduct product) =>
        product.SkipsZeros ? $", Nonzeros<{style.Element}> nonzeros" : string.Empty;

    /// <summary>The place of a column's first element.</summary>
    private static string ColumnOffset(MatrixColumns columns, string column) => columns.IsInPanels
        ? $"({column} / {columns.PanelWidth} * {columns.PanelLength}) + ({column} % {columns.PanelWidth})"
        : column;
}
