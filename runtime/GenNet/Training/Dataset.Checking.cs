using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GenNet.Training;

namespace GenNet;

/// <content>What the arrays of a data set are held against, and how rows become one array.</content>
public sealed partial class Dataset
{
    private static int CountSamples(int length, int inputSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputSize, 1);
        (int count, int rest) = Math.DivRem(length, inputSize);
        return rest == 0
            ? count
            : throw new ArgumentException(
                $"inputs has {Counted.Of(length, "value")}, which is no whole number of samples of {Counted.Of(inputSize, "value")}.", "inputs");
    }

    private static void RequireTargets(int count, int inputSize, int length, int targetSize, string name = "targets")
    {
        if (length != (long)count * targetSize)
        {
            throw new ArgumentException(
                $"inputs has {Counted.Of(count, "sample")} of {Counted.Of(inputSize, "value")}, so {name} must have {Counted.Of((long)count * targetSize, "value")} ({targetSize} a sample), "
                + $"but it has {length}.",
                name);
        }
    }

    private static int CountClasses(ReadOnlySpan<int> labels, int classes)
    {
        int largest = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] < 0)
            {
                throw new ArgumentException($"labels[{i}] is {labels[i]}, but classes are counted from 0.", nameof(labels));
            }

            if (labels[i] == int.MaxValue)
            {
                throw new ArgumentException($"labels[{i}] is {labels[i]}, and the number of classes would be one more, which no int holds: number classes from 0.", nameof(labels));
            }

            largest = Math.Max(largest, labels[i]);
        }

        return classes == 0 ? largest + 1
            : largest < classes ? classes
            : throw new ArgumentException(
                $"labels has the class {largest}, but {Counted.There(classes, "class")}, 0 to {classes - 1}. Pass classes: {largest + 1}, or leave it out.", nameof(labels));
    }

    private static double RequireScale(double scale) => double.IsFinite(scale) && (float)scale != 0
        ? scale
        : throw new ArgumentOutOfRangeException(
            nameof(scale), scale, FormattableString.Invariant($"scale is finite and not 0 in single precision, not {scale}."));

    private static float[] Rounded(double[] values, string name)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        float[] rounded = new float[values.Length];
        for (int i = 0; i < rounded.Length; i++)
        {
            rounded[i] = (float)values[i];
            if (float.IsInfinity(rounded[i]) && double.IsFinite(values[i]))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Value {i} of {name} is {values[i]}, beyond what a float holds, 3.4E+38. Scale the values."), name);
            }
        }

        return rounded;
    }

    private static ReadOnlyMemory<T> ReadOnly<T>(T[] values, string name)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        return values;
    }

    private static T[] Flatten<T>(T[,] rows, string name)
    {
        ArgumentNullException.ThrowIfNull(rows, name);
        return MemoryMarshal.CreateReadOnlySpan(
            ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(rows)),
            rows.Length).ToArray();
    }

    private static T[] Flatten<T>(T[][] rows, string name)
    {
        ArgumentNullException.ThrowIfNull(rows, name);
        if (rows.Length == 0)
        {
            throw new ArgumentException($"{name} has no rows.", name);
        }

        int length = rows[0]?.Length ?? 0;
        if (length == 0)
        {
            throw new ArgumentException($"The rows of {name} have no values.", name);
        }

        var values = new T[checked(rows.Length * length)];
        for (int i = 0; i < rows.Length; i++)
        {
            T[] row = rows[i];
            if (row is null || row.Length != length)
            {
                throw new ArgumentException(
                    $"Row {i} of {name} has {Counted.Of(row?.Length ?? 0, "value")}, but row 0 has {length}. All rows have the same length.", name);
            }

            row.CopyTo(values, i * length);
        }

        return values;
    }

    private static int RowLength<T>(T[,] rows, string name) =>
        rows.GetLength(1) > 0 ? rows.GetLength(1) : throw new ArgumentException($"The rows of {name} have no values.", name);
}
