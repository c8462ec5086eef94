using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GenNet;

/// <summary>
/// One thread's share of weight rows that are not equally much work: every block whose turn it is, so that what is dear in one part of an
/// image and cheap in another falls to all threads alike. Without a team, all rows in one block.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct RowBlocks
{
    private readonly int _rows;
    private readonly int _length;
    private readonly int _step;
    private int _first;

    /// <summary>The blocks of a thread.</summary>
    /// <param name="rows">The number of rows of all threads together.</param>
    /// <param name="length">The rows of a block; the last may have fewer.</param>
    /// <param name="turn">Which block is the thread's first.</param>
    /// <param name="turns">How many threads take turns.</param>
    internal RowBlocks(int rows, int length, int turn, int turns)
    {
        _rows = rows;
        _length = length;
        _step = length * turns;
        _first = (turn * length) - _step;
    }

    /// <summary>The first row of the block, and the one after the last.</summary>
    public readonly (int First, int End) Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (_first, Math.Min(_first + _length, _rows));
    }

    /// <summary>Goes on to the next block.</summary>
    /// <returns>Whether there is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveNext()
    {
        _first += _step;
        return _first < _rows;
    }

    /// <summary>The blocks themselves, for <c>foreach</c>.</summary>
    /// <returns>The same blocks.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly RowBlocks GetEnumerator() => this;
}
