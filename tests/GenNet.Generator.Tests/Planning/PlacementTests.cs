using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Graph;
using GenNet.Generator.Planning;
using Xunit;

namespace GenNet.Generator.Tests.Planning;

/// <summary>Where everything lies: nothing on top of something else that is needed at the same time, everything on a cache line, and no memory that nobody has.</summary>
public sealed class PlacementTests
{
    [Fact]
    public void TensorsFillTheStorageThoseThatLearnFirst()
    {
        foreach (NetworkPlan plan in PlannedNetworks.Tiled)
        {
            int line = Footprint.ElementsPerLine(plan.Model.Precision);
            Assert.Equal(plan.Graph.Tensors, plan.Tensors.Select(place => place.Tensor));
            long next = 0;
            foreach (TensorPlace place in plan.Tensors.OrderBy(place => place.Offset))
            {
                Assert.Equal(next, place.Offset);
                Assert.InRange(place.Tensor.Columns, 1, place.Columns.Count);
                Assert.Equal(place, plan.Placement!.Of(place.Tensor));
                int width = place.Columns.Count;
                Assert.Equal(
                    plan.Placement.IsByUnit(place.Tensor)
                        ? MatrixColumns.OneByOne(place.Tensor.Columns, place.Tensor.Rows)
                        : place.Tensor.Shape.Rank <= 2 && !place.Tensor.IsTable
                        ? Footprint.WeightColumns(place.Tensor.Rows, width, plan.Model.Precision)
                        : MatrixColumns.InRows(width, width),
                    place.Columns);
                next += Lines((long)place.Tensor.Rows * place.Columns.Count, line);
            }

            Assert.Equal(Math.Max(next, line), plan.StorageLength);
            int[] ranks = [.. plan.Tensors.OrderBy(place => place.Offset).Select(place => place.Tensor.IsState ? 2 : place.Tensor.IsFrozen ? 1 : 0)];
            Assert.Equal(ranks.Order(), ranks);
            Assert.Equal(plan.Tensors.Where(place => !place.Tensor.IsState).Sum(place => place.Tensor.Count), plan.ParameterCount);
        }
    }

    [Fact]
    public void APassThatLearnsHasAPlaceForEachValue()
    {
        int compared = 0;
        foreach (NetworkPlan plan in PlannedNetworks.Tiled.Where(plan => plan.Model.IsTrainable && !plan.Graph.CouplesSamples))
        {
            int line = Footprint.ElementsPerLine(plan.Model.Precision);
            (string Name, long First, long Length)[] places = [.. PlacesOfTraining(plan).OrderBy(place => place.First)];
            for (int i = 0; i < places.Length; i++)
            {
                (string name, long first, long length) = places[i];
                long end = i + 1 < places.Length ? places[i + 1].First : plan.WorkspaceLength;
                Assert.True(first % line == 0, $"{plan.Model.Type.Name}: {name} begins at {first}.");
                Assert.True(first + length <= end, $"{plan.Model.Type.Name}: {name} lies from {first} to {first + length}, but at {end} is {places.ElementAtOrDefault(i + 1).Name ?? "the end"}.");
            }

            // Targets have a place even where they are read as they come, and what is laid out for an operation ends with a line.
            long targets = plan.SamplesPerPass * (long)plan.Placement!.Of(plan.Graph.Head.Output).Stride * plan.Graph.Head.Output.Positions;
            long taken = places.Sum(place => Lines(place.Length, line));
            Assert.InRange(plan.WorkspaceLength - taken, 0, targets + (3L * line * places.Length));
            compared++;
        }

        Assert.True(compared > 60, $"Only {compared} networks were compared.");
    }

