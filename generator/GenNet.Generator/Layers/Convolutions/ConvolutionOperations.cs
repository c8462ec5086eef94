using System.Collections.Generic;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Check;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;

namespace GenNet.Generator.Layers.Convolutions;

/// <summary>The same values with zeros around them, where the loops of the gradient check do not go.</summary>
/// <param name="Layer">The layer's number.</param>
/// <param name="Input">The values.</param>
/// <param name="Top">How many rows of zeros stand above.</param>
/// <param name="Left">How many zeros stand in front of each row.</param>
/// <param name="Output">The values with the zeros.</param>
internal sealed record Border(int Layer, Value Input, int Top, int Left, Value Output) : KindOperation(Layer), IShareable
{
    public override IReadOnlyList<Value> Reads => [Input];

    public override Value? Makes => Output;

    public Operation OfNoLayer => this with { Layer = 0, Output = Output with { Layer = 0 } };

    public override bool ReadsElements => true;

    /// <summary>Whether what it makes is read element by element.</summary>
    public bool IsDense { get; init; }

    public override IEnumerable<Value> Dense => IsDense ? [Output] : [];

    public override OperationCode CodeIn(CodeStyle style, bool keeps) => new BorderCode(style, this);
}

/// <summary>
/// z = x ∗ W + b: of every window of x, its values times each filter's weights. Transposed, each value of x is spread over a window.
/// </summary>
/// <param name="Layer">The layer's number.</param>
/// <param name="Input">x, with the zeros around it.</param>
/// <param name="Weights">W, a matrix for each place in a window, channels × filters.</param>
/// <param name="Bias">b.</param>
/// <param name="Window">The windows.</param>
/// <param name="Output">z.</param>
internal sealed record Convolution(int Layer, Value Input, Tensor Weights, Tensor? Bias, Window Window, Value Output) : KindOperation(Layer)
{
    /// <summary>x without the zeros around it.</summary>
    public Value Source { get; init; } = Input;

    /// <summary>Whether each value of x is spread over a window.</summary>
    public bool IsTransposed { get; init; }

    /// <summary>In how many parts channels and filters are cut, each part for itself.</summary>
    public GroupKind Groups { get; init; } = GroupKind.Single;

    public override IReadOnlyList<Value> Reads => [Input];

    public override Value? Makes => Output;

    public override bool ReadsElements => !Groups.IsDepthwise;

    public override bool LimitsSamples => true;

    public override IEnumerable<Buffer> BuffersIn(Precision precision)
    {
        if (Groups.IsSpread)
        {
            yield return new Buffer($"{Weights.Name}All", Weights.Rows * Groups.Count, Weights.Columns);
        }

        if (PairedPixels.WidthOf(this, precision) is > 0 and int width)
        {
            yield return new Buffer($"{Weights.Name}Pairs", PairedPixels.RowsOf(this) + 1, width);
        }
    }

    public override IEnumerable<Tensor> Tensors => Known(Weights, Bias);

    public override double MultiplyAdds => (double)Window.Height.Count * Window.Width.Count * Weights.Count;

    public override string FormulaBeforeLoss => FormulaOf(Layer, $"z{Layer}", Source, Bias, IsTransposed);

    /// <summary>z1 = x ∗ W1 + b1.</summary>
    public static string FormulaOf(int layer, string output, Value source, Tensor? bias, bool isTransposed) =>
        $"{output} = {source.Name} {(isTransposed ? "∗ᵀ" : "∗")} W{layer}{(bias is null ? string.Empty : $" + b{layer}")}";

    public override void HandDown(Value delta, GradientBuilder gradients) => ConvolutionRules.Apply(this, delta, gradients);

    public override IEnumerable<Operation> GradientsOfParameters(Value delta, LossHead head) => ConvolutionRules.OfParameters(this, delta);

    public override CheckedOperation? CheckedForm => new CheckedConvolution(this);

    public override OperationCode CodeIn(CodeStyle style, bool keeps) => IsTransposed ? new SpreadCode(style, this) : new GatherCode(style, this);

    public override OperationCode StepCodeIn(CodeStyle style, Stage stage) =>
        Groups.IsDepthwise ? CodeIn(style, keeps: false) : new StreamConvolutionCode(style, this);
}

