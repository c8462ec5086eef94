using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Model;

namespace GenNet.Generator.Graph;

/// <summary>A step of a pass. It knows the layer that it belongs to, so that the text it becomes keeps its heading.</summary>
/// <param name="Layer">The layer's number.</param>
internal abstract record Operation(int Layer)
{
    /// <summary>What it makes, in the field's notation.</summary>
    public string Formula { get; init; } = string.Empty;

    /// <summary>What it makes in prediction, where that is something else; null where it is not.</summary>
    public string? PredictionFormula { get; init; }

    /// <summary>The same where the layer's activation follows in the loss.</summary>
    public virtual string FormulaBeforeLoss => Formula;

    /// <summary>The multiply-adds with parameters that a sample takes.</summary>
    public virtual double MultiplyAdds => 0;

    /// <summary>The values of a sample that it reads.</summary>
    public abstract IReadOnlyList<Value> Reads { get; }

    /// <summary>The value of a sample that it makes; null where it makes none.</summary>
    public abstract Value? Makes { get; }

    /// <summary>What a pass that learns keeps beside that for the way back: each has a place of its own.</summary>
    public virtual IEnumerable<Value> Keeps => [];

    /// <summary>What every pass writes on the way to what it makes: each has a place of its own.</summary>
    public virtual IEnumerable<Value> Scratch => [];

    /// <summary>What a pass that predicts writes on the way to what it makes: each has a place of its own.</summary>
    public virtual IEnumerable<Value> PredictionScratch => [];

    /// <summary>
    /// Whether it takes in something of every sample of a batch in training, and what comes behind needs all of that. It makes no value of a sample.
    /// </summary>
    public virtual bool IsOverBatch => false;

    /// <summary>Those values of a sample whose rows lie one behind the other without padding, because they are read element by element.</summary>
    public virtual IEnumerable<Value> Dense => [];

    /// <summary>Whether it reads its inputs element by element, wherever their rows begin, and not vector by vector.</summary>
    public virtual bool ReadsElements => false;

    /// <summary>Whether what it makes may lie where its first input does, if that is its layer's own.</summary>
    public virtual bool IsInPlace => false;

    /// <summary>The parameters that it reads on the way forward.</summary>
    public virtual IEnumerable<Tensor> Tensors => [];

    /// <summary>What it does in training alone, in a word: in prediction what it makes is what it reads. Null where it does the same in both.</summary>
    public virtual string? OnlyInTraining => null;

    /// <summary>Names for parts of what it makes, which other operations read.</summary>
    public virtual IEnumerable<Value> Parts => [];

    /// <summary>The weights whose transpose it reads.</summary>
    public virtual Tensor? ReadsTransposed => null;

    /// <summary>Matrices that it needs for itself, which do not belong to samples.</summary>
    public virtual IEnumerable<Buffer> Buffers => [];

    private protected static IEnumerable<T> Known<T>(params T?[] all)
        where T : class => all.OfType<T>();
}

/// <summary>z = x·W + b for every row of the input.</summary>
internal sealed record DenseProduct(int Layer, Value Input, Tensor Weights, Tensor? Bias, Value Output) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Input];

    public override Value? Makes => Output;

    public override double MultiplyAdds => (double)Output.Shape.Positions * Weights.Count;

    public override bool ReadsElements => true;

    public override IEnumerable<Tensor> Tensors => Known(Weights, Bias);

    /// <summary>z1 = x·W1 + b1, even where a is z.</summary>
    public override string FormulaBeforeLoss =>
        $"{(Output.Symbol == "a" ? $"z{Layer}" : Output.Name)} = {Input.Name}·{Weights.Notation}{(Bias is null ? string.Empty : $" + {Bias.Name}")}";
}

/// <summary>a = f(z), element by element.</summary>
internal sealed record Map(int Layer, Value Input, Value Output, ActivationFunction Function) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Input];

    public override Value? Makes => Output;

    public override bool IsInPlace => true;

    public override IEnumerable<Value> Keeps => Known(Kept);

    public override IEnumerable<Tensor> Tensors => Known(Parameter);

    /// <summary>The function of the second half of the units, where it is another one.</summary>
    public ActivationFunction? SecondHalf { get; init; }

    /// <summary>The parameter that the function learns.</summary>
    public Tensor? Parameter { get; init; }

    /// <summary>
    /// What a pass that learns keeps beside the output, which does not tell ∂a/∂z: ∂a/∂z itself (f), or z where the function learns a
    /// parameter (q), in whose place the terms of ∂L/∂p come later.
    /// </summary>
    public Value? Kept { get; init; }

    /// <summary>f1 = ∂a1/∂z1 = …, in the field's notation.</summary>
    public string SlopeFormula { get; init; } = string.Empty;
}

