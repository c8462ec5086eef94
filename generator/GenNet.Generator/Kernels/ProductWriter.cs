using System;
using GenNet.Generator.Emission;
using GenNet.Generator.Planning;

namespace GenNet.Generator.Kernels;

/// <summary>Writes a whole matrix product: the loops that lay tiles over the result, and the tiles.</summary>
internal static class ProductWriter
{
    /// <summary>A product whose rows are samples, any number of them: first to end, of which this thread has its part.</summary>
    public static void WriteBySamples(SourceWriter writer, EmissionStyle style, MatrixProduct product)
    {
        const int Rows = Tiles.Samples;
        TilePlan one = Tiles.OneSample(product.BColumns.SideBySide, style.ElementsPerLine);
        string start = product.Start is null ? string.Empty : $"ref {style.Element} {product.Start}, ";
        string nonzeros = product.SkipsZeros ? $", Nonzeros<{style.Element}> nonzeros" : string.Empty;
        writer.WriteLine();
        writer.WriteLine($"/// <summary>{product.Formula} for samples <paramref name=\"first\"/> to <paramref name=\"end\"/>.</summary>");
        writer.WriteLine("[MethodImpl(Kernel.Options)]");
        using (writer.WriteBlock(
            $"private static void {product.Name}<TLane>(\n    ref {style.Element} {product.A}, ref {style.Element} {product.B}, {start}"
            + $"ref {style.Element} {product.C}{nonzeros}, int first, int end)\n    where TLane : struct, ILane<TLane, {style.Element}>"))
        {
            using (writer.WriteBlock($"if (end - first < {Rows})"))
            {
                using (writer.WriteBlock("for (nint sample = first; sample < end; sample++)"))
                {
                    WriteTerms("(int)sample");
                    string step = one.Vectors == 1 ? "TLane.Count" : $"{one.Vectors} * TLane.Count";
                    using (writer.WriteBlock(ColumnLoop(product, step)))
                    {
                        writer.WriteLine(Call("One"));
                    }
                }

                writer.WriteLine();
                writer.WriteLine("return;");
            }

            writer.WriteLine();
            if (product.BColumns.IsInPanels)
            {
                writer.WriteLine("// A panel of weights stays in the cache while all samples pass by it.");
                WriteColumns(writer, style, product, suffix => WriteSamples(() =>
                {
                    WriteTerms($"next / {Rows}");
                    writer.WriteLine(Call(suffix));
                }));
            }
            else
            {
                WriteSamples(() =>
                {
                    WriteTerms($"next / {Rows}");
                    WriteColumns(writer, style, product, suffix => writer.WriteLine(Call(suffix)));
                });
            }
        }

        WriteTiles(style, product, (suffix, vectors) =>
            TileWriter.WriteStoring(writer, style, product, suffix, new TilePlan(Rows, vectors)));
        TileWriter.WriteStoring(writer, style, product, "One", one);

        void WriteSamples(Action body)
        {
            using (writer.WriteBlock($"for (int next = first; next < end; next += {Rows})"))
            {
                writer.WriteLine("// The last tile moves back so as not to overrun: it computes some samples again, to the same bits.");
                writer.WriteLine($"nint sample = Math.Min(next, end - {Rows});");
                body();
            }
        }

        void WriteTerms(string tile)
        {
            if (product.SkipsZeros)
            {
                writer.WriteLine($"ref ushort terms = ref nonzeros.Inputs({tile}, out int count);");
            }
        }

        string Call(string suffix)
        {
            string column = product.ColumnWord;
            string startArgument = product.Start is null ? string.Empty : $"ref Unsafe.Add(ref {product.Start}, {column}), ";
            string terms = product.SkipsZeros ? ", ref terms, count" : string.Empty;
            return EmissionStyle.WrapArguments(
                $"{product.Name}{suffix}<TLane>(",
                $"ref Unsafe.Add(ref {product.A}, sample * {product.ARowStride}), "
                + $"ref Unsafe.Add(ref {product.B}, {ColumnOffset(product.BColumns, column)}), {startArgument}",
                $"ref Unsafe.Add(ref {product.C}, (sample * {product.CColumns.PanelWidth}) + {column}){terms});");
        }
    }