/// <summary>s = δ ∗ᵀ W: what a convolution hands down to its input, which spreads δ over windows; transposed, it gathers δ from windows.</summary>
/// <param name="Layer">The layer's number.</param>
/// <param name="Delta">δ, with the zeros around it.</param>
/// <param name="Weights">W.</param>
/// <param name="Window">The windows.</param>
/// <param name="Output">s.</param>
internal sealed record ConvolutionInputGradient(int Layer, Value Delta, Tensor Weights, Window Window, Value Output)
    : KindOperation(Layer), IWorkingOperation
{
    /// <summary>Whether it is that of a transposed convolution.</summary>
    public bool IsTransposed { get; init; }

    /// <summary>In how many parts channels and filters are cut, each part for itself.</summary>
    public GroupKind Groups { get; init; } = GroupKind.Single;

    public override IReadOnlyList<Value> Reads => [Delta];

    public override Value? Makes => Output;

    public override bool ReadsElements => !Groups.IsDepthwise;

    /// <summary>
    /// Whether all columns of a window's row are computed side by side, as if they were channels, and added up afterwards where windows overlap.
    /// </summary>
    public bool JoinsColumns { get; init; }

    /// <summary>W, a matrix for each place of a window, or for each row of it.</summary>
    public override Tensor? ReadsTransposed => Groups.Count > 1 ? null
        : JoinsColumns ? Weights with { Matrices = Window.Height.Kernel } : Weights;

    public override IEnumerable<Buffer> BuffersIn(Precision precision) => Groups.IsSpread
        ? [new Buffer($"{Weights.Name}AllT", Weights.Matrices * Weights.Columns, Output.Features)]
        : [];

    public override IEnumerable<Tensor> ReadsParameters => [Weights];

    public override Tensor? MultipliesLike => Weights;

    public bool WorksInPrediction => false;

    public long WorkBytes(int samples, Precision precision) =>
        JoinsColumns ? WorkMemory.BytesOfThreads(JoinedColumns.Of(this, precision).Length, samples, precision) : 0;

    public override OperationCode CodeIn(CodeStyle style, bool keeps) =>
        IsTransposed ? new GatherCode(style, this)
        : JoinsColumns ? new JoinedSpreadCode(style, this)
        : new SpreadCode(style, this);
}

/// <summary>∂L/∂W of a convolution: of each place in a window, the products of x there with δ, summed over windows and samples.</summary>
/// <param name="Layer">The layer's number.</param>
/// <param name="Input">x: with the zeros around it, or without them where the convolution is transposed.</param>
/// <param name="Delta">δ: without zeros around it, or with them where the convolution is transposed.</param>
/// <param name="Window">The windows.</param>
/// <param name="Weights">W.</param>
internal sealed record ConvolutionWeightGradient(int Layer, Value Input, Value Delta, Window Window, Tensor Weights)
    : KindOperation(Layer), ITileSummed
{
    /// <summary>Whether it is that of a transposed convolution.</summary>
    public bool IsTransposed { get; init; }

    public override IReadOnlyList<Value> Reads => [Input, Delta];

    public override Value? Makes => null;

    /// <summary>In how many parts channels and filters are cut, each part for itself.</summary>
    public GroupKind Groups { get; init; } = GroupKind.Single;

    /// <summary>
    /// Whether each tile of samples has sums of its own, made while its δ is in the cache; the gradient is those of all tiles together.
    /// </summary>
    public bool SumsTiles { get; init; }

    public override Value? SummedInTiles => SumsTiles ? Delta : null;

    public Value? Summable => Groups.IsSpread ? null : Delta;

    public Operation SummingTiles() => this with { SumsTiles = true };

    public override IEnumerable<Buffer> BuffersIn(Precision precision)
    {
        yield return new Buffer($"{Weights.Name}Sums", Weights.Rows * (Groups.IsSpread ? Groups.Count : 1), Weights.Columns) { IsOfTile = SumsTiles };
        if (PairedPixels.WidthOf(this, precision) is > 0 and int width)
        {
            yield return new Buffer($"{Weights.Name}PairSums", PairedPixels.RowsOf(this), width) { IsOfTile = SumsTiles };
        }
    }

    public override Tensor? GradientOf => Weights;

    public override Tensor? MultipliesLike => Weights;

    public override OperationCode CodeIn(CodeStyle style, bool keeps) => PairedPixels.WidthOf(this, style.Precision) > 0
        ? new PairedWeightGradientCode(style, this)
        : new ConvolutionWeightGradientCode(style, this);
}