/// <summary>a = f(z) with a parameter of f for each of the last dimension.</summary>
/// <param name="Layer">The layer's number.</param>
/// <param name="Input">z.</param>
/// <param name="Output">a.</param>
/// <param name="Function">f.</param>
/// <param name="Parameter">The parameters.</param>
/// <param name="ByParameter">∂a/∂p, which a pass that learns keeps where they are not frozen.</param>
internal sealed record ChannelMap(int Layer, Value Input, Value Output, ActivationFunction Function, Tensor Parameter, Value ByParameter)
    : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Input];

    public override Value? Makes => Output;

    public override IEnumerable<Value> Keeps => Parameter.IsFrozen ? [] : [ByParameter];

    public override IEnumerable<Tensor> Tensors => [Parameter];
}

/// <summary>Softmax over the last dimension, or its logarithm.</summary>
internal sealed record Softmax(int Layer, Value Input, Value Output, bool IsLog) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Input];

    public override Value? Makes => Output;

    public override bool IsInPlace => true;
}

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

/// <summary>a = m ⊙ x / (1 − rate), where each m is 0 with probability rate and 1 otherwise.</summary>
internal sealed record Dropout(int Layer, Value Input, double Rate, Value Output) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Input];

    public override Value? Makes => Output;

    public override string? OnlyInTraining => "dropout";

    /// <summary>m2 ⊙ a1 / (1 − 0.5), for a value and for its δ.</summary>
    public static string Masked(string value, int layer, double rate) => $"m{layer} ⊙ {value} / (1 − {Printer.Number(rate)})";
}

/// <summary>a = x + σ ξ with standard normal ξ.</summary>
internal sealed record AddedNoise(int Layer, Value Input, double StandardDeviation, Value Output) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Input];

    public override Value? Makes => Output;

    public override string? OnlyInTraining => "noise";
}

/// <summary>An element of the output from the same element of each input.</summary>
/// <param name="Layer">The layer's number.</param>
/// <param name="Inputs">Values of one shape.</param>
/// <param name="Output">The result.</param>
/// <param name="Expression">The formula, in which a symbol with an input's name stands for its element.</param>
internal sealed record Combination(int Layer, IReadOnlyList<Value> Inputs, Value Output, Expression Expression) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => Inputs;

    public override Value? Makes => Output;
}

/// <summary>The rows of the inputs side by side.</summary>
internal sealed record Concatenation(int Layer, IReadOnlyList<Value> Inputs, Value Output) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => Inputs;

    public override Value? Makes => Output;
}

/// <summary>The same values in rows of another length.</summary>
internal sealed record Rearrangement(int Layer, Value Input, Value Output) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Input];

    public override Value? Makes => Output;

    public override bool ReadsElements => true;
}

/// <summary>Where the network meets its loss: outputs, each sample's loss, and δ = ∂L/∂z.</summary>
/// <param name="Layer">The last layer's number.</param>
/// <param name="Output">What the network yields; its place holds z before.</param>
/// <param name="Delta">δ.</param>
/// <param name="Activation">The activation that is applied here; linear where the last layer has none.</param>
/// <param name="Parameter">The parameter of that activation.</param>
/// <param name="Kept">The terms of ∂L/∂p, where the activation learns a parameter and the network learns.</param>
/// <param name="Reserved">A place that is laid out and not used.</param>
internal sealed record LossHead(int Layer, Value Output, Value Delta, ActivationModel Activation, Tensor? Parameter, Value? Kept, Value? Reserved)
    : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Output];

    public override Value? Makes => Delta;
}

/// <summary>s = δ·Wᵀ for every row.</summary>
internal sealed record InputGradient(int Layer, Value Delta, Tensor Weights, Value Output) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Delta];

    public override Value? Makes => Output;

    public override Tensor? ReadsTransposed => Weights;
}

/// <summary>s = δ ⊙ ∂a/∂z where a = f(z) has a parameter for each of the last dimension.</summary>
internal sealed record ChannelMapGradient(ChannelMap Map, Value Delta, Value Output) : Operation(Map.Layer)
{
    public override IReadOnlyList<Value> Reads => [Delta, Map.Input];

    public override Value? Makes => Output;
}

/// <summary>δ = (Σ of what each consumer hands down) ⊙ ∂a/∂z, and the terms of ∂L/∂p where there is a p.</summary>
/// <param name="Layer">The layer whose δ it is.</param>
/// <param name="Terms">The values that the sum is made of.</param>
/// <param name="Sum">∂L/∂a in terms of symbols with their names.</param>
/// <param name="Function">f; null where a = z.</param>
/// <param name="Stored">What ∂a/∂z is read from: the output, what was kept, or nothing.</param>
/// <param name="Parameter">The parameter of f.</param>
/// <param name="LearnsParameter">Whether the terms of ∂L/∂p take the place of what was kept.</param>
/// <param name="Delta">δ.</param>
internal sealed record MapGradient(
    int Layer,
    IReadOnlyList<Value> Terms,
    Expression Sum,
    ActivationFunction? Function,
    Value? Stored,
    Tensor? Parameter,
    bool LearnsParameter,
    Value Delta) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => Stored is null ? Terms : [.. Terms, Stored];

    public override Value? Makes => Delta;

    /// <summary>∂L/∂a, in the field's notation.</summary>
    public string SumFormula { get; init; } = string.Empty;
}

