using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Head;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Emission;

/// <content>What a pass has names for: parameters, values, and the memory of operations.</content>
internal static partial class TiledFiles
{
    public static void WriteParameters(SourceWriter writer, CodeStyle style)
    {
        foreach (TensorPlace place in style.Plan.Tensors)
        {
            Tensor tensor = place.Tensor;
            string columns = Padded(tensor.Columns, place.Columns.Count);
            if (tensor.IsNumber)
            {
                writer.WriteLine($"{style.Element} {tensor.Name} = Unsafe.Add(ref parameters, {CodeStyle.OffsetOf(tensor)});");
            }
            else
            {
                string shape = tensor.Shape.Rank == 1 ? columns
                    : place.Columns.IsOneByOne ? $"{tensor.Rows} × {columns}, unit by unit"
                    : $"{tensor.Rows} × {columns}";
                WriteReference(writer, style, tensor.Name, "parameters", CodeStyle.OffsetOf(tensor), shape);
            }
        }
    }

    /// <summary>Names for each layer's activations; the last layer's are the outputs themselves where rows have no padding, or nothing writes it.</summary>
    public static void WriteActivations(SourceWriter writer, CodeStyle style, string? outputs, string rows, bool storesOutputs = false)
    {
        Placement placement = style.Plan.Placement!;
        Slot output = placement.Of(style.Plan.Graph.Head.Output);
        foreach (Slot slot in style.Plan.Graph.Forward.SelectMany(stage => TiledCode.MadeBy(stage, predicts: true)).Select(placement.Of).Distinct())
        {
            if (Prediction.IsPassedOver(style.Plan.Graph, slot.Value) || WriteAlias(writer, style, slot))
            {
                continue;
            }

            bool isInPlace = outputs is not null && slot == output && (storesOutputs || !IsPadded(slot));
            string shape = $"{(slot.Value.Scope == ValueScope.Batch ? string.Empty : rows)}{Rows(slot)}{(isInPlace ? slot.Features : slot.Stride)}";
            if (isInPlace)
            {
                writer.WriteLine($"ref {style.Element} {slot.Name} = ref {outputs}; // {shape}");
            }
            else
            {
                WriteReference(writer, style, slot.Name, "workspace", style.OffsetOf(slot.Name), shape);
            }
        }
    }

    private static void WriteBatchBuffers(SourceWriter writer, CodeStyle style, TiledCode code, bool isBackward)
    {
        NetworkPlan plan = style.Plan;
        Placement placement = plan.Placement!;
        if (code.RawInput is { } raw)
        {
            writer.WriteLine($"ref {style.Element} {raw.Name} = ref Unsafe.AsRef(in batch.Inputs); // samples × {ShapeOf(raw)}");
        }

        Slot targets = placement.Targets;
        if (targets.Home == SlotHome.Targets)
        {
            writer.WriteLine($"ref {style.Element} t = ref Unsafe.AsRef(in batch.Targets); // samples × {Rows(targets)}{targets.Features}");
        }

        writer.WriteLine($"ref {style.Element} workspace = ref batch.Workspace;");
        if (isBackward && plan.Graph.CouplesSamples)
        {
            writer.WriteLine();
            writer.WriteLine("// Samples depend on each other, so all of the batch are here at once, and places grow with it.");
            writer.WriteLine("nint capacity = batch.Capacity;");
        }

        WriteInputs(writer, style, code, isBackward);
        foreach (Slot slot in code.BatchSlots(isBackward).Where(slot => !slot.IsOfTile))
        {
            if (isBackward || !(Prediction.IsPassedOver(plan.Graph, slot.Value) || WriteAlias(writer, style, slot)))
            {
                WriteReference(writer, style, slot.Name, "workspace", OffsetOf(style, slot, isBackward), $"{Samples(slot)}{Rows(slot)}{slot.Stride}");
            }
        }

        if (isBackward)
        {
            foreach (Tensor tensor in plan.Transposed.OrderBy(tensor => tensor.Layer))
            {
                TensorPlace place = placement.TransposeOf(tensor);
                WriteReference(
                    writer,
                    style,
                    $"{tensor.Name}T",
                    "workspace",
                    style.OffsetOf($"{tensor.Name}T"),
                    $"{(tensor.Matrices == 1 ? string.Empty : $"{tensor.Matrices} × ")}{StoredColumns(plan, tensor)} × {Padded(tensor.Rows / tensor.Matrices, place.Columns.Count)}");
            }
        }

        WriteBuffers(writer, style, isBackward ? Matrices.Of(plan.Graph, style.Precision) : Matrices.Of(plan.Graph.Forward, style.Precision));
        if (targets.Home == SlotHome.Workspace)
        {
            WriteReference(writer, style, "t", "workspace", OffsetOf(style, targets, isBackward), $"samples × {Rows(targets)}{Padded(targets.Features, targets.Stride)}");
        }

        string losses = plan.Graph.Head.Output.Positions == 1 ? "samples" : $"samples × {plan.Graph.Head.Output.Positions}";
        WriteReference(writer, style, OffsetNames.Losses, "workspace", LossesOffset(), losses);

        string LossesOffset() => isBackward
            ? WorkspaceOffset.InTraining(plan, style.OffsetOf(OffsetNames.Losses), placement.LossesOffsetPerSample)
            : style.OffsetOf(OffsetNames.Losses);
    }

