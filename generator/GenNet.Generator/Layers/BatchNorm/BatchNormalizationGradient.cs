using System.Collections.Generic;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;

namespace GenNet.Generator.Layers.BatchNorm;

/// <summary>s = γ r (δ − (Σ δ + n Σ δ n) / N), because mean and variance depend on all N values of a channel.</summary>
internal sealed record BatchNormalizationGradient(BatchSums Sums, Value Output) : KindOperation(Sums.Layer)
{
    public BatchNormalization Normalization => Sums.Normalization;

    public override IReadOnlyList<Value> Reads => [Sums.Delta, Normalization.Input];

    public override Value? Makes => Output;

    public override IEnumerable<Tensor> ReadsParameters => [Normalization.Scale];

    public override OperationCode CodeIn(CodeStyle style, bool keeps) => new BatchNormalizationGradientCode(style, this);
}
