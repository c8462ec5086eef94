using System;
using System.Linq;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Convolutions;

/// <content>The same where each tile of samples has sums of its own, and the gradient is those of all tiles together.</content>
internal sealed partial class ConvolutionWeightGradientCode
{
    private bool SumsTiles => operation.SumsTiles;

    private string SumTypeArguments => ProductWriter.TypeArguments(Style, Product);

    /// <summary>The strips of the method that puts sums together: of pairs, those of one pixel.</summary>
    private StripKind[] UpdateKinds => IsOfPairs ? [StripKind.Half] : Product.StripKinds(Style.ElementsPerLine).ToArray();

    private string UpdateTypeArguments => string.Join(", ", UpdateKinds.Select(CodeStyle.TypeParameter).Append("TUpdate"));

    /// <summary>The elements of a tile's sums.</summary>
    private int SumsOfTile => Weights.Tensor.Rows * Weights.Columns.PanelWidth;

    public override void WriteTileSums(SourceWriter writer) => writer.WriteLine(
        $"{Name}<{SumTypeArguments}>(ref {Place(operation.Input).Name}, ref {Place(operation.Delta).Name}, ref {Sums}, first, end);");

    /// <summary>The method that sums up a tile of samples.</summary>
    private void WriteSumsOfTile(SourceWriter writer, MatrixProduct product, Action writeTile)
    {
        int weightRow = Weights.Columns.PanelWidth;
        int tiles = Runs * TilesOfRun;
        WriteSummary(
            writer,
            $"What samples <paramref name=\"first\"/> to <paramref name=\"end\"/> add to {operation.Formula}, by {(tiles == 1 ? "a tile" : "tiles")}",
            RestRows == 0 ? "of" : "of up to");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock(
            $"private static void {Name}<{SumTypeArguments}>(\n    ref {Element} {product.A}, ref {Element} {product.B}, ref {Element} sums, int first, int end)"
            + Style.Constraints(product.StripKinds(Style.ElementsPerLine), hasUpdate: false)))
        {
            writer.WriteLine($"sums = ref Unsafe.Add(ref sums, first / {Tiles.Samples} * {Text(SumsOfTile)});");
            writer.WriteLine($"Rows.Clear(ref sums, stride: {Text(weightRow)}, 0, {Text(Weights.Tensor.Rows)});");
            writer.WriteLine();
            if (tiles > 1)
            {
                writer.WriteLine("// A few pixels pass by all tiles, while they are in the cache, before the next ones come.");
            }

            WriteBlocks(writer, product, () =>
            {
                if (tiles == 1)
                {
                    writeTile();
                    return;
                }

                using (writer.WriteBlock($"for (int tile = 0; tile < {Text(tiles)}; tile++)"))
                {
                    writeTile();
                }
            });
        }
    }

    /// <summary>The method that puts the sums of all tiles together.</summary>
    private void WriteSumOfTiles(SourceWriter writer, MatrixProduct product)
    {
        writer.WriteLine();
        writer.WriteLine($"/// <summary>{operation.Formula}, summed over the tiles of samples, which have their sums.</summary>");
        writer.WriteLine(KernelOptions);
        using (writer.WriteBlock(
            $"private static void {GradientName}<{UpdateTypeArguments}>(ref {Element} sums, int samples, TUpdate update)"
            + Style.Constraints(UpdateKinds, hasUpdate: true)))
        {
            writer.WriteLine($"int tiles = {TilesOf("samples")};");
            WriteUpdate(writer, product, Weights.Columns.PanelWidth);
        }
    }
}
