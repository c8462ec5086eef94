using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using GenNet.Training;

namespace GenNet;

/// <summary>What each epoch of a training achieved.</summary>
public sealed class TrainingHistory
{
    internal TrainingHistory(IReadOnlyList<EpochResult> epochs, TrainingEnd end, int bestEpoch = 0, string? message = null, IReadOnlyList<string>? hints = null)
    {
        Hints = hints ?? [];
        Epochs = epochs;
        End = end;
        BestEpoch = bestEpoch;
        Message = message;
        TimeSpan duration = TimeSpan.Zero;
        foreach (EpochResult epoch in epochs)
        {
            duration += epoch.Duration;
        }

        Duration = duration;
    }

    /// <summary>The epochs that were completed, first to last; none where training was cancelled before the end of the first.</summary>
    public IReadOnlyList<EpochResult> Epochs { get; }

    /// <summary>Why training ended.</summary>
    public TrainingEnd End { get; }

    /// <summary>Whether training was cancelled before its last epoch was complete.</summary>
    public bool IsCancelled => End == TrainingEnd.Cancelled;

    /// <summary>
    /// With <see cref="FitOptions.EarlyStopping"/>, the number of the epoch whose parameters the network has, 1 for the first; 0 without, and where
    /// no epoch was completed.
    /// </summary>
    public int BestEpoch { get; }

    /// <summary>What went wrong where training diverged, and what to do; null elsewhere.</summary>
    public string? Message { get; }

    /// <summary>
    /// What is seldom meant and was found in the data set, or became of the training, each with what to do: inputs or targets that are far larger than initial weights expect, a loss
    /// that grew by orders of magnitude. Mostly none.
    /// <see cref="FitOptions.Log"/> gets them, too.
    /// </summary>
    public IReadOnlyList<string> Hints { get; }

    /// <summary>The loss of the last epoch; NaN where none was completed.</summary>
    public double Loss => Epochs.Count > 0 ? Epochs[^1].Loss : double.NaN;

    /// <summary>The evaluation of <see cref="FitOptions.Validation"/> after the last epoch; null where there is none.</summary>
    public Evaluation? Validation => Epochs.Count > 0 ? Epochs[^1].Validation : null;

    /// <summary>
    /// The time spent on training, all epochs together, without validation, <see cref="FitOptions.Progress"/> and <see cref="FitOptions.Log"/>.
    /// </summary>
    public TimeSpan Duration { get; }

    /// <summary>
    /// The training in words: <c>10 epochs in 1.21 s, loss 0.4127 → 0.0391, validation loss 0.0712, accuracy 97.84 %</c>. Where the network has the
    /// parameters of the best epoch, the numbers are those of that: <c>10 epochs in 1.21 s, best epoch 6: loss 0.4127 → 0.0442, …</c>. Print
    /// <see cref="Epochs"/> for a line about each.
    /// </summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Counted.Of(Epochs.Count, "epoch")} in {Printed.Time(Duration)}");
        if (Epochs.Count > 0)
        {
            EpochResult kept = BestEpoch > 0 ? Epochs[BestEpoch - 1] : Epochs[^1];
            text.Append(CultureInfo.InvariantCulture, $"{(BestEpoch > 0 ? $", best epoch {BestEpoch}:" : ",")} loss ")
                .Append(kept == Epochs[0] ? string.Empty : $"{Printed.Loss(Epochs[0].Loss)} → ")
                .Append(Printed.Loss(kept.Loss))
                .Append(kept.Validation is { } evaluation ? $", validation {evaluation}" : string.Empty);
        }

        text.Append(End switch
        {
            TrainingEnd.Cancelled => ", cancelled",
            TrainingEnd.EarlyStopping => ", stopped early",
            TrainingEnd.Diverged => ", diverged",
            _ => string.Empty,
        });
        return text.Append(Hints.Count == 0 ? string.Empty : $", {Counted.Of(Hints.Count, "hint")}").ToString();
    }
}
