using GenNet.Generator.Declaration;

namespace GenNet.Generator.Planning;

/// <summary>An operation that works with memory of its own, beside the values that it reads and makes.</summary>
internal interface IWorkingOperation
{
    /// <summary>Whether it does in a pass without a way back, too, that goes through its samples on one thread.</summary>
    bool WorksInPrediction { get; }

    /// <summary>How many bytes it needs in a pass of so many samples.</summary>
    long WorkBytes(int samples, Precision precision);
}
