using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Emission;

/// <summary>
/// The constants that say where everything of a tiled network begins, under the names that the passes have for it, so that no other line says it
/// in numbers.
/// </summary>
internal sealed class OffsetNames
{
    /// <summary>What the places of inputs that are not 0 are called.</summary>
    public const string Nonzeros = WorkspaceLayout.Nonzeros;

    /// <summary>What each sample's loss is called.</summary>
    public const string Losses = WorkspaceLayout.Losses;

    private readonly NetworkPlan _plan;

    // By their names: of the pass that learns, or of all where one layout is for all; then of passes without a way back where they have their own.
    private readonly Dictionary<string, long> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _predicting = new(StringComparer.Ordinal);

    private OffsetNames(CodeStyle style) => _plan = style.Plan;

    /// <summary>Those of the passes over a batch.</summary>
    public static OffsetNames OfPasses(CodeStyle style)
    {
        var names = new OffsetNames(style);
        CodeStyle predicting = style.ForPrediction();
        bool areOwn = predicting.Plan.IsOfPrediction;
        AddPrediction(areOwn ? names._predicting : names._places, predicting);
        AddBatch(areOwn ? names._predicting : names._places, predicting);
        if (areOwn)
        {
            AddTraining(names._places, style);
        }

        return names;
    }

    /// <summary>Those of a stream's step.</summary>
    public static OffsetNames OfStep(CodeStyle style)
    {
        var names = new OffsetNames(style);
        AddPrediction(names._places, style);
        return names;
    }

    /// <summary>Writes the class.</summary>
    public void Write(SourceWriter writer)
    {
        writer.WriteLine("/// <summary>Where everything begins, in elements: tensors in the parameters, then what a pass works with in its workspace.</summary>");
        using (writer.WriteBlock($"private static class {CodeStyle.Offsets}"))
        {
            // A layer a line.
            foreach (IGrouping<int, TensorPlace> layer in _plan.Tensors.GroupBy(place => place.Tensor.Layer))
            {
                WriteConstants(layer.Select(place => $"{place.Tensor.Name} = {place.Offset}"));
            }

            WritePlaces(_places);
            if (_predicting.Count > 0)
            {
                writer.WriteLine();
                writer.WriteLine("/// <summary>The workspace of passes without a way back: a place is used again when nothing reads any more what lies there.</summary>");
                using (writer.WriteBlock($"public static class {CodeStyle.PredictionOffsets}"))
                {
                    WritePlaces(_predicting, isFirst: true);
                }
            }
        }

        writer.WriteLine();

        void WritePlaces(Dictionary<string, long> places, bool isFirst = false)
        {
            if (places.Count == 0)
            {
                return;
            }

            if (!isFirst)
            {
                writer.WriteLine();
            }

            // By their names, because queries over pairs are methods of their own for the JIT.
            WriteConstants(places.Keys.OrderBy(name => places[name]).Select(name => $"{name} = {places[name]}"));
        }

        void WriteConstants(IEnumerable<string> constants)
        {
            foreach (string line in TextLayout.Fields("const int", constants))
            {
                writer.WriteLine(line);
            }
        }
    }

    /// <summary>What a pass has that predicts.</summary>
    private static void AddPrediction(Dictionary<string, long> places, CodeStyle style)
    {
        TiledCode code = style.Tiled;
        foreach (Slot slot in code.Inputs.Concat(code.PredictionSlots))
        {
            Add(places, slot);
        }

        AddWork(places, style);
        AddBuffers(places, style, Matrices.Of(style.Plan.Graph.Forward, style.Precision));
    }

    /// <summary>What passes over a batch have besides, and those with a loss.</summary>
    private static void AddBatch(Dictionary<string, long> places, CodeStyle style)
    {
        foreach (Slot slot in style.Tiled.BatchSlots(isBackward: false).Append(style.Plan.Placement!.Targets))
        {
            Add(places, slot);
        }

        places[Losses] = style.Plan.Placement.LossesOffset;
        AddNonzeros(places, style);
    }

    /// <summary>What a pass has that learns: where it takes a whole batch, most of it has no constant place.</summary>
    private static void AddTraining(Dictionary<string, long> places, CodeStyle style)
    {
        NetworkPlan plan = style.Plan;
        TiledCode code = style.Tiled;
        foreach (Slot slot in code.Inputs.Concat(code.BatchSlots(isBackward: true)).Append(plan.Placement!.Targets))
        {
            if (WorkspaceOffset.IsConstant(plan, slot.OffsetPerSample))
            {
                Add(places, slot);
            }
        }

        foreach (Tensor tensor in plan.Transposed)
        {
            places[$"{tensor.Name}T"] = plan.Placement.TransposeOf(tensor).Offset;
        }

        AddBuffers(places, style, Matrices.Of(plan.Graph, style.Precision));
        if (WorkspaceOffset.IsConstant(plan, plan.Placement.LossesOffsetPerSample))
        {
            places[Losses] = plan.Placement.LossesOffset;
            AddWork(places, style);
        }

        AddNonzeros(places, style);
    }

    private static void AddNonzeros(Dictionary<string, long> places, CodeStyle style)
    {
        if (style.Plan.Placement!.SkipsZeros is not null)
        {
            places[Nonzeros] = style.Plan.Placement.NonzerosOffset;
        }
    }

    private static void AddWork(Dictionary<string, long> places, CodeStyle style)
    {
        foreach (KeyValuePair<Operation, int> work in style.Plan.Placement!.Work)
        {
            places[style.WorkNameOf(work.Key)] = work.Value;
        }
    }

    private static void AddBuffers(Dictionary<string, long> places, CodeStyle style, IEnumerable<Graph.Buffer> buffers)
    {
        foreach (Graph.Buffer buffer in buffers)
        {
            places[buffer.Name] = style.Plan.Placement!.Of(buffer);
        }
    }

    private static void Add(Dictionary<string, long> places, Slot slot)
    {
        if (slot.Home == SlotHome.Workspace)
        {
            places[slot.Name] = slot.Offset;
        }
    }
}
