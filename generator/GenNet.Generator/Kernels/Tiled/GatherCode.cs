using System;
using System.Collections.Generic;
using GenNet.Generator.Graph;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>
/// z = x ∗ W + b by register tiles: some neighbouring pixels of a row of z by a strip of filters, whose terms are the values of a window. It is the
/// way forward of a convolution, and the way back of a transposed one.
/// </summary>
internal sealed class GatherCode : OperationCode
{
    private readonly string _name;
    private readonly string _formula;
    private readonly Value _input;
    private readonly Window _window;
    private readonly GroupedWeights _groups;
    private readonly MatrixColumns _weightColumns;
    private readonly Tensor? _bias;
    private readonly Value _output;

    public GatherCode(CodeStyle style, Convolution operation)
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
    }

    public GatherCode(CodeStyle style, ConvolutionInputGradient operation)
        : base(style)
    {
        _name = $"Layer{operation.Layer}InputGradient";
        _formula = $"s = {operation.Formula}";
        _input = operation.Delta;
        _window = operation.Window;
        _groups = new GroupedWeights(operation.Weights, operation.Groups, isTransposed: true);
        _weightColumns = _groups.ColumnsOfTranspose(Placement, Style.Precision, operation.Output.Features);
        _output = operation.Output;
    }

    public override IEnumerable<StripKind> StripKinds => Product.StripKinds(Style.ElementsPerLine);

    private (int Rows, int Last) TileRows => WindowTiles.Pixels(_window.Width.Count, Product, Style.ElementsPerLine);

    private MatrixProduct Product
    {
        get
        {
            Slot input = Place(_input);
            Slot output = Place(_output);
            Axis height = _window.Height;
            Axis width = _window.Width;
            int pixel = input.Stride;
            int row = width.Padded * pixel;
            int channels = _groups.IsDepthwise ? 1 : input.Features;
            int filters = _weightColumns.PanelWidth;
            TermLoop down = new("row", new KnownExtent(height.Kernel), height.Dilation * row, width.Kernel * channels * filters);

            // Where nothing lies between one pixel of a window and the next, a row of it is one run of values.
            bool isRun = !_groups.IsDepthwise && pixel == channels && (width.Dilation == 1 || width.Kernel == 1);
            IReadOnlyList<TermLoop> loops = isRun
                ? WindowTiles.WithoutSingles(down, new TermLoop("k", new KnownExtent(width.Kernel * channels), 1, filters))
                : WindowTiles.WithoutSingles(
                    down,
                    new TermLoop("pixel", new KnownExtent(width.Kernel), width.Dilation * pixel, channels * filters),
                    new TermLoop("k", new KnownExtent(channels), 1, filters));
            return new MatrixProduct(
                _name,
                A: input.Name,
                ARowStride: width.Stride * pixel,
                AStep: 1,
                B: _groups.Name,
                BColumns: _weightColumns,
                C: "z",
                CColumns: MatrixColumns.InRows(output.Width, output.Stride),
                Depth: new KnownExtent(_window.Kernel * channels),
                Start: _bias?.Name)
            {
                Formula = _formula,
                RowWord = "pixel",
                IsByColumn = _groups.IsDepthwise,
                Loops = loops,
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
        Axis height = _window.Height;
        Axis width = _window.Width;
        int row = width.Padded * input.Stride;
        string start = _bias is null ? string.Empty : $"ref {Element} {_bias.Name}, ";
        writer.WriteLine();
        writer.WriteLine($"/// <summary>{_formula} for samples <paramref name=\"first\"/> to <paramref name=\"end\"/>.</summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock(
            $"private static void {_name}<{ProductWriter.TypeArguments(Style, product)}>(\n    ref {Element} {product.A}, ref {Element} {product.B}, {start}ref {Element} z, int first, int end)"
            + Style.Constraints(product.StripKinds(Style.ElementsPerLine), hasUpdate: false)))
        {
            using (writer.WriteBlock("for (nint sample = first; sample < end; sample++)"))
            {
                WindowLoops.WriteRows(writer, height.Count, () =>
                {
                    string? y = WindowLoops.Row(height.Count, height.Stride);
                    writer.WriteLine($"ref {Element} {product.A}Row = ref Unsafe.Add(ref {product.A}, {WindowLoops.Line("sample", height.Padded, y)} * {Text(row)});");
                    writer.WriteLine(
                        $"ref {Element} zRow = ref Unsafe.Add(ref z, {WindowLoops.Line("sample", height.Count, WindowLoops.Row(height.Count, 1))} * {Text(width.Count * output.Stride)});");
                    ProductWriter.WriteColumns(writer, Style, product, strip => WindowLoops.WriteTiles(writer, Text(width.Count), width.Count, TileRows, name =>
                    {
                        string startArgument = _bias is null ? string.Empty : $"ref Unsafe.Add(ref {_bias.Name}, unit), ";
                        writer.WriteLine(TextLayout.WrapArguments(
                            $"{_name}{name}<{strip}>(",
                            $"ref Unsafe.Add(ref {product.A}Row, {_groups.Column(WindowLoops.Times("pixel", width.Stride * input.Stride), "unit")}), ref Unsafe.Add(ref {product.B}, unit), {startArgument}",
                            $"ref Unsafe.Add(ref zRow, {WindowLoops.Term("pixel", output.Stride)} + unit));"));
                    }));
                });
            }
        }

        TileWriter.WriteStoring(writer, Style, product, TileRows.Rows);
        if (TileRows.Last > 0)
        {
            TileWriter.WriteStoring(writer, Style, product, TileRows.Last, "LastTile");
        }
    }
}
