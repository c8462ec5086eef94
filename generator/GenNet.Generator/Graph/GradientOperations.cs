using System.Collections.Generic;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;
using GenNet.Generator.Model;

namespace GenNet.Generator.Graph;

/// <summary>s = δ·Wᵀ for every row.</summary>
internal sealed record InputGradient(int Layer, Value Delta, Tensor Weights, Value Output) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Delta];

    public override Value? Makes => Output;

    public override Tensor? ReadsTransposed => Weights;

    public override IEnumerable<Tensor> ReadsParameters => [Weights];

    public override Tensor? MultipliesLike => Weights;
}

/// <summary>s = δ ⊙ ∂a/∂z where a = f(z) has a parameter for each of the last dimension.</summary>
internal sealed record ChannelMapGradient(ChannelMap Map, Value Delta, Value Output) : Operation(Map.Layer)
{
    public override IReadOnlyList<Value> Reads => [Delta, Map.Input];

    public override Value? Makes => Output;

    public override IEnumerable<Tensor> ReadsParameters => [Map.Parameter];
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

    public override IEnumerable<Tensor> ReadsParameters => Known(Parameter);
}

/// <summary>s = a ⊙ (g − Σ g a) for every row, the gradient of a softmax; of its logarithm s = g − exp(a) Σ g.</summary>
internal sealed record SoftmaxGradient(int Layer, Value Gradient, Value Outputs, Value Output, bool IsLog) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Gradient, Outputs];

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

    public override Tensor? GradientOf => Weights;

    public override Tensor? MultipliesLike => Weights;
}

/// <summary>∂L/∂b = δ, or ∂L/∂b = δ ⊙ n, summed over all rows of the batch.</summary>
internal sealed record RowSumGradient(int Layer, Value Delta, Value? Factor, Tensor Tensor) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => Factor is null ? [Delta] : [Delta, Factor];

    public override Value? Makes => null;

    /// <summary>The weights whose strips of columns it goes by, because their gradient reads the same δ; null where there are none.</summary>
    public Tensor? Weights { get; init; }

    /// <summary>Whether each tile of samples has a sum of its own, made while its δ is in the cache; the gradient is those of all tiles together.</summary>
    public bool SumsTiles { get; init; }

    public override Value? SummedInTiles => SumsTiles ? Delta : null;

    public override IEnumerable<Buffer> BuffersIn(Precision precision) => SumsTiles ? [new Buffer($"{Tensor.Name}Sums", 1, Tensor.Columns) { IsOfTile = true }] : [];

    public override Tensor? GradientOf => Tensor;
}

/// <summary>∂L/∂p: the sum of its terms, of every unit and every sample.</summary>
internal sealed record ParameterGradient(int Layer, Value Terms, Tensor Parameter) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Terms];

    public override Value? Makes => null;

    public override Tensor? GradientOf => Parameter;
}
