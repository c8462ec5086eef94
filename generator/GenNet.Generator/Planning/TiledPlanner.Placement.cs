using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Graph;

namespace GenNet.Generator.Planning;

/// <content>What is laid out, as whoever writes code asks for it.</content>
internal sealed partial class TiledPlanner
{
    /// <summary>Where everything lies, once the workspace is known to fit.</summary>
    private Placement PlacementOf(Dictionary<string, long> offsets, WorkspaceLayout layout)
    {
        int targetFeatures = _graph.Model.HasVariances ? Head.Output.Features / 2 : Head.Output.Features;
        Value targets = new Value("t", 0, Head.Output.Shape.WithFeatures(targetFeatures));
        return new Placement(
            Slots(layout),
            new HashSet<string>(_parts.Select(part => part.Part.Name), StringComparer.Ordinal),
            PlacesOf(offsets),
            TransposesOf(offsets),
            Matrices.Of(_graph, _precision).ToDictionary(buffer => buffer.Name, buffer => layout.OffsetOf(buffer.Name), StringComparer.Ordinal))
        {
            Targets = PadsTargets
                ? new Slot("t", targets, checked((int)WidthOf(Head.Output)), checked((int)StrideOf(Head.Output)), SlotHome.Workspace, layout.OffsetOf(WorkspaceLayout.Targets))
                {
                    OffsetPerSample = _isWhole ? _targetsPerSample : null,
                }
                : new Slot("t", targets, targetFeatures, targetFeatures, SlotHome.Targets, 0),
            LossesOffset = layout.OffsetOf(WorkspaceLayout.Losses),
            LossesOffsetPerSample = _lossesPerSample,
            NonzerosOffset = layout.OffsetOf(WorkspaceLayout.Nonzeros),
            SkipsZeros = _skipsZeros,
            WorkOfBatch = _workOfBatch,
            Work = layout.Work.ToDictionary(place => place.Key, place => checked((int)place.Value)),
        };
    }

    /// <summary>The place of each value by its name.</summary>
    private Dictionary<string, Slot> Slots(WorkspaceLayout layout)
    {
        var slots = new Dictionary<string, Slot>(StringComparer.Ordinal);
        foreach (Value input in _graph.Inputs)
        {
            int stride = checked((int)StrideOfInput(input));
            slots.Add(input.Name, new Slot(
                input.Name,
                input,
                IsMoved(input) ? checked((int)Footprint.Width(input.Features, _precision)) : stride,
                stride,
                IsMoved(input) ? SlotHome.Workspace : SlotHome.Inputs,
                layout.OffsetOf(input.Name))
            {
                OffsetPerSample = _isWhole && _offsetsPerSample.TryGetValue(input.Name, out long behind) ? behind : null,
            });
        }

        foreach (Row row in _rows)
        {
            slots.Add(row.Value.Name, new Slot(
                row.Value.Name,
                row.Value,
                checked((int)WidthOf(row.Value)),
                checked((int)row.Stride),
                layout.Offsets.ContainsKey(row.Value.Name) ? SlotHome.Workspace : SlotHome.Nowhere,
                layout.OffsetOf(row.Value.Name))
            {
                OffsetPerSample = _isWhole && _offsetsPerSample.TryGetValue(row.Value.Name, out long behind) ? behind : null,
                IsOfTile = layout == _layout && _ofTile.Contains(row.Value.Name),
            });
        }

        foreach (KeyValuePair<string, string> shared in _shared)
        {
            slots.Add(shared.Key, slots[shared.Value]);
        }

        foreach (PartRow part in _parts)
        {
            slots.Add(part.Part.Name, SlotOf(part.Part, slots[part.Whole.Name], part.Row, part.Group));
        }

        return slots;
    }

    /// <summary>Where a part of a value lies.</summary>
    private Slot SlotOf(Value part, Slot whole, int row, int group)
    {
        int column = group == 0 ? 0 : checked((int)(WidthOf(whole.Value) / whole.Value.Groups * group));
        return new Slot(
            part.Name,
            part,
            checked((int)WidthOf(part)),
            part.Positions == whole.Positions ? whole.Stride : checked(whole.Stride * whole.Positions),
            whole.Home,
            whole.Offset + (row * whole.Stride) + column)
        {
            OffsetPerSample = whole.OffsetPerSample,
            IsOfTile = whole.IsOfTile,
            OffsetWithin = (row * whole.Stride) + column,
        };
    }
}
