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
    public const string Nonzeros = "nonzeros";

    /// <summary>What each sample's loss is called.</summary>
    public const string Losses = "losses";

    private readonly NetworkPlan _plan;
    private readonly Dictionary<string, long> _places = [];

    private OffsetNames(CodeStyle style, TiledCode code)
    {
        _plan = style.Plan;
        foreach (Slot slot in code.Inputs.Concat(code.PredictionSlots))
        {
            Add(slot);
        }

        foreach (KeyValuePair<Operation, int> work in Placement.Work)
        {
            _places[style.WorkNameOf(work.Key)] = work.Value;
        }
    }

    private Placement Placement => _plan.Placement!;

    /// <summary>Those of the passes over a batch.</summary>
    public static OffsetNames OfPasses(CodeStyle style, TiledCode code)
    {
        var names = new OffsetNames(style, code);
        names.AddBatch(code);
        return names;
    }

    /// <summary>Those of a stream's step.</summary>
    public static OffsetNames OfStep(CodeStyle style, TiledCode code)
    {
        var names = new OffsetNames(style, code);
        names.AddBuffers(NetworkGraph.BuffersOf(style.Plan.Graph.Forward));
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

            if (_places.Count > 0)
            {
                writer.WriteLine();
                WriteConstants(_places.OrderBy(place => place.Value).Select(place => $"{place.Key} = {place.Value}"));
            }
        }

        writer.WriteLine();

        void WriteConstants(IEnumerable<string> constants)
        {
            foreach (string line in TextLayout.Fields("const int", constants))
            {
                writer.WriteLine(line);
            }
        }
    }

    /// <summary>What a pass with a loss has besides.</summary>
    private void AddBatch(TiledCode code)
    {
        NetworkGraph graph = _plan.Graph;
        IEnumerable<Slot> trained = _plan.Model.IsTrainable ? code.BatchSlots(isBackward: true) : [];
        foreach (Slot slot in code.BatchSlots(isBackward: false).Concat(trained.Where(IsConstant)).Append(Placement.Targets))
        {
            Add(slot);
        }

        if (_plan.Model.IsTrainable)
        {
            foreach (Tensor tensor in graph.Transposed)
            {
                _places[$"{tensor.Name}T"] = Placement.TransposeOf(tensor).Offset;
            }
        }

        AddBuffers(_plan.Model.IsTrainable ? graph.Buffers : NetworkGraph.BuffersOf(graph.Forward));

        _places[Losses] = Placement.LossesOffset;
        if (Placement.SkipsZeros is not null)
        {
            _places[Nonzeros] = Placement.NonzerosOffset;
        }
    }

    private void AddBuffers(IEnumerable<Graph.Buffer> buffers)
    {
        foreach (Graph.Buffer buffer in buffers)
        {
            _places[buffer.Name] = Placement.Of(buffer);
        }
    }

    private bool IsConstant(Slot slot) => WorkspaceOffset.IsConstant(_plan, slot.OffsetPerSample);

    private void Add(Slot slot)
    {
        if (slot.Home == SlotHome.Workspace)
        {
            _places[slot.Name] = slot.Offset;
        }
    }
}