    /// <summary>
    /// A product whose rows are weight rows, <paramref name="rows"/> of them, and whose terms are samples: its result goes to an
    /// update, so every row is computed once.
    /// </summary>
    public static void WriteByWeightRows(SourceWriter writer, EmissionStyle style, MatrixProduct product, int rows, int offset)
    {
        int tileRows = Tiles.WeightRows(rows, product.SkipsZeros);
        int rest = rows % tileRows;
        string nonzeros = product.SkipsZeros ? $", Nonzeros<{style.Element}> nonzeros" : string.Empty;
        writer.WriteLine();
        writer.WriteLine(
            $"/// <summary>{product.Formula} for weight rows <paramref name=\"first\"/> to <paramref name=\"end\"/>.</summary>");
        writer.WriteLine("[MethodImpl(Kernel.Options)]");
        using (writer.WriteBlock(
            $"private static void {product.Name}<TLane, TUpdate>(\n    ref {style.Element} {product.A}, ref {style.Element} {product.B}"
            + $"{nonzeros}, int {product.Depth}, int first, int end, TUpdate update)\n    where TLane : struct, ILane<TLane, {style.Element}>\n"
            + $"    where TUpdate : struct, IUpdate<{style.Element}>"))
        {
            using (writer.WriteBlock($"if ({product.Depth} == 1)"))
            {
                writer.WriteLine("// So little work that one thread does it: the one whose rows are the first.");
                using (writer.WriteBlock("if (first == 0 && end > 0)"))
                {
                    writer.WriteLine(
                        $"{product.Name}OfOne<TLane, TUpdate>(ref {product.A}, ref {product.B}{(product.SkipsZeros ? ", nonzeros" : string.Empty)}, update);");
                }

                writer.WriteLine();
                writer.WriteLine("return;");
            }

            writer.WriteLine();
            if (product.SkipsZeros)
            {
                writer.WriteLine("// Samples whose inputs are 0 in every row of a tile are no terms of its sums.");
                writer.WriteLine($"Span<ushort> list = stackalloc ushort[{style.Plan.SamplesPerPass + Tiles.TermSlack}];");
                writer.WriteLine("ref ushort terms = ref list[0];");
                writer.WriteLine();
            }

            if (!product.CColumns.IsInPanels)
            {
                WriteRows("first", "end", () => WriteColumns(writer, style, product, WriteCall), () =>
                    WriteColumns(writer, style, product, suffix => WriteCall("Last" + suffix)));
            }
            else if (rows <= Tiles.RowsInBlock)
            {
                WriteColumns(writer, style, product, suffix => WriteRows(
                    "first", "end", () => WriteCall(suffix), () => WriteCall("Last" + suffix)));
            }
            else
            {
                writer.WriteLine("// The samples' values for a block of rows stay in the cache while all panels of weights pass by them.");
                using (writer.WriteBlock($"for (int block = first; block < end; block += {Tiles.RowsInBlock})"))
                {
                    writer.WriteLine($"int blockEnd = Math.Min(block + {Tiles.RowsInBlock}, end);");
                    WriteColumns(writer, style, product, suffix => WriteRows(
                        "block", "blockEnd", () => WriteCall(suffix), () => WriteCall("Last" + suffix)));
                }
            }
        }

        WriteAll(string.Empty, tileRows);
        if (rest > 0)
        {
            WriteAll("Last", rest);
        }

        void WriteAll(string prefix, int height) => WriteTiles(style, product, (suffix, vectors) =>
            TileWriter.WriteUpdating(writer, style, product, prefix + suffix, new TilePlan(height, vectors)));

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

        void WriteCall(string suffix) => writer.WriteLine(Call(suffix));

        string Call(string suffix)
        {
            string terms = product.SkipsZeros ? "ref terms, count" : product.Depth;
            string origin = offset == 0 ? string.Empty : $"{offset} + ";
            return EmissionStyle.WrapArguments(
                $"{product.Name}{suffix}<TLane, TUpdate>(",
                $"ref Unsafe.Add(ref {product.A}, input), ref Unsafe.Add(ref {product.B}, unit), {terms}, ",
                $"{origin}(input * {product.CColumns.PanelWidth}) + {ColumnOffset(product.CColumns, "unit")}, update);");
        }
    }

