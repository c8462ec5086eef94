using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GenNet;

/// <summary>
/// The samples or weight rows that a thread of a team works on, portion by portion until nobody has any left; without a team, all of them at
/// once.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Portions
{
    private readonly SharedWork? _work;
    private readonly BatchFill? _fill;
    private readonly int _member;
    private readonly int _list;
    private readonly int _count;
    private readonly int _grain;
    private readonly int _atLeast;
    private int _first;
    private int _end;

    internal Portions(SharedWork? work, int member, int list, int count, int grain, int atLeast, BatchFill? fill)
    {
        _work = work;
        _fill = fill;
        _member = member;
        _list = list;
        _count = count;
        _grain = grain;
        _atLeast = atLeast;
    }

    /// <summary>The first item of the portion, and the one after the last.</summary>
    public readonly (int First, int End) Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (_first, _end);
    }

    /// <summary>Takes the next portion.</summary>
    /// <returns>Whether there is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveNext()
    {
        if (_work is null)
        {
            _first = _end;
            _end = _count;
        }
        else
        {
            _work.TryTake(_list, _member, _count, _grain, _atLeast, out _first, out _end);
        }

        if (_first == _end)
        {
            return false;
        }

        _fill?.Fill(_first, _end);
        return true;
    }

    /// <summary>The portions themselves, for <c>foreach</c>.</summary>
    /// <returns>The same portions.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Portions GetEnumerator() => this;
}
