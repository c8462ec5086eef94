using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;

namespace GenNet.Generator.Planning;

/// <summary>The memory that operations work with in a pass, beside the values that they read and make.</summary>
internal static class WorkMemory
{
    /// <summary>How many bytes an operation needs in a pass of so many samples.</summary>
    public static long BytesOf(Operation operation, int samples, Precision precision) =>
        operation is IWorkingOperation working ? working.WorkBytes(samples, precision) : 0;

    /// <summary>How many bytes an operation needs in a pass that goes through its samples on one thread.</summary>
    public static long BytesOfOneThread(Operation operation, Precision precision) =>
        operation is IWorkingOperation { WorksInPrediction: true } working ? working.WorkBytes(0, precision) : 0;

    /// <summary>
    /// As much for each thread: portions of samples begin where a tile does, and so a tile's memory belongs to its thread. It grows evenly with the samples.
    /// </summary>
    public static long BytesOfThreads(long elements, int samples, Precision precision) =>
        ((samples * ((elements + Tiles.Samples - 1) / Tiles.Samples)) + elements) * Footprint.BytesPerElement(precision);
}
