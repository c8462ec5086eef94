using System;
using System.Globalization;
using GenNet.Training;

namespace GenNet;

/// <summary>Which learning rates <see cref="TrainableNetwork{T}.FindLearningRate"/> goes through, each a factor above the one before.</summary>
public sealed class LearningRateRange
{
    /// <summary>Makes the range.</summary>
    /// <param name="first">The first rate: finite, above 0.</param>
    /// <param name="last">The last rate: finite, above the first.</param>
    /// <param name="steps">How many steps there are: 10 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public LearningRateRange(double first = 1e-6, double last = 10, int steps = 100)
    {
        First = double.IsFinite(first) && first > 0
            ? first
            : throw new ArgumentOutOfRangeException(nameof(first), first, FormattableString.Invariant($"first is finite and above 0, not {first}."));
        Last = double.IsFinite(last) && last > first
            ? last
            : throw new ArgumentOutOfRangeException(nameof(last), last, FormattableString.Invariant($"last is finite and above first, {first}, not {last}."));
        Steps = steps >= 10
            ? steps
            : throw new ArgumentOutOfRangeException(nameof(steps), steps, FormattableString.Invariant($"steps is at least 10, not {steps}."));
    }

    /// <summary>The first rate.</summary>
    public double First { get; }

    /// <summary>The last rate, which is not reached where training diverges before.</summary>
    public double Last { get; }

    /// <summary>How many steps there are.</summary>
    public int Steps { get; }

    /// <summary>The range in words: <c>100 learning rates from 1E-06 to 10</c>.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Steps} learning rates from {Printed.Exactly(First)} to {Printed.Exactly(Last)}");

    internal double RateAt(int step) => First * Math.Pow(Last / First, (double)step / (Steps - 1));
}
