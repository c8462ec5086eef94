using System;
using System.Numerics;

namespace GenNet.Exploring;

/// <summary>Numbers of a network as the page takes them, in single precision, and the other way round.</summary>
internal static class Numbers
{
    /// <summary>The same array, where it has single precision already.</summary>
    public static float[] ToFloats<T>(T[] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (object)values as float[] ?? ToFloats<T>(values.AsSpan());

    public static float[] ToFloats<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        float[] floats = new float[values.Length];
        ToFloats(values, floats);
        return floats;
    }

    public static void ToFloats<T>(ReadOnlySpan<T> values, Span<float> floats)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            floats[i] = float.CreateTruncating(values[i]);
        }
    }

    public static T[] FromFloats<T>(ReadOnlySpan<float> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] numbers = new T[values.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = T.CreateTruncating(values[i]);
        }

        return numbers;
    }
}
