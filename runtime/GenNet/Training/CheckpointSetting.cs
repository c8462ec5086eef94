namespace GenNet.Training;

/// <summary>An option that decides on the bits of a training, and so must be the same where it goes on.</summary>
/// <param name="Key">What it is called in a checkpoint's metadata.</param>
/// <param name="Words">What a message says before its value.</param>
/// <param name="Value">What it is in this training.</param>
internal sealed record CheckpointSetting(string Key, string Words, string Value)
{
    /// <summary>What it was in every training whose checkpoint does not have it, because its version did not know it; null where each has it.</summary>
    public string? BeforeItWasNoted { get; init; }
}
