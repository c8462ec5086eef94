using System;

namespace GenNet.Training;

/// <summary>The batches of a training, epoch by epoch.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
internal interface IBatches<T>
    where T : unmanaged
{
    /// <summary>The number of batches in an epoch.</summary>
    int Count { get; }

    /// <summary>The number of samples of some batches together.</summary>
    int CountSamples(int first, int end);

    /// <summary>Begins an epoch. Its order depends on the seed and its number alone.</summary>
    /// <param name="number">How many epochs the network has begun before, cancelled ones included.</param>
    void BeginEpoch(int number);

    /// <summary>The samples of one batch, valid until the next is read.</summary>
    void Read(int batch, out ReadOnlySpan<T> inputs, out ReadOnlySpan<T> targets, out int samples);

    /// <summary>Says which sample has a value that is no finite number, and what to do, once training has diverged; null where none is found.</summary>
    /// <param name="batch">The batch that was read last, below 0 where none was.</param>
    string? FindNotFinite(int batch);

    /// <summary>From where to where targets go, once training has diverged: from 0 to 3.2E+05. Null where targets are classes, or are not known.</summary>
    string? TargetsInWords();
}
