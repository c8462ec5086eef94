using System;

namespace GenNet.Training;

/// <summary>A power of the time that is left.</summary>
internal sealed class PolynomialSchedule(double power, double last) : Schedule
{
    /// <inheritdoc/>
    public override double FactorAt(ScheduleTime time) =>
        last + ((1 - last) * Math.Pow(Math.Max(0, 1 - (time.Epoch / time.Epochs)), power));

    /// <inheritdoc/>
    public override string ToString() => $"polynomial of power {Printed.Exactly(power)} to {Printed.Exactly(last)}";
}
