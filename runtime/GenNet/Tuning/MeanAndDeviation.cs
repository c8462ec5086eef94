using System;
using System.Collections.Generic;
using System.Globalization;
using GenNet.Training;

namespace GenNet;

/// <summary>The mean of some numbers, and how far they are from it.</summary>
/// <param name="Mean">Their mean.</param>
/// <param name="Deviation">√(Σ (x − mean)² / n), with n numbers.</param>
public readonly record struct MeanAndDeviation(double Mean, double Deviation)
{
    /// <summary>Both numbers: <c>0.1234 ± 0.0123</c>.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Printed.Loss(Mean)} ± {Deviation:G3}");

    internal static MeanAndDeviation Of(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double mean = 0;
        foreach (double value in all)
        {
            mean += value / all.Length;
        }

        double variance = 0;
        foreach (double value in all)
        {
            variance += (value - mean) * (value - mean) / all.Length;
        }

        return new MeanAndDeviation(mean, Math.Sqrt(variance));
    }
}
