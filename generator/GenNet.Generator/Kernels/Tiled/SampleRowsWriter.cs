using System;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>Writes a product whose rows are samples, any number of them: first to end, of which this thread has its part.</summary>
/// <param name="writer">Where to.</param>
/// <param name="style">How things are called.</param>
/// <param name="product">The product.</param>
internal sealed class SampleRowsWriter(SourceWriter writer, CodeStyle style, MatrixProduct product)
{
    private const int Rows = Tiles.Samples;

    public void Write()
    {
        string start = product.Start is null ? string.Empty : $"ref {style.Element} {product.Start}, ";
        writer.WriteLine();
        writer.WriteLine($"/// <summary>{product.Formula} for samples <paramref name=\"first\"/> to <paramref name=\"end\"/>.</summary>");
        using (ProductWriter.Open(
            writer,
            style,
            product,
            string.Empty,
            $"ref {style.Element} {product.A}, ref {style.Element} {product.B}, {start}"
            + $"ref {style.Element} {product.C}{ProductWriter.NonzerosParameter(style, product)}, int first, int end",
            hasUpdate: false))
        {
            if (product.SkipsZeros && product.BColumns.IsInPanels)
            {
                writer.WriteLine($"nonzeros.Find(in {product.A}, first, end);");
            }

            WriteFew();
            writer.WriteLine();
            if (product.TermsInBlock > 0)
            {
                WriteBlocks();
            }
            else if (product.BColumns.IsInPanels)
            {
                writer.WriteLine("// A panel of weights stays in the cache while samples first to end pass by it.");
                ProductWriter.WriteColumns(writer, style, product, strip => WriteSamples(() =>
                {
                    WriteTerms("Inputs", $"next / {Rows}");
                    writer.WriteLine(Call($"Tile<{strip}>"));
                }));
            }
            else
            {
                WriteSamples(() =>
                {
                    WriteTerms("FindTile", $"in {product.A}, sample");
                    ProductWriter.WriteColumns(writer, style, product, strip => writer.WriteLine(Call($"Tile<{strip}>")));
                });
            }

            if (product.SkipsZeros)
            {
                WriteNotFinite();
            }
        }

        TileWriter.WriteStoring(writer, style, product, Rows);
        TileWriter.WriteOne(writer, style, product);
    }

    /// <summary>The way out for fewer samples than a tile has, each by itself.</summary>
    private void WriteFew()
    {
        using (writer.WriteBlock($"if (end - first < {Rows})"))
        {
            if (product.SkipsZeros && !product.BColumns.IsInPanels)
            {
                writer.WriteLine($"nonzeros.Find(in {product.A}, first, end);");
            }

            using (writer.WriteBlock("for (nint sample = first; sample < end; sample++)"))
            {
                WriteTerms("Inputs", "(int)sample");
                ProductWriter.WriteRow(writer, style, product, tile => writer.WriteLine(Call(tile)));
            }

            writer.WriteLine();
            writer.WriteLine("return;");
        }
    }

    /// <summary>
    /// The loops over panels, over blocks of a panel's terms, and over the samples that pass by such a block. Where zeros are skipped, a block is so many of
    /// the terms that a tile has.
    /// </summary>
    private void WriteBlocks()
    {
        (int width, int terms) = (product.BColumns.PanelWidth, product.TermsInBlock);
        writer.WriteLine($"// {terms} rows of a panel of weights stay in the cache while samples first to end pass by them. Sums wait in {product.C} for the next rows.");
        if (AsksForWeights)
        {
            writer.WriteLine("// With each tile a part of the next rows comes from memory, which the multiply-adds leave idle.");
            writer.WriteLine($"int part = {terms * width} / ((end - first) / {Rows});");
        }

        using (writer.WriteBlock($"for (int panel = 0; panel < {product.Columns}; panel += {width})"))
        using (writer.WriteBlock($"for (int begin = 0; begin < {product.Depth}; begin += {terms})"))
        {
            if (!product.SkipsZeros)
            {
                writer.WriteLine($"int count = Math.Min({terms}, {product.Depth} - begin);");
            }

            if (AsksForWeights)
            {
                writer.WriteLine($"nint ahead = (panel / {width} * {product.BColumns.PanelLength}) + ((begin + {terms}) * {width});");
            }

            using (writer.WriteBlock($"for (int next = first; next < end; next += {Rows})"))
            {
                if (AsksForWeights)
                {
                    writer.WriteLine($"Cache.Prefetch(in {product.B}, ahead, part);");
                    writer.WriteLine("ahead += part;");
                }

                if (product.SkipsZeros)
                {
                    WriteTermsOfBlock();
                }

                writer.WriteLine("// The last tile moves back so as not to overrun, and leaves alone the samples that were in the one before.");
                writer.WriteLine($"nint sample = Math.Min(next, end - {Rows});");
                WriteTilesOfBlock();
            }
        }
    }

