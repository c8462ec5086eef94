using System.Collections.Generic;

#if GENNET_GENERATOR
namespace GenNet.Generator.Mapping;
#else
namespace GenNet.Persistence.Mapping;
#endif

/// <content>What a person said of layers and tensors of the file.</content>
internal sealed partial class MappingSearch
{
    /// <summary>What a person said of layers and tensors of the file.</summary>
    private string? TakeSaid(
        Convention names,
        List<FileTensor> rest,
        out List<FileUnit> units,
        List<KeyValuePair<FileUnit, LayerPart>> known,
        ICollection<FileTensor> ignored)
    {
        units = [];
        var given = new Dictionary<LayerPart, FileUnit>();
        var layersSaid = new List<KeyValuePair<string, LayerPart>>();
        foreach (KeyValuePair<string, string> pair in map)
        {
            if (_parts.Find(one => one.Name == pair.Value) is { } part)
            {
                layersSaid.Add(new(pair.Key, part));
            }
            else if (TakeTensor(names, pair, rest, given, ignored) is { } error)
            {
                return error;
            }
        }

        units = Group(names, rest, ignored);
        foreach (KeyValuePair<string, LayerPart> said in layersSaid)
        {
            FileUnit? unit = units.Find(one => one.Name == said.Key.Replace('/', '.'));
            if (unit is null)
            {
                return $"{file} has no layer {MappingText.Clean(said.Key)}, which was said to be {said.Value.Name} of {network}. "
                    + MappingText.BothSides(file, units, network, _parts) + ".";
            }

            known.Add(new(unit, said.Value));
        }

        foreach (KeyValuePair<LayerPart, FileUnit> entry in given)
        {
            units.Add(entry.Value);
            known.Add(new(entry.Value, entry.Key));
        }

        return null;
    }

    /// <summary>Gives a tensor of the file to the layer that has the tensor it was said to be; returns what is wrong with that.</summary>
    private string? TakeTensor(
        Convention names,
        KeyValuePair<string, string> said,
        List<FileTensor> rest,
        Dictionary<LayerPart, FileUnit> given,
        ICollection<FileTensor> ignored)
    {
        FileTensor? tensor = rest.Find(one => one.Name == said.Key);
        LayerPart? part = _parts.Find(one => Target(one, said.Value) is not null);
        if (part is null)
        {
            return $"{network} has no layer or tensor {MappingText.Clean(said.Value)}, which {MappingText.Clean(said.Key)} of {file} was said to be. "
                + MappingText.BothSides(file, Group(names, tensors, ignored), network, _parts) + ".";
        }

        if (tensor is null)
        {
            return $"{file} has no tensor {MappingText.Clean(said.Key)}, which was said to be {said.Value} of {network}. "
                + MappingText.BothSides(file, Group(names, tensors, ignored), network, _parts) + ".";
        }

        if (Whole(names, part, said.Value) is not { } expected)
        {
            return $"{said.Value} of {network} is no tensor of {names.Name} by itself. Say which layer of {file} is {part.Name}: "
                + $"{advice.Pair(Prefix(tensor.Name), part.Name)}.";
        }

        if (!given.TryGetValue(part, out FileUnit? unit))
        {
            unit = new FileUnit(part.Name, tensors.Count);
            given.Add(part, unit);
        }

        unit.Add(expected.Role, tensor);
        rest.Remove(tensor);
        return null;
    }

    private static string Prefix(string name)
    {
        string[] parts = Convention.Split(name);
        return MappingText.Clean(string.Join(".", parts, 0, parts.Length - 1));
    }

    private static NetworkTensor? Target(LayerPart part, string name)
    {
        foreach (NetworkTensor tensor in part.Tensors)
        {
            if (tensor.Name == name)
            {
                return tensor;
            }
        }

        return null;
    }

    /// <summary>The tensor of others that is one of ours and nothing else.</summary>
    private static ExpectedTensor? Whole(Convention names, LayerPart part, string name)
    {
        foreach (IReadOnlyList<ExpectedTensor> way in names.Of(part))
        {
            foreach (ExpectedTensor expected in way)
            {
                bool isWhole = expected.Pieces.Count > 0;
                foreach (TensorPiece piece in expected.Pieces)
                {
                    isWhole &= piece.Target.Name == name && !piece.Adds;
                }

                if (isWhole)
                {
                    return expected;
                }
            }
        }

        return null;
    }
}
