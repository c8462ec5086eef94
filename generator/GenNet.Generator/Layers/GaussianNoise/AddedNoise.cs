using System.Collections.Generic;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;

namespace GenNet.Generator.Layers.GaussianNoise;

/// <summary>a = x + σ ξ with standard normal ξ.</summary>
internal sealed record AddedNoise(int Layer, Value Input, double StandardDeviation, Value Output) : KindOperation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Input];

    public override Value? Makes => Output;

    public override string? OnlyInTraining => "noise";

    public override void HandDown(Value delta, GradientBuilder gradients) => gradients.PassOn(this, delta);

    public override OperationCode CodeIn(CodeStyle style, bool keeps) => new AddedNoiseCode(style, this);
}
