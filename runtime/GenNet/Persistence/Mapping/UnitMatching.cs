using System.Collections.Generic;

#if GENNET_GENERATOR
namespace GenNet.Generator.Mapping;
#else
namespace GenNet.Persistence.Mapping;
#endif

/// <summary>
/// Finds which layer of a file is which of ours: by what their tensors are called and their shapes, and among those that are alike by the numbers in
/// their names. What that leaves open is an error, because a guess could make a network that is wrong in silence.
/// </summary>
internal sealed partial class UnitMatching
{
    private readonly Convention _convention;
    private readonly string _file;
    private readonly string _network;
    private readonly WeightAdvice _advice;
    private readonly IReadOnlyList<FileUnit> _units;
    private readonly IReadOnlyList<LayerPart> _parts;

    /// <summary>For each part and each unit what the unit's tensors are to the part; null where it doesn't fit.</summary>
    private readonly IReadOnlyList<ExpectedTensor>?[,] _fits;

    /// <summary>For each part its unit, or -1; and the other way round.</summary>
    private readonly int[] _unitOf;

    private readonly int[] _partOf;

    private UnitMatching(
        Convention convention, string file, string network, WeightAdvice advice, IReadOnlyList<FileUnit> units, IReadOnlyList<LayerPart> parts)
    {
        (_convention, _file, _network, _advice, _units, _parts) = (convention, file, network, advice, units, parts);
        _fits = new IReadOnlyList<ExpectedTensor>?[parts.Count, units.Count];
        _unitOf = new int[parts.Count];
        _partOf = new int[units.Count];
        for (int part = 0; part < parts.Count; part++)
        {
            _unitOf[part] = -1;
            foreach (IReadOnlyList<ExpectedTensor> expected in convention.Of(parts[part]))
            {
                for (int unit = 0; unit < units.Count; unit++)
                {
                    _fits[part, unit] ??= Fits(expected, units[unit]) ? expected : null;
                }
            }
        }

        for (int unit = 0; unit < units.Count; unit++)
        {
            _partOf[unit] = -1;
        }
    }

    /// <summary>Why there is no answer; null where there is one.</summary>
    public string? Error { get; private set; }

    /// <summary>The tensor whose shape is the reason; null where that is another.</summary>
    public Misfit? Misfit { get; private set; }

    /// <summary>The units of the file that are no layer of ours.</summary>
    public List<FileUnit> Others { get; } = new();

    /// <summary>Where each tensor goes.</summary>
    public List<MappedSource> Sources { get; } = new();

    /// <param name="convention">Whose names they are.</param>
    /// <param name="file">What the file is called in messages.</param>
    /// <param name="network">What the network is called.</param>
    /// <param name="advice">How a person says what a file leaves open.</param>
    /// <param name="units">The layers of the file.</param>
    /// <param name="parts">Ours.</param>
    /// <param name="known">Which unit is which part, where a person said so.</param>
    public static UnitMatching Find(
        Convention convention,
        string file,
        string network,
        WeightAdvice advice,
        IReadOnlyList<FileUnit> units,
        IReadOnlyList<LayerPart> parts,
        IReadOnlyList<KeyValuePair<FileUnit, LayerPart>> known)
    {
        var matching = new UnitMatching(convention, file, network, advice, units, parts);
        matching.Error = matching.TakeKnown(known) ?? matching.FindOthers();
        if (matching.Error is null)
        {
            matching.Collect();
        }

        return matching;
    }

