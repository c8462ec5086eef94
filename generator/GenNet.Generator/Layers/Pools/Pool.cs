using System.Collections.Generic;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Check;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.Pools;

/// <summary>The largest value, or the mean, of every window, feature by feature. Zeros around do not count.</summary>
internal sealed record Pool(int Layer, Value Input, Window Window, bool IsMax, Value Output) : KindOperation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Input];

    public override Value? Makes => Output;

    public override void HandDown(Value delta, GradientBuilder gradients)
    {
        string d = GradientBuilder.Notation(delta);
        string share = IsMax ? $"{d} at the first {Input.Name} = a{Layer} of each window" : $"the mean's share of {d}";
        gradients.HandDown(
            Input,
            Layer,
            made => new PoolGradient(Layer, delta, Window, IsMax ? Input : null, IsMax ? Output : null, made) { Formula = share },
            share);
    }

    public override CheckedOperation? CheckedForm => new CheckedPool(this);

    public override OperationCode CodeIn(CodeStyle style, bool keeps) => new PoolCode(style, this);
}
