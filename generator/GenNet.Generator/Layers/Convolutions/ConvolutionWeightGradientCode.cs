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
/// ∂L/∂W of a convolution by register tiles: some rows of W by a strip of filters, whose terms are the pixels of all samples. So that what all tiles
/// read is still in the first-level cache, a few rows of pixels pass by all of them before the next come, and the sums wait in memory meanwhile.
/// </summary>
internal sealed partial class ConvolutionWeightGradientCode(CodeStyle style, ConvolutionWeightGradient operation) : OperationCode(style)
{
    /// <summary>So many terms that a tile's sums come from memory and go back in a small part of the time that their multiply-adds take.</summary>
    private const int GoodTerms = 112;

    /// <summary>What two neighbouring pixels take side by side, if vectors hold those of δ together; 0 where each is by itself.</summary>
    public int PairWidth { get; init; }

    private bool IsOfPairs => PairWidth > 0;

    /// <summary>The method with the loops over samples.</summary>
    private string Name => SumsTiles ? $"Layer{operation.Layer}WeightSums{Ending}" : GradientName;

    private string GradientName => $"Layer{operation.Layer}WeightGradient{Ending}";

    private string Ending => IsOfPairs ? "OfPairs" : string.Empty;

    private string Sums => $"{operation.Weights.Name}{(IsOfPairs ? "Pair" : string.Empty)}Sums";

    private Axis Height => operation.Window.Height;

    private Axis Width => operation.Window.Width;

    private TensorPlace Weights => IsOfPairs
        ? new TensorPlace(operation.Weights, 0, MatrixColumns.InRows(PairWidth, PairWidth))
        : Placement.Of(operation.Weights);

    private Slot Delta => IsOfPairs ? Place(operation.Delta) with { Width = PairWidth, Stride = PairWidth } : Place(operation.Delta);

    /// <summary>The rows of W that belong to one place of a window: of all channels, where they are cut into groups.</summary>
    private int RowsOfPlace => operation.Weights.Rows / operation.Weights.Matrices * (operation.Groups.IsSpread ? operation.Groups.Count : 1);

    private bool IsDepthwise => operation.Groups.IsDepthwise;

    /// <summary>Whether a row of a window is one run of values, and so are the rows of W that belong to it.</summary>
    private bool IsRun => IsDepthwise
        || (!operation.IsTransposed
            && !operation.Groups.IsSpread
            && Place(operation.Input).Stride == Place(operation.Input).Features
            && (Width.Dilation == 1 || Width.Kernel == 1));

    /// <summary>The rows of W that belong to one row of a window, or to one place of it.</summary>
    private int WindowRun => RowsOfPlace * (IsRun ? Width.Kernel : 1);

    /// <summary>From one row of a window to the next, among the values that they are multiplied with.</summary>
    private int WindowRowStep => Height.Dilation * Width.Padded * Place(operation.Input).Stride;

    /// <summary>
    /// How many rows of a window are in a tile: of one or three channels, a row makes so few sums that they would wait for each other.
    /// </summary>
    private int WindowRowsOfTile => IsRun && !IsDepthwise && Height.Kernel > 1
        ? WindowTiles.Runs(Height.Kernel, WindowRun, BareProduct, Style.ElementsPerLine)
        : 1;

    private bool JoinsRows => WindowRowsOfTile > 1;

    private int RunLength => JoinsRows ? Height.Kernel * WindowRun : WindowRun;

    private int Runs => operation.Weights.Matrices * RowsOfPlace / RunLength;

    /// <summary>From one row of W of a run to the next, among the values that they are multiplied with.</summary>
    private int RowStep => IsDepthwise ? Width.Dilation * Place(operation.Input).Stride : 1;

    private int TileRows => JoinsRows ? WindowRowsOfTile * WindowRun : WindowTiles.Rows(RunLength, BareProduct, Style.ElementsPerLine);

    private int TilesOfRun => (RunLength + TileRows - 1) / TileRows;

    private int RestRows => RunLength % TileRows;

    /// <summary>The rows of pixels that pass by all tiles at once.</summary>
    private int BlockRows => Math.Min(Height.Count, (GoodTerms + Width.Count - 1) / Width.Count);

    /// <summary>The samples that do, where one has few pixels.</summary>
    private int BlockSamples => Math.Max(1, GoodTerms / (Height.Count * Width.Count));

    private bool IsByRows => BlockRows < Height.Count;

