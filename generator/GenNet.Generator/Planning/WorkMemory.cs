using System;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;

namespace GenNet.Generator.Planning;

/// <summary>The memory that operations work with in a pass, beside the values that they read and make.</summary>
internal static class WorkMemory
{
    /// <summary>How many bytes an operation needs in a pass of so many samples.</summary>
    public static long BytesOf(Operation operation, int samples, Precision precision) => operation switch
    {
        LookupGradient gradient => BytesOfLookups(gradient, samples),
        Attention attention => BytesOfThreads(AttentionLayout.Of(attention, precision).ForwardLength, samples, precision),
        AttentionGradient gradient => BytesOfThreads(AttentionLayout.Of(gradient.Forward, precision).BackwardLength, samples, precision),
        ConvolutionInputGradient { JoinsColumns: true } gradient => BytesOfThreads(JoinedColumns.Of(gradient, precision).Length, samples, precision),
        _ => 0,
    };

    /// <summary>How many bytes an operation needs in a pass that goes through its samples on one thread.</summary>
    public static long BytesOfOneThread(Operation operation, Precision precision) => operation is Attention ? BytesOf(operation, 0, precision) : 0;

    /// <summary>The lists of positions that the runtime's <c>Lookups</c> lays over it.</summary>
    private static long BytesOfLookups(LookupGradient gradient, int samples)
    {
        int rows = gradient.Table.Rows;
        long positions = (long)samples * gradient.Delta.Positions;
        return sizeof(int) * (1 + rows + (3 * Math.Min(rows, positions)) + positions);
    }

    /// <summary>
    /// As much for each thread: portions of samples begin where a tile does, and so a tile's memory belongs to its thread. It grows evenly with the samples.
    /// </summary>
    private static long BytesOfThreads(long elements, int samples, Precision precision) =>
        ((samples * ((elements + Tiles.Samples - 1) / Tiles.Samples)) + elements) * Footprint.BytesPerElement(precision);
}