    /// <summary>Names for what one tile of samples needs at a time, within the loop over the tiles.</summary>
    private static void WriteBuffersOfTiles(SourceWriter writer, CodeStyle style, TiledCode code)
    {
        if (!style.Plan.Placement!.HasPlacesOfTiles)
        {
            return;
        }

        writer.WriteLine("// What no other tile needs lies where this thread's first tile had it, away samples from its own place, and stays in the cache.");
        foreach (Slot slot in code.BatchSlots(isBackward: true).Where(slot => slot.IsOfTile))
        {
            int ofSample = slot.Positions * slot.Stride;
            WriteReference(
                writer, style, slot.Name, "workspace", $"{style.OffsetOf(slot.Name)} + (away * {ofSample})", $"samples of the tile × {Rows(slot)}{slot.Stride}");
        }

        writer.WriteLine();
    }

    /// <summary>What is said of a layer where nothing is trained, if that is something else than in training.</summary>
    public static string? Untrained(TiledCode code, Stage stage) => stage.Operations.All(operation => code.PredictionFormula(operation) is null)
        ? null
        : Stage.CommentOf(
            stage.Layer,
            stage.Operations.Where(operation => !operation.IsOverBatch).Select(operation => code.PredictionFormula(operation) ?? operation.Formula));

    /// <summary>Another name for a value that dropout or noise leaves as it is where nothing is trained.</summary>
    private static bool WriteAlias(SourceWriter writer, CodeStyle style, Slot slot)
    {
        if (TiledCode.AliasOf(style.Plan, slot.Value) is not ({ } value, { } word))
        {
            return false;
        }

        writer.WriteLine($"ref {style.Element} {slot.Name} = ref {style.Plan.Placement!.Of(value).Name}; // {word} does nothing in prediction");
        return true;
    }

    private static string TilesOfSamples => $"samples/{Tiles.Samples} × ";

    /// <summary>Names for the matrices that operations need for themselves.</summary>
    public static void WriteBuffers(SourceWriter writer, CodeStyle style, IEnumerable<Graph.Buffer> buffers)
    {
        foreach (Graph.Buffer buffer in buffers)
        {
            WriteReference(
                writer,
                style,
                buffer.Name,
                "workspace",
                style.OffsetOf(buffer.Name),
                $"{(buffer.IsOfTile ? TilesOfSamples : string.Empty)}{(buffer.Rows == 1 ? string.Empty : $"{buffer.Rows} × ")}{Padded(buffer.Columns, (int)Footprint.Width(buffer.Columns, style.Precision))}");
        }
    }

    private static void WriteReference(SourceWriter writer, CodeStyle style, string name, string origin, string offset, string shape) =>
        writer.WriteLine($"ref {style.Element} {name} = ref Unsafe.Add(ref {origin}, {offset}); // {shape}");

    /// <summary>The columns of a tensor, and what stands between groups of them.</summary>
    private static int StoredColumns(NetworkPlan plan, Tensor tensor) =>
        tensor.Groups == 1 ? tensor.Columns : plan.Placement!.Of(tensor).Columns.Count;

    /// <summary>Where a place begins in the workspace.</summary>
    private static string OffsetOf(CodeStyle style, Slot slot, bool isBackward) => isBackward
        ? WorkspaceOffset.InTraining(style.Plan, style.OffsetOf(slot.Name), slot.OffsetPerSample, slot.OffsetWithin)
        : style.OffsetOf(slot.Name);

    /// <summary>How many rows of samples a value has.</summary>
    private static string Samples(Slot slot) => slot.Value.Scope switch
    {
        ValueScope.Batch => string.Empty,
        ValueScope.Tile => TilesOfSamples,
        _ => "samples × ",
    };

    private static string Padded(int length, int stride) => length == stride ? $"{length}" : $"{length}, padded to {stride}";

    /// <summary>The rows of a sample, where it has several.</summary>
    private static string Rows(Slot slot) => slot.Positions == 1 ? string.Empty : $"{slot.Positions} × ";

    private static string ShapeOf(Slot slot) => $"{Rows(slot)}{Padded(slot.Features, slot.Stride)}";
}
