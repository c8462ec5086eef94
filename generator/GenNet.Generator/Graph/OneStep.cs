using System.Collections.Generic;

namespace GenNet.Generator.Graph;

/// <summary>One step of a sequence: another name for a part of it, or a copy where the output has a place of its own.</summary>
/// <param name="Layer">The layer's number.</param>
/// <param name="Input">The sequence.</param>
/// <param name="Step">Which step, 0 for the first.</param>
/// <param name="Output">The step.</param>
internal sealed record OneStep(int Layer, Value Input, int Step, Value Output) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Input];

    public override Value? Makes => Output;

    /// <summary>Whether nothing is copied.</summary>
    public bool IsName => Output.PartOf is not null;
}
