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
/// s = δ ∗ᵀ W by register tiles: some pixels of a row of s by a strip of channels, whose terms are the values that a window with that pixel has. It is
/// the way back of a convolution, and the way forward of a transposed one. Where windows are several pixels apart, pixels so far apart are in one
/// tile, because the same places of the windows meet them.
/// </summary>
internal sealed class SpreadCode : OperationCode
{
    private readonly string _name;
    private readonly string _formula;
    private readonly Value _input;
    private readonly Window _window;
    private readonly GroupedWeights _groups;
    private readonly MatrixColumns _weightColumns;
    private readonly Tensor? _bias;
    private readonly Value _output;
    private readonly string _c;

    public SpreadCode(CodeStyle style, Convolution operation)
        : base(style)
    {
        _name = $"Layer{operation.Layer}Forward";
        _formula = operation.FormulaBeforeLoss;
        _input = operation.Input;
        _window = operation.Window;
        _groups = new GroupedWeights(operation.Weights, operation.Groups, isTransposed: false);
        _weightColumns = Placement.Of(operation.Weights).Columns;
        _bias = operation.Bias;
        _output = operation.Output;
        _c = "z";
    }

    public SpreadCode(CodeStyle style, ConvolutionInputGradient operation)
        : base(style)
    {
        _name = $"Layer{operation.Layer}InputGradient";
        _formula = $"s = {operation.Formula}";
        _input = operation.Delta;
        _window = operation.Window;
        _groups = new GroupedWeights(operation.Weights, operation.Groups, isTransposed: true);
        _weightColumns = _groups.ColumnsOfTranspose(Placement, Style.Precision, operation.Output.Features);
        _output = operation.Output;
        _c = "s";
    }

    public override IEnumerable<StripKind> StripKinds => Product.StripKinds(Style.ElementsPerLine);

    private Axis Height => _window.Height;

    private Axis Width => _window.Width;

    /// <summary>The tiles of a row; null where windows are several pixels apart, so that a row falls into remainders.</summary>
    private PixelTiles? RowTiles => Width.Stride == 1 ? new PixelTiles(Style, Product, Width.Size) : null;

    /// <summary>The pixels of a tile, of which every remainder has as many.</summary>
    private int TileRows => WindowTiles.Rows(Math.Max(Width.Size / Width.Stride, 1), Product, Style.ElementsPerLine);

    /// <summary>Whether rows around the small side, which are all zeros, are left out: near the edges they are a good part of all terms.</summary>
    private bool LeavesOutRows => Height is { Stride: 1, Dilation: 1, Kernel: > 1, Size: > 1 } && Height.SmallPadded > Height.Count;

    private MatrixProduct Product
    {
        get
        {
            Slot input = Place(_input);
            Slot output = Place(_output);
            int pixel = input.Stride;
            int row = Width.SmallPadded * pixel;
            int channels = _groups.IsDepthwise ? 1 : input.Features;
            int filters = _weightColumns.PanelWidth;
            int place = channels * filters;
            return new MatrixProduct(
                _name,
                A: input.Name,
                ARowStride: pixel,
                AStep: 1,
                B: _groups.Name,
                BColumns: _weightColumns,
                C: _c,
                CColumns: MatrixColumns.InRows(output.Width, output.Stride),
                Depth: new KnownExtent(_window.Kernel * channels),
                Start: _bias?.Name)
            {
                Formula = _formula,
                RowWord = "pixel",
                IsByColumn = _groups.IsDepthwise,
                CRowStep = Width.Stride,
                Loops = WindowTiles.WithoutSingles(
                    new TermLoop("row", LeavesOutRows ? new NamedExtent("rows") : Places(Height, "rows"), -Height.WindowStep * row, Height.PlaceStep * Width.Kernel * place),
                    new TermLoop("column", Places(Width, "columns"), -Width.WindowStep * pixel, Width.PlaceStep * place),
                    new TermLoop("k", new KnownExtent(channels), 1, filters)),
            };
        }
    }

