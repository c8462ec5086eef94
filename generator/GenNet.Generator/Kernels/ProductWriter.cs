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
        bool hasNarrowTile = HasNarrowTile(style, product);
        TilePlan one = Tiles.OneSample(product.CStride, style.ElementsPerLine);
        string start = product.Start is null ? string.Empty : $"ref {style.Element} {product.Start}, ";
        writer.WriteLine();
        writer.WriteLine($"/// <summary>{product.Formula} for samples <paramref name=\"first\"/> to <paramref name=\"end\"/>.</summary>");
        writer.WriteLine("[MethodImpl(Kernel.Options)]");
        using (writer.WriteBlock(
            $"private static void {product.Name}<TLane>(\n    ref {style.Element} {product.A}, ref {style.Element} {product.B}, {start}"
            + $"ref {style.Element} {product.C}, int first, int end)\n    where TLane : struct, ILane<TLane, {style.Element}>"))
        {
            using (writer.WriteBlock($"if (end - first < {Rows})"))
            {
                using (writer.WriteBlock("for (nint sample = first; sample < end; sample++)"))
                {
                    string step = one.Vectors == 1 ? "TLane.Count" : $"{one.Vectors} * TLane.Count";
                    using (writer.WriteBlock($"for (int {product.ColumnWord} = 0; {product.ColumnWord} < {product.CStride}; {product.ColumnWord} += {step})"))
                    {
                        writer.WriteLine(Call("One"));
                    }
                }

                writer.WriteLine();
                writer.WriteLine("return;");
            }

            writer.WriteLine();
            using (writer.WriteBlock($"for (int next = first; next < end; next += {Rows})"))
            {
                writer.WriteLine("// The last tile moves back so as not to overrun: it computes some samples again, to the same bits.");
                writer.WriteLine($"nint sample = Math.Min(next, end - {Rows});");
                WriteColumns(writer, product, hasNarrowTile, Call);
            }
        }

        TileWriter.WriteStoring(writer, style, product, "Tile", new TilePlan(Rows, Tiles.Vectors));
        if (hasNarrowTile)
        {
            TileWriter.WriteStoring(writer, style, product, "NarrowTile", new TilePlan(Rows, 1));
        }

        TileWriter.WriteStoring(writer, style, product, "One", one);

        string Call(string suffix)
        {
            string startArgument = product.Start is null ? string.Empty : $"ref Unsafe.Add(ref {product.Start}, {product.ColumnWord}), ";
            return $"{product.Name}{suffix}<TLane>(\n    ref Unsafe.Add(ref {product.A}, sample * {product.ARowStride}), "
                + $"ref Unsafe.Add(ref {product.B}, {product.ColumnWord}), {startArgument}"
                + $"ref Unsafe.Add(ref {product.C}, (sample * {product.CStride}) + {product.ColumnWord}));";
        }
    }

    /// <summary>
    /// A product whose rows are weight rows, <paramref name="rows"/> of them, and whose terms are samples: its result goes to an
    /// update, so every row is computed once.
    /// </summary>
    public static void WriteByWeightRows(SourceWriter writer, EmissionStyle style, MatrixProduct product, int rows, int offset)
    {
        int tileRows = Tiles.WeightRows(rows);
        int rest = rows % tileRows;
        bool hasNarrowTile = HasNarrowTile(style, product);
        writer.WriteLine();
        writer.WriteLine(
            $"/// <summary>{product.Formula} for weight rows <paramref name=\"first\"/> to <paramref name=\"end\"/>.</summary>");
        writer.WriteLine("[MethodImpl(Kernel.Options)]");
        using (writer.WriteBlock(
            $"private static void {product.Name}<TLane, TUpdate>(\n    ref {style.Element} {product.A}, ref {style.Element} {product.B}, "
            + $"int {product.Depth}, int first, int end, TUpdate update)\n    where TLane : struct, ILane<TLane, {style.Element}>\n"
            + $"    where TUpdate : struct, IUpdate<{style.Element}>"))
        {
            writer.WriteLine("nint input = first;");
            using (writer.WriteBlock($"for (; input + {tileRows} <= end; input += {tileRows})"))
            {
                WriteColumns(writer, product, hasNarrowTile, Call);
            }

            if (rest > 0)
            {
                writer.WriteLine();
                using (writer.WriteBlock("if (input < end)"))
                {
                    WriteColumns(writer, product, hasNarrowTile, suffix => Call("Last" + suffix));
                }
            }
        }

        WriteTiles(string.Empty, tileRows);
        if (rest > 0)
        {
            WriteTiles("Last", rest);
        }

        void WriteTiles(string prefix, int height)
        {
            TileWriter.WriteUpdating(writer, style, product, prefix + "Tile", new TilePlan(height, Tiles.Vectors));
            if (hasNarrowTile)
            {
                TileWriter.WriteUpdating(writer, style, product, prefix + "NarrowTile", new TilePlan(height, 1));
            }
        }

        string Call(string suffix) =>
            $"{product.Name}{suffix}<TLane, TUpdate>(\n    ref Unsafe.Add(ref {product.A}, input), "
            + $"ref Unsafe.Add(ref {product.B}, unit), {product.Depth}, {(offset == 0 ? string.Empty : $"{offset} + ")}(input * {product.CStride}) + unit, update);";
    }

    /// <summary>Whether the widest vectors leave half a tile over at the end of a row.</summary>
    private static bool HasNarrowTile(EmissionStyle style, MatrixProduct product) =>
        product.CStride % (Tiles.Vectors * style.ElementsPerLine) != 0;

    private static void WriteColumns(SourceWriter writer, MatrixProduct product, bool hasNarrowTile, System.Func<string, string> call)
    {
        string column = product.ColumnWord;
        if (!hasNarrowTile)
        {
            using (writer.WriteBlock($"for (int {column} = 0; {column} < {product.CStride}; {column} += {Tiles.Vectors} * TLane.Count)"))
            {
                writer.WriteLine(call("Tile"));
            }

            return;
        }

        writer.WriteLine($"int {column} = 0;");
        using (writer.WriteBlock(
            $"for (; {column} + ({Tiles.Vectors} * TLane.Count) <= {product.CStride}; {column} += {Tiles.Vectors} * TLane.Count)"))
        {
            writer.WriteLine(call("Tile"));
        }

        writer.WriteLine();
        using (writer.WriteBlock($"if ({column} < {product.CStride})"))
        {
            writer.WriteLine(call("NarrowTile"));
        }
    }
}