    private MatrixProduct Product => BareProduct with { ARun = JoinsRows ? (WindowRun, WindowRowStep) : default };

    /// <summary>The same before it is known which rows are in a tile.</summary>
    private MatrixProduct BareProduct
    {
        get
        {
            Slot input = Place(operation.Input);
            Slot delta = Delta;

            // Whichever lies on the large side has windows in it, which are strides apart; the other has one value for each.
            (int a, int aRow, int aSample) = Steps(input, isLarge: !operation.IsTransposed);
            (int b, int bRow, int bSample) = Steps(delta, isLarge: operation.IsTransposed);
            return new MatrixProduct(
                Name,
                A: input.Name,
                ARowStride: RowStep,
                AStep: a,
                B: delta.Name,
                BColumns: MatrixColumns.InRows(delta.Width, delta.Stride),
                // What is handed down to a layer before a slope of its own is called g1 itself.
                C: delta.Name.StartsWith("g", StringComparison.Ordinal) ? "s" : "g",
                CColumns: Weights.Columns,
                Depth: new NamedExtent("samples"),
                Start: null)
            {
                Formula = operation.Formula,
                RowWord = "weight row",
                AddsToC = true,
                IsByColumn = IsDepthwise,
                IsOfWideVectors = IsOfPairs,
                Loops = WindowTiles.WithoutSingles(
                [
                    .. BlockSamples > 1 ? [new TermLoop("sample", new NamedExtent("count"), aSample, bSample)] : (TermLoop[])[],
                    new TermLoop("row", IsByRows ? new NamedExtent("count") : new KnownExtent(Height.Count), aRow, bRow),
                    new TermLoop("pixel", new KnownExtent(Width.Count), a, b),
                ]),
            };
        }
    }

    private string PlaceWords => JoinsRows ? $"{TileWriter.Word(WindowRowsOfTile)} rows" : IsRun ? "one row" : "one place";

    private bool IsCounted => Product.Terms.Any(loop => loop.Count is NamedExtent);

    public override bool IsShared => !SumsTiles;

    public override IEnumerable<StripKind> StripKinds => IsOfPairs ? [StripKind.Line, StripKind.Half] : Product.StripKinds(Style.ElementsPerLine);

    private string TypeArguments => string.Join(", ", StripKinds.Select(CodeStyle.TypeParameter).Append("TUpdate"));

    public override void WriteCall(SourceWriter writer)
    {
        string types = TypeArguments;
        if (SumsTiles)
        {
            writer.WriteLine($"{GradientName}<{UpdateTypeArguments}>(ref {Sums}, batch.Samples, update);");
            return;
        }

        // Where sums are put together in the end, a part has all of them.
        int grain = operation.Groups.IsSpread ? TilesOfRun
            : IsOfPairs && !JoinsRows ? TilesOfRun * (IsRun ? 1 : Width.Kernel)
            : 1;
        using (writer.WriteBlock($"foreach ((int first, int end) in batch.TakeRows({operation.Layer}, {Text(Runs * TilesOfRun)}, grain: {Text(grain)}, atLeast: {Text(grain)}))"))
        {
            writer.WriteLine(
                $"{Name}<{types}>(\n    ref {Place(operation.Input).Name}, ref {Place(operation.Delta).Name}, ref {Sums}, batch.Samples, first, end, update);");
        }
    }

    public override void WriteMethods(SourceWriter writer)
    {
        MatrixProduct product = Product;
        Slot input = Place(operation.Input);
        Slot delta = Delta;
        int weightRow = Weights.Columns.PanelWidth;
        if (SumsTiles)
        {
            WriteSumsOfTile(writer, product, () => WriteTile(writer, product, input, delta, weightRow));
            WriteTiles(writer, product);
            WriteSumOfTiles(writer, product);
            return;
        }

        WriteSummary(
            writer,
            $"{operation.Formula} for tiles <paramref name=\"first\"/> to <paramref name=\"end\"/>,",
            RestRows == 0 ? "each" : "each of up to");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock(
            $"private static void {Name}<{TypeArguments}>(\n"
            + $"    ref {Element} {product.A}, ref {Element} {product.B}, ref {Element} sums, int samples, int first, int end, TUpdate update)"
            + Style.Constraints(StripKinds, hasUpdate: true)))
        {
            writer.WriteLine($"nint firstRow = {RowOf("first")};");
            writer.WriteLine($"nint endRow = {RowOf("end")};");
            writer.WriteLine($"Rows.Clear(ref sums, stride: {Text(weightRow)}, firstRow, endRow);");
            writer.WriteLine();
            writer.WriteLine("// A few pixels pass by all tiles, while they are in the cache, before the next ones come.");
            WriteBlocks(writer, product, () =>
            {
                using (writer.WriteBlock("for (int tile = first; tile < end; tile++)"))
                {
                    WriteTile(writer, product, input, delta, weightRow);
                }
            });

            writer.WriteLine();
            WriteUpdate(writer, product, weightRow);
        }