    public override void WriteCall(SourceWriter writer)
    {
        string bias = _bias is { } tensor ? $"ref {tensor.Name}, " : string.Empty;
        _groups.WriteSpreading(writer, Placement, _weightColumns.PanelWidth);
        writer.WriteLine(
            $"{_name}<{ProductWriter.TypeArguments(Style, Product)}>(ref {Place(_input).Name}, ref {_groups.Name}, {bias}ref {Place(_output).Name}, first, end);");
    }

    public override void WriteMethods(SourceWriter writer)
    {
        MatrixProduct product = Product;
        Slot input = Place(_input);
        Slot output = Place(_output);
        string start = _bias is null ? string.Empty : $"ref {Element} {_bias.Name}, ";
        writer.WriteLine();
        writer.WriteLine($"/// <summary>{_formula} for samples <paramref name=\"first\"/> to <paramref name=\"end\"/>.</summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock(
            $"private static void {_name}<{ProductWriter.TypeArguments(Style, product)}>(\n    ref {Element} {product.A}, ref {Element} {product.B}, {start}ref {Element} {_c}, int first, int end)"
            + Style.Constraints(product.StripKinds(Style.ElementsPerLine), hasUpdate: false)))
        {
            using (writer.WriteBlock("for (nint sample = first; sample < end; sample++)"))
            {
                WindowLoops.WriteRows(writer, Height.Size, () =>
                {
                    if (LeavesOutRows)
                    {
                        WriteRowsInside(writer);
                    }
                    else
                    {
                        WriteAxis(writer, Height, Height.Size == 1 ? "0" : "y", "row", "rows", "a row");
                    }

                    writer.WriteLine(
                        $"ref {Element} {product.A}Row = ref Unsafe.Add(ref {product.A}, {WindowLoops.Line("sample", Height.SmallPadded, SmallRow())} * {Text(Width.SmallPadded * input.Stride)});");
                    writer.WriteLine(
                        $"ref {Element} {_c}Row = ref Unsafe.Add(ref {_c}, {WindowLoops.Line("sample", Height.Size, WindowLoops.Row(Height.Size, 1))} * {Text(Width.Size * output.Stride)});");
                    if (Width.Stride == 1)
                    {
                        WriteTiles(writer, product, "pixel", Text(Width.Size), Width.Size);
                        return;
                    }

                    using (writer.WriteBlock($"for (nint remainder = 0; remainder < {Text(Math.Min(Width.Stride, Width.Size))}; remainder++)"))
                    {
                        WriteAxis(writer, Width, "remainder", "column", "columns", "a pixel");
                        writer.WriteLine($"nint count = ({Text(Width.Size + Width.Stride - 1)} - remainder) / {Text(Width.Stride)};");
                        WriteTiles(writer, product, "smallColumn + pixel", "count", 0);
                    }
                });
            }
        }

