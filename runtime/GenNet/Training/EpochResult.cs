using System;

namespace GenNet;

/// <summary>What one epoch achieved.</summary>
public sealed class EpochResult
{
    internal EpochResult(int epoch, double loss, Evaluation? validation, TimeSpan duration)
    {
        Epoch = epoch;
        Loss = loss;
        Validation = validation;
        Duration = duration;
    }

    /// <summary>The number of the epoch, 1 for the first.</summary>
    public int Epoch { get; }

    /// <summary>
    /// The loss of the samples as the epoch met them, each batch before its own update: their mean or their sum, as the network
    /// declares. NaN or infinite where training diverged.
    /// </summary>
    public double Loss { get; }

    /// <summary>The evaluation of <see cref="FitOptions.Validation"/> after the epoch; null where there is none.</summary>
    public Evaluation? Validation { get; }

    /// <summary>The time spent on training, without validation and <see cref="FitOptions.Progress"/>.</summary>
    public TimeSpan Duration { get; }
}