    /// <summary>
    /// The same product of a single sample, whose every gradient is one multiplication: rows of B stay in registers while the update
    /// goes down the weights.
    /// </summary>
    public static void WriteOneTerm(SourceWriter writer, EmissionStyle style, MatrixProduct product, int rows, int offset)
    {
        int vectors = product.CColumns.SideBySide % (Tiles.WideVectors * style.ElementsPerLine) == 0 ? Tiles.WideVectors : 1;
        string nonzeros = product.SkipsZeros ? $", Nonzeros<{style.Element}> nonzeros" : string.Empty;
        writer.WriteLine();
        writer.WriteLine($"/// <summary>{product.Formula} of one sample.</summary>");
        writer.WriteLine("[MethodImpl(Kernel.Options)]");
        using (writer.WriteBlock(
            $"private static void {product.Name}OfOne<TLane, TUpdate>(\n    ref {style.Element} {product.A}, ref {style.Element} {product.B}"
            + $"{nonzeros}, TUpdate update)\n    where TLane : struct, ILane<TLane, {style.Element}>\n"
            + $"    where TUpdate : struct, IUpdate<{style.Element}>"))
        {
            using (writer.WriteBlock(ColumnLoop(product, vectors == 1 ? "TLane.Count" : $"{vectors} * TLane.Count")))
            {
                for (int vector = 0; vector < vectors; vector++)
                {
                    string column = vector switch { 0 => "unit", 1 => "unit + TLane.Count", _ => $"unit + ({vector} * TLane.Count)" };
                    writer.WriteLine($"TLane {product.B}_{vector} = TLane.Load(ref Unsafe.Add(ref {product.B}, {column}));");
                }

                string origin = offset == 0 ? string.Empty : $"{offset} + ";
                writer.WriteLine($"nint column = {origin}{ColumnOffset(product.CColumns, "unit")};");
                if (!product.SkipsZeros)
                {
                    WriteAllRows();
                    return;
                }

                using (writer.WriteBlock("if (TUpdate.IgnoresZero)"))
                {
                    writer.WriteLine("ref ushort terms = ref nonzeros.Inputs(0, out int count);");
                    using (writer.WriteBlock("for (int i = 0; i < count; i++)"))
                    {
                        writer.WriteLine("nint input = Unsafe.Add(ref terms, i);");
                        WriteRow();
                    }
                }

                using (writer.WriteBlock("else"))
                {
                    WriteAllRows();
                }
            }
        }

        void WriteAllRows()
        {
            using (writer.WriteBlock($"for (nint input = 0; input < {rows}; input++)"))
            {
                WriteRow();
            }
        }

        void WriteRow()
        {
            writer.WriteLine($"TLane {product.A}_0 = Unsafe.Add(ref {product.A}, input);");
            for (int vector = 0; vector < vectors; vector++)
            {
                string place = $"column + (input * {product.CColumns.PanelWidth})"
                    + vector switch { 0 => string.Empty, 1 => " + TLane.Count", _ => $" + ({vector} * TLane.Count)" };
                writer.WriteLine($"update.Apply({place}, {product.A}_0 * {product.B}_{vector});");
            }
        }
    }

