using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Convolutions;

/// <summary>
/// s = δ ∗ᵀ W where channels are few: row by row, by register tiles the products of each value of δ with all columns of a window's row side by side, which
/// fill vectors; then, for each pixel, the sum of those that belong to it. No zeros around δ are read.
/// </summary>
internal sealed class JoinedSpreadCode(CodeStyle style, ConvolutionInputGradient operation) : OperationCode(style)
{
    private string Name => $"Layer{operation.Layer}InputGradient";

    private Axis Height => operation.Window.Height;

    private Axis Width => operation.Window.Width;

    private JoinedColumns Columns => JoinedColumns.Of(operation, Style.Precision);

    private bool HasRows => Height.Kernel > 1;

    public override IEnumerable<StripKind> StripKinds => Product.StripKinds(Style.ElementsPerLine);

    private PixelTiles RowTiles => new(Style, Product, Width.Count);

    private MatrixProduct Product
    {
        get
        {
            Slot delta = Place(operation.Delta);
            int width = Columns.Width;
            return new MatrixProduct(
                Name,
                A: delta.Name,
                ARowStride: delta.Stride,
                AStep: 1,
                B: $"{operation.Weights.Name}T",
                BColumns: MatrixColumns.InRows(width, width),
                C: "p",
                CColumns: MatrixColumns.InRows(width, width),
                Depth: new KnownExtent(Height.Kernel * delta.Features),
                Start: null)
            {
                Formula = $"The products of {operation.Formula}",
                RowWord = "pixel",
                ColumnWord = "unit",
                Loops = WindowTiles.WithoutSingles(
                    new TermLoop("row", HasRows ? new NamedExtent("rows") : new KnownExtent(1), -Width.Count * delta.Stride, delta.Features * width),
                    new TermLoop("k", new KnownExtent(delta.Features), 1, width)),
            };
        }
    }

    public override void WriteCall(SourceWriter writer) => writer.WriteLine(
        $"{Name}<{ProductWriter.TypeArguments(Style, Product)}>(\n    ref {Place(operation.Delta).Name}, ref {operation.Weights.Name}T, "
        + $"ref Unsafe.Add(ref workspace, {WorkOffset(operation)} + (first / {Text(Tiles.Samples)} * {Text(Columns.Length)})), "
        + $"ref {Place(operation.Output).Name}, first, end);");

    public override void WriteMethods(SourceWriter writer)
    {
        MatrixProduct product = Product;
        int joined = Width.Kernel * operation.Output.Features;
        writer.WriteLine();
        writer.WriteLine("/// <summary>");
        writer.WriteLine($"/// s = {operation.Formula} for samples <paramref name=\"first\"/> to <paramref name=\"end\"/>, row by row: the products of each value of δ");
        writer.WriteLine($"/// with all {Text(Width.Kernel)} columns of a window side by side, {Text(joined)} values, then their sums where windows overlap.");
        writer.WriteLine("/// </summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock(
            $"private static void {Name}<{ProductWriter.TypeArguments(Style, product)}>(\n"
            + $"    ref {Element} {product.A}, ref {Element} {product.B}, ref {Element} products, ref {Element} s, int first, int end)"
            + Style.Constraints(product.StripKinds(Style.ElementsPerLine), hasUpdate: false)))
        {
            WriteZeros(writer);
            using (writer.WriteBlock("for (nint sample = first; sample < end; sample++)"))
            {
                WindowLoops.WriteRows(writer, Height.Size, () =>
                {
                    WriteProducts(writer, product);
                    writer.WriteLine();
                    WriteSums(writer);
                });
            }
        }

