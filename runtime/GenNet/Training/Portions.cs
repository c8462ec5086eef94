using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GenNet;

/// <summary>
/// The samples or weight rows that a thread of a team works on, portion by portion until nobody has any left; without a team, all of them at
/// once, or in parts where a pass says how many it takes at most.
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
    private readonly int _atMost;
    private int _first;
    private int _end;
    private int _endOfTaken;

    internal Portions(SharedWork? work, int member, int list, int count, int grain, int atLeast, int atMost, BatchFill? fill)
    {
        _work = work;
        _fill = fill;
        _member = member;
        _list = list;
        _count = count;
        _grain = grain;
        _atLeast = atLeast;
        _atMost = atMost;
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
        if (_end < _endOfTaken || _work is null)
        {
            _first = _end;
            _endOfTaken = _work is null ? _count : _endOfTaken;
        }
        else
        {
            _work.TryTake(_list, _member, _count, _grain, _atLeast, out _first, out _endOfTaken);
        }

        // What is taken comes in parts where there is a limit, none of them less than a group.
        _end = _endOfTaken - _first - _atMost < _grain ? _endOfTaken : _first + _atMost;
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