    [Fact]
    public void AWholeBatchHasAPlaceForEachValue()
    {
        int compared = 0;
        foreach (NetworkPlan plan in PlannedNetworks.Tiled.Where(plan => plan.Model.IsTrainable && plan.Graph.CouplesSamples))
        {
            Slot[] slots = [.. SlotsOf(plan, Everything(plan.Graph))];
            (string Name, long First, long Length)[] once =
            [
                .. slots.Where(slot => slot.Value.Scope == ValueScope.Batch).Select(slot => (slot.Name, (long)slot.Offset, (long)slot.Stride)),
                .. MatricesOf(plan),
            ];
            (string Name, long First, long Length)[] perSample =
            [
                .. slots.Where(slot => slot.Value.Scope != ValueScope.Batch)
                    .Select(slot => (slot.Name, slot.OffsetPerSample!.Value, slot.Value.Scope == ValueScope.Tile ? slot.Stride / 4L : (long)slot.Stride * slot.Positions)),
                (WorkspaceLayout.Losses, plan.Placement!.LossesOffsetPerSample, plan.Graph.Head.Output.Positions),
            ];

            if (plan.Placement.Targets.Home == SlotHome.Workspace)
            {
                perSample = [.. perSample, (WorkspaceLayout.Targets, plan.Placement.Targets.OffsetPerSample!.Value, LengthOf(plan.Placement.Targets, 1))];
            }

            AssertApart(plan, once, plan.FirstOfSamples);
            AssertApart(plan, perSample, plan.WorkspaceOfSample);

            // What operations work with lies among what each sample has, and behind it.
            foreach (int samples in new[] { 16, 48, 1024 })
            {
                AssertApart(
                    plan,
                    [
                        .. perSample.Select(place => (place.Name, place.First * samples, place.Length * samples)),
                        .. plan.Placement.WorkOfBatch.Select(work => (
                            $"work of {work.Key.Layer}", (work.Value.PerSample * samples) + work.Value.Within, WorkOf(plan, work.Key, samples))),
                    ],
                    plan.WorkspaceOfBatch - plan.FirstOfSamples + ((long)plan.WorkspaceOfSample * samples));
            }

            compared++;
        }

        Assert.True(compared > 3, $"Only {compared} networks were compared.");
    }

    [Fact]
    public void APredictionKeepsAValueUntilTheLastThatReadsIt()
    {
        int compared = 0;
        foreach (NetworkPlan plan in PlannedNetworks.Tiled.Select(plan => plan.ForPrediction()))
        {
            Operation[] forward = [.. plan.Graph.ForwardOperations];
            if (forward.Any(operation => operation.RowOfInput is not null || operation.OnlyInTraining is not null))
            {
                // There some values are others.
                continue;
            }

            Life[] all = [.. LivesIn(plan, forward)];
            foreach (Life one in all)
            {
                long end = one.Offset + one.Length(plan.SamplesPerPass);
                Assert.InRange(end, 1, plan.WorkspaceLength);
                Assert.True(one.Offset % Footprint.ElementsPerLine(plan.Model.Precision) == 0, $"{plan.Model.Type.Name}: {one.Name} begins at {one.Offset}.");
                foreach (Life other in all.Where(other => other != one && other.First <= one.Last && one.First <= other.Last))
                {
                    Assert.True(
                        end <= other.Offset || other.Offset + other.Length(plan.SamplesPerPass) <= one.Offset,
                        $"{plan.Model.Type.Name}: {one.Name} and {other.Name} overlap in a prediction.");
                }
            }

            // What it has at once tells how many samples it takes, and the last place where its memory ends.
            long most = Enumerable.Range(-1, forward.Length + 2).Max(step => all.Where(life => life.First <= step && step <= life.Last).Sum(life => life.PerSample));
            Assert.Equal(Footprint.SamplesPerPrediction(Math.Max(1, most), PassSizeTests.WeightsOf(plan), plan.Model.Precision), plan.SamplesPerPass);
            Assert.InRange(
                plan.WorkspaceLength - all.Max(life => life.Offset + life.Length(plan.SamplesPerPass)), 0, (2 * Footprint.ElementsPerLine(plan.Model.Precision)) - 1);
            compared++;
        }

        Assert.True(compared > 60, $"Only {compared} networks were compared.");
    }