        RowTiles.WriteMethods(writer);
    }

    private void WriteZeros(SourceWriter writer)
    {
        JoinedColumns columns = Columns;
        if (columns.Before + columns.After == 0)
        {
            return;
        }

        writer.WriteLine("// Zeros stand before the first and behind the last, so that every pixel finds as many.");
        if (columns.Before > 0)
        {
            writer.WriteLine($"Rows.Clear(ref products, stride: {Text(columns.Width)}, 0, {Text(columns.Before)});");
        }

        if (columns.After > 0)
        {
            int first = columns.Before + columns.Count;
            writer.WriteLine($"Rows.Clear(ref products, stride: {Text(columns.Width)}, {Text(first)}, {Text(first + columns.After)});");
        }
    }

    /// <summary>The products of a row of s, from those rows of δ that lie inside.</summary>
    private void WriteProducts(SourceWriter writer, MatrixProduct product)
    {
        Slot delta = Place(operation.Delta);
        string small = Height.Size == 1 ? "0" : "y";
        if (HasRows)
        {
            int last = Height.Count - 1 - Height.Before;
            writer.WriteLine("// The rows of windows that a row is in, but for those whose values lie outside.");
            writer.WriteLine($"nint row = Math.Max(0, y {(last < 0 ? "+" : "-")} {Text(Math.Abs(last))});");
            writer.WriteLine($"int rows = (int)(Math.Min({Text(Height.Kernel)}, y + {Text(Height.Before + 1)}) - row);");
            small = Height.Before == 0 ? "y - row" : $"y + {Text(Height.Before)} - row";
        }

        string line = Height.Count == 1 && Height.Size == 1 ? "sample" : $"((sample * {Text(Height.Count)}) + {small})";
        writer.WriteLine($"ref {Element} {product.A}Row = ref Unsafe.Add(ref {product.A}, {line} * {Text(Width.Count * delta.Stride)});");
        string weights = HasRows ? $"(row * {Text(delta.Features * Columns.Width)}) + unit" : "unit";
        string extents = HasRows ? ", rows" : string.Empty;
        string place = Columns.Before == 0 ? WindowLoops.Term("pixel", Columns.Width) : $"((pixel + {Text(Columns.Before)}) * {Text(Columns.Width)})";
        ProductWriter.WriteColumns(writer, Style, product, strip => RowTiles.WriteLoops(writer, strip, name =>
            writer.WriteLine(TextLayout.WrapArguments(
                $"{Name}{name}<{strip}>(",
                $"ref Unsafe.Add(ref {product.A}Row, {WindowLoops.Times("pixel", delta.Stride)}), ref Unsafe.Add(ref {product.B}, {weights}), ",
                $"ref Unsafe.Add(ref products, {place} + unit){extents});"))));
    }

    /// <summary>The sums of a row of pixels, each of a product for every column of a window.</summary>
    private void WriteSums(SourceWriter writer)
    {
        Slot output = Place(operation.Output);
        JoinedColumns columns = Columns;
        int features = operation.Output.Features;

        // From the last column of a window to the first, which is that of a product farther behind.
        int lead = Math.Max(0, Width.Before - (Width.Kernel - 1));
        int step = columns.Width - features;
        string pixel = lead == 0 ? "pixel" : $"(pixel + {Text(lead)})";
        string row = WindowLoops.Line("sample", Height.Size, WindowLoops.Row(Height.Size, 1));
        writer.WriteLine($"ref {Element} sRow = ref Unsafe.Add(ref s, {row} * {Text(Width.Size * output.Stride)});");
        using (writer.WriteBlock($"for (nint pixel = 0; pixel < {Text(Width.Size)}; pixel++)"))
        {
            writer.WriteLine($"ref {Element} product = ref Unsafe.Add(ref products, ({pixel} * {Text(columns.Width)}) + {Text((Width.Kernel - 1) * features)});");
            writer.WriteLine($"ref {Element} sums = ref Unsafe.Add(ref sRow, pixel * {Text(output.Stride)});");
            using (writer.WriteBlock($"for (int unit = 0; unit < {Text(output.Width)}; unit += {Vector}.Count)"))
            {
                writer.WriteLine($"{Vector} sum = Vector.LoadUnsafe(ref product, (nuint)unit);");
                foreach (int column in Enumerable.Range(1, Width.Kernel - 1))
                {
                    writer.WriteLine($"sum += Vector.LoadUnsafe(ref product, (nuint)unit + {Text(column * step)});");
                }

                string kept = output.IsPadded ? $"KeepFirst(sum, {Text(features)} - unit)" : "sum";
                writer.WriteLine($"{kept}.StoreUnsafe(ref sums, (nuint)unit);");
            }
        }
    }
}
