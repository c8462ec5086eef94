using System;

namespace GenNet.Training;

/// <summary>Another factor every so many epochs.</summary>
internal sealed class StepSchedule(double epochs, double factor) : Schedule
{
    /// <inheritdoc/>
    public override double FactorAt(ScheduleTime time) => Math.Pow(factor, Math.Floor(time.Epoch / epochs));

    /// <inheritdoc/>
    public override string ToString() => $"times {Printed.Exactly(factor)} every {Printed.Epochs(epochs)}";
}
