namespace GenNet;

/// <summary>
/// Samples that do not fit in memory, for <see cref="TrainableNetwork{T}.FitStream"/>: a file or a folder that
/// is read once in every epoch, from its beginning to its end. They are read on a thread of their own, a batch ahead, and shuffled in a window
/// (<see cref="FitOptions.ShuffleWindow"/>).
/// </summary>
public interface IDataSource
{
    /// <summary>The number of samples of an epoch, 1 or more, which every reader has.</summary>
    int Count { get; }

    /// <summary>The number of inputs of one sample, 1 or more.</summary>
    int InputSize { get; }

    /// <summary>The number of targets of one sample, 1 or more.</summary>
    int TargetSize { get; }

    /// <summary>Begins to read at the first sample. Called once in every epoch; the reader before has been disposed of.</summary>
    /// <returns>The reader.</returns>
    ISampleReader Open();
}
