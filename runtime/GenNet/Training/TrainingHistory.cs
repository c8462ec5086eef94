using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using GenNet.Training;

namespace GenNet;

/// <summary>What each epoch of a training achieved.</summary>
public sealed class TrainingHistory
{
    internal TrainingHistory(IReadOnlyList<EpochResult> epochs, bool isCancelled)
    {
        Epochs = epochs;
        IsCancelled = isCancelled;
        TimeSpan duration = TimeSpan.Zero;
        foreach (EpochResult epoch in epochs)
        {
            duration += epoch.Duration;
        }

        Duration = duration;
    }

    /// <summary>The epochs that were completed, first to last; none where training was cancelled before the end of the first.</summary>
    public IReadOnlyList<EpochResult> Epochs { get; }

    /// <summary>Whether training was cancelled before its last epoch was complete.</summary>
    public bool IsCancelled { get; }

    /// <summary>The loss of the last epoch; NaN where none was completed.</summary>
    public double Loss => Epochs.Count > 0 ? Epochs[^1].Loss : double.NaN;

    /// <summary>The evaluation of <see cref="FitOptions.Validation"/> after the last epoch; null where there is none.</summary>
    public Evaluation? Validation => Epochs.Count > 0 ? Epochs[^1].Validation : null;

    /// <summary>
    /// The time spent on training, all epochs together, without validation, <see cref="FitOptions.Progress"/> and <see cref="FitOptions.Log"/>.
    /// </summary>
    public TimeSpan Duration { get; }

    /// <summary>
    /// The training in words: <c>10 epochs in 1.21 s, loss 0.4127 → 0.0391, validation loss 0.0712, accuracy 97.84 %</c>. Print
    /// <see cref="Epochs"/> for a line about each.
    /// </summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Printed.Count(Epochs.Count, "epoch", "epochs")} in {Printed.Time(Duration)}");
        if (Epochs.Count > 0)
        {
            text.Append(", loss ").Append(Epochs.Count > 1 ? $"{Printed.Loss(Epochs[0].Loss)} → " : string.Empty).Append(Printed.Loss(Loss));
        }

        if (Validation is { } evaluation)
        {
            text.Append(", validation ").Append(evaluation);
        }

        return text.Append(IsCancelled ? ", cancelled" : string.Empty).ToString();
    }
}