    [Fact]
    public void AStepOfAStreamHasAPlaceForEachValue()
    {
        int compared = 0;
        foreach (NetworkPlan plan in PlannedNetworks.Steps)
        {
            // What was before stays where it is: nothing is used again.
            Assert.Equal(1, plan.SamplesPerPass);
            Assert.Null(plan.Prediction);
            (string Name, long First, long Length)[] places =
            [
                .. PlacesOfTraining(plan),
                .. SlotsOf(plan, plan.Graph.ForwardOperations.SelectMany(operation => operation.PredictionScratch)).Select(slot => (slot.Name, (long)slot.Offset, LengthOf(slot, 1))),
            ];
            AssertApart(plan, places.DistinctBy(place => place.Name), plan.WorkspaceLength);
            compared++;
        }

        Assert.True(compared > 5, $"Only {compared} networks were compared.");
    }

    [Fact]
    public void TargetsLieAsTheyComeOrWhereRowsOfOutputsArePadded()
    {
        var homes = new Dictionary<SlotHome, int> { [SlotHome.Targets] = 0, [SlotHome.Workspace] = 0 };
        foreach (NetworkPlan plan in PlannedNetworks.Tiled.SelectMany(plan => (NetworkPlan[])[plan, plan.ForPrediction()]))
        {
            Slot targets = plan.Placement!.Targets;
            Slot output = plan.Placement.Of(plan.Graph.Head.Output);
            Assert.Equal(plan.Model.TargetSize, targets.Features * targets.Positions);
            bool isPadded = output.Features != output.Stride && plan.Model.TargetSize == plan.Model.OutputSize;
            Assert.Equal(isPadded ? SlotHome.Workspace : SlotHome.Targets, targets.Home);
            Assert.Equal(isPadded ? (output.Width, output.Stride) : (targets.Features, targets.Features), (targets.Width, targets.Stride));
            Assert.Equal(isPadded && plan.Model.IsTrainable && plan.Graph.CouplesSamples, targets.OffsetPerSample is not null);
            homes[targets.Home]++;
        }

        Assert.All(homes, home => Assert.True(home.Value > 5, $"{home.Value} networks have their targets in {home.Key}."));
    }

    [Fact]
    public void AStepOfASequenceIsARowOfItWhereEveryReaderFindsRows()
    {
        int rows = 0;
        int copies = 0;
        foreach (NetworkPlan plan in PlannedNetworks.Tiled)
        {
            foreach (Operation step in plan.Graph.ForwardOperations.Where(operation => operation.RowOfInput is not null))
            {
                IEnumerable<Operation> readers = plan.Graph.ForwardOperations.Concat(plan.Graph.BackwardOperations).Concat(plan.Graph.GradientOperations)
                    .Where(operation => operation.Reads.Contains(step.Makes!));
                bool isRow = step.Makes != plan.Graph.Head.Output && readers.All(reader => reader is DenseProduct or Concatenation or WeightGradient);
                Assert.Equal(isRow, plan.Placement!.IsPart(step.Makes!));
                rows += isRow ? 1 : 0;
                copies += isRow ? 0 : 1;
            }
        }

        Assert.True(rows > 0 && copies > 1, $"{rows} steps are rows, and {copies} are copies.");
    }

    [Fact]
    public void APartLiesWithinItsWhole()
    {
        int compared = 0;
        foreach (NetworkPlan plan in PlannedNetworks.Tiled)
        {
            foreach (Value part in Everything(plan.Graph).Where(value => value.PartOf is not null).Distinct())
            {
                Slot slot = plan.Placement!.Of(part);
                Slot whole = plan.Placement.Of(part.PartOf!.Whole);
                Assert.True(plan.Placement.IsPart(part));
                Assert.False(plan.Placement.IsPart(part.PartOf.Whole));
                Assert.Equal(whole.Stride, slot.Stride);
                Assert.Equal(slot.Offset - whole.Offset, slot.OffsetWithin);
                Assert.Equal(whole.Width / whole.Value.Groups * part.PartOf.Group, slot.OffsetWithin);
                Assert.Equal(whole.Width / whole.Value.Groups * part.Groups, slot.Width);
                Assert.InRange(slot.OffsetWithin + slot.Width, 1, whole.Width);
                compared++;
            }
        }

        Assert.True(compared > 10, $"Only {compared} parts were compared.");
    }

