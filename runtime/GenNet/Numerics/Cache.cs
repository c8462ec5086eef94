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
    /// <param name="element">The element; it may lie beyond its array.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch<T>(ref readonly T element)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in element)));
        }
    }
}
