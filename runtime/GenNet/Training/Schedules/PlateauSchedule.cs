namespace GenNet.Training;

/// <summary>A schedule of which plateaus take some.</summary>
internal sealed class PlateauSchedule(Schedule schedule, PlateauRule rule) : Schedule
{
    /// <inheritdoc/>
    internal override PlateauRule? Plateau => rule;

    /// <inheritdoc/>
    public override double FactorAt(ScheduleTime time) => schedule.FactorAt(time);

    /// <inheritdoc/>
    public override string ToString() => $"{schedule}, {rule}";
}
