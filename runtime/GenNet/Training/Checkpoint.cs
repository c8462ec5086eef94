using System;
using System.Globalization;
using GenNet.Training;

namespace GenNet;

/// <summary>
/// A file from which a training goes on where it stood. It is written while <see cref="TrainableNetwork{T}.Fit"/> trains, and where it is there when
/// <c>Fit</c> is called, training resumes from it: a run that was killed in the middle of an epoch and is started again ends with the same bits as one
/// that was not. To begin anew, delete the file.
/// </summary>
/// <remarks>
/// It is one safetensors file with the parameters, what the optimizer remembers and its learning rate, the best parameters so far, where a plateau
/// stands, the epochs and the batch, the number of the shuffled order, and the results of all epochs. It appears whole or not at all, as with
/// <see cref="Network.Save(string)"/>. Data set, batch size, seed and the like must be what they were, which is checked; the number of epochs, of
/// threads and what is validated may change.
/// </remarks>
public sealed class Checkpoint
{
    /// <summary>Makes the checkpoint, which is written after every epoch unless said otherwise.</summary>
    /// <param name="path">The file, written beside and then put in the place of the one before.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    public Checkpoint(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = path;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>After how many epochs the file is written: 1 or more, 1 unless said. It is also written when training ends or is cancelled.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int EveryEpochs
    {
        get;
        init => field = AtLeastOne(value, nameof(EveryEpochs));
    } = 1;

    /// <summary>
    /// After how many batches within an epoch the file is written as well: 1 or more; <see cref="int.MaxValue"/>, for none, unless said. Where several
    /// batches are one step, it is written after the step.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int EveryBatches
    {
        get;
        init => field = AtLeastOne(value, nameof(EveryBatches));
    } = int.MaxValue;

    /// <summary>The checkpoint in words: <c>checkpoint in run.safetensors after each epoch</c>.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString() =>
        $"checkpoint in {Path} after {(EveryEpochs == 1 ? "each epoch" : Counted.Of(EveryEpochs, "epoch"))}"
        + (EveryBatches == int.MaxValue ? string.Empty : $" and {Counted.Of(EveryBatches, "batch")}");

    private static int AtLeastOne(int value, string name) => value >= 1
        ? value
        : throw new ArgumentOutOfRangeException(
            name, value, string.Create(CultureInfo.InvariantCulture, $"{name} is at least 1, not {value}."));
}