    /// <summary>
    /// All that a prediction has in its workspace, from the step that writes it first to that which reads it last: steps are operations, before the first
    /// of which inputs are moved, and behind the last the loss is computed.
    /// </summary>
    private static IEnumerable<Life> LivesIn(NetworkPlan plan, Operation[] forward)
    {
        Placement placement = plan.Placement!;
        var lives = new Dictionary<string, Life>();
        TouchValues(plan.Graph.Inputs, -1);
        if (placement.SkipsZeros is { } product)
        {
            long nonzeros = Footprint.NonzeroValues(product.Weights.Rows, product.Weights.Columns, plan.SamplesPerPass, plan.Model.Precision);
            Touch(WorkspaceLayout.Nonzeros, placement.NonzerosOffset, 0, nonzeros, -1);
            Touch(WorkspaceLayout.Nonzeros, placement.NonzerosOffset, 0, nonzeros, Array.IndexOf(forward, product));
        }

        for (int step = 0; step < forward.Length; step++)
        {
            Operation operation = forward[step];
            TouchValues(TouchedBy(operation), step);
            foreach (Graph.Buffer buffer in operation.BuffersIn(plan.Model.Precision))
            {
                Touch(buffer.Name, placement.Of(buffer), 0, buffer.Rows * Footprint.Width(buffer.Columns, plan.Model.Precision), step);
            }

            if (WorkMemory.BytesOfOneThread(operation, plan.Model.Precision) is > 0 and var bytes)
            {
                Touch($"work {step}", placement.Work[operation], 0, bytes / Footprint.BytesPerElement(plan.Model.Precision), step);
            }
        }

        int end = forward.Length;
        TouchValues([plan.Graph.Head.Output, plan.Graph.Head.Delta, plan.Model.IsTrainable ? plan.Graph.Head.Kept : null], end);
        Touch(WorkspaceLayout.Losses, placement.LossesOffset, plan.Graph.Head.Output.Positions, 0, end);
        if (placement.Targets.Home == SlotHome.Workspace)
        {
            Touch(WorkspaceLayout.Targets, placement.Targets.Offset, LengthOf(placement.Targets, 1), 0, end);
        }

        return lives.Values;

        // What an activation applies at once is never there.
        IEnumerable<Value> TouchedBy(Operation operation) =>
            operation is IScaling own && Prediction.ScaledActivationOf(plan.Graph, own) is not null ? operation.PredictionScratch
            : operation is Map map && Prediction.ScalingOf(plan.Graph, map) is { } scaling
                ? [scaling.Input, scaling.PredictionScale, scaling.PredictionShift, operation.Makes!]
                : [.. operation.Reads, .. operation.Scratch, .. operation.PredictionScratch, .. operation.Parts, operation.Makes!];

        void TouchValues(IEnumerable<Value?> values, int step)
        {
            foreach (Slot slot in SlotsOf(plan, values.OfType<Value>().Select(value => value.PartOf?.Whole ?? value)))
            {
                bool isOnce = slot.Value.Scope == ValueScope.Batch;
                Touch(slot.Name, slot.Offset, isOnce ? 0 : LengthOf(slot, 1), isOnce ? slot.Stride : 0, step);
            }
        }

        void Touch(string name, long offset, long perSample, long once, int step) =>
            lives[name] = new Life(name, offset, perSample, once, lives.TryGetValue(name, out Life? life) ? life.First : step, step);
    }

    /// <summary>All that a pass that learns has in its workspace, with what of it is needed.</summary>
    private static IEnumerable<(string Name, long First, long Length)> PlacesOfTraining(NetworkPlan plan)
    {
        Placement placement = plan.Placement!;
        int samples = plan.SamplesPerPass;
        foreach (Slot slot in SlotsOf(plan, Everything(plan.Graph)))
        {
            yield return (slot.Name, slot.Offset, LengthOf(slot, samples));
        }

        foreach ((string Name, long First, long Length) matrix in MatricesOf(plan))
        {
            yield return matrix;
        }

        if (placement.Targets.Home == SlotHome.Workspace)
        {
            yield return (WorkspaceLayout.Targets, placement.Targets.Offset, LengthOf(placement.Targets, samples));
        }

        yield return (WorkspaceLayout.Losses, placement.LossesOffset, samples * (long)plan.Graph.Head.Output.Positions);
        if (placement.SkipsZeros is { } product)
        {
            yield return (
                WorkspaceLayout.Nonzeros,
                placement.NonzerosOffset,
                Footprint.NonzeroValues(product.Weights.Rows, product.Weights.Columns, samples, plan.Model.Precision));
        }

        foreach ((Operation operation, int first) in placement.Work)
        {
            yield return ($"work of {operation.Layer}", first, WorkOf(plan, operation, samples));
        }
    }

