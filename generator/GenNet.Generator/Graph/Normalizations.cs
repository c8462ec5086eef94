using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Model;

namespace GenNet.Generator.Graph;

/// <summary>n = (x − mean x) r with r = 1/√(variance of x + ε) for every row, and a = γ n + β.</summary>
/// <param name="Layer">The layer's number.</param>
/// <param name="Input">x.</param>
/// <param name="Scale">γ.</param>
/// <param name="Shift">β.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="Normalized">n, which a pass that learns keeps.</param>
/// <param name="Reciprocal">r, one number a row, which a pass that learns keeps.</param>
/// <param name="Output">a.</param>
internal sealed record Normalization(
    int Layer, Value Input, Tensor Scale, Tensor Shift, double Epsilon, Value Normalized, Value Reciprocal, Value Output) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Input];

    public override Value? Makes => Output;

    public override IEnumerable<Value> Keeps => [Normalized, Reciprocal];

    public override IEnumerable<Value> Dense => [Reciprocal];

    public override IEnumerable<Tensor> Tensors => [Scale, Shift];

    public override void HandDown(Value delta, GradientBuilder gradients)
    {
        int n = Layer;
        string formula = $"r{n} ⊙ (g − mean g − n{n} ⊙ mean(g ⊙ n{n})) with g = {GradientBuilder.Notation(delta)} ⊙ γ{n}";
        gradients.HandDown(
            Input, n, made => new NormalizationGradient(n, delta, Scale, Normalized, Reciprocal, made) { Formula = formula }, formula);
    }

    public override IEnumerable<Operation> GradientsOfParameters(Value delta, LossHead head)
    {
        string d = GradientBuilder.Notation(delta);
        return
        [
            new RowSumGradient(Layer, delta, Normalized, Scale) { Formula = $"∂L/∂γ{Layer} = {d} ⊙ n{Layer}" },
            new RowSumGradient(Layer, delta, null, Shift) { Formula = $"∂L/∂β{Layer} = {d}" },
        ];
    }
}

/// <summary>μ, σ² and r = 1/√(σ² + ε) of each channel, over all positions of all samples of a batch; running values take them in.</summary>
/// <param name="Layer">The layer's number.</param>
/// <param name="Input">x.</param>
/// <param name="RunningMean">What prediction has in place of μ.</param>
/// <param name="RunningVariance">What prediction has in place of σ².</param>
/// <param name="Momentum">What a batch counts in them.</param>
/// <param name="Epsilon">ε.</param>
internal sealed record BatchStatistics(int Layer, Value Input, Tensor RunningMean, Tensor RunningVariance, double Momentum, double Epsilon)
    : Operation(Layer)
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
}

/// <summary>n = (x − μ) r and a = γ n + β; in prediction a = s x + t with s = γ/√(v + ε) and t = β − m s of running values m and v.</summary>
internal sealed record BatchNormalization(int Layer, BatchStatistics Statistics, Tensor Scale, Tensor Shift, Value Output) : Operation(Layer)
{
    public Value Input => Statistics.Input;

    /// <summary>What s and t are.</summary>
    public string ScaleFormula { get; init; } = string.Empty;

    /// <summary>s.</summary>
    public Value PredictionScale => new("scale", Layer, Statistics.Channels) { Scope = ValueScope.Batch };

    /// <summary>t.</summary>
    public Value PredictionShift => new("shift", Layer, Statistics.Channels) { Scope = ValueScope.Batch };

    public override IReadOnlyList<Value> Reads => [Input];

    public override Value? Makes => Output;

    public override IEnumerable<Value> PredictionScratch => [PredictionScale, PredictionShift];

    public override IEnumerable<Tensor> Tensors => [Scale, Shift];

    public override void HandDown(Value delta, GradientBuilder gradients)
    {
        if (!Scale.Learns && !gradients.IsWanted(Input))
        {
            return;
        }

        int n = Layer;
        string d = GradientBuilder.Notation(delta);
        var sums = new BatchSums(this, delta) { Formula = $"Σ {d} and Σ {d} ⊙ n{n} over the batch" };
        gradients.Add(new Stage(n, $"Layer {n}: {sums.Formula}.", [sums]));
        string formula = $"γ{n} ⊙ r{n} ⊙ ({d} − (Σ {d} + n{n} ⊙ Σ {d} ⊙ n{n}) / N)";
        gradients.HandDown(Input, n, made => new BatchNormalizationGradient(sums, made) { Formula = formula }, formula);
    }

    public override IEnumerable<Operation> GradientsOfParameters(Value delta, LossHead head)
    {
        string d = GradientBuilder.Notation(delta);
        var sums = new BatchSums(this, delta);
        return
        [
            new RowSumGradient(Layer, sums.SumN, null, Scale) { Formula = $"∂L/∂γ{Layer} = Σ {d} ⊙ n{Layer}" },
            new RowSumGradient(Layer, sums.Sum, null, Shift) { Formula = $"∂L/∂β{Layer} = Σ {d}" },
        ];
    }
}

/// <summary>Σ δ and Σ δ n of each channel, over all positions of all samples of a batch.</summary>
internal sealed record BatchSums(BatchNormalization Normalization, Value Delta) : Operation(Normalization.Layer)
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
}

/// <summary>s = γ r (δ − (Σ δ + n Σ δ n) / N), because mean and variance depend on all N values of a channel.</summary>
internal sealed record BatchNormalizationGradient(BatchSums Sums, Value Output) : Operation(Sums.Layer)
{
    public BatchNormalization Normalization => Sums.Normalization;

    public override IReadOnlyList<Value> Reads => [Sums.Delta, Normalization.Input];

    public override Value? Makes => Output;
}

/// <summary>s = r (g − mean g − n mean(g n)) with g = δ ⊙ γ for every row.</summary>
internal sealed record NormalizationGradient(int Layer, Value Delta, Tensor Scale, Value Normalized, Value Reciprocal, Value Output)
    : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Delta, Normalized, Reciprocal];

    public override Value? Makes => Output;
}