        WriteTiles(writer, product);
    }

    /// <summary>The summary of a method with loops over tiles, which goes on with how many rows one has.</summary>
    private void WriteSummary(SourceWriter writer, string does, string count)
    {
        writer.WriteLine();
        writer.WriteLine("/// <summary>");
        writer.WriteLine($"/// {does}");
        writer.WriteLine($"/// {count} {Text(TileRows)} rows of W{operation.Layer} that belong to {PlaceWords} of a window{(IsOfPairs ? ", which is a column" : ".")}");
        if (IsOfPairs)
        {
            writer.WriteLine("/// wider here than it is, because two neighbouring pixels of δ are in a vector.");
        }

        writer.WriteLine("/// </summary>");
    }

    /// <summary>The register tiles themselves.</summary>
    private void WriteTiles(SourceWriter writer, MatrixProduct product)
    {
        TileWriter.WriteStoring(writer, Style, product, TileRows);
        if (RestRows > 0)
        {
            TileWriter.WriteStoring(writer, Style, product, RestRows, "LastTile");
        }
    }

    /// <summary>The loops over blocks of pixels, samples or rows of one, around a body.</summary>
    private void WriteBlocks(SourceWriter writer, MatrixProduct product, Action body)
    {
        (_, int aRow, int aSample) = Steps(Place(operation.Input), isLarge: !operation.IsTransposed);
        (_, int bRow, int bSample) = Steps(Delta, isLarge: operation.IsTransposed);
        bool isBySamples = BlockSamples > 1;
        (string first, string end) = SumsTiles ? ("first", "end") : ("0", "samples");
        using (writer.WriteBlock(isBySamples
            ? $"for (int sample = {first}; sample < {end}; sample += {Text(BlockSamples)})"
            : $"for (nint sample = {first}; sample < {end}; sample++)"))
        {
            if (isBySamples)
            {
                writer.WriteLine($"int count = Math.Min({Text(BlockSamples)}, {end} - sample);");
            }

            string nint = isBySamples ? "(nint)sample" : "sample";
            if (!IsByRows)
            {
                writer.WriteLine($"ref {Element} {product.A}Block = ref Unsafe.Add(ref {product.A}, {nint} * {Text(aSample)});");
                writer.WriteLine($"ref {Element} {product.B}Block = ref Unsafe.Add(ref {product.B}, {nint} * {Text(bSample)});");
                body();
                return;
            }

            using (writer.WriteBlock($"for (int y = 0; y < {Text(Height.Count)}; y += {Text(BlockRows)})"))
            {
                writer.WriteLine($"int count = Math.Min({Text(BlockRows)}, {Text(Height.Count)} - y);");
                writer.WriteLine($"ref {Element} {product.A}Block = ref Unsafe.Add(ref {product.A}, ({nint} * {Text(aSample)}) + (y * {Text(aRow)}));");
                writer.WriteLine($"ref {Element} {product.B}Block = ref Unsafe.Add(ref {product.B}, ({nint} * {Text(bSample)}) + (y * {Text(bRow)}));");
                body();
            }
        }
    }

    private void WriteTile(SourceWriter writer, MatrixProduct product, Slot input, Slot delta, int weightRow)
    {
        Slot large = operation.IsTransposed ? delta : input;
        int line = Width.Padded * large.Stride;
        string run = TilesOfRun == 1 ? "tile" : "run";
        if (TilesOfRun > 1 && JoinsRows)
        {
            writer.WriteLine($"int part = tile * {Text(TileRows)};");
        }
        else if (TilesOfRun > 1)
        {
            writer.WriteLine($"int run = tile / {Text(TilesOfRun)};");
            writer.WriteLine($"int part = tile % {Text(TilesOfRun)} * {Text(TileRows)};");
        }

        string part = TilesOfRun == 1 ? string.Empty
            : JoinsRows ? WindowLoops.Times("tile", WindowRowsOfTile * WindowRowStep)
            : WindowLoops.Times("part", RowStep);

        // Where in the image the windows' place lies that these rows of W belong to.
        string place = JoinsRows ? string.Empty
            : IsRun ? Scaled(run, Height.Kernel, Height.Dilation * line)
            : Width.Kernel == 1 ? Scaled(run, Height.Kernel, Height.Dilation * line)
            : Height.Kernel == 1 ? Scaled(run, Width.Kernel, Width.Dilation * large.Stride)
            : $"({run} / {Text(Width.Kernel)} * {Text(Height.Dilation * line)}) + ({run} % {Text(Width.Kernel)} * {Text(Width.Dilation * large.Stride)})";
        writer.WriteLine($"ref {Element} {product.A}Tile = ref {At($"{product.A}Block", operation.IsTransposed ? string.Empty : place, part)};");
        if (operation.IsTransposed)
        {
            writer.WriteLine($"ref {Element} {product.B}Tile = ref {At($"{product.B}Block", place, string.Empty)};");
        }

        string row = TilesOfRun == 1 ? Scaled(run, Runs, RunLength) : Sum(Scaled(run, Runs, RunLength), "part");
        writer.WriteLine($"ref {Element} row = ref {At("sums", RowPlace(row, run, weightRow), string.Empty)};");
        string count = IsCounted ? ", count" : string.Empty;
        ProductWriter.WriteColumns(writer, Style, product, strip =>
        {
            if (RestRows > 0 && TilesOfRun > 1)
            {
                using (writer.WriteBlock($"if (part == {Text((TilesOfRun - 1) * TileRows)})"))
                {
                    WriteCall("LastTile", strip);
                    writer.WriteLine("continue;");
                }

                writer.WriteLine();
            }

            WriteCall("Tile", strip);
        });

        void WriteCall(string name, string strip) => writer.WriteLine(
            $"{Name}{name}<{strip}>(ref {(IsDepthwise ? $"Unsafe.Add(ref {product.A}Tile, unit)" : $"{product.A}Tile")}, ref Unsafe.Add(ref {product.B}{(operation.IsTransposed ? "Tile" : "Block")}, unit), ref Unsafe.Add(ref row, unit){count});");
    }

    /// <summary>Where a row of W lies among the sums.</summary>
    private string RowPlace(string row, string run, int weightRow) => row.Length == 0 ? string.Empty
        : row.Contains(" + ") ? $"({row}) * {Text(weightRow)}"
        : row.Contains(" * ") ? WindowLoops.Times(run, RunLength * weightRow)
        : WindowLoops.Times(row, weightRow);

    private static string At(string origin, string one, string other)
    {
        string sum = Sum(one, other);
        return sum.Length == 0 ? origin : $"Unsafe.Add(ref {origin}, {sum})";
    }

    private static string Sum(string one, string other) => one.Length == 0 ? other
        : other.Length == 0 ? one
        : $"{(one.Contains(" * ") && !one.StartsWith("(", StringComparison.Ordinal) ? $"({one})" : one)} + {other}";

    /// <summary>A number times a factor; nothing where the number is always 0.</summary>
    private static string Scaled(string number, int count, int factor) => count == 1 ? string.Empty : WindowLoops.Times(number, factor);

    /// <summary>The first row of W of a tile.</summary>
    private string RowOf(string tile) => TilesOfRun == 1 ? WindowLoops.Times(tile, RunLength)
        : RestRows == 0 ? WindowLoops.Times(tile, TileRows)
        : JoinsRows ? $"Math.Min({WindowLoops.Times(tile, TileRows)}, {Text(RunLength)})"
        : $"({tile} / {Text(TilesOfRun)} * {Text(RunLength)}) + ({tile} % {Text(TilesOfRun)} * {Text(TileRows)})";

    /// <summary>From one window to the next, to the next row of windows, and to the next sample.</summary>
    private (int Pixel, int Row, int Sample) Steps(Slot slot, bool isLarge) => isLarge
        ? (Width.Stride * slot.Stride, Height.Stride * Width.Padded * slot.Stride, slot.Positions * slot.Stride)
        : (slot.Stride, Width.Count * slot.Stride, Height.Count * Width.Count * slot.Stride);
}
