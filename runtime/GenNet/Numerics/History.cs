using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GenNet.Numerics;

/// <summary>The last rows of a stream, which windows look back at.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class History
{
    /// <summary>
    /// Takes a row in and yields the window that ends with it. Each row is written twice, as many rows apart as a window has, so that every window
    /// lies in one piece and nothing is ever moved.
    /// </summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="history">2 · apart × rows × stride values; zeros where nothing has come yet.</param>
    /// <param name="row">The row: <paramref name="width"/> values.</param>
    /// <param name="count">How many rows have come before.</param>
    /// <param name="rows">How many rows a window has.</param>
    /// <param name="apart">How far one row of a window is from the next: 1 where they follow one another.</param>
    /// <param name="width">The values of a row.</param>
    /// <param name="stride">The distance from one row to the next in memory.</param>
    /// <returns>The window's first row, the oldest; the others lie behind it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Append<T>(ref T history, ref readonly T row, long count, int rows, int apart, int width, int stride)
        where T : unmanaged
    {
        // Rows that may be in one window have a part of the history to themselves.
        ulong part = (ulong)count % (uint)apart;
        ulong place = (ulong)count / (uint)apart % (uint)rows;
        ref T first = ref Unsafe.Add(ref history, (nint)((part * 2 * (uint)rows) + place) * stride);
        ref T second = ref Unsafe.Add(ref first, rows * stride);
        MemoryMarshal.CreateReadOnlySpan(in row, width).CopyTo(MemoryMarshal.CreateSpan(ref first, width));
        MemoryMarshal.CreateReadOnlySpan(in row, width).CopyTo(MemoryMarshal.CreateSpan(ref second, width));
        return ref Unsafe.Add(ref first, stride);
    }
}
