using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace GenNet.Generator.Layers;

/// <summary>How a layer's statements are cut into blocks: so many rows and columns of its weights at most in each.</summary>
internal sealed record BlockSize(int Rows, int Columns)
{
    /// <summary>Everything in one block.</summary>
    public static readonly BlockSize Whole = new(int.MaxValue, int.MaxValue);

    /// <summary>
    /// 128 weights a block: with the values it loads and stores, a block's method stays below the 512 locals at which the JIT stops
    /// inlining.
    /// </summary>
    public static readonly BlockSize Small = new(4, 32);

    /// <summary>Cuts a matrix into blocks, all columns of some rows before the next rows.</summary>
    public IEnumerable<(Range Rows, Range Columns, int Index)> Cut(int rows, int columns)
    {
        int index = 0;
        for (int row = 0; row < rows; row = End(row, Rows, rows))
        {
            for (int column = 0; column < columns; column = End(column, Columns, columns))
            {
                yield return (new Range(row, End(row, Rows, rows)), new Range(column, End(column, Columns, columns)), index++);
            }
        }
    }

    private static int End(int first, int length, int all) => length >= all - first ? all : first + length;
}

/// <summary>The whole numbers from <paramref name="First"/> up to but not including <paramref name="End"/>.</summary>
internal sealed record Range(int First, int End) : IEnumerable<int>
{
    public int Count => End - First;

    public IEnumerator<int> GetEnumerator() => Enumerable.Range(First, Count).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
