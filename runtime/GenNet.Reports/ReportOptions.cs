using System;
using System.Collections.Generic;

namespace GenNet;

/// <summary>What a report says beside what it finds out itself.</summary>
public sealed class ReportOptions
{
    /// <summary>The heading; the network's name where it is null, as it is unless said.</summary>
    public string? Title { get; init; }

    /// <summary>How the network was trained: optimizer, batches, seed and so on. Null, for not told, unless said.</summary>
    public FitOptions? Training { get; init; }

    /// <summary>The seed with which the network was made; null, for not told, unless said.</summary>
    public int? Seed { get; init; }

    /// <summary>
    /// What the classes are called, or the outputs of a regression, in the order of the outputs; where there are none, as it is unless said, what the data set calls them
    /// (<see cref="Dataset.Names"/>), or else their numbers.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is null, or one of them is.</exception>
    public IReadOnlyList<string> OutputNames
    {
        get;
        init => field = Listed.Complete(value, nameof(OutputNames));
    } = [];
}
