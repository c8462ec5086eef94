using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>
/// What the writers of whole matrix products share: <see cref="SampleRowsWriter"/> and <see cref="WeightRowsWriter"/> write the loops that lay tiles over
/// the result, and the tiles.
/// </summary>
internal static class ProductWriter
{
    /// <summary>The type arguments of a call of a product, as its caller has them.</summary>
    public static string TypeArguments(CodeStyle style, MatrixProduct product, bool hasUpdate = false) =>
        string.Join(", ", product.StripKinds(style.ElementsPerLine).Select(CodeStyle.TypeParameter).Concat(hasUpdate ? ["TUpdate"] : []));

    /// <summary>The same product of a few samples, which each weight row takes by itself.</summary>
    public static void WriteOfFew(SourceWriter writer, CodeStyle style, MatrixProduct product, int rows, string offset)
    {
        string element = style.Element;
        string range = product.SkipsZeros ? string.Empty : ", int first, int end";
        writer.WriteLine();
        writer.WriteLine($"/// <summary>{product.Formula} of so few samples that every {product.WeightRow} takes them by itself.</summary>");
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
                (string row, string unit) = (product.RowWord, product.ColumnWord);
                writer.WriteLine($"{strip} {product.B}_0 = {strip}.Load(ref Unsafe.Add(ref {product.B}, {unit}));");
                writer.WriteLine($"nint column = {offset} + {ColumnOffset(product.CColumns, unit)};");
                using (writer.WriteBlock(product.SkipsZeros ? "for (int i = 0; i < rows; i++)" : $"for (nint {row} = first; {row} < end; {row}++)"))
                {
                    if (product.SkipsZeros)
                    {
                        writer.WriteLine("nint input = TUpdate.IgnoresZero ? Unsafe.Add(ref terms, i) : i;");
                    }

                    writer.WriteLine($"{strip} {product.C} = {strip}.Product(Unsafe.Add(ref {product.A}, {row}), {product.B}_0);");
                    using (writer.WriteBlock($"for (nint sample = 1; sample < {product.Depth}; sample++)"))
                    {
                        writer.WriteLine(
                            $"{product.C}.Add(Unsafe.Add(ref {product.A}, (sample * {product.AStep}) + {row}), "
                            + $"times: ref Unsafe.Add(ref {product.B}, (sample * {product.BColumns.PanelWidth}) + {unit}));");
                    }

                    writer.WriteLine();
                    writer.WriteLine($"update.ApplyStrip(column + ({row} * {product.CColumns.PanelWidth}), {product.C});");
                }
            });
        }
    }

    /// <summary>The call of one sample's tile for each part of a row; the caller has the result under a name of its own.</summary>
    public static void WriteOneSampleCall(SourceWriter writer, CodeStyle style, MatrixProduct product, string c)
    {
        string column = product.ColumnWord;
        string startArgument = product.Start is null ? string.Empty : $"ref Unsafe.Add(ref {product.Start}, {column}), ";
        WriteRow(writer, style, product, tile => writer.WriteLine(TextLayout.WrapArguments(
            $"{product.Name}{tile}(",
            $"ref {product.A}, ref Unsafe.Add(ref {product.B}, {ColumnOffset(product.BColumns, column)}), {startArgument}",
            $"ref Unsafe.Add(ref {c}, {column}));")));
    }

    /// <summary>The loops over the strips of a row; <paramref name="body"/> is told what the strip is called.</summary>
    public static void WriteColumns(SourceWriter writer, CodeStyle style, MatrixProduct product, Action<string> body) =>
        WriteColumns(writer, product, product.Strips(style.ElementsPerLine), kind => body(CodeStyle.TypeParameter(kind)));

    /// <summary>The same for one sample's row; <paramref name="body"/> is told which tile there is for it.</summary>
    public static void WriteRow(SourceWriter writer, CodeStyle style, MatrixProduct product, Action<string> body) =>
        WriteColumns(
            writer,
            product,
            product.OneSampleStrips(style.ElementsPerLine),
            kind => body($"{TileWriter.OneSampleTile(kind)}<{CodeStyle.TypeParameter(kind)}>"));

    private static void WriteColumns(SourceWriter writer, MatrixProduct product, IEnumerable<StripRange> ranges, Action<StripKind> body)
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
            string width = $"{(strips.Kind == StripKind.Row ? "2 * " : string.Empty)}{CodeStyle.TypeParameter(strips.Kind)}.Count";
            using (writer.WriteBlock($"for (int {column} = {strips.First}; {column} < {strips.End}; {column} += {width})"))
            {
                body(strips.Kind);
            }
        }
    }

    /// <summary>Begins a method of a product.</summary>
    public static IDisposable Open(
        SourceWriter writer, CodeStyle style, MatrixProduct product, string name, string parameters, bool hasUpdate)
    {
        writer.WriteLine("[MethodImplAttribute(Kernel.Options)]");
        return writer.WriteBlock(
            $"private static void {product.Name}{name}<{TypeArguments(style, product, hasUpdate)}>(\n    {parameters})"
            + style.Constraints(product.StripKinds(style.ElementsPerLine), hasUpdate));
    }

    public static string NonzerosParameter(CodeStyle style, MatrixProduct product) =>
        product.SkipsZeros ? $", Nonzeros<{style.Element}> nonzeros" : string.Empty;

    /// <summary>The place of a column's first element.</summary>
    public static string ColumnOffset(MatrixColumns columns, string column) => columns.IsInPanels
        ? $"({column} / {columns.PanelWidth} * {columns.PanelLength}) + ({column} % {columns.PanelWidth})"
        : column;
}
