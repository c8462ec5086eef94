using System.Collections.Generic;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;

namespace GenNet.Generator.Layers.Dropout;

/// <summary>s = m ⊙ δ / (1 − rate), with the mask of the way forward.</summary>
internal sealed record DropoutGradient(Dropout Dropout, Value Delta, Value Output) : KindOperation(Dropout.Layer)
{
    public override IReadOnlyList<Value> Reads => [Delta];

    public override Value? Makes => Output;

    public override OperationCode CodeIn(CodeStyle style, bool keeps) => new DropoutCode(style, this);
}
