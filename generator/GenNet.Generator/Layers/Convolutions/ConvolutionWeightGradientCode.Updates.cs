using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.Convolutions;

/// <content>How sums become the gradient.</content>
internal sealed partial class ConvolutionWeightGradientCode
{
    /// <summary>Hands the sums to the update: of each row, where channels are cut into groups, those of the filters of its own group.</summary>
    private void WriteUpdate(SourceWriter writer, MatrixProduct product, int weightRow)
    {
        if (IsOfPairs)
        {
            WriteUpdateOfPairs(writer);
            return;
        }

        int groups = operation.Groups.IsSpread ? operation.Groups.Count : 1;
        int channels = RowsOfPlace / groups;
        string sum = "weight";
        if (groups > 1)
        {
            writer.WriteLine(
                $"Images.GatherGroups(\n    ref sums, groups: {Text(groups)}, channels: {Text(channels)}, "
                + $"filters: {Text(operation.Weights.Columns / groups)}, stride: {Text(weightRow)}, first / {Text(TilesOfRun)}, end / {Text(TilesOfRun)});");
            sum = "sum";
        }

        string of = groups > 1 ? $" / {Text(groups)}" : string.Empty;
        using (writer.WriteBlock(SumsTiles
            ? $"for (nint row = 0; row < {Text(operation.Weights.Rows)}; row++)"
            : $"for (nint row = firstRow{of}; row < endRow{of}; row++)"))
        {
            writer.WriteLine($"nint weight = row * {Text(weightRow)};");
            if (groups > 1)
            {
                writer.WriteLine($"nint sum = ((row / {Text(channels)} * {Text(RowsOfPlace)}) + (row % {Text(channels)})) * {Text(weightRow)};");
            }

            ProductWriter.WriteColumns(writer, Style, product, strip => writer.WriteLine(
                $"update.ApplyStrip({CodeStyle.OffsetOf(operation.Weights)} + weight + unit, {Summed(strip, $"{sum} + unit")});"));
        }
    }

    /// <summary>Each weight's sum is that of the first pixels of pairs and that of the second ones, which lies a column farther.</summary>
    private void WriteUpdateOfPairs(SourceWriter writer)
    {
        int half = PairWidth / 2;
        int window = RowsOfPlace * Width.Kernel;
        int rows = RowsOfPlace * (Width.Kernel - 1);
        using (writer.WriteBlock($"for (nint row = {(SumsTiles ? "0" : $"firstRow / {Text(window)}")}; row < {(SumsTiles ? Text(Weights.Tensor.Rows / window) : $"endRow / {Text(window)}")}; row++)"))
        using (writer.WriteBlock($"for (nint weight = 0; weight < {Text(rows)}; weight++)"))
        {
            writer.WriteLine("// What the first pixels of pairs have for a weight, and the second ones, a column farther.");
            writer.WriteLine($"nint sum = ((row * {Text(window)}) + weight) * {Text(PairWidth)};");
            string strip = CodeStyle.TypeParameter(StripKind.Half);
            using (writer.WriteBlock($"for (int unit = 0; unit < {Text(half)}; unit += {strip}.Count)"))
            {
                string second = $"sum + {Text((RowsOfPlace * PairWidth) + half)} + unit";
                writer.WriteLine($"{strip} g = {Summed(strip, "sum + unit")};");
                writer.WriteLine(SumsTiles ? $"g.Add({Summed(strip, second)});" : $"g.Add(ref Unsafe.Add(ref sums, {second}));");
                writer.WriteLine($"update.ApplyStrip({CodeStyle.OffsetOf(operation.Weights)} + (((row * {Text(rows)}) + weight) * {Text(half)}) + unit, g);");
            }
        }
    }

    /// <summary>A strip of sums: as they lie there, or those of all tiles together.</summary>
    private string Summed(string strip, string offset) => SumsTiles
        ? $"Rows.Sum<{strip}, {Element}>(in Unsafe.Add(ref sums, {offset}), stride: {Text(SumsOfTile)}, tiles)"
        : $"{strip}.Load(ref Unsafe.Add(ref sums, {offset}))";
}
