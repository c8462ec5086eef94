namespace GenNet;

/// <summary>
/// What is called while <see cref="TrainableNetwork{T}.Fit"/> trains, on the thread that trains. Implement what you need of it. The time it takes is
/// not counted as training time. To stop the training, cancel the token that <c>Fit</c> was given.
/// </summary>
public interface ITrainingCallback
{
    /// <summary>Called after each batch.</summary>
    /// <param name="progress">Where training stands; <see cref="TrainingProgress.EpochResult"/> is null.</param>
    void OnBatch(in TrainingProgress progress)
    {
    }

    /// <summary>Called after each epoch and its validation.</summary>
    /// <param name="result">What the epoch achieved.</param>
    void OnEpoch(EpochResult result)
    {
    }

    /// <summary>Called when training has ended, with the network as <c>Fit</c> leaves it.</summary>
    /// <param name="history">What <c>Fit</c> is about to return.</param>
    void OnEnd(TrainingHistory history)
    {
    }
}
