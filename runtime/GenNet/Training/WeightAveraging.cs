using System;
using System.Globalization;
using GenNet.Training;

namespace GenNet;

/// <summary>
/// Parameters averaged over a training, which often do better on new samples than the last ones: <see cref="TrainableNetwork{T}.Fit"/> leaves them in the network.
/// What validation and early stopping look at is the average, too, as soon as there is one. The running values of batch normalizations belong to other parameters;
/// they are estimated anew, as the mean over the batches of an epoch, wherever the average is looked at.
/// </summary>
public sealed class WeightAveraging
{
    private WeightAveraging(double decay, int firstEpoch)
    {
        Decay = decay;
        FirstEpoch = firstEpoch;
    }

    /// <summary>What the average keeps of itself in a step; 0 where all epochs count the same.</summary>
    public double Decay { get; }

    /// <summary>The first epoch that counts, from 1; 0 where each step counts.</summary>
    public int FirstEpoch { get; }

    /// <summary>
    /// An exponential moving average of the parameters after each step: <c>a ← decay · a + (1 − decay) · θ</c>, which begins as the parameters after the first.
    /// PyTorch's <c>get_ema_multi_avg_fn</c>.
    /// </summary>
    /// <param name="decay">What it keeps: above 0, below 1. About 1 − 1 / (steps that should count).</param>
    /// <returns>The averaging.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public static WeightAveraging Exponential(double decay = 0.999) => decay > 0 && decay < 1
        ? new WeightAveraging(decay, 0)
        : throw new ArgumentOutOfRangeException(
            nameof(decay), decay, FormattableString.Invariant($"decay is above 0 and below 1, not {decay}."));

    /// <summary>
    /// The mean of the parameters after each epoch from one on (Izmailov et al., <i>Averaging weights leads to wider optima and better generalization</i>, 2018):
    /// with a learning rate that stays high, as PyTorch's <c>AveragedModel</c>.
    /// </summary>
    /// <param name="firstEpoch">The first epoch that counts: 1 or more; three quarters of the training are usual.</param>
    /// <returns>The averaging.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public static WeightAveraging Stochastic(int firstEpoch) => firstEpoch >= 1
        ? new WeightAveraging(0, firstEpoch)
        : throw new ArgumentOutOfRangeException(
            nameof(firstEpoch), firstEpoch, FormattableString.Invariant($"firstEpoch is at least 1, not {firstEpoch}."));

    /// <summary>The averaging in words: <c>moving average with decay 0.999</c>, <c>average from epoch 8 on</c>.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString() => FirstEpoch == 0
        ? $"moving average with decay {Printed.Exactly(Decay)}"
        : string.Create(CultureInfo.InvariantCulture, $"average from epoch {FirstEpoch} on");
}
