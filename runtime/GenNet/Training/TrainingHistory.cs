using System;
using System.Collections.Generic;

namespace GenNet;

/// <summary>What each epoch of a training achieved.</summary>
public sealed class TrainingHistory
{
    internal TrainingHistory(IReadOnlyList<EpochResult> epochs)
    {
        Epochs = epochs;
        TimeSpan duration = TimeSpan.Zero;
        foreach (EpochResult epoch in epochs)
        {
            duration += epoch.Duration;
        }

        Duration = duration;
    }

    /// <summary>The epochs, first to last; at least one.</summary>
    public IReadOnlyList<EpochResult> Epochs { get; }

    /// <summary>The loss of the last epoch.</summary>
    public double Loss => Epochs[^1].Loss;

    /// <summary>The evaluation of <see cref="FitOptions.Validation"/> after the last epoch; null where there is none.</summary>
    public Evaluation? Validation => Epochs[^1].Validation;

    /// <summary>The time spent on training, all epochs together, without validation and <see cref="FitOptions.Progress"/>.</summary>
    public TimeSpan Duration { get; }
}
