using System;
using System.Runtime.CompilerServices;

namespace GenNet;

/// <summary>Scratch memory that each thread keeps between calls, so that a pass allocates nothing.</summary>
internal sealed class Workspace
{
    [ThreadStatic]
    private static Workspace? t_workspace;

    private readonly AlignedArray<byte> _block;

    private Workspace(int bytes) => _block = new AlignedArray<byte>(bytes);

    /// <summary>
    /// At least <paramref name="length"/> elements on a 64-byte boundary, of any content, valid until this thread rents again.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Rent<T>(int length)
        where T : unmanaged
    {
        Workspace? workspace = t_workspace;
        if (workspace is null || (long)workspace._block.Length < (long)length * Unsafe.SizeOf<T>())
        {
            workspace = Grow(length, Unsafe.SizeOf<T>());
        }

        return ref Unsafe.As<byte, T>(ref workspace._block.First);
    }

    /// <summary>Leaves this thread's memory to the garbage collector.</summary>
    public static void Release() => t_workspace = null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Workspace Grow(int length, int elementSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var workspace = new Workspace(checked(Math.Max(length, 1) * elementSize));
        t_workspace = workspace;
        return workspace;
    }
}
