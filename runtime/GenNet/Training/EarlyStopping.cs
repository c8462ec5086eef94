using System;
using System.Globalization;
using GenNet.Training;

namespace GenNet;

/// <summary>
/// Stops training when the loss of <see cref="FitOptions.Validation"/>, or of training where there is none, has not got better for some epochs.
/// Whatever ends the training, this or the last epoch or a cancellation, the network then has the parameters of the best epoch.
/// </summary>
public sealed class EarlyStopping
{
    /// <summary>Makes the rule.</summary>
    /// <param name="patience">The epochs without improvement after which training stops: 1 or more.</param>
    /// <param name="minimumChange">By how much a loss must be below the best one to be better: finite, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public EarlyStopping(int patience = 5, double minimumChange = 0)
    {
        Patience = patience >= 1
            ? patience
            : throw new ArgumentOutOfRangeException(
                nameof(patience), patience, string.Create(CultureInfo.InvariantCulture, $"{nameof(patience)} is at least 1, not {patience}."));
        MinimumChange = double.IsFinite(minimumChange) && minimumChange >= 0
            ? minimumChange
            : throw new ArgumentOutOfRangeException(
                nameof(minimumChange), minimumChange, $"{nameof(minimumChange)} is finite and 0 or more, not {Printed.Exactly(minimumChange)}.");
    }

    /// <summary>The epochs without improvement after which training stops.</summary>
    public int Patience { get; }

    /// <summary>By how much a loss must be below the best one to be better.</summary>
    public double MinimumChange { get; }

    /// <summary>The rule in words: <c>stop after 5 epochs without improvement</c>.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString() =>
        $"stop after {Counted.Of(Patience, "epoch")} without improvement{(MinimumChange > 0 ? $" by {Printed.Exactly(MinimumChange)}" : string.Empty)}";
}
