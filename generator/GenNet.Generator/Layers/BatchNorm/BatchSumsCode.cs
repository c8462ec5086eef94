using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.BatchNorm;

/// <summary>Σ δ and Σ δ n of each channel over the batch: of groups of samples as δ is computed, then of all.</summary>
internal sealed class BatchSumsCode(CodeStyle style, BatchSums operation) : OperationCode(style)
{
    private BatchStatistics Statistics => operation.Normalization.Statistics;

    private int Width => Place(operation.Sum).Width;

    public override bool IsOverBatch => true;

    public override void WriteCall(SourceWriter writer)
    {
        Slot delta = Place(operation.Delta);
        Slot input = Place(Statistics.Input);
        writer.WriteLine(
            $"BatchMoments.SumGroups(\n    in {delta.Name}, {Text(delta.Stride)}, in {input.Name}, {Text(input.Stride)}, in {Statistics.Mean.Name}, "
            + $"positions: {Text(input.Positions)}, width: {Text(Width)}, ref {operation.GroupSums.Name}, ref {operation.GroupProducts.Name}, first, end);");
    }

    public override void WriteCombination(SourceWriter writer) => writer.WriteLine(
        $"BatchMoments.SumBatch(\n    in {operation.GroupSums.Name}, in {operation.GroupProducts.Name}, in {Statistics.Reciprocal.Name}, batch.Samples, "
        + $"positions: {Text(Statistics.Input.Positions)}, width: {Text(Width)}, ref {operation.Sum.Name}, ref {operation.SumN.Name});");

    public override void WriteMethods(SourceWriter writer)
    {
    }
}
