using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Declaration;

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

    /// <summary>Which row of its input what it makes is, so that it can be a name for that; null where it makes something else.</summary>
    public virtual int? RowOfInput => null;

    /// <summary>Whether samples need so much for it that no more of them go forward and back together than the cache holds.</summary>
    public virtual bool LimitsSamples => false;

    /// <summary>What values are because it reads or keeps them, where an explorer shows them as more than what is made on the way.</summary>
    public virtual IEnumerable<(Value Value, ValueRole Role)> Roles => [];

    /// <summary>Those values of a sample whose rows lie one behind the other without padding, because they are read element by element.</summary>
    public virtual IEnumerable<Value> Dense => [];

    /// <summary>Whether it reads its inputs element by element, wherever their rows begin, and not vector by vector.</summary>
    public virtual bool ReadsElements => false;

    /// <summary>Whether what it makes may lie where its first input does, if that is its layer's own.</summary>
    public virtual bool IsInPlace => false;

    /// <summary>The parameters that it reads on the way forward.</summary>
    public virtual IEnumerable<Tensor> Tensors => [];

    /// <summary>The parameters that its code reads, on whichever way.</summary>
    public virtual IEnumerable<Tensor> ReadsParameters => Tensors;

    /// <summary>The parameter that it is the gradient of; null where it is none.</summary>
    public virtual Tensor? GradientOf => null;

    /// <summary>The weights whose product on the way forward has as many multiply-adds as it has on the way back; null where it has none.</summary>
    public virtual Tensor? MultipliesLike => null;

    /// <summary>The δ of which each tile of samples makes sums for a gradient, while it is in the cache; null where none does.</summary>
    public virtual Value? SummedInTiles => null;

    /// <summary>What stands in its place once it has run: what it makes, and what it writes on the way.</summary>
    public virtual IEnumerable<Value> LeavesBehind => [.. Known(Makes), .. Scratch];

    /// <summary>Whether it reads its inputs as indices, one by one.</summary>
    public virtual bool ReadsIndices => false;

    /// <summary>What it does in training alone, in a word: in prediction what it makes is what it reads. Null where it does the same in both.</summary>
    public virtual string? OnlyInTraining => null;

    /// <summary>Names for parts of what it makes, which other operations read.</summary>
    public virtual IEnumerable<Value> Parts => [];

    /// <summary>The weights whose transpose it reads.</summary>
    public virtual Tensor? ReadsTransposed => null;

    /// <summary>Matrices that it needs for itself, which do not belong to samples.</summary>
    /// <param name="precision">The network's.</param>
    public virtual IEnumerable<Buffer> BuffersIn(Precision precision) => [];

    /// <summary>
    /// Its gradient rule: hands δ of what it makes down to what it reads. A map that ends its layer is part of δ already.
    /// </summary>
    /// <param name="delta">δ of what it makes.</param>
    /// <param name="gradients">Takes it.</param>
    public virtual void HandDown(Value delta, GradientBuilder gradients)
    {
    }

    /// <summary>The gradients of its parameters, in the order in which they are computed.</summary>
    /// <param name="delta">δ of what it makes.</param>
    /// <param name="head">Where the network meets its loss.</param>
    public virtual IEnumerable<Operation> GradientsOfParameters(Value delta, LossHead head) => [];

    /// <summary>What an activation is applied to is z, where its layer has made it.</summary>
    private protected IEnumerable<(Value Value, ValueRole Role)> AsPreActivation(Value input) =>
        input.Layer == Layer ? [(input, ValueRole.PreActivation)] : [];

    private protected static IEnumerable<T> Known<T>(params T?[] all)
        where T : class => all.OfType<T>();
}
