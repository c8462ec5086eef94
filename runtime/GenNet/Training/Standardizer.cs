using System;
using GenNet.Training;

namespace GenNet;

/// <summary>
/// Gives each input a mean of 0 and a standard deviation of 1 over the data that it has learnt from, as scikit-learn's <c>StandardScaler</c>:
/// <c>x′ = (x − mean) / deviation</c>, where the deviation is that of all samples, √(Σ (x − mean)² / n). An input that never changes is moved to 0.
/// </summary>
public sealed class Standardizer : InputScaler
{
    internal const string KindName = "standardizer";

    internal Standardizer(double[] offsets, double[] factors)
        : base(offsets, factors)
    {
    }

    /// <inheritdoc/>
    private protected override string Kind => KindName;

    /// <summary>Learns means and deviations. Learn from what is trained on, and apply to everything.</summary>
    /// <param name="dataset">One sample or more.</param>
    /// <returns>The scaling.</returns>
    /// <exception cref="ArgumentException">There are no samples, or an input is NaN or infinite.</exception>
    public static Standardizer Of(Dataset dataset)
    {
        double[] means = new double[dataset?.InputSize ?? 0];
        double[] spreads = new double[means.Length];
        long count = 0;
        ForEachSample(dataset!, row =>
        {
            count++;
            for (int i = 0; i < row.Length; i++)
            {
                // Welford's way, which takes no difference of large sums.
                double before = row[i] - means[i];
                means[i] += before / count;
                spreads[i] += before * (row[i] - means[i]);
            }
        });
        double[] factors = Array.ConvertAll(spreads, spread => spread > 0 ? 1 / Math.Sqrt(spread / count) : 1);
        return new Standardizer(means, factors);
    }

    /// <summary>What it is, in words: <c>standardizer of 4 inputs</c>.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString() => $"standardizer of {Counted.Of(InputSize, "input")}";
}