/// <summary>s = a ⊙ (g − Σ g a) for every row, the gradient of a softmax; of its logarithm s = g − exp(a) Σ g.</summary>
internal sealed record SoftmaxGradient(int Layer, Value Gradient, Value Outputs, Value Output, bool IsLog) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Gradient, Outputs];

    public override Value? Makes => Output;
}

/// <summary>s = m ⊙ δ / (1 − rate), with the mask of the way forward.</summary>
internal sealed record DropoutGradient(Dropout Dropout, Value Delta, Value Output) : Operation(Dropout.Layer)
{
    public override IReadOnlyList<Value> Reads => [Delta];

    public override Value? Makes => Output;
}

/// <summary>s = r (g − mean g − n mean(g n)) with g = δ ⊙ γ for every row.</summary>
internal sealed record NormalizationGradient(int Layer, Value Delta, Tensor Scale, Value Normalized, Value Reciprocal, Value Output)
    : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Delta, Normalized, Reciprocal];

    public override Value? Makes => Output;
}

/// <summary>Some columns of each row.</summary>
internal sealed record Slice(int Layer, Value Input, int First, Value Output) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Input];

    public override Value? Makes => Output;
}

/// <summary>∂L/∂W = xᵀ·δ, summed over all rows of the batch.</summary>
internal sealed record WeightGradient(int Layer, Value Input, Value Delta, Tensor Weights) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Input, Delta];

    public override Value? Makes => null;

    /// <summary>
    /// How many rows of a sample before that of δ the input's row lies: 1 where steps meet the ones before them, −1 where they go back. Rows that
    /// meet none have no part.
    /// </summary>
    public int Lag { get; init; }
}

/// <summary>∂L/∂b = δ, or ∂L/∂b = δ ⊙ n, summed over all rows of the batch.</summary>
internal sealed record RowSumGradient(int Layer, Value Delta, Value? Factor, Tensor Tensor) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => Factor is null ? [Delta] : [Delta, Factor];

    public override Value? Makes => null;

    /// <summary>The weights whose strips of columns it goes by, because their gradient reads the same δ; null where there are none.</summary>
    public Tensor? Weights { get; init; }
}

/// <summary>∂L/∂p: the sum of its terms, of every unit and every sample.</summary>
internal sealed record ParameterGradient(int Layer, Value Terms, Tensor Parameter) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Terms];

    public override Value? Makes => null;
}

/// <summary>a = E[x]: the row of the table that each index names.</summary>
internal sealed record Lookup(int Layer, Value Indices, Tensor Table, Value Output) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Indices];

    public override Value? Makes => Output;

    public override IEnumerable<Tensor> Tensors => [Table];
}

/// <summary>∂L/∂E: for each row of the table the sum of δ over the positions that looked it up.</summary>
internal sealed record LookupGradient(int Layer, Value Indices, Value Delta, Tensor Table) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Indices, Delta];

    public override Value? Makes => null;
}

/// <summary>c = softmax(q·kᵀ/√(features/heads))·v for each head, which has its part of the features.</summary>
/// <param name="Layer">The layer's number.</param>
/// <param name="Query">q.</param>
/// <param name="Key">k.</param>
/// <param name="Value">v.</param>
/// <param name="Heads">The number of heads.</param>
/// <param name="IsCausal">Whether a step looks at itself and those before alone.</param>
/// <param name="LogSums">l, the logarithm of each softmax's sum: a row a head, a column a step.</param>
/// <param name="Output">c.</param>
internal sealed record Attention(
    int Layer, Value Query, Value Key, Value Value, int Heads, bool IsCausal, Value LogSums, Value Output) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Query, Key, Value];

    public override Value? Makes => Output;

    public override IEnumerable<Value> Scratch => [LogSums];

    /// <summary>The number of steps.</summary>
    public int Steps => Output.Positions;

    /// <summary>The features of a head.</summary>
    public int HeadSize => Output.Features / Heads;

    public override double MultiplyAdds => IsCausal
        ? (double)Steps * (Steps + 1) * Output.Features
        : 2.0 * Steps * Steps * Output.Features;
}

/// <summary>∂L/∂q, ∂L/∂k and ∂L/∂v from ∂L/∂c.</summary>
/// <param name="Layer">The layer's number.</param>
/// <param name="Forward">What it is the gradient of.</param>
/// <param name="Delta">∂L/∂c.</param>
/// <param name="QueryDelta">∂L/∂q.</param>
/// <param name="KeyDelta">∂L/∂k.</param>
/// <param name="ValueDelta">∂L/∂v.</param>
internal sealed record AttentionGradient(
    int Layer, Attention Forward, Value Delta, Value QueryDelta, Value KeyDelta, Value ValueDelta) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Delta, .. Forward.Reads, Forward.Output, Forward.LogSums];

    public override Value? Makes => QueryDelta;

    public override IEnumerable<Value> Scratch => [KeyDelta, ValueDelta];
}