    /// <summary>The call of one sample's tile for each part of a row, with the names of the caller.</summary>
    public static void WriteOneSampleCall(
        SourceWriter writer, EmissionStyle style, MatrixProduct product, string a, string b, string start, string c)
    {
        TilePlan one = Tiles.OneSample(product.BColumns.SideBySide, style.ElementsPerLine);
        string column = product.ColumnWord;
        string startArgument = product.Start is null ? string.Empty : $"ref Unsafe.Add(ref {start}, {column}), ";
        using (writer.WriteBlock(ColumnLoop(product, one.Vectors == 1 ? "TLane.Count" : $"{one.Vectors} * TLane.Count")))
        {
            writer.WriteLine(EmissionStyle.WrapArguments(
                $"{product.Name}One<TLane>(",
                $"ref {a}, ref Unsafe.Add(ref {b}, {ColumnOffset(product.BColumns, column)}), {startArgument}",
                $"ref Unsafe.Add(ref {c}, {column}));"));
        }
    }

    /// <summary>The tiles that cover a row of any vector width.</summary>
    private static void WriteTiles(EmissionStyle style, MatrixProduct product, Action<string, int> write)
    {
        if (HasWideTile(style, product))
        {
            write("WideTile", Tiles.WideVectors);
        }

        write("Tile", Tiles.Vectors);
        if (HasNarrowTile(style, product))
        {
            write("NarrowTile", 1);
        }
    }

    /// <summary>Whether a row is whole tiles of four vectors where vectors are widest, and registers are thirty-two.</summary>
    private static bool HasWideTile(EmissionStyle style, MatrixProduct product) =>
        product.BColumns.SideBySide % (Tiles.WideVectors * style.ElementsPerLine) == 0
        && product.CColumns.SideBySide % (Tiles.WideVectors * style.ElementsPerLine) == 0;

    /// <summary>Whether the widest vectors leave half a tile over at the end of a row.</summary>
    private static bool HasNarrowTile(EmissionStyle style, MatrixProduct product) =>
        product.Columns % (Tiles.Vectors * style.ElementsPerLine) != 0;

    private static void WriteColumns(SourceWriter writer, EmissionStyle style, MatrixProduct product, Action<string> body)
    {
        string column = product.ColumnWord;
        if (HasWideTile(style, product))
        {
            writer.WriteLine("// Vectors of 512 bits come with twice the registers: tiles of twice the width.");
            using (writer.WriteBlock($"if (TLane.Count == {style.ElementsPerLine})"))
            {
                WriteLoop(Tiles.WideVectors, "WideTile");
            }

            using (writer.WriteBlock("else"))
            {
                WriteLoop(Tiles.Vectors, "Tile");
            }

            return;
        }

        if (!HasNarrowTile(style, product))
        {
            WriteLoop(Tiles.Vectors, "Tile");
            return;
        }

        writer.WriteLine($"int {column} = 0;");
        using (writer.WriteBlock(
            $"for (; {column} + ({Tiles.Vectors} * TLane.Count) <= {product.Columns}; {column} += {Tiles.Vectors} * TLane.Count)"))
        {
            body("Tile");
        }

        writer.WriteLine();
        using (writer.WriteBlock($"if ({column} < {product.Columns})"))
        {
            body("NarrowTile");
        }

        void WriteLoop(int vectors, string suffix)
        {
            using (writer.WriteBlock(ColumnLoop(product, $"{vectors} * TLane.Count")))
            {
                body(suffix);
            }
        }
    }

    private static string ColumnLoop(MatrixProduct product, string step) =>
        $"for (int {product.ColumnWord} = 0; {product.ColumnWord} < {product.Columns}; {product.ColumnWord} += {step})";

    /// <summary>The place of a column's first element.</summary>
    private static string ColumnOffset(MatrixColumns columns, string column) => columns.IsInPanels
        ? $"({column} / {columns.PanelWidth} * {columns.PanelLength}) + ({column} % {columns.PanelWidth})"
        : column;
}
