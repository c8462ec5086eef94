namespace GenNet.Exploring;

/// <summary>Where training stands, as the page is told.</summary>
internal sealed record TrainingStatus
{
    /// <summary>Grows with every status.</summary>
    public required long Version { get; init; }

    /// <summary>Whether the network is learning.</summary>
    public required bool IsRunning { get; init; }

    /// <summary>The steps taken, from the first epoch on.</summary>
    public required long Step { get; init; }

    /// <summary>The epochs that are complete.</summary>
    public required int Epoch { get; init; }

    /// <summary>The batches of the epoch under way that have been learnt.</summary>
    public required int Batch { get; init; }

    /// <summary>The loss of a sample, the mean over those met lately; NaN before the first.</summary>
    public required double Loss { get; init; }

    /// <summary>How many samples a second are learnt; 0 while training is paused.</summary>
    public required double SamplesPerSecond { get; init; }

    /// <summary>How many steps a second are taken at most.</summary>
    public required double Pace { get; init; }

    /// <summary>The optimizer's name.</summary>
    public required string Optimizer { get; init; }

    /// <summary>The optimizer's learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The last epoch that is remembered.</summary>
    public required int LastRemembered { get; init; }

    /// <summary>One epoch in how many is remembered.</summary>
    public required int RememberedEvery { get; init; }

    /// <summary>What a person should know, where something went wrong; null elsewhere.</summary>
    public required string? Message { get; init; }
}
