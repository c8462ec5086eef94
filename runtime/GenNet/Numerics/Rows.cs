using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GenNet.Numerics;

/// <summary>Moves matrix rows between the dense layout people see and the padded one that kernels read.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Rows
{
    /// <summary>Copies rows of <paramref name="width"/> values to rows of <paramref name="stride"/>, with zeros behind.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="source">rows × width values.</param>
    /// <param name="destination">Receives rows × stride values.</param>
    /// <param name="width">The length of a row.</param>
    /// <param name="stride">The length of a padded row.</param>
    /// <param name="first">The first row.</param>
    /// <param name="end">The row after the last.</param>
    [MethodImpl(Kernel.Options)]
    public static void Pad<T>(ref readonly T source, ref T destination, int width, int stride, int first, int end)
        where T : unmanaged
    {
        for (nint row = first; row < end; row++)
        {
            ReadOnlySpan<T> from = MemoryMarshal.CreateReadOnlySpan(
                in Unsafe.Add(ref Unsafe.AsRef(in source), row * width), width);
            Span<T> to = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref destination, row * stride), stride);
            from.CopyTo(to);
            to[width..].Clear();
        }
    }

    /// <summary>Copies the first <paramref name="width"/> values of rows of <paramref name="stride"/> to dense rows.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="source">rows × stride values.</param>
    /// <param name="destination">Receives rows × width values.</param>
    /// <param name="width">The length of a row.</param>
    /// <param name="stride">The length of a padded row.</param>
    /// <param name="rows">The number of rows.</param>
    [MethodImpl(Kernel.Options)]
    public static void Unpad<T>(ref readonly T source, ref T destination, int width, int stride, int rows)
        where T : unmanaged
    {
        for (nint row = 0; row < rows; row++)
        {
            MemoryMarshal.CreateReadOnlySpan(in Unsafe.Add(ref Unsafe.AsRef(in source), row * stride), width)
                .CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref destination, row * width), width));
        }
    }

    /// <summary>Writes the transpose of some columns of a padded matrix, with zeros behind each row.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="source">rows × stride values, of which some columns are taken.</param>
    /// <param name="destination">Receives columns × transposedStride values.</param>
    /// <param name="rows">The number of rows of the source.</param>
    /// <param name="stride">The length of a padded row of the source.</param>
    /// <param name="transposedStride">The length of a padded row of the transpose, at least <paramref name="rows"/>.</param>
    /// <param name="first">The first column, a row of the transpose.</param>
    /// <param name="end">The column after the last.</param>
    [MethodImpl(Kernel.Options)]
    public static void Transpose<T>(
        ref readonly T source, ref T destination, int rows, int stride, int transposedStride, int first, int end)
        where T : unmanaged
    {
        // Squares of one cache line's width, so that each line of both matrices is touched once while it is near.
        const int Block = 16;
        ref T from = ref Unsafe.AsRef(in source);
        for (int columnBlock = first; columnBlock < end; columnBlock += Block)
        {
            int columnEnd = Math.Min(columnBlock + Block, end);
            for (int rowBlock = 0; rowBlock < rows; rowBlock += Block)
            {
                int rowEnd = Math.Min(rowBlock + Block, rows);
                for (nint column = columnBlock; column < columnEnd; column++)
                {
                    for (nint row = rowBlock; row < rowEnd; row++)
                    {
                        Unsafe.Add(ref destination, (column * transposedStride) + row) =
                            Unsafe.Add(ref from, (row * stride) + column);
                    }
                }
            }
        }

        for (nint column = first; column < end; column++)
        {
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref destination, (column * transposedStride) + rows), transposedStride - rows)
                .Clear();
        }
    }

    /// <summary>The sum of a column of numbers, in double, first to last.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="count">How many there are.</param>
    /// <returns>Their sum.</returns>
    [MethodImpl(Kernel.Options)]
    public static float Sum(ref readonly float values, int count)
    {
        double sum = 0;
        foreach (float value in MemoryMarshal.CreateReadOnlySpan(in values, count))
        {
            sum += value;
        }

        return (float)sum;
    }

    /// <inheritdoc cref="Sum(ref readonly float, int)"/>
    [MethodImpl(Kernel.Options)]
    public static double Sum(ref readonly double values, int count)
    {
        double sum = 0;
        foreach (double value in MemoryMarshal.CreateReadOnlySpan(in values, count))
        {
            sum += value;
        }

        return sum;
    }
}
