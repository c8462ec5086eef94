using System;
using System.Runtime.CompilerServices;

namespace GenNet;

/// <summary>Scratch memory that each thread keeps between calls, so that a pass allocates nothing.</summary>
internal static class Workspace
{
    [ThreadStatic]
    private static AlignedArray<byte> t_block;

    /// <summary>
    /// At least <paramref name="length"/> elements on a 64-byte boundary, of any content, valid until this thread rents again.
    /// </summary>
    public static ref T Rent<T>(int length)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        int bytes = checked(Math.Max(length, 1) * Unsafe.SizeOf<T>());
        if (t_block.Length < bytes || t_block.Length == 0)
        {
            t_block = new AlignedArray<byte>(bytes);
        }

        return ref Unsafe.As<byte, T>(ref t_block.First);
    }
}
