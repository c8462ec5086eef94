using System.Globalization;
using GenNet.Training;

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
    /// The loss of the samples that this epoch has met so far, each batch before its own update: their mean or their sum, as the network
    /// declares. After the last batch it is the loss of <see cref="EpochResult"/>.
    /// </summary>
    public double Loss { get; }

    /// <summary>What the epoch achieved: there after its last batch, null before.</summary>
    public EpochResult? EpochResult { get; }

    /// <summary>Where training stands in words: <c>epoch 3 of 10, batch 12 of 469, loss 0.0871</c>.</summary>
    /// <returns>A line without its end, the same in every culture; after an epoch's last batch with its validation.</returns>
    public override string ToString()
    {
        string validation = EpochResult?.Validation is { } evaluation ? $", validation {evaluation}" : string.Empty;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {Epoch} of {Epochs}, batch {Batch} of {Batches}, loss {Printed.Loss(Loss)}{validation}");
    }
}
