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

    /// <summary>What two neighbouring pixels take side by side where wide vectors take them together; 0 where they don't.</summary>
    private readonly int _pairWidth;
    private readonly int _pairedRows;

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
        _pairWidth = PairedPixels.WidthOf(operation, style.Precision);
        _pairedRows = PairedPixels.RowsOf(operation);
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

    public override IEnumerable<StripKind> StripKinds => HasPairs ? [StripKind.Line, StripKind.Half] : Product.StripKinds(Style.ElementsPerLine);

    private bool HasPairs => _pairWidth > 0;

    private string PairedWeights => $"{_groups.Name}Pairs";

    private MatrixProduct Product => ProductOf(_name, _groups.Name, _weightColumns, Place(_output), _window.Width.Kernel) with
    {
        ARowStride = _window.Width.Stride * Place(_input).Stride,
    };

    /// <summary>The same of two neighbouring pixels, whose filters have a column more.</summary>
    private MatrixProduct PairedProduct
    {
        get
        {
            Slot output = Place(_output);
            var columns = MatrixColumns.InRows(_pairWidth, _pairWidth);
            return ProductOf($"{_name}OfPairs", PairedWeights, columns, output with { Width = _pairWidth, Stride = _pairWidth }, _window.Width.Kernel + 1) with
            {
                ARowStride = 2 * Place(_input).Stride,
                RowWord = "pixel pair",
                Start = _bias is null ? null : "biases",
            };
        }
    }

    private MatrixProduct ProductOf(string name, string weights, MatrixColumns columns, Slot output, int kernel)
    {
        Slot input = Place(_input);
        Axis height = _window.Height;
        Axis width = _window.Width;
        int pixel = input.Stride;
        int row = width.Padded * pixel;
        int channels = _groups.IsDepthwise ? 1 : input.Features;
        int filters = columns.PanelWidth;
        TermLoop down = new("row", new KnownExtent(height.Kernel), height.Dilation * row, kernel * channels * filters);

        // Where nothing lies between one pixel of a window and the next, a row of it is one run of values.
        bool isRun = !_groups.IsDepthwise && pixel == channels && (width.Dilation == 1 || kernel == 1);
        IReadOnlyList<TermLoop> loops = isRun
            ? WindowTiles.WithoutSingles(down, new TermLoop("k", new KnownExtent(kernel * channels), 1, filters))
            : WindowTiles.WithoutSingles(
                down,
                new TermLoop("pixel", new KnownExtent(kernel), width.Dilation * pixel, channels * filters),
                new TermLoop("k", new KnownExtent(channels), 1, filters));
        return new MatrixProduct(
            name,
            A: input.Name,
            ARowStride: 0,
            AStep: 1,
            B: weights,
            BColumns: columns,
            C: "z",
            CColumns: MatrixColumns.InRows(output.Width, output.Stride),
            Depth: new KnownExtent(height.Kernel * kernel * channels),
            Start: _bias?.Name)
        {
            Formula = _formula,
            RowWord = "pixel",
            IsByColumn = _groups.IsDepthwise,
            Loops = loops,
        };
    }

    public override void WriteCall(SourceWriter writer)
    {
        string bias = _bias is { } tensor ? $"ref {tensor.Name}, " : string.Empty;
        _groups.WriteSpreading(writer, Placement, _weightColumns.PanelWidth);
        string types = string.Join(", ", StripKinds.Select(CodeStyle.TypeParameter));
        string pairs = HasPairs ? $"ref {PairedWeights}, " : string.Empty;
        writer.WriteLine(
            $"{_name}<{types}>(ref {Place(_input).Name}, ref {_groups.Name}, {bias}{pairs}ref {Place(_output).Name}, first, end);");
    }

    public override void WriteMethods(SourceWriter writer)
    {
        WriteMethods(writer, Product, new PixelTiles(Style, Product, _window.Width.Count));
        if (HasPairs)
        {
            WriteMethods(writer, PairedProduct, new PixelTiles(Style, PairedProduct, _window.Width.Count, pixelsOfRow: 2));
        }
    }

    /// <summary>The lines that take two pixels together where vectors are wide.</summary>
    private void WritePairs(SourceWriter writer)
    {
        string pairs = PairedWeights;
        string biases = $"ref Unsafe.Add(ref {pairs}, {Text(_pairedRows * _pairWidth)})";
        string stride = Text(_weightColumns.PanelWidth);
        using (writer.WriteBlock("if (Vector512.IsHardwareAccelerated)"))
        {
            writer.WriteLine("// A vector holds two neighbouring pixels: filters a column wider, with zeros behind for one and before for the other.");
            writer.WriteLine(
                $"Images.PairPixels(in {_groups.Name}, ref {pairs}, height: {Text(_window.Height.Kernel)}, width: {Text(_window.Width.Kernel)}, "
                + $"channels: {Text(_input.Features)}, stride: {stride});");
            if (_bias is not null)
            {
                writer.WriteLine($"Images.PairRow(in {_bias.Name}, {biases}, stride: {stride});");
            }

            writer.WriteLine(TextLayout.WrapArguments(
                $"{_name}OfPairs<{CodeStyle.TypeParameter(StripKind.Line)}>(",
                $"ref {Place(_input).Name}, ref {pairs}, {(_bias is null ? string.Empty : $"{biases}, ")}",
                "ref z, first, end);"));
            writer.WriteLine("return;");
        }

        writer.WriteLine();
    }

    private void WriteMethods(SourceWriter writer, MatrixProduct product, PixelTiles tiles)
    {
        Slot input = Place(_input);
        Slot output = Place(_output);
        Axis height = _window.Height;
        Axis width = _window.Width;
        int row = width.Padded * input.Stride;
        string start = product.Start is null ? string.Empty : $"ref {Element} {product.Start}, ";
        bool isOfPairs = product.Name != _name;
        bool choosesPairs = HasPairs && !isOfPairs;
        string pairs = choosesPairs ? $"ref {Element} {PairedWeights}, " : string.Empty;
        IEnumerable<StripKind> kinds = choosesPairs ? StripKinds : product.StripKinds(Style.ElementsPerLine);
        writer.WriteLine();
        writer.WriteLine(
            $"/// <summary>{_formula} for samples <paramref name=\"first\"/> to <paramref name=\"end\"/>{(isOfPairs ? ", two neighbouring pixels in a vector" : string.Empty)}.</summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock(
            $"private static void {product.Name}<{string.Join(", ", kinds.Select(CodeStyle.TypeParameter))}>(\n    ref {Element} {product.A}, ref {Element} {product.B}, {start}{pairs}ref {Element} z, int first, int end)"
            + Style.Constraints(kinds, hasUpdate: false)))
        {
            if (choosesPairs)
            {
                WritePairs(writer);
            }

            using (writer.WriteBlock("for (nint sample = first; sample < end; sample++)"))
            {
                WindowLoops.WriteRows(writer, height.Count, () =>
                {
                    string? y = WindowLoops.Row(height.Count, height.Stride);
                    writer.WriteLine($"ref {Element} {product.A}Row = ref Unsafe.Add(ref {product.A}, {WindowLoops.Line("sample", height.Padded, y)} * {Text(row)});");
                    writer.WriteLine(
                        $"ref {Element} zRow = ref Unsafe.Add(ref z, {WindowLoops.Line("sample", height.Count, WindowLoops.Row(height.Count, 1))} * {Text(width.Count * output.Stride)});");
                    ProductWriter.WriteColumns(writer, Style, product, strip => tiles.WriteLoops(writer, strip, name =>
                    {
                        string startArgument = product.Start is null ? string.Empty : $"ref Unsafe.Add(ref {product.Start}, unit), ";
                        writer.WriteLine(TextLayout.WrapArguments(
                            $"{product.Name}{name}<{strip}>(",
                            $"ref Unsafe.Add(ref {product.A}Row, {_groups.Column(WindowLoops.Times("pixel", width.Stride * input.Stride), "unit")}), ref Unsafe.Add(ref {product.B}, unit), {startArgument}",
                            $"ref Unsafe.Add(ref zRow, {WindowLoops.Term("pixel", output.Stride)} + unit));"));
                    }));
                });
            }
        }

        tiles.WriteMethods(writer);
    }
}
