using System;
using System.Collections.Generic;

namespace GenNet.Training;

/// <summary>Where a training stands: the epochs that are complete, and what there is of the one under way.</summary>
internal sealed class TrainingPosition
{
    /// <summary>What the complete epochs achieved. The list grows with them, because a person may ask for more of them than will ever run.</summary>
    public List<EpochResult> Epochs { get; } = [];

    /// <summary>The batches that the epoch under way has learnt.</summary>
    public int Batch { get; set; }

    /// <summary>The sum of the losses of the samples that the epoch under way has met.</summary>
    public double Sum { get; set; }

    /// <summary>The number of those samples.</summary>
    public int Seen { get; set; }

    /// <summary>The time that the epoch under way has taken.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>How often it diverged and went on.</summary>
    public int Recoveries { get; set; }

    /// <summary>Begins the next epoch.</summary>
    public void BeginEpoch()
    {
        Batch = 0;
        Sum = 0;
        Seen = 0;
        Elapsed = TimeSpan.Zero;
    }
}
