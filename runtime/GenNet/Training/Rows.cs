using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using GenNet.Numerics;

namespace GenNet.Training;

/// <summary>Fetches rows that lie anywhere in a data set.</summary>
internal static class Rows
{
    /// <summary>
    /// Rows are asked for so many bytes ahead: those of the next batch while this one is learnt from, if it is no larger, and no more than a second-level
    /// cache keeps beside the weights.
    /// </summary>
    private const int BytesAhead = 1 << 17;

    /// <summary>Short rows need not be asked for earlier than this.</summary>
    private const int MostRowsAhead = 64;

    /// <summary>Copies rows of one type, one after another.</summary>
    /// <param name="order">Where the rows lie, those to be copied later included: numbers of rows there are.</param>
    /// <param name="count">How many are copied now.</param>
    /// <param name="rows">All rows.</param>
    /// <param name="destination">Receives them.</param>
    /// <param name="size">The elements of a row.</param>
    [MethodImpl(Kernel.Options)]
    public static void Gather<T>(ReadOnlySpan<int> order, int count, ReadOnlySpan<T> rows, Span<T> destination, int size)
        where T : unmanaged
    {
        // Rows of these lengths are one load and one store each, without the call that copies longer ones.
        switch (size * Unsafe.SizeOf<T>())
        {
            case 4:
                GatherWhole<T, uint>(order, count, rows, destination);
                break;
            case 8:
                GatherWhole<T, ulong>(order, count, rows, destination);
                break;
            case 16:
                GatherWhole<T, Vector128<byte>>(order, count, rows, destination);
                break;
            case 32:
                GatherWhole<T, Vector256<byte>>(order, count, rows, destination);
                break;
            default:
                GatherLong(order, count, rows, destination, size);
                break;
        }
    }

    private static void GatherLong<T>(ReadOnlySpan<int> order, int count, ReadOnlySpan<T> rows, Span<T> destination, int size)
        where T : unmanaged
    {
        int ahead = Math.Clamp(BytesAhead / (size * Unsafe.SizeOf<T>()), 1, MostRowsAhead);
        for (int i = 0; i < count; i++)
        {
            if (i + ahead < order.Length)
            {
                // It lies anywhere, so nothing but this asks for it before it is copied.
                Cache.PrefetchRow(rows.Slice(order[i + ahead] * size, size));
            }

            rows.Slice(order[i] * size, size).CopyTo(destination[(i * size)..]);
        }
    }

    /// <summary>The same where a row is one <typeparamref name="TRow"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GatherWhole<T, TRow>(ReadOnlySpan<int> order, int count, ReadOnlySpan<T> rows, Span<T> destination)
        where T : unmanaged
        where TRow : unmanaged
    {
        ReadOnlySpan<TRow> from = MemoryMarshal.Cast<T, TRow>(rows);
        Span<TRow> to = MemoryMarshal.Cast<T, TRow>(destination)[..count];
        order = order[..count];
        for (int i = 0; i < order.Length; i++)
        {
            to[i] = from[order[i]];
        }
    }
}
