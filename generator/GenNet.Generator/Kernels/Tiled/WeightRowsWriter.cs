using System;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>
/// Writes a product whose rows are weight rows and whose terms are samples: its result goes to an update, so every row is computed once.
/// </summary>
/// <param name="writer">Where to.</param>
/// <param name="style">How things are called.</param>
/// <param name="product">The product.</param>
/// <param name="rows">The number of weight rows.</param>
/// <param name="offset">Where the weights begin in the storage.</param>
internal sealed class WeightRowsWriter(SourceWriter writer, CodeStyle style, MatrixProduct product, int rows, string offset)
{
    private readonly int _tileRows = Tiles.WeightRows(rows, product.SkipsZeros);
    private readonly MatrixProduct _full = product with { SkipsZeros = false };
    /// <summary>What a row is called in a loop.</summary>
    private string Row => product.RowWord;

    private readonly int _rest = rows % Tiles.WeightRows(rows, product.SkipsZeros);

    public void Write()
    {
        string element = style.Element;
        writer.WriteLine();
        writer.WriteLine(
            $"/// <summary>{product.Formula} for {product.WeightRow}s <paramref name=\"first\"/> to <paramref name=\"end\"/>.</summary>");
        using (ProductWriter.Open(
            writer,
            style,
            product,
            string.Empty,
            $"ref {element} {product.A}, ref {element} {product.B}{ProductWriter.NonzerosParameter(style, product)}, "
            + $"{(product.TermsInBlock > 0 ? $"ref {element} sums, " : string.Empty)}int {product.Depth}, int first, int end, TUpdate update",
            hasUpdate: true))
        {
            if (product.Loops is null)
            {
                WriteFew();
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
                WriteInBlocks();
            }
        }

        TileWriter.WriteUpdating(writer, style, product, "Tile", _tileRows);
        if (product.SkipsZeros)
        {
            TileWriter.WriteUpdating(writer, style, _full, "FullTile", Tiles.Samples);
        }

        if (_rest > 0)
        {
            TileWriter.WriteUpdating(writer, style, product, "LastTile", _rest);
        }
    }

    private void WriteInBlocks()
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

    /// <summary>The way out for a few samples, which each weight row takes by itself.</summary>
    private void WriteFew()
    {
        using (writer.WriteBlock($"if ({product.Depth} < {Tiles.FewSamples(product.SkipsZeros)})"))
        {
            string call = $"{product.Name}OfFew<{ProductWriter.TypeArguments(style, product, hasUpdate: true)}>(ref {product.A}, ref {product.B}";
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

    private void WriteWhole()
    {
        if (!product.CColumns.IsInPanels)
        {
            WriteRows(
                "first",
                "end",
                () => ProductWriter.WriteColumns(writer, style, product, strip => WriteCall("Tile", strip)),
                () => ProductWriter.WriteColumns(writer, style, product, strip => WriteCall("LastTile", strip)),
                () => ProductWriter.WriteColumns(writer, style, product, WriteFullCalls));
        }
        else if (rows <= Tiles.RowsInBlock)
        {
            ProductWriter.WriteColumns(writer, style, product, strip => WriteRows(
                "first", "end", () => WriteCall("Tile", strip), () => WriteCall("LastTile", strip), () => WriteFullCalls(strip)));
        }
        else
        {
            writer.WriteLine("// The samples' values for a block of rows stay in the cache while all panels of weights pass by them.");
            using (writer.WriteBlock($"for (int block = first; block < end; block += {Tiles.RowsInBlock})"))
            {
                writer.WriteLine($"int blockEnd = Math.Min(block + {Tiles.RowsInBlock}, end);");
                ProductWriter.WriteColumns(writer, style, product, strip => WriteRows(
                    "block", "blockEnd", () => WriteCall("Tile", strip), () => WriteCall("LastTile", strip), () => WriteFullCalls(strip)));
            }
        }
    }

    private void WriteRows(string from, string to, Action body, Action last, Action full)
    {
        writer.WriteLine($"nint {Row} = {from};");
        if (product.SkipsZeros)
        {
            WriteRowsWithoutZeros(to, body, full);
        }
        else
        {
            using (writer.WriteBlock($"for (; {Row} + {_tileRows} <= {to}; {Row} += {_tileRows})"))
            {
                body();
            }
        }

        if (_rest > 0)
        {
            writer.WriteLine();
            using (writer.WriteBlock($"if ({Row} < {to})"))
            {
                WriteSamples();
                last();
            }
        }
    }

    private void WriteRowsWithoutZeros(string to, Action body, Action full)
    {
        using (writer.WriteBlock($"for (; {Row} + {_tileRows} <= {to}; {Row} += {_tileRows})"))
        {
            using (writer.WriteBlock($"while ({Row} + {Tiles.FullRows} <= {to} && nonzeros.IsFull({Row}, {product.Depth}))"))
            {
                writer.WriteLine($"// No sample could be left out: {TileWriter.Word(Tiles.FullRows)} rows in tiles of {TileWriter.Word(Tiles.Samples)}.");
                full();
                writer.WriteLine($"{Row} += {Tiles.FullRows};");
            }

            writer.WriteLine();
            using (writer.WriteBlock($"if ({Row} + {_tileRows} > {to})"))
            {
                writer.WriteLine("break;");
            }

            writer.WriteLine();
            WriteSamples();
            using (writer.WriteBlock("if (count == 0 && TUpdate.IgnoresZero)"))
            {
                writer.WriteLine("continue;");
            }

            writer.WriteLine();
            body();
        }
    }

    private void WriteSamples()
    {
        if (product.SkipsZeros)
        {
            writer.WriteLine($"int count = nonzeros.Samples({Row}, {product.Depth}, ref terms);");
        }
    }

    /// <summary>The calls of the tiles of rows that leave nothing out.</summary>
    private void WriteFullCalls(string strip)
    {
        for (int row = 0; row < Tiles.FullRows; row += Tiles.Samples)
        {
            WriteCall("FullTile", strip, row == 0 ? null : $"{Row} + {row}", isFull: true);
        }
    }

    private void WriteCall(string name, string strip, string? row = null, bool isFull = false)
    {
        string terms = product.SkipsZeros && !isFull ? "ref terms, count" : product.TermsInBlock > 0 ? "count" : product.Depth.ToString();
        string place = $"({(row is null ? Row : $"({row})")} * {product.CColumns.PanelWidth}) + {ProductWriter.ColumnOffset(product.CColumns, product.ColumnWord)}";
        string sums = product.TermsInBlock > 0 ? $"ref Unsafe.Add(ref sums, {place}), isFirst, isLast, " : string.Empty;
        writer.WriteLine(TextLayout.WrapArguments(
            $"{product.Name}{name}<{strip}, TUpdate>(",
            $"ref Unsafe.Add(ref {product.A}, {row ?? Row}), ref Unsafe.Add(ref {product.B}, {product.ColumnWord}), {terms}, {sums}",
            $"{offset} + {place}, update);"));
    }
}
