using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace GenNet.Numerics;

/// <summary>What generated code knows about memory that the machine cannot guess.</summary>
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
}
