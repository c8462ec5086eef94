using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GenNet.Generator.Planning;

namespace GenNet.Generator.Kernels.StraightLine;

/// <summary>How a layer's statements are cut into blocks: so many rows and columns of its weights at most in each.</summary>
internal sealed record BlockSize(int Rows, int Columns)
{
    /// <summary>The locals of a value that is loaded, computed and stored.</summary>
    private const int LocalsOfRow = 4;

    /// <summary>Everything in one block.</summary>
    public static readonly BlockSize Whole = new(int.MaxValue, int.MaxValue);

    /// <summary>
    /// 128 weights a block: with the values it loads and stores, a block's method stays below the 512 locals at which the JIT stops
    /// inlining.
    /// </summary>
    public static readonly BlockSize Small = new(4, 32);

    /// <summary>
    /// The most values that blocks of whole rows take, such as inputs, targets or losses of units: a method of more locals is hard on
    /// compilers, C#'s and the JIT.
    /// </summary>
    private const int MostValues = 64;

    /// <summary>
    /// A matrix of fewer blocks keeps them small. Each call hands on a structure with a field for every value, and the C# compiler
    /// follows each of them through each call: its time is the product of both, so of a long thin matrix there must be few blocks.
    /// </summary>
    private const int ManyBlocks = 32;

    /// <summary>Cuts a matrix into blocks, all columns of some rows before the next rows.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="localsOfRow">The locals that the JIT needs for what a row has beside its columns, an activation for example.</param>
    public IEnumerable<(IndexRange Rows, IndexRange Columns, int Index)> Cut(int rows, int columns, int localsOfRow = 0)
    {
        (int rowsOfBlock, int columnsOfBlock) = HasManyBlocks(rows, columns) ? Thick(rows, columns, localsOfRow) : (Rows, Columns);
        int index = 0;
        for (int row = 0; row < rows; row = End(row, rowsOfBlock, rows))
        {
            for (int column = 0; column < columns; column = End(column, columnsOfBlock, columns))
            {
                yield return (new IndexRange(row, End(row, rowsOfBlock, rows)), new IndexRange(column, End(column, columnsOfBlock, columns)), index++);
            }
        }
    }

    /// <summary>Cuts a row of values, each of which has a statement or two, into blocks of so many that a method is well off with them.</summary>
    /// <param name="count">The number of values.</param>
    /// <param name="localsOfValue">The locals that the JIT needs for what is done to a value.</param>
    public IEnumerable<(IndexRange Values, string Index)> CutValues(int count, int localsOfValue = 0)
    {
        if (this == Whole)
        {
            return [(new IndexRange(0, count), string.Empty)];
        }

        int size = Math.Max(Rows, Math.Min(MostValues, Planner.MostInlinedLocals / (localsOfValue + LocalsOfRow)));
        bool isOne = count <= size;
        return Enumerable.Range(0, (count + size - 1) / size).Select(index => (
            new IndexRange(index * size, End(index * size, size, count)), isOne ? string.Empty : index.ToString(CultureInfo.InvariantCulture)));
    }

    private bool HasManyBlocks(int rows, int columns) =>
        this != Whole && (long)rows * columns > (long)ManyBlocks * Math.Min(rows, Rows) * Math.Min(columns, Columns);

    /// <summary>
    /// Blocks of as many weights as the others, of a matrix with fewer rows or columns than those have. Sums are made of the same
    /// statements in the same order.
    /// </summary>
    private (int Rows, int Columns) Thick(int rows, int columns, int localsOfRow)
    {
        double locals = (Planner.LocalsOfMultiplyAdd * Math.Min(columns, Columns)) + localsOfRow + LocalsOfRow;
        return (
            Math.Max(Rows, Math.Min(MostValues, (int)(Planner.MostInlinedLocals / locals))),
            Columns * Math.Max(1, Rows / rows));
    }

    private static int End(int first, int length, int all) => length >= all - first ? all : first + length;
}

/// <summary>The whole numbers from <paramref name="First"/> up to but not including <paramref name="End"/>.</summary>
internal sealed record IndexRange(int First, int End) : IEnumerable<int>
{
    public int Count => End - First;

    public IEnumerator<int> GetEnumerator() => Enumerable.Range(First, Count).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
