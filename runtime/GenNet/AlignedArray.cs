using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GenNet;

/// <summary>
/// An array that starts on a 64-byte boundary, where vector loads never straddle two cache lines. Pinned, so that the boundary
/// stays; without a finalizer, so that it costs no more than an array.
/// </summary>
internal readonly struct AlignedArray<T>
    where T : unmanaged
{
    public const int Alignment = 64;

    /// <summary>How many elements an array has more than it was asked for.</summary>
    public static int MostOfAlignment => Alignment / Unsafe.SizeOf<T>();

    private readonly T[] _array;
    private readonly int _start;

    public AlignedArray(int length)
    {
        _array = GC.AllocateArray<T>(checked(length + MostOfAlignment), pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(_array, 0);
        _start = (int)((Alignment - (address % Alignment)) % Alignment) / Unsafe.SizeOf<T>();
        Length = length;
    }

    public int Length
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get;
    }

    public ref T First
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), _start);
    }

    public Span<T> Span => MemoryMarshal.CreateSpan(ref First, Length);
}
