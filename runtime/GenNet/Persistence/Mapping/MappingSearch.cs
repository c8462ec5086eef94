using System;
using System.Collections.Generic;

#if GENNET_GENERATOR
namespace GenNet.Generator.Mapping;
#else
namespace GenNet.Persistence.Mapping;
#endif

/// <summary>How a <see cref="WeightMapping"/> is found: whose names a file has, and what that makes of its tensors.</summary>
internal sealed partial class MappingSearch(
    string file,
    string network,
    IReadOnlyList<FileTensor> tensors,
    IReadOnlyList<NetworkLayer> layers,
    WeightAdvice advice,
    IReadOnlyList<KeyValuePair<string, string>> map,
    string? convention)
{
    private const string Own = "GenNet";
    private const string Unnamed = "arr_";

    private readonly List<LayerPart> _parts = LayerPart.Of(layers);

    public WeightMapping Find()
    {
        if (convention == Own || (convention is null && map.Count == 0 && HasOwnNames()))
        {
            return FindOwn();
        }

        if (convention is not null)
        {
            return FindAs(convention == Convention.Keras.Name ? Convention.Keras : Convention.PyTorch, tensors);
        }

        int pyTorch = CountTypical(Convention.PyTorch);
        int keras = CountTypical(Convention.Keras);
        return pyTorch != keras
            ? FindAs(pyTorch > keras ? Convention.PyTorch : Convention.Keras, tensors)
            : FindAsEither();
    }

    /// <summary>Whether at least half of the network's tensors are there by name.</summary>
    private bool HasOwnNames()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (FileTensor tensor in tensors)
        {
            names.Add(tensor.Name);
        }

        int found = 0;
        int all = 0;
        foreach (NetworkLayer layer in layers)
        {
            foreach (NetworkTensor tensor in layer.Tensors)
            {
                found += names.Contains(tensor.Name) ? 1 : 0;
                all++;
            }
        }

        return found > 0 && 2 * found >= all;
    }

    private WeightMapping FindOwn()
    {
        var byName = new Dictionary<string, FileTensor>(StringComparer.Ordinal);
        foreach (FileTensor tensor in tensors)
        {
            byName[tensor.Name] = tensor;
        }

        var sources = new List<MappedSource>();
        foreach (NetworkLayer layer in layers)
        {
            foreach (NetworkTensor tensor in layer.Tensors)
            {
                if (!byName.TryGetValue(tensor.Name, out FileTensor? found))
                {
                    return Failed(Own, $"{file} has no tensor {tensor.Name}, which {network} needs. {MappingText.BothSides(file, Group(Convention.Keras, tensors, []), network, _parts)}.");
                }

                if (MappingText.Shape(found.Shape) != MappingText.Shape(tensor.Shape))
                {
                    return Failed(
                        Own,
                        $"{tensor.Name} is {MappingText.Shape(found.Shape)} in {file}, but layer {layer.Number} of {network} declares {MappingText.Shape(tensor.Shape)}. "
                        + "Load a file of the same layers, or declare its sizes.",
                        new Misfit(tensor, found.Shape));
                }

                byName.Remove(tensor.Name);
                sources.Add(new MappedSource(found, Pieces.Same(tensor)));
            }
        }

        var others = new List<FileTensor>();
        foreach (FileTensor tensor in tensors)
        {
            if (byName.ContainsKey(tensor.Name))
            {
                others.Add(tensor);
            }
        }

        return WeightMapping.Found(Own, sources, others);
    }

    private int CountTypical(Convention names)
    {
        int count = 0;
        foreach (FileTensor tensor in tensors)
        {
            count += names.IsTypical(Convention.LastOf(tensor.Name)) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Names that nobody's are: W1 and b1, or none at all. The shapes say in which order the values are, where one alone fits.</summary>
    private WeightMapping FindAsEither()
    {
        WeightMapping pyTorch = FindAs(Convention.PyTorch, tensors);
        WeightMapping keras = FindAs(Convention.Keras, tensors);
        if (pyTorch.Error is null && keras.Error is null)
        {
            return IsSame(pyTorch, keras) ? keras : Failed(
                Own,
                $"{file} leaves open whether its matrices are [outputs, inputs] as PyTorch has them or [inputs, outputs] as Keras and NumPy's x @ W: all of them are "
                + $"square. Say it: {advice.Names(Convention.PyTorch.Name)} or {advice.Names(Convention.Keras.Name)}.");
        }

        return keras.Error is null ? keras : pyTorch.Error is null ? pyTorch : keras;
    }

    private static bool IsSame(WeightMapping one, WeightMapping other)
    {
        if (one.Sources.Count != other.Sources.Count)
        {
            return false;
        }

        for (int i = 0; i < one.Sources.Count; i++)
        {
            IReadOnlyList<TensorPiece> pieces = one.Sources[i].Pieces;
            IReadOnlyList<TensorPiece> others = other.Sources[i].Pieces;
            if (!ReferenceEquals(one.Sources[i].Tensor, other.Sources[i].Tensor) || pieces.Count != 1 || others.Count != 1 || !pieces[0].IsCopy || !others[0].IsCopy)
            {
                return false;
            }
        }

        return true;
    }

    private WeightMapping FindAs(Convention names, IReadOnlyList<FileTensor> found)
    {
        if (map.Count == 0 && IsUnnamed(found))
        {
            return FindInOrder(names, found);
        }

        var ignored = new List<FileTensor>();
        List<FileTensor> rest = [.. found];
        List<FileUnit> units;
        var known = new List<KeyValuePair<FileUnit, LayerPart>>();
        if (map.Count == 0)
        {
            units = Group(names, rest, ignored);
        }
        else if (TakeSaid(names, rest, out units, known, ignored) is { } error)
        {
            return Failed(names.Name, error);
        }

        UnitMatching matching = UnitMatching.Find(names, file, network, advice, units, _parts, known);
        if (matching.Error is not null)
        {
            return Failed(names.Name, matching.Error, matching.Misfit);
        }

        var others = new List<FileTensor>();
        foreach (FileUnit unit in matching.Others)
        {
            foreach (string role in unit.Order)
            {
                others.Add(unit.Roles[role]);
            }
        }

        return WeightMapping.Found(names.Name, matching.Sources, others);
    }

    /// <summary>The units, of which W1 and b1 are one.</summary>
    private static List<FileUnit> Group(Convention names, IReadOnlyList<FileTensor> tensors, ICollection<FileTensor> ignored)
    {
        List<FileTensor> renamed = [];
        var originals = new Dictionary<FileTensor, FileTensor>();
        foreach (FileTensor tensor in tensors)
        {
            FileTensor other = Plain(tensor.Name, names) is { } name ? new FileTensor(name, tensor.Shape, tensor.Type) : tensor;
            originals[other] = tensor;
            renamed.Add(other);
        }

        List<FileUnit> units = names.Group(renamed, ignored);
        foreach (FileUnit unit in units)
        {
            foreach (string role in unit.Order)
            {
                unit.Roles[role] = originals[unit.Roles[role]];
            }
        }

        return units;
    }

    /// <summary>W1 and b1 in names of others: 1.weight and 1.bias; null for other names.</summary>
    private static string? Plain(string name, Convention names)
    {
        string[] parts = Convention.Split(name);
        string last = parts[parts.Length - 1];
        int letters = last.Length;
        while (letters > 0 && last[letters - 1] >= '0' && last[letters - 1] <= '9')
        {
            letters--;
        }

        string? role = last.Substring(0, letters).TrimEnd('_') switch
        {
            "W" or "w" or "weights" => names.Kernel,
            "weight" or "kernel" when letters < last.Length => names.Kernel,
            "b" or "B" or "biases" => "bias",
            "bias" when letters < last.Length => "bias",
            _ => null,
        };
        if (role is null)
        {
            return null;
        }

        string parent = string.Join(".", parts, 0, parts.Length - 1);
        string number = last.Substring(letters);
        return $"{parent}{(parent.Length > 0 && number.Length > 0 ? "." : string.Empty)}{number}.{role}";
    }

    private static bool IsUnnamed(IReadOnlyList<FileTensor> tensors)
    {
        foreach (FileTensor tensor in tensors)
        {
            if (!tensor.Name.StartsWith(Unnamed, StringComparison.Ordinal) || !int.TryParse(tensor.Name.Substring(Unnamed.Length), out _))
            {
                return false;
            }
        }

        return tensors.Count > 0;
    }

    /// <summary>The arrays of <c>numpy.savez</c>, which have numbers alone: layer by layer, as <c>get_weights()</c> gives them.</summary>
    private WeightMapping FindInOrder(Convention names, IReadOnlyList<FileTensor> found)
    {
        List<FileTensor> inOrder = [.. found];
        inOrder.RemoveAll(tensor => tensor.Shape.Length == 0);
        inOrder.Sort((one, other) => NameOrder.Of(one.Name).CompareTo(NameOrder.Of(other.Name)));
        var sources = new List<MappedSource>();
        int next = 0;
        foreach (LayerPart part in _parts)
        {
            IReadOnlyList<ExpectedTensor>? fit = null;
            foreach (IReadOnlyList<ExpectedTensor> expected in names.Of(part))
            {
                fit ??= Fits(expected, inOrder, next) ? expected : null;
            }

            if (fit is null)
            {
                string there = next < inOrder.Count ? $"goes on with {inOrder[next].Name} of {MappingText.Shape(inOrder[next].Shape)}" : "ends";
                return Failed(
                    names.Name,
                    $"{file} holds arrays without names, and {there} where layer {part.Layer.Number} of {network} would be, {MappingText.Part(part)}. Give them "
                    + "names: numpy.savez(path, **{name: array, …}).");
            }

            foreach (ExpectedTensor expected in fit)
            {
                sources.Add(new MappedSource(inOrder[next++], expected.Pieces));
            }
        }

        return WeightMapping.Found(names.Name, sources, inOrder.GetRange(next, inOrder.Count - next));
    }

    private static bool Fits(IReadOnlyList<ExpectedTensor> expected, List<FileTensor> tensors, int first)
    {
        for (int i = 0; i < expected.Count; i++)
        {
            if (first + i >= tensors.Count || MappingText.Shape(tensors[first + i].Shape) != MappingText.Shape(expected[i].Shape))
            {
                return false;
            }
        }

        return true;
    }

    private static WeightMapping Failed(string names, string error, Misfit? misfit = null) => WeightMapping.Failed(names, error, misfit);
}
