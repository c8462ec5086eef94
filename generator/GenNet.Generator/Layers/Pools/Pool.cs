using System.Collections.Generic;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Check;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.Pools;

/// <summary>The largest value, or the mean, of every window, feature by feature. Zeros around do not count.</summary>
/// <param name="Layer">The layer's number.</param>
/// <param name="Input">What is pooled.</param>
/// <param name="Window">The windows.</param>
/// <param name="IsMax">Whether it is the largest value and not the mean.</param>
/// <param name="Output">What it makes.</param>
/// <param name="Over">What it is the largest value or the mean over, in words.</param>
internal sealed record Pool(int Layer, Value Input, Window Window, bool IsMax, Value Output, string Over) : KindOperation(Layer), IBeforeMap
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

    public Value? Ordered => IsMax ? Input : null;

    public Operation Before(Map map, Value output, Precision precision) =>
        this with { Input = map.Input, Output = output, Formula = FormulaOf(IsMax, map.Input, output, Over) };

    /// <summary>a2 = max of a1 over windows of 2 × 2.</summary>
    public static string FormulaOf(bool isMax, Value input, Value output, string over) =>
        $"{output.Name} = {(isMax ? "max" : "mean")} of {input.Name} over {over}";

    public override CheckedOperation? CheckedForm => new CheckedPool(this);

    public override OperationCode CodeIn(CodeStyle style, bool keeps) => new PoolCode(style, this);
}
