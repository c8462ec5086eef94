using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace GenNet.Numerics;

/// <summary>What code knows about memory that the machine cannot guess.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Cache
{
    /// <summary>
    /// Asks for an element's cache line, which will be read soon, and does not wait for it. Nothing happens where the machine has no
    /// such instruction, or where no memory is.
    /// </summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="origin">An element of pinned memory.</param>
    /// <param name="offset">
    /// How many elements behind it the line is. It may be where the memory has ended, and so is no reference: the garbage collector must not
    /// see one there.
    /// </param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch<T>(ref readonly T origin, nint offset)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0((T*)Unsafe.AsPointer(ref Unsafe.AsRef(in origin)) + offset);
        }
    }

    /// <summary>Asks in the same way for the cache lines of neighbouring elements.</summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="origin">An element of pinned memory.</param>
    /// <param name="offset">How many elements behind it the first line is.</param>
    /// <param name="count">The number of elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch<T>(ref readonly T origin, nint offset, int count)
        where T : unmanaged
    {
        for (int i = 0; i < count; i += 64 / sizeof(T))
        {
            Prefetch(in origin, offset + i);
        }
    }

    /// <summary>
    /// Asks for a row that will be copied next. Into the second-level cache, because the first can wait for so few lines at once that asking
    /// for a row would take as long as reading it.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <typeparam name="T">What the row is of.</typeparam>
    internal static unsafe void PrefetchRow<T>(ReadOnlySpan<T> row)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            fixed (T* first = row)
            {
                for (int i = 0; i < row.Length; i += 64 / sizeof(T))
                {
                    Sse.Prefetch1(first + i);
                }
            }
        }
    }
}
