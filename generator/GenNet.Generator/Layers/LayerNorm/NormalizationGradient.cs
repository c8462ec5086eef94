using System.Collections.Generic;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;

namespace GenNet.Generator.Layers.LayerNorm;

/// <summary>s = r (g − mean g − n mean(g n)) with g = δ ⊙ γ for every row.</summary>
internal sealed record NormalizationGradient(int Layer, Value Delta, Tensor Scale, Value Normalized, Value Reciprocal, Value Output)
    : KindOperation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Delta, Normalized, Reciprocal];

    public override Value? Makes => Output;

    public override IEnumerable<Tensor> ReadsParameters => [Scale];

    public override OperationCode CodeIn(CodeStyle style, bool keeps) => new NormalizationGradientCode(style, this);
}
