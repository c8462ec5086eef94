namespace GenNet.Exploring;

/// <summary>What has become of a check.</summary>
internal enum CheckState
{
    /// <summary>It is under way.</summary>
    Running,

    /// <summary>Everything has been checked.</summary>
    Done,

    /// <summary>It was ended before.</summary>
    Stopped,

    /// <summary>It met an error.</summary>
    Failed,
}
