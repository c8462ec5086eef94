using System;

namespace GenNet.Training;

/// <summary>The same factor in every epoch.</summary>
internal sealed class ExponentialSchedule(double factor) : Schedule
{
    /// <inheritdoc/>
    public override double FactorAt(ScheduleTime time) => Math.Pow(factor, time.Epoch);

    /// <inheritdoc/>
    public override string ToString() => $"times {Printed.Exactly(factor)} in each epoch";
}
