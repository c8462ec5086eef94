using System.Collections.Generic;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;

namespace GenNet.Generator.Layers.Pools;

/// <summary>What a pool hands down: δ to the first of the largest values of each window, or a share of it to each.</summary>
/// <param name="Layer">The layer's number.</param>
/// <param name="Delta">δ.</param>
/// <param name="Window">The windows.</param>
/// <param name="Input">What was pooled, where its largest values are asked for.</param>
/// <param name="Pooled">What the pool made of it.</param>
/// <param name="Output">What is handed down.</param>
internal sealed record PoolGradient(int Layer, Value Delta, Window Window, Value? Input, Value? Pooled, Value Output) : KindOperation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Delta, .. Known(Input, Pooled)];

    public override Value? Makes => Output;

    public override OperationCode CodeIn(CodeStyle style, bool keeps) => new PoolGradientCode(style, this);
}
