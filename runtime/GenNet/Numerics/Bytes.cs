using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GenNet.Numerics;

/// <summary>Turns bytes into the numbers a network computes with.</summary>
internal static unsafe class Bytes
{
    /// <summary>destination = source · scale, each product rounded once.</summary>
    [MethodImpl(Kernel.Options)]
    public static void Scale<T>(byte* source, T* destination, nint count, T scale)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Scale(source, (float*)destination, count, Unsafe.BitCast<T, float>(scale));
        }
        else
        {
            Scale(source, (double*)destination, count, Unsafe.BitCast<T, double>(scale));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scale(byte* source, float* destination, nint count, float scale)
    {
        nint i = 0;
        for (; i <= count - 16; i += 16)
        {
            Vector256<ushort> words = Vector256.WidenLower(Vector128.Load(source + i).ToVector256Unsafe());
            (Vector256<uint> a, Vector256<uint> b) = Vector256.Widen(words);
            (Vector256.ConvertToSingle(a.AsInt32()) * scale).Store(destination + i);
            (Vector256.ConvertToSingle(b.AsInt32()) * scale).Store(destination + i + 8);
        }

        for (; i < count; i++)
        {
            destination[i] = source[i] * scale;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scale(byte* source, double* destination, nint count, double scale)
    {
        for (nint i = 0; i < count; i++)
        {
            destination[i] = source[i] * scale;
        }
    }
}
