using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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

    /// <summary>Writes zeros over rows.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="rows">Rows of <paramref name="stride"/> values.</param>
    /// <param name="stride">The length of a row.</param>
    /// <param name="first">The first row.</param>
    /// <param name="end">The row after the last.</param>
    [MethodImpl(Kernel.Options)]
    public static void Clear<T>(ref T rows, int stride, nint first, nint end)
        where T : unmanaged =>
        MemoryMarshal.CreateSpan(ref Unsafe.Add(ref rows, first * stride), (int)((end - first) * stride)).Clear();

    /// <summary>Copies some columns of rows to columns of other rows, with zeros behind.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="source">The first of the columns in row 0.</param>
    /// <param name="stride">The distance from one row of the source to the next.</param>
    /// <param name="destination">The first column in row 0 that receives them.</param>
    /// <param name="newStride">The distance from one row of the destination to the next.</param>
    /// <param name="width">How many columns.</param>
    /// <param name="padded">The same with the zeros behind them.</param>
    /// <param name="first">The first row.</param>
    /// <param name="end">The row after the last.</param>
    [MethodImpl(Kernel.Options)]
    public static void CopyColumns<T>(
        ref readonly T source, int stride, ref T destination, int newStride, int width, int padded, int first, int end)
        where T : unmanaged
    {
        for (nint row = first; row < end; row++)
        {
            Span<T> to = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref destination, row * newStride), padded);
            MemoryMarshal.CreateReadOnlySpan(in Unsafe.Add(ref Unsafe.AsRef(in source), row * stride), width).CopyTo(to);
            to[width..].Clear();
        }
    }

    /// <summary>Copies values to rows of another length, in their order, with zeros behind each row.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="source">Rows of <paramref name="width"/> values.</param>
    /// <param name="destination">Receives rows of <paramref name="newWidth"/> values.</param>
    /// <param name="width">The values of a row.</param>
    /// <param name="stride">The distance from one row to the next.</param>
    /// <param name="newWidth">The values of a new row.</param>
    /// <param name="newPadded">The same with the zeros behind them.</param>
    /// <param name="newStride">The distance from one new row to the next.</param>
    /// <param name="first">The first row of the source; a new row begins there.</param>
    /// <param name="end">The row after the last of the source; a new row ends there.</param>
    [MethodImpl(Kernel.Options)]
    public static void Rearrange<T>(
        ref readonly T source, ref T destination, int width, int stride, int newWidth, int newPadded, int newStride, int first, int end)
        where T : unmanaged
    {
        int column = 0;
        ref T to = ref Unsafe.Add(ref destination, (nint)((long)first * width / newWidth) * newStride);
        nint rows = end - first;
        ref T next = ref Unsafe.Add(ref Unsafe.AsRef(in source), (nint)first * stride);

        // Rows with nothing between them are one long row.
        if (stride == width)
        {
            width *= (int)rows;
            rows = Math.Min(rows, 1);
        }

        if (newStride == newWidth)
        {
            newWidth = int.MaxValue;
        }

        for (nint row = 0; row < rows; row++)
        {
            ReadOnlySpan<T> from = MemoryMarshal.CreateReadOnlySpan(in Unsafe.Add(ref next, row * stride), width);
            while (from.Length > 0)
            {
                int count = Math.Min(from.Length, newWidth - column);
                from[..count].CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref to, column), count));
                from = from[count..];
                column += count;
                if (column == newWidth)
                {
                    MemoryMarshal.CreateSpan(ref Unsafe.Add(ref to, newWidth), newPadded - newWidth).Clear();
                    to = ref Unsafe.Add(ref to, newStride);
                    column = 0;
                }
            }
        }
    }

    /// <summary>The first row that holds an infinity or NaN.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="rows">Rows of <paramref name="stride"/> values.</param>
    /// <param name="width">How many values of a row are looked at, a multiple of a cache line's.</param>
    /// <param name="stride">The distance from one row to the next.</param>
    /// <param name="first">The first row.</param>
    /// <param name="end">The row after the last.</param>
    /// <returns>The row, or <paramref name="end"/> if all are finite.</returns>
    [MethodImpl(Kernel.Options)]
    public static nint FindNotFinite<T>(ref readonly T rows, int width, int stride, nint first, nint end)
        where T : unmanaged
    {
        ref T row = ref Unsafe.Add(ref Unsafe.AsRef(in rows), first * stride);
        for (; first < end; first++)
        {
            // x − x is 0 with no bit set, or NaN where x is NaN or infinite.
            if (Vector512.IsHardwareAccelerated)
            {
                Vector512<T> bits = Vector512<T>.Zero;
                for (nint i = 0; i < width; i += Vector512<T>.Count)
                {
                    Vector512<T> x = Vector512.LoadUnsafe(ref row, (nuint)i);
                    bits |= x - x;
                }

                if (bits.AsByte() != Vector512<byte>.Zero)
                {
                    return first;
                }
            }
            else
            {
                Vector256<T> bits = Vector256<T>.Zero;
                for (nint i = 0; i < width; i += Vector256<T>.Count)
                {
                    Vector256<T> x = Vector256.LoadUnsafe(ref row, (nuint)i);
                    bits |= x - x;
                }

                if (bits.AsByte() != Vector256<byte>.Zero)
                {
                    return first;
                }
            }

            row = ref Unsafe.Add(ref row, stride);
        }

        return end;
    }

    /// <summary>Writes zeros behind the first <paramref name="width"/> values of rows of <paramref name="stride"/>.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="rows">rows × stride values.</param>
    /// <param name="width">The length of a row.</param>
    /// <param name="stride">The length of a padded row.</param>
    /// <param name="first">The first row.</param>
    /// <param name="end">The row after the last.</param>
    [MethodImpl(Kernel.Options)]
    public static void ClearPadding<T>(ref T rows, int width, int stride, int first, int end)
        where T : unmanaged
    {
        for (nint row = first; row < end; row++)
        {
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref rows, (row * stride) + width), stride - width).Clear();
        }
    }

    /// <summary>
    /// Writes the transpose of a matrix, with zeros behind each row. Both may lie in panels: so many columns side by side, row after
    /// row, then the next columns.
    /// </summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="source">The matrix, rows × columns.</param>
    /// <param name="destination">Receives columns × rows.</param>
    /// <param name="rows">The number of rows of the source.</param>
    /// <param name="columns">The number of columns of the source, padding left out.</param>
    /// <param name="panelWidth">The columns of a panel of the source; where it is one panel, the length of its rows.</param>
    /// <param name="transposedPanelWidth">The same of the destination.</param>
    [MethodImpl(Kernel.Options)]
    public static void Transpose<T>(
        ref readonly T source, ref T destination, int rows, int columns, int panelWidth, int transposedPanelWidth)
        where T : unmanaged
    {
        const int Block = 4;
        for (int panel = 0; panel < rows; panel += transposedPanelWidth)
        {
            int length = Math.Min(transposedPanelWidth, rows - panel);
            for (int column = 0; column < columns; column += Block)
            {
                int width = Math.Min(Block, columns - column);
                nint first = ((nint)(column / panelWidth) * rows * panelWidth) + (column % panelWidth);
                ref T from = ref Unsafe.Add(ref Unsafe.AsRef(in source), first + ((nint)panel * panelWidth));
                ref T to = ref Unsafe.Add(ref destination, ((nint)panel * columns) + ((nint)column * transposedPanelWidth));
                nint row = 0;
                if (width == Block && typeof(T) == typeof(float) && Sse.IsSupported)
                {
                    for (; row <= length - Block; row += Block)
                    {
                        TransposeFour(
                            ref Unsafe.As<T, float>(ref Unsafe.Add(ref from, row * panelWidth)),
                            ref Unsafe.As<T, float>(ref Unsafe.Add(ref to, row)),
                            panelWidth,
                            transposedPanelWidth);
                    }
                }

                for (; row < length; row++)
                {
                    for (nint i = 0; i < width; i++)
                    {
                        Unsafe.Add(ref to, (i * transposedPanelWidth) + row) = Unsafe.Add(ref from, (row * panelWidth) + i);
                    }
                }

                for (nint i = 0; i < width && length < transposedPanelWidth; i++)
                {
                    MemoryMarshal.CreateSpan(
                        ref Unsafe.Add(ref to, (i * transposedPanelWidth) + length), transposedPanelWidth - length).Clear();
                }
            }
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

    /// <summary>The sum of a strip of columns over many rows, in four sums that hide the latency of an addition.</summary>
    /// <typeparam name="TStrip">The strip.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">The strip's first column in the first row.</param>
    /// <param name="stride">The distance from one row to the next.</param>
    /// <param name="count">The number of rows.</param>
    /// <returns>The sums.</returns>
    [MethodImpl(Kernel.Inlined)]
    public static TStrip Sum<TStrip, T>(ref readonly T rows, int stride, int count)
        where TStrip : struct, IStrip<TStrip, T>
        where T : unmanaged
    {
        TStrip sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        ref T row = ref Unsafe.AsRef(in rows);
        int i = 0;
        for (; i <= count - 4; i += 4)
        {
            sum0.Add(ref row);
            sum1.Add(ref Unsafe.Add(ref row, stride));
            sum2.Add(ref Unsafe.Add(ref row, 2 * stride));
            sum3.Add(ref Unsafe.Add(ref row, 3 * stride));
            row = ref Unsafe.Add(ref row, 4 * stride);
        }

        for (; i < count; i++)
        {
            sum0.Add(ref row);
            row = ref Unsafe.Add(ref row, stride);
        }

        sum0.Add(sum1);
        sum2.Add(sum3);
        sum0.Add(sum2);
        return sum0;
    }

    /// <summary>The transpose of four rows and columns, in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeFour(ref float source, ref float destination, nint stride, nint transposedStride)
    {
        Vector128<float> a = Vector128.LoadUnsafe(ref source);
        Vector128<float> b = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, stride));
        Vector128<float> c = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 2 * stride));
        Vector128<float> d = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 3 * stride));
        Vector128<float> lowAB = Sse.UnpackLow(a, b);
        Vector128<float> lowCD = Sse.UnpackLow(c, d);
        Vector128<float> highAB = Sse.UnpackHigh(a, b);
        Vector128<float> highCD = Sse.UnpackHigh(c, d);
        Sse.MoveLowToHigh(lowAB, lowCD).StoreUnsafe(ref destination);
        Sse.MoveHighToLow(lowCD, lowAB).StoreUnsafe(ref Unsafe.Add(ref destination, transposedStride));
        Sse.MoveLowToHigh(highAB, highCD).StoreUnsafe(ref Unsafe.Add(ref destination, 2 * transposedStride));
        Sse.MoveHighToLow(highCD, highAB).StoreUnsafe(ref Unsafe.Add(ref destination, 3 * transposedStride));
    }
}
