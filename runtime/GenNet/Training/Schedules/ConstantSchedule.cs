namespace GenNet.Training;

/// <summary>The learning rate as it is.</summary>
internal sealed class ConstantSchedule : Schedule
{
    /// <inheritdoc/>
    public override double FactorAt(ScheduleTime time) => 1;

    /// <inheritdoc/>
    public override string ToString() => "constant";
}
