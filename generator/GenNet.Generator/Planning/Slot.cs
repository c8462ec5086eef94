using GenNet.Generator.Graph;

namespace GenNet.Generator.Planning;

/// <summary>Where a value lies: rows of so many elements, a distance apart. Offsets count elements.</summary>
/// <param name="Name">What it is called in code; several values may share a place, one after the other.</param>
/// <param name="Value">The value whose shape it has.</param>
/// <param name="Width">The elements of a row that are written: whole cache lines, or the features alone where rows lie densely.</param>
/// <param name="Stride">The distance from one row to the next.</param>
/// <param name="Home">Which memory.</param>
/// <param name="Offset">Where row 0 begins there.</param>
internal sealed record Slot(string Name, Value Value, int Width, int Stride, SlotHome Home, int Offset)
{
    /// <summary>
    /// Where row 0 begins in a training pass that takes a whole batch: so many elements for each sample behind what the batch has once; null where
    /// that is at <see cref="Offset"/>.
    /// </summary>
    public long? OffsetPerSample { get; init; }

    /// <summary>Whether a training pass needs it for one tile of samples at a time, so that each thread has a place for one.</summary>
    public bool IsOfTile { get; init; }

    /// <summary>How far behind that it begins, where it is a part of another value.</summary>
    public int OffsetWithin { get; init; }

    public int Features => Value.Features;

    /// <summary>How many rows a sample has.</summary>
    public int Positions => Value.Positions;

    /// <summary>Whether rows follow one another without a gap that nobody writes.</summary>
    public bool IsContiguous => Width == Stride;

    /// <summary>Whether a row ends in padding.</summary>
    public bool IsPadded => Features != Width;
}