    /// <summary>The elements that an operation works with in a pass that learns: what it asks for, or the sums of a gradient.</summary>
    private static long WorkOf(NetworkPlan plan, Operation operation, int samples)
    {
        long bytes = WorkMemory.BytesOf(operation, samples, plan.Model.Precision);
        long sums = operation is WeightGradient gradient ? (long)gradient.Weights.Rows * plan.Placement!.Of(gradient.Weights).Columns.Count : 0;
        return Math.Max(sums, bytes / Footprint.BytesPerElement(plan.Model.Precision));
    }

    /// <summary>Transposes of weights, and what operations need for themselves.</summary>
    private static IEnumerable<(string Name, long First, long Length)> MatricesOf(NetworkPlan plan)
    {
        foreach (Tensor tensor in plan.Transposed)
        {
            TensorPlace place = plan.Placement!.TransposeOf(tensor);
            Assert.InRange(tensor.Rows / tensor.Matrices, 1, place.Columns.Count);
            yield return ($"{tensor.Name} transposed", place.Offset, (long)tensor.Matrices * tensor.Columns * place.Columns.Count);
        }

        foreach (Graph.Buffer buffer in Matrices.Of(plan.Graph, plan.Model.Precision))
        {
            int count = buffer.IsOfTile ? Math.Max(plan.SamplesPerPass / Tiles.Samples, 1) : 1;
            yield return (buffer.Name, plan.Placement!.Of(buffer), count * buffer.Rows * Footprint.Width(buffer.Columns, plan.Model.Precision));
        }
    }

    internal static IEnumerable<Value> Everything(NetworkGraph graph) => graph.Forward.Concat(graph.Backward).Concat(graph.Gradients)
        .SelectMany(stage => stage.Operations)
        .SelectMany(operation => (IEnumerable<Value?>)[.. operation.Reads, .. operation.Scratch, .. graph.Model.IsTrainable ? operation.Keeps : [], .. operation.Parts, operation.Makes])
        .OfType<Value>()
        .Concat([graph.Head.Output, graph.Head.Delta]);

    /// <summary>The places of values in the workspace, each once, without those within another.</summary>
    internal static IEnumerable<Slot> SlotsOf(NetworkPlan plan, IEnumerable<Value?> values) => values
        .OfType<Value>()
        .Where(value => !plan.Placement!.IsPart(value))
        .Select(value => plan.Placement!.Of(value))
        .Where(slot => slot.Home == SlotHome.Workspace)
        .DistinctBy(slot => slot.Name);

    internal static long LengthOf(Slot slot, int samples) => slot.Value.Scope switch
    {
        ValueScope.Batch => slot.Stride,
        ValueScope.Tile => samples * (long)slot.Stride / 4,
        _ => samples * (long)slot.Stride * slot.Positions,
    };

    private static void AssertApart(NetworkPlan plan, IEnumerable<(string Name, long First, long Length)> places, long end)
    {
        (string Name, long First, long Length)[] sorted = [.. places.OrderBy(place => place.First).ThenBy(place => place.Length)];
        for (int i = 0; i < sorted.Length; i++)
        {
            (string name, long first, long length) = sorted[i];
            long next = i + 1 < sorted.Length ? sorted[i + 1].First : end;
            Assert.True(first + length <= next, $"{plan.Model.Type.Name}: {name} lies from {first} to {first + length}, but at {next} is {sorted.ElementAtOrDefault(i + 1).Name ?? "the end"}.");
        }
    }

    private static long Lines(long length, int line) => (length + line - 1) / line * line;

    /// <summary>A place that a prediction needs from one step to another: so many elements for each sample, and so many once.</summary>
    private sealed record Life(string Name, long Offset, long PerSample, long Once, int First, int Last)
    {
        public long Length(int samples) => (samples * PerSample) + Once;
    }
}
