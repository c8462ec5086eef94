using System.Collections.Generic;
using GenNet.Generator.Model;

namespace GenNet.Generator.Graph;

/// <summary>The last rows that a value had, as many as a window has, with the new one behind them: what a step of a stream looks back at.</summary>
/// <param name="Layer">The layer's number.</param>
/// <param name="Input">The new row.</param>
/// <param name="Timing">When there is one.</param>
/// <param name="Kernel">How many rows a window has.</param>
/// <param name="Dilation">How far one row of a window is from the next.</param>
/// <param name="Output">The rows, of which there is room for two windows for each row between one of a window and the next.</param>
internal sealed record Recall(int Layer, Value Input, StreamTiming Timing, int Kernel, int Dilation, Value Output) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Input];

    public override Value? Makes => Output;

    public override bool ReadsElements => true;

    /// <summary>Whether what it makes is read element by element.</summary>
    public bool IsDense { get; init; }

    public override IEnumerable<Value> Dense => IsDense ? [Output] : [];
}
