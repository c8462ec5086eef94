using System;
using System.Collections.Generic;

#if GENNET_GENERATOR
namespace GenNet.Generator.Mapping;
#else
namespace GenNet.Persistence.Mapping;
#endif

/// <content>Why there is no answer, in words.</content>
internal sealed partial class UnitMatching
{
    private string Ambiguous(int part)
    {
        List<int> units = Candidates(part);
        var parts = new List<LayerPart>();
        for (int other = 0; other < _parts.Count; other++)
        {
            if (_unitOf[other] < 0 && Candidates(other).Exists(units.Contains))
            {
                parts.Add(_parts[other]);
            }
        }

        string ours = MappingText.List(parts, one => one.Name);
        string theirs = MappingText.List(units, unit => MappingText.Clean(_units[unit].Name));
        return $"{_file} leaves open which of {theirs} {(parts.Count == 1 ? "is" : "are")} {ours} of {_network}: their shapes are alike, and no numbers in "
            + $"their names give them an order. Say it: {_advice.Pair(MappingText.Clean(_units[units[0]].Name), _parts[part].Name)}, "
            + $"a pair for each that is open. {BothSides}.";
    }

    private string Missing(int part)
    {
        // Where as many are alike as we have, the first of theirs is meant to be the first of ours.
        var units = new List<int>();
        for (int unit = 0; unit < _units.Count; unit++)
        {
            if (IsAlike(part, unit))
            {
                units.Add(unit);
            }
        }

        int number = 0;
        int parts = 0;
        for (int other = 0; other < _parts.Count; other++)
        {
            if (_parts[other].IsSlope == _parts[part].IsSlope && _parts[other].Layer.Kind == _parts[part].Layer.Kind)
            {
                number += other < part ? 1 : 0;
                parts++;
            }
        }

        units.Sort((one, other) => InOrder(one, other));
        if (units.Count == parts && _partOf[units[number]] < 0)
        {
            return Mismatch(part, units[number]);
        }

        units.RemoveAll(unit => _partOf[unit] >= 0);
        return units.Count == 1
            ? Mismatch(part, units[0])
            : $"{_file} has nothing for layer {_parts[part].Layer.Number} of {_network}, {MappingText.Part(_parts[part])}. {BothSides}.";
    }

    private int InOrder(int one, int other)
    {
        int byNumbers = NameOrder.Of(_units[one].Name).CompareTo(NameOrder.Of(_units[other].Name));
        return byNumbers != 0 ? byNumbers : one.CompareTo(other);
    }

    /// <summary>Whether a unit is of a part's kind, whatever its sizes are.</summary>
    private bool IsAlike(int part, int unit)
    {
        foreach (IReadOnlyList<ExpectedTensor> expected in _convention.Of(_parts[part]))
        {
            if (expected.Count > 0
                && _units[unit].Roles.TryGetValue(expected[0].Role, out FileTensor? first)
                && first.Shape.Length == expected[0].Shape.Length
                && _units[unit].Roles.ContainsKey("running_mean") == (_parts[part].Layer.Tensor("running_mean") is not null))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What is wrong with the tensors of a unit for a part.</summary>
    private string Mismatch(int part, int unit)
    {
        LayerPart ours = _parts[part];
        FileUnit theirs = _units[unit];
        string layer = $"layer {ours.Layer.Number}";
        string name = MappingText.Clean(theirs.Name.Length == 0 ? "it" : theirs.Name);
        if (_convention.Reason(ours, theirs) is { } reason)
        {
            return $"{_file} does not fit {_network}: {reason}.";
        }

        IReadOnlyList<IReadOnlyList<ExpectedTensor>> ways = _convention.Of(ours);
        if (ways.Count == 0)
        {
            return $"{_file} can't be read into {layer} of {_network}: {_convention.Name} has no such {MappingText.Kind(ours)}. Rename its tensors as ours: {MappingText.Part(ours)}.";
        }

        IReadOnlyList<ExpectedTensor> expected = Closest(ways, theirs);
        foreach (ExpectedTensor tensor in expected)
        {
            if (!theirs.Roles.TryGetValue(tensor.Role, out FileTensor? found))
            {
                string remedy = tensor.Role.IndexOf("bias", StringComparison.Ordinal) >= 0
                    ? $": declare layer {ours.Layer.Number} with Bias = false, or bring the bias along"
                    : string.Empty;
                return $"{_file} does not fit {_network}: {name} has no {tensor.Role}, but {layer} has {MappingText.Part(ours)}{remedy}. {BothSides}.";
            }

            if (!IsShape(tensor.Shape, found.Shape))
            {
                return WrongShape(ours, tensor, found);
            }
        }

        foreach (string role in theirs.Order)
        {
            if (!Contains(expected, role))
            {
                string remedy = role.IndexOf("bias", StringComparison.Ordinal) >= 0 ? $": remove Bias = false of layer {ours.Layer.Number}" : string.Empty;
                return $"{_file} does not fit {_network}: {name} has a {MappingText.Clean(role)}, which {layer} has not{remedy}. {BothSides}.";
            }
        }

        return $"{_file} does not fit {_network}: {name} is not {layer}. {BothSides}.";
    }

    /// <summary>Of several ways the one with the most names that are there.</summary>
    private static IReadOnlyList<ExpectedTensor> Closest(IReadOnlyList<IReadOnlyList<ExpectedTensor>> ways, FileUnit unit)
    {
        IReadOnlyList<ExpectedTensor> closest = ways[0];
        foreach (IReadOnlyList<ExpectedTensor> way in ways)
        {
            if (Known(way, unit) > Known(closest, unit))
            {
                closest = way;
            }
        }

        return closest;
    }

    /// <summary>Both shapes of a tensor: in our order of axes where that is known, in theirs otherwise.</summary>
    private string WrongShape(LayerPart ours, ExpectedTensor tensor, FileTensor found)
    {
        string layer = $"layer {ours.Layer.Number}";
        string shape = MappingText.Shape(found.Shape);
        if (tensor.Axes is { } axes && axes.Length == found.Shape.Length)
        {
            NetworkTensor target = tensor.Pieces[0].Target;
            Misfit = new Misfit(target, Array.ConvertAll(axes, axis => found.Shape[axis]));
            string asOurs = MappingText.Shape(Misfit.Shape);
            string there = asOurs == shape ? MappingText.Clean(found.Name) : $"{MappingText.Clean(found.Name)}, {shape} {_convention.Order}";
            return $"{target.Name} is {asOurs} in {_file} ({there}), but {layer} of {_network} declares {MappingText.Shape(target.Shape)}. {BothSides}.";
        }

        return $"{MappingText.Clean(found.Name)} is {shape} in {_file}, but {layer} of {_network}, {MappingText.Part(ours)}, takes "
            + $"{MappingText.Shape(tensor.Shape)} {_convention.Order}. {BothSides}.";
    }

    private string BothSides => MappingText.BothSides(_file, _units, _network, _parts);

    private static int Known(IReadOnlyList<ExpectedTensor> way, FileUnit unit)
    {
        int known = 0;
        foreach (ExpectedTensor tensor in way)
        {
            known += unit.Roles.TryGetValue(tensor.Role, out FileTensor? found) ? 1 : 0;
            known += found is not null && found.Shape.Length == tensor.Shape.Length ? 1 : 0;
        }

        return known;
    }

    private static bool Contains(IReadOnlyList<ExpectedTensor> expected, string role)
    {
        foreach (ExpectedTensor tensor in expected)
        {
            if (tensor.Role == role)
            {
                return true;
            }
        }

        return false;
    }
}
