namespace GenNet;

/// <summary>Where training stands when a step is about to be taken, as a <see cref="Schedule"/> sees it.</summary>
/// <param name="Step">The number of steps that have been taken before, 0 for the first.</param>
/// <param name="Steps">The number of steps that will have been taken at the end, 1 or more.</param>
/// <param name="StepsPerEpoch">The number of steps of an epoch, 1 or more.</param>
public readonly record struct ScheduleTime(long Step, long Steps, int StepsPerEpoch)
{
    /// <summary>The epochs that have passed, with their fractions.</summary>
    public double Epoch => (double)Step / StepsPerEpoch;

    /// <summary>The epochs that will have passed at the end.</summary>
    public double Epochs => (double)Steps / StepsPerEpoch;

    /// <summary>The time in words: <c>step 12 of 4690, epoch 0.026</c>.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"step {Step} of {Steps}, epoch {Epoch:G4}");
}
