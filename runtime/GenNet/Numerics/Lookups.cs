using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GenNet.Numerics;

/// <summary>
/// Where a pass looked each row of a table up: lists of positions, one for each row that occurs, in the order of the samples. So a row's gradient
/// is a sum whose terms have one order, whoever adds them up, and rows that do not occur cost nothing.
/// </summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
/// <remarks>
/// The memory may have any content, and of a large vocabulary only what belongs to rows that occur is touched: what stands for a row counts if the
/// list that it names says the same row (P. Briggs and L. Torczon, <i>An efficient representation for sparse sets</i>, 1993).
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Lookups<T>
    where T : unmanaged
{
    private readonly ref int _count;

    // For each row its list, for each list its row, its first and its last position, and for each position the next of its list.
    private readonly ref int _listOf;
    private readonly ref int _rows;
    private readonly ref int _firsts;
    private readonly ref int _lasts;
    private readonly ref int _nexts;

    /// <summary>Lays the lists over scratch memory.</summary>
    /// <param name="workspace">As many bytes as the generator's <c>LookupGradient</c> counts, of any content.</param>
    /// <param name="vocabulary">The number of rows of the table.</param>
    /// <param name="mostPositions">The most positions of a pass.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lookups(ref T workspace, int vocabulary, int mostPositions)
    {
        nint mostRows = vocabulary < mostPositions ? vocabulary : mostPositions;
        _count = ref Unsafe.As<T, int>(ref workspace);
        _listOf = ref Unsafe.Add(ref _count, 1);
        _rows = ref Unsafe.Add(ref _listOf, vocabulary);
        _firsts = ref Unsafe.Add(ref _rows, mostRows);
        _lasts = ref Unsafe.Add(ref _firsts, mostRows);
        _nexts = ref Unsafe.Add(ref _lasts, mostRows);
    }

    /// <summary>The number of rows that occur.</summary>
    public int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _count;
    }

    /// <summary>Lists the positions of a pass. One thread does it.</summary>
    /// <param name="indices">The rows that were looked up, each of them one of the table's.</param>
    /// <param name="positions">How many.</param>
    [MethodImpl(Kernel.Options)]
    public void Find(ref readonly T indices, int positions)
    {
        int count = 0;
        for (int position = 0; position < positions; position++)
        {
            T index = Unsafe.Add(ref Unsafe.AsRef(in indices), position);
            int row = typeof(T) == typeof(float) ? (int)Unsafe.BitCast<T, float>(index) : (int)Unsafe.BitCast<T, double>(index);
            int list = Unsafe.Add(ref _listOf, row);
            if ((uint)list >= (uint)count || Unsafe.Add(ref _rows, list) != row)
            {
                list = count++;
                Unsafe.Add(ref _listOf, row) = list;
                Unsafe.Add(ref _rows, list) = row;
                Unsafe.Add(ref _firsts, list) = position;
            }
            else
            {
                Unsafe.Add(ref _nexts, Unsafe.Add(ref _lasts, list)) = position;
            }

            Unsafe.Add(ref _lasts, list) = position;
            Unsafe.Add(ref _nexts, position) = -1;
        }

        _count = count;
    }

    /// <summary>The row of a list.</summary>
    /// <param name="list">0 to below <see cref="Count"/>.</param>
    /// <returns>The row.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int RowOf(int list) => Unsafe.Add(ref _rows, list);

    /// <summary>The list of a row.</summary>
    /// <param name="row">A row of the table.</param>
    /// <returns>0 to below <see cref="Count"/>, or −1 where the row does not occur.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ListOf(int row)
    {
        int list = Unsafe.Add(ref _listOf, row);
        return (uint)list < (uint)_count && Unsafe.Add(ref _rows, list) == row ? list : -1;
    }

    /// <summary>The first position of a list.</summary>
    /// <param name="list">0 to below <see cref="Count"/>; −1 is a list of none.</param>
    /// <returns>The position, or −1 if there is none.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FirstOf(int list) => list < 0 ? -1 : Unsafe.Add(ref _firsts, list);

    /// <summary>The position behind another one.</summary>
    /// <param name="position">A position of some list.</param>
    /// <returns>The next of the same list, or −1 if there is none.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(int position) => Unsafe.Add(ref _nexts, position);
}
