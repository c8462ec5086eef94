using System.Collections.Generic;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.BatchNorm;

/// <summary>μ, σ² and r = 1/√(σ² + ε) of each channel, over all positions of all samples of a batch; running values take them in.</summary>
/// <param name="Layer">The layer's number.</param>
/// <param name="Input">x.</param>
/// <param name="RunningMean">What prediction has in place of μ.</param>
/// <param name="RunningVariance">What prediction has in place of σ².</param>
/// <param name="Momentum">What a batch counts in them.</param>
/// <param name="Epsilon">ε.</param>
internal sealed record BatchStatistics(int Layer, Value Input, Tensor RunningMean, Tensor RunningVariance, double Momentum, double Epsilon)
    : KindOperation(Layer)
{
    /// <summary>From so many positions on, each sample is a group of its own for the sums that make these; the runtime's <c>BatchMoments</c> has it too.</summary>
    public const int PositionsOfGroup = 16;

    /// <summary>What is a group.</summary>
    public ValueScope GroupScope => Input.Positions >= PositionsOfGroup ? ValueScope.Sample : ValueScope.Tile;

    public Value GroupMeans => new("means", Layer, Channels) { Scope = GroupScope };

    public Value GroupSquares => new("squares", Layer, Channels) { Scope = GroupScope };

    public Value Mean => new("mean", Layer, Channels) { Scope = ValueScope.Batch };

    public Value Variance => new("variance", Layer, Channels) { Scope = ValueScope.Batch };

    public Value Reciprocal => new("r", Layer, Channels) { Scope = ValueScope.Batch };

    public Shape Channels => Shape.Of(Input.Features);

    public override IReadOnlyList<Value> Reads => [Input];

    public override Value? Makes => null;

    public override bool IsOverBatch => true;

    public override IEnumerable<Value> Keeps => [GroupMeans, GroupSquares, Mean, Variance, Reciprocal];

    public override IEnumerable<Tensor> Tensors => [RunningMean, RunningVariance];

    public override OperationCode CodeIn(CodeStyle style, bool keeps) => new BatchStatisticsCode(style, this);
}