        if (RowTiles is { } tiles)
        {
            tiles.WriteMethods(writer);
        }
        else
        {
            TileWriter.WriteStoring(writer, Style, product, TileRows);
        }
    }

    private void WriteTiles(SourceWriter writer, MatrixProduct product, string smallColumn, string count, int known)
    {
        Slot input = Place(_input);
        Slot output = Place(_output);
        int place = (_groups.IsDepthwise ? 1 : input.Features) * _weightColumns.PanelWidth;
        int begin = known > 0 ? Width.Before + Width.SmallBefore : 0;
        string from = begin == 0 ? smallColumn : $"{smallColumn} + {Text(begin)}";
        string weights = (Height.Stride > 1 || LeavesOutRows ? $"{WindowLoops.Term("row", Width.Kernel * place)} + " : string.Empty)
            + (Width.Stride > 1 ? $"{WindowLoops.Term("column", place)} + " : string.Empty);
        string largeColumn = Width.Stride == 1 ? WindowLoops.Term("pixel", output.Stride)
            : $"((remainder + {WindowLoops.Term("pixel", Width.Stride)}) * {Text(output.Stride)})";
        string extents = string.Concat(product.Terms.Select(loop => loop.Count).OfType<NamedExtent>().Select(extent => $", {extent}"));
        ProductWriter.WriteColumns(writer, Style, product, strip =>
        {
            if (RowTiles is { } tiles)
            {
                tiles.WriteLoops(writer, strip, name => WriteTile(name, strip));
            }
            else
            {
                WindowLoops.WriteTiles(writer, count, known, (TileRows, 0), name => WriteTile(name, strip));
            }
        });

        void WriteTile(string name, string strip)
        {
            string startArgument = _bias is null ? string.Empty : $"ref Unsafe.Add(ref {_bias.Name}, {product.ColumnWord}), ";
            writer.WriteLine(TextLayout.WrapArguments(
                $"{_name}{name}<{strip}>(",
                $"ref Unsafe.Add(ref {product.A}Row, {_groups.Column($"{(from.Contains(" ") ? $"({from})" : from)} * {Text(input.Stride)}", product.ColumnWord)}), ref Unsafe.Add(ref {product.B}, {weights}{product.ColumnWord}), {startArgument}",
                $"ref Unsafe.Add(ref {_c}Row, {largeColumn} + {product.ColumnWord}){extents});"));
        }
    }

    /// <summary>
    /// The places of windows that meet a value of the large side, where windows are several values apart: the first of them, how many they are, and
    /// which value of the small side the first belongs to.
    /// </summary>
    private static void WriteAxis(SourceWriter writer, Axis axis, string large, string place, string places, string what)
    {
        if (axis.Stride == 1)
        {
            return;
        }

        string from = axis.Before == 0 ? large : $"({large} + {Text(axis.Before)})";
        string remainder = $"{from} % {Text(axis.Stride)}";
        writer.WriteLine($"// The places of windows that {what} is in.");
        if (axis.Dilation == 1)
        {
            writer.WriteLine($"nint {place} = {remainder};");
        }
        else
        {
            writer.WriteLine($"ReadOnlySpan<int> first{Capitalized(places)} = [{string.Join(", ", Enumerable.Range(0, axis.Stride).Select(part => axis.FirstPlace(part)))}];");
            writer.WriteLine($"nint {place} = first{Capitalized(places)}[(int)({remainder})];");
        }

        writer.WriteLine($"int {places} = (int)({Text(axis.Kernel + axis.PlaceStep - 1)} - {place}) / {Text(axis.PlaceStep)};");
        string small = $"({(axis.Before == 0 ? large : $"{large} + {Text(axis.Before)}")} - {WindowLoops.Term(place, axis.Dilation)}) / {Text(axis.Stride)}";
        writer.WriteLine($"nint small{Capitalized(place)} = {(axis.SmallBefore == 0 ? small : $"({small}) + {Text(axis.SmallBefore)}")};");
    }

    /// <summary>The rows of windows that a row of the large side is in and that lie inside, and which row of the small side the first belongs to.</summary>
    private void WriteRowsInside(SourceWriter writer)
    {
        int last = Height.Count - 1 - Height.Before;
        int begin = Height.Before + Height.SmallBefore;
        writer.WriteLine("// The rows of windows that a row is in, but for those whose values are all zeros around.");
        writer.WriteLine($"nint row = Math.Max(0, y {(last < 0 ? "+" : "-")} {Text(Math.Abs(last))});");
        writer.WriteLine($"int rows = (int)(Math.Min({Text(Height.Kernel)}, y + {Text(Height.Before + 1)}) - row);");
        writer.WriteLine($"nint smallRow = y{(begin == 0 ? string.Empty : $" + {Text(begin)}")} - row;");
    }

    /// <summary>The row of the small side that y begins with.</summary>
    private string? SmallRow()
    {
        int begin = Height.Before + Height.SmallBefore;
        return Height.Stride > 1 || LeavesOutRows ? "smallRow"
            : Height.Size == 1 ? (begin == 0 ? null : Text(begin))
            : begin == 0 ? "y" : $"y + {Text(begin)}";
    }

    /// <summary>How many places of a window meet a value, which is known where windows are next to each other.</summary>
    private static Extent Places(Axis axis, string name) => axis.Stride == 1 ? new KnownExtent(axis.Kernel) : new NamedExtent(name);

    private static string Capitalized(string word) => char.ToUpperInvariant(word[0]) + word.Substring(1);
}
