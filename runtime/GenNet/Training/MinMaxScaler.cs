using System;
using GenNet.Training;

namespace GenNet;

/// <summary>
/// Stretches each input to a range over the data that it has learnt from, 0 to 1 unless said, as scikit-learn's <c>MinMaxScaler</c>. An input that never
/// changes is moved to the beginning of the range.
/// </summary>
public sealed class MinMaxScaler : InputScaler
{
    internal const string KindName = "minmax";

    internal MinMaxScaler(double[] offsets, double[] factors)
        : base(offsets, factors)
    {
    }

    /// <inheritdoc/>
    private protected override string Kind => KindName;

    /// <summary>Learns the smallest and the largest of each input. Learn from what is trained on, and apply to everything.</summary>
    /// <param name="dataset">One sample or more.</param>
    /// <param name="low">What the smallest becomes: finite.</param>
    /// <param name="high">What the largest becomes: finite, above <paramref name="low"/>.</param>
    /// <returns>The scaling.</returns>
    /// <exception cref="ArgumentException">There are no samples, or an input is NaN or infinite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty, or an end is not finite.</exception>
    public static MinMaxScaler Of(Dataset dataset, double low = 0, double high = 1)
    {
        if (!(double.IsFinite(low) && double.IsFinite(high) && low < high))
        {
            throw new ArgumentOutOfRangeException(
                nameof(high), high, FormattableString.Invariant($"low {low} and high {high} make no range: they are finite, and low is below high."));
        }

        double[] smallest = new double[dataset?.InputSize ?? 0];
        double[] largest = new double[smallest.Length];
        Array.Fill(smallest, double.PositiveInfinity);
        Array.Fill(largest, double.NegativeInfinity);
        ForEachSample(dataset!, row =>
        {
            for (int i = 0; i < row.Length; i++)
            {
                smallest[i] = Math.Min(smallest[i], row[i]);
                largest[i] = Math.Max(largest[i], row[i]);
            }
        });
        double[] offsets = new double[smallest.Length];
        double[] factors = new double[smallest.Length];
        for (int i = 0; i < offsets.Length; i++)
        {
            factors[i] = largest[i] > smallest[i] ? (high - low) / (largest[i] - smallest[i]) : 1;
            offsets[i] = smallest[i] - (low / factors[i]);
        }

        return new MinMaxScaler(offsets, factors);
    }

    /// <summary>What it is, in words: <c>min-max scaler of 4 inputs</c>.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString() => $"min-max scaler of {Counted.Of(InputSize, "input")}";
}
