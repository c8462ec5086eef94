namespace GenNet;

/// <summary>Why a call of <see cref="TrainableNetwork{T}.Fit"/> ended.</summary>
public enum TrainingEnd
{
    /// <summary>All epochs were completed.</summary>
    Completed,

    /// <summary>It was cancelled.</summary>
    Cancelled,

    /// <summary><see cref="FitOptions.EarlyStopping"/> stopped it.</summary>
    EarlyStopping,

    /// <summary>A loss or a parameter became NaN or infinite.</summary>
    Diverged,
}
