using System;

namespace GenNet.Training;

/// <summary>Half a cosine.</summary>
internal sealed class CosineSchedule(double last) : Schedule
{
    /// <summary>From 1 to <paramref name="last"/> as the share of the way goes from 0 to 1.</summary>
    public static double Between(double last, double share) => last + ((1 - last) * (1 + Math.Cos(Math.PI * share)) / 2);

    /// <inheritdoc/>
    public override double FactorAt(ScheduleTime time) => Between(last, time.Epoch / time.Epochs);

    /// <inheritdoc/>
    public override string ToString() => $"cosine to {Printed.Exactly(last)}";
}