    private static bool Fits(IReadOnlyList<ExpectedTensor> expected, FileUnit unit)
    {
        if (expected.Count != unit.Order.Count)
        {
            return false;
        }

        foreach (ExpectedTensor tensor in expected)
        {
            if (!unit.Roles.TryGetValue(tensor.Role, out FileTensor? found) || !IsShape(tensor.Shape, found.Shape))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsShape(long[] expected, long[] found)
    {
        if (expected.Length != found.Length)
        {
            return false;
        }

        for (int i = 0; i < expected.Length; i++)
        {
            if (expected[i] != found[i])
            {
                return false;
            }
        }

        return true;
    }

    private string? TakeKnown(IReadOnlyList<KeyValuePair<FileUnit, LayerPart>> known)
    {
        foreach (KeyValuePair<FileUnit, LayerPart> pair in known)
        {
            int unit = IndexOf(_units, pair.Key);
            int part = IndexOf(_parts, pair.Value);
            if (_fits[part, unit] is null)
            {
                return Mismatch(part, unit);
            }

            if (_unitOf[part] >= 0 || _partOf[unit] >= 0)
            {
                return $"{_file} can't be read as said: {MappingText.Clean(pair.Key.Name)} and {pair.Value.Name} are given to each other, and one of them to "
                    + "something else as well. Name each once.";
            }

            Take(part, unit);
        }

        return null;
    }

    private string? FindOthers()
    {
        while (TakeOnlyCandidates())
        {
        }

        // The first layer that nothing is left for, if there is one.
        for (int part = 0; part < _parts.Count; part++)
        {
            if (_unitOf[part] < 0 && Candidates(part).Count == 0)
            {
                return Missing(part);
            }
        }

        for (int part = 0; part < _parts.Count; part++)
        {
            if (_unitOf[part] < 0 && !TakeByNumbers(part))
            {
                return Ambiguous(part);
            }
        }

        return null;
    }

    /// <summary>Takes what can be nothing else; whether there was any.</summary>
    private bool TakeOnlyCandidates()
    {
        bool hasTaken = false;
        for (int part = 0; part < _parts.Count; part++)
        {
            List<int> candidates = _unitOf[part] < 0 ? Candidates(part) : [];
            if (candidates.Count == 1)
            {
                Take(part, candidates[0]);
                hasTaken = true;
            }
        }

        return hasTaken;
    }

    /// <summary>Takes as many units as there are parts, each fit for each, in the order of the numbers in their names.</summary>
    private bool TakeByNumbers(int first)
    {
        List<int> units = Candidates(first);
        var set = new HashSet<int>(units);
        var parts = new List<int>();
        for (int part = first; part < _parts.Count; part++)
        {
            if (_unitOf[part] >= 0)
            {
                continue;
            }

            List<int> candidates = Candidates(part);
            bool isSame = candidates.Count == units.Count && candidates.TrueForAll(set.Contains);
            if (isSame)
            {
                parts.Add(part);
            }
            else if (candidates.Exists(set.Contains))
            {
                return false;
            }
        }

        if (parts.Count != units.Count)
        {
            return false;
        }

        var inOrder = new List<KeyValuePair<NameOrder, int>>();
        foreach (int unit in units)
        {
            inOrder.Add(new(NameOrder.Of(_units[unit].Name), unit));
        }

        inOrder.Sort((one, other) => one.Key.CompareTo(other.Key));
        for (int i = 1; i < inOrder.Count; i++)
        {
            if (inOrder[i].Key.Pattern != inOrder[0].Key.Pattern || inOrder[i].Key.CompareTo(inOrder[i - 1].Key) == 0)
            {
                return false;
            }
        }

        for (int i = 0; i < parts.Count; i++)
        {
            Take(parts[i], inOrder[i].Value);
        }

        return true;
    }

    private List<int> Candidates(int part)
    {
        var candidates = new List<int>();
        for (int unit = 0; unit < _units.Count; unit++)
        {
            if (_partOf[unit] < 0 && _fits[part, unit] is not null)
            {
                candidates.Add(unit);
            }
        }

        return candidates;
    }

    private void Take(int part, int unit)
    {
        _unitOf[part] = unit;
        _partOf[unit] = part;
    }

    private void Collect()
    {
        for (int part = 0; part < _parts.Count; part++)
        {
            foreach (ExpectedTensor expected in _fits[part, _unitOf[part]]!)
            {
                Sources.Add(new MappedSource(_units[_unitOf[part]].Roles[expected.Role], expected.Pieces));
            }
        }

        for (int unit = 0; unit < _units.Count; unit++)
        {
            if (_partOf[unit] < 0)
            {
                Others.Add(_units[unit]);
            }
        }
    }

    private static int IndexOf<T>(IReadOnlyList<T> items, T item)
    {
        for (int i = 0; i < items.Count; i++)
        {
            if (ReferenceEquals(items[i], item))
            {
                return i;
            }
        }

        return -1;
    }
}
