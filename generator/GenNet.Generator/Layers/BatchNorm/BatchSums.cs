using System.Collections.Generic;
using GenNet.Generator.Calculus;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.BatchNorm;

/// <summary>Σ δ and Σ δ n of each channel, over all positions of all samples of a batch.</summary>
internal sealed record BatchSums(BatchNormalization Normalization, Value Delta) : KindOperation(Normalization.Layer)
{
    public Value GroupSums => new("sums", Layer, Channels) { Scope = GroupScope };

    public Value GroupProducts => new("products", Layer, Channels) { Scope = GroupScope };

    /// <summary>Σ δ, which is ∂L/∂β.</summary>
    public Value Sum => new("sumD", Layer, Channels) { Scope = ValueScope.Batch };

    /// <summary>Σ δ n, which is ∂L/∂γ.</summary>
    public Value SumN => new("sumDN", Layer, Channels) { Scope = ValueScope.Batch };

    public override IReadOnlyList<Value> Reads => [Delta, Normalization.Input];

    public override Value? Makes => null;

    public override bool IsOverBatch => true;

    public override IEnumerable<Value> Scratch => [GroupSums, GroupProducts, Sum, SumN];

    private Shape Channels => Normalization.Statistics.Channels;

    private ValueScope GroupScope => Normalization.Statistics.GroupScope;

    public override OperationCode CodeIn(CodeStyle style, bool keeps) => new BatchSumsCode(style, this);
}
