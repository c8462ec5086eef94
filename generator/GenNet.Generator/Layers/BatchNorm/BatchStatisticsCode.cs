using GenNet.Generator.Calculus;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Layers.BatchNorm;

/// <summary>Mean and variance of each channel over the batch: of groups of samples as they are computed, then of all.</summary>
internal sealed class BatchStatisticsCode(CodeStyle style, BatchStatistics operation) : OperationCode(style)
{
    public override bool IsOverBatch => true;

    public override void WriteCall(SourceWriter writer)
    {
        Slot input = Place(operation.Input);
        writer.WriteLine(
            $"BatchMoments.OfGroups(\n    in {input.Name}, positions: {Text(input.Positions)}, width: {Text(Width)}, stride: {Text(input.Stride)}, "
            + $"ref {operation.GroupMeans.Name}, ref {operation.GroupSquares.Name}, first, end);");
    }

    public override void WriteCombination(SourceWriter writer)
    {
        int positions = operation.Input.Positions;
        writer.WriteLine(
            $"BatchMoments.OfBatch(\n    in {operation.GroupMeans.Name}, in {operation.GroupSquares.Name}, batch.Samples, positions: {Text(positions)}, "
            + $"width: {Text(Width)}, epsilon: {Printer.Number(operation.Epsilon)}, "
            + $"ref {operation.Mean.Name}, ref {operation.Variance.Name}, ref {operation.Reciprocal.Name});");
        using (writer.WriteBlock("if (batch.UpdatesState)"))
        {
            writer.WriteLine("// What prediction will use moves towards the batch, with the unbiased variance.");
            writer.WriteLine(
                $"BatchMoments.Follow(\n    ref {operation.RunningMean.Name}, ref {operation.RunningVariance.Name}, in {operation.Mean.Name}, "
                + $"in {operation.Variance.Name}, channels: {Text(operation.Input.Features)}, {Count(positions)}, "
                + $"momentum: {Printer.Number(operation.Momentum)});");
        }
    }

    public override void WriteMethods(SourceWriter writer)
    {
    }

    /// <summary>The number of values of each channel in a batch.</summary>
    public static string Count(int positions) => positions == 1 ? "batch.Samples" : $"batch.Samples * {Text(positions)}L";

    private int Width => Place(operation.Mean).Width;
}
