using System;
using System.Numerics;
using System.Runtime.InteropServices;

namespace GenNet.Training;

/// <summary>Brings the floats of a data set into the precision of a network.</summary>
internal static class DatasetRows
{
    /// <summary>Copies values, widening them for a double network.</summary>
    public static void Copy<T>(ReadOnlySpan<float> source, Span<T> destination)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            source.CopyTo(MemoryMarshal.Cast<T, float>(destination));
        }
        else
        {
            Widen(source, MemoryMarshal.Cast<T, double>(destination));
        }
    }

    private static void Widen(ReadOnlySpan<float> source, Span<double> destination)
    {
        int i = 0;
        for (; i <= source.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(source[i..]), out Vector<double> low, out Vector<double> high);
            low.CopyTo(destination[i..]);
            high.CopyTo(destination[(i + Vector<double>.Count)..]);
        }

        for (; i < source.Length; i++)
        {
            destination[i] = source[i];
        }
    }
}
