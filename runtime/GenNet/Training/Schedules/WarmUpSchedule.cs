using System;

namespace GenNet.Training;

/// <summary>A straight way up to 1, and then another schedule.</summary>
internal sealed class WarmUpSchedule(Schedule then, double epochs, double first) : Schedule
{
    /// <inheritdoc/>
    internal override PlateauRule? Plateau => then.Plateau;

    /// <inheritdoc/>
    public override double FactorAt(ScheduleTime time)
    {
        long steps = Math.Max(1, (long)Math.Round(epochs * time.StepsPerEpoch));
        return time.Step < steps
            ? first + ((1 - first) * time.Step / steps)
            : then.FactorAt(new ScheduleTime(time.Step - steps, Math.Max(1, time.Steps - steps), time.StepsPerEpoch));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{then} after a warm-up of {Printed.Epochs(epochs)} from {Printed.Exactly(first)}";
}
