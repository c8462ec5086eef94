using System;

namespace GenNet.Training;

/// <summary>Up and down, each along half a cosine.</summary>
internal sealed class OneCycleSchedule(double rise, double first, double last) : Schedule
{
    /// <inheritdoc/>
    public override double FactorAt(ScheduleTime time)
    {
        // As PyTorch has it: the peak is a step before the share has passed, and the last step has the last factor.
        double peak = (rise * time.Steps) - 1;
        double end = time.Steps - 1;
        return time.Step <= peak
            ? Along(first, 1, peak > 0 ? time.Step / peak : 1)
            : Along(1, last, Math.Min(1, (time.Step - peak) / (end - peak)));
    }

    private static double Along(double from, double to, double share) => to + ((from - to) * (1 + Math.Cos(Math.PI * share)) / 2);

    /// <inheritdoc/>
    public override string ToString() => $"one cycle, rising for {Printed.Exactly(rise)} of the training from {Printed.Exactly(first)}, then to {Printed.Exactly(last)}";
}