    private bool AsksForWeights => Tiles.AsksForWeights(product.BColumns, Footprint.BytesPerElement(style.Precision));

    /// <summary>Those of the terms that are not 0 which a block has.</summary>
    private void WriteTermsOfBlock()
    {
        WriteTerms("Inputs", $"next / {Rows}");
        using (writer.WriteBlock("if (begin > 0 && begin >= count)"))
        {
            writer.WriteLine("continue;");
        }

        writer.WriteLine();
        writer.WriteLine("terms = ref Unsafe.Add(ref terms, begin);");
        writer.WriteLine($"count = Math.Min({product.TermsInBlock}, count - begin);");
        writer.WriteLine();
    }

    /// <summary>The calls of the tiles of a panel, which reads from its beginning where there is a list of terms, and from the block's otherwise.</summary>
    private void WriteTilesOfBlock()
    {
        (int width, string column) = (product.BColumns.PanelWidth, product.ColumnWord);
        (string a, string b, string terms) = product.SkipsZeros
            ? (string.Empty, string.Empty, "ref terms, ")
            : (" + begin", $" + (begin * {width})", string.Empty);
        string start = product.Start is null ? string.Empty : $"ref Unsafe.Add(ref {product.Start}, {column}), ";
        string sample = $"sample * {product.ARowStride}";
        string strip = CodeStyle.TypeParameter(product.Strips(style.ElementsPerLine)[0].Kind);
        using (writer.WriteBlock($"for (int {column} = panel; {column} < panel + {width}; {column} += {strip}.Count)"))
        {
            writer.WriteLine(TextLayout.WrapArguments(
                $"{product.Name}Tile<{strip}>(",
                $"ref Unsafe.Add(ref {product.A}, {(product.SkipsZeros ? sample : $"({sample}){a}")}), "
                + $"ref Unsafe.Add(ref {product.B}, {ProductWriter.ColumnOffset(product.BColumns, column)}{b}), {start}",
                $"ref Unsafe.Add(ref {product.C}, (sample * {product.CColumns.PanelWidth}) + {column}), {terms}count, isFirst: begin == 0, done: next - sample);"));
        }
    }

    private void WriteNotFinite()
    {
        writer.WriteLine();
        writer.WriteLine("// A weight that is infinite or NaN makes NaN of the zeros that a tile visits for the sake of its other samples. So that a 0 is 0");
        writer.WriteLine("// whatever stands beside it, such samples are computed once more, each by itself.");
        using (writer.WriteBlock($"for (nint sample = {Find("first")};\n    sample < end;\n    sample = {Find("sample + 1")})"))
        {
            WriteTerms("FindOne", $"in {product.A}, sample");
            ProductWriter.WriteRow(writer, style, product, tile => writer.WriteLine(Call(tile)));
        }

        string Find(string from) =>
            $"Rows.FindNotFinite(in {product.C}, width: {product.Columns}, stride: {product.CColumns.PanelWidth}, {from}, end)";
    }

    private void WriteSamples(Action body)
    {
        using (writer.WriteBlock($"for (int next = first; next < end; next += {Rows})"))
        {
            writer.WriteLine("// The last tile moves back so as not to overrun: it computes some samples again, to the same bits.");
            writer.WriteLine($"nint sample = Math.Min(next, end - {Rows});");
            body();
        }
    }

    private void WriteTerms(string method, string arguments)
    {
        if (product.SkipsZeros)
        {
            writer.WriteLine($"ref ushort terms = ref nonzeros.{method}({arguments}, out int count);");
        }
    }

    private string Call(string tile)
    {
        string column = product.ColumnWord;
        string startArgument = product.Start is null ? string.Empty : $"ref Unsafe.Add(ref {product.Start}, {column}), ";
        string terms = product.SkipsZeros ? ", ref terms, count" : string.Empty;
        return TextLayout.WrapArguments(
            $"{product.Name}{tile}(",
            $"ref Unsafe.Add(ref {product.A}, sample * {product.ARowStride}), "
            + $"ref Unsafe.Add(ref {product.B}, {ProductWriter.ColumnOffset(product.BColumns, column)}), {startArgument}",
            $"ref Unsafe.Add(ref {product.C}, (sample * {product.CColumns.PanelWidth}) + {column}){terms});");
    }
}
