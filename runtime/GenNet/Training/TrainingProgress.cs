namespace GenNet;

/// <summary>Where training stands after a batch.</summary>
public readonly struct TrainingProgress
{
    internal TrainingProgress(int epoch, int epochs, int batch, int batches, double loss, EpochResult? epochResult)
    {
        Epoch = epoch;
        Epochs = epochs;
        Batch = batch;
        Batches = batches;
        Loss = loss;
        EpochResult = epochResult;
    }

    /// <summary>The number of this epoch, from 1 to <see cref="Epochs"/>.</summary>
    public int Epoch { get; }

    /// <summary>The number of epochs.</summary>
    public int Epochs { get; }

    /// <summary>The number of the batch just learnt, from 1 to <see cref="Batches"/>.</summary>
    public int Batch { get; }

    /// <summary>The number of batches in each epoch.</summary>
    public int Batches { get; }

    /// <summary>
    /// The mean of this epoch's batch losses so far, each taken before the batch's update. Where the loss of a batch is a mean, a
    /// smaller last batch counts for less.
    /// </summary>
    public double Loss { get; }

    /// <summary>What the epoch achieved: there after its last batch, null before.</summary>
    public EpochResult? EpochResult { get; }
}
