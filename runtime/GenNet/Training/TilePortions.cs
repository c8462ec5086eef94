using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GenNet;

/// <summary>The tiles of samples that a thread of a team works on, and where what one of them alone needs has its place.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct TilePortions
{
    private Portions _portions;
    private int _place = -1;

    internal TilePortions(Portions portions) => _portions = portions;

    /// <summary>
    /// The first sample of the tile, the one after the last, and how far away from the first one's rows those lie that no other tile needs, in samples:
    /// less than 0 where they lie before.
    /// </summary>
    public readonly (int First, int End, nint Away) Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            (int first, int end) = _portions.Current;
            return (first, end, _place - first);
        }
    }

    /// <summary>Takes the next tile.</summary>
    /// <returns>Whether there is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveNext()
    {
        if (!_portions.MoveNext())
        {
            return false;
        }

        // The tile at the end of the batch has more samples than another's place has room for, so it stays in its own.
        (int first, int end) = _portions.Current;
        _place = _place < 0 || end - first > Batch<float>.SamplesPerTile ? first : _place;
        return true;
    }

    /// <summary>The tiles themselves, for <c>foreach</c>.</summary>
    /// <returns>The same tiles.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TilePortions GetEnumerator() => this;
}
