using System;

namespace GenNet;

/// <summary>Fetches the samples of a batch into the memory that a pass reads, each thread of a team what it takes.</summary>
internal abstract class BatchFill
{
    /// <summary>The batch's sample that is the first of the pass.</summary>
    public int FirstOfPass { get; set; }

    /// <summary>
    /// What each sample of the batch counts beside its share, where samples that differ in that are in one pass because they depend on each other; empty
    /// where all count the same.
    /// </summary>
    public ReadOnlyMemory<double> Weights { get; protected set; }

    /// <summary>Fetches samples <paramref name="first"/> to <paramref name="end"/> of the pass.</summary>
    public abstract void Fill(int first, int end);
}
