using System;
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

    /// <summary>
    /// destination = source · scale as a data set has it: rounded to a float, and where the scale is 1 over a whole number the exact quotient rounded, so
    /// that 255 · (1/255) is 1. A network in double precision gets the same floats.
    /// </summary>
    [MethodImpl(Kernel.Options)]
    public static void ToUnits<T>(byte* source, T* destination, nint count, double scale)
        where T : unmanaged
    {
        double divisor = Math.Round(1 / scale);
        bool isQuotient = Math.Abs(divisor) < (1 << 24) && 1 / divisor == scale;
        float number = isQuotient ? (float)divisor : (float)scale;
        if (typeof(T) == typeof(double))
        {
            for (nint j = 0; j < count; j++)
            {
                ((double*)destination)[j] = isQuotient ? source[j] / number : source[j] * number;
            }

            return;
        }

        if (!isQuotient)
        {
            Scale(source, (float*)destination, count, number);
            return;
        }

        float* floats = (float*)destination;
        nint i = 0;
        for (; i <= count - 16; i += 16)
        {
            Vector256<ushort> words = Vector256.WidenLower(Vector128.Load(source + i).ToVector256Unsafe());
            (Vector256<uint> a, Vector256<uint> b) = Vector256.Widen(words);
            (Vector256.ConvertToSingle(a.AsInt32()) / number).Store(floats + i);
            (Vector256.ConvertToSingle(b.AsInt32()) / number).Store(floats + i + 8);
        }

        for (; i < count; i++)
        {
            floats[i] = source[i] / number;
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
