using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Graph;

namespace GenNet.Generator.Planning;

/// <summary>Where everything of a tiled network lies.</summary>
internal sealed record Placement
{
    private readonly IReadOnlyDictionary<string, Slot> _slots;
    private readonly ISet<string> _parts;
    private readonly IReadOnlyDictionary<string, TensorPlace> _tensors;
    private readonly IReadOnlyDictionary<string, TensorPlace> _transposes;
    private readonly IReadOnlyDictionary<string, int> _buffers;

    /// <summary>Lays it down.</summary>
    /// <param name="slots">The place of each value by its name.</param>
    /// <param name="parts">The names of values that lie in the place of another.</param>
    /// <param name="tensors">The place of each tensor.</param>
    /// <param name="transposes">The place of each transpose.</param>
    /// <param name="buffers">The place of each matrix that an operation needs for itself, by its name.</param>
    public Placement(
        IReadOnlyDictionary<string, Slot> slots,
        ISet<string> parts,
        IEnumerable<TensorPlace> tensors,
        IEnumerable<TensorPlace> transposes,
        IReadOnlyDictionary<string, int> buffers)
    {
        _buffers = buffers;
        _slots = slots;
        _parts = parts;
        _tensors = tensors.ToDictionary(place => place.Tensor.Name, System.StringComparer.Ordinal);
        _transposes = transposes.ToDictionary(place => place.Tensor.Name, System.StringComparer.Ordinal);
    }

    /// <summary>Whether there are values that a training pass needs for one tile of samples at a time.</summary>
    public bool HasPlacesOfTiles => _slots.Values.Any(slot => slot.IsOfTile);

    /// <summary>Where the targets lie as the loss reads them.</summary>
    public Slot Targets { get; init; } = null!;

    /// <summary>Where each row's loss lies in the workspace.</summary>
    public int LossesOffset { get; init; }

    /// <summary>Where they lie in a training pass that takes a whole batch: so many elements for each sample behind what the batch has once.</summary>
    public long LossesOffsetPerSample { get; init; }

    /// <summary>Where the places of inputs that are not 0 lie in the workspace.</summary>
    public int NonzerosOffset { get; init; }

    /// <summary>The product that leaves out inputs that are 0; null where none does.</summary>
    public DenseProduct? SkipsZeros { get; init; }

    /// <summary>Where the memory begins that each operation works with.</summary>
    public IReadOnlyDictionary<Operation, int> Work { get; init; } = new Dictionary<Operation, int>();

    /// <summary>
    /// Where that begins in a training pass that takes a whole batch: so many elements for each sample behind what the batch has once, and so many
    /// behind that.
    /// </summary>
    public IReadOnlyDictionary<Operation, (long PerSample, long Within)> WorkOfBatch { get; init; } =
        new Dictionary<Operation, (long PerSample, long Within)>();

    /// <summary>The place of a value.</summary>
    public Slot Of(Value value) => _slots[value.Name];

    /// <summary>Whether a value is a name for a part of another.</summary>
    public bool IsPart(Value value) => _parts.Contains(value.Name);

    /// <summary>Whether two values share a place.</summary>
    public bool AreInPlace(Value one, Value other) => Of(one).Name == Of(other).Name;

    /// <summary>The place of a tensor.</summary>
    public TensorPlace Of(Tensor tensor) => _tensors[tensor.Name];

    /// <summary>Where a matrix that an operation needs for itself lies in the workspace.</summary>
    public int Of(Graph.Buffer buffer) => _buffers[buffer.Name];

    /// <summary>Whether the weights of each unit lie together, so that they are their own transpose.</summary>
    public bool IsByUnit(Tensor weights) => Of(weights).Columns.IsOneByOne;

    /// <summary>The place of a tensor's transpose.</summary>
    public TensorPlace TransposeOf(Tensor tensor) => _transposes[tensor.Name];
}
