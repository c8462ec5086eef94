using System;

namespace GenNet.Comparison;

/// <summary>A network and the state of a stream; a structure, so that a loop over its steps calls the network itself.</summary>
internal interface IStream
{
    /// <summary>Takes the stream a step on.</summary>
    void Step(ReadOnlySpan<float> input, Span<float> output);
}
