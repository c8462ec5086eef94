using System.Linq;
using GenNet.Generator.Declaration;
using static GenNet.Generator.Calculus.ActivationFunction;
using static GenNet.Generator.Calculus.Expression;

namespace GenNet.Generator.Calculus;

/// <summary>
/// A loss that is a sum over the outputs: the term of one output in terms of a, z, ln a and the target t. Gradients are derived from it.
/// </summary>
internal sealed class LossFunction
{
    /// <summary>The target.</summary>
    public static readonly Symbol T = new("t");

    /// <summary>ln a after softmax, computed as z − ln Σ exp(z), which is finite where a rounds to 0.</summary>
    public static readonly Symbol LogA = new("l");

    /// <summary>The weight of the output's class, or of a yes to its label.</summary>
    public static readonly Symbol W = new("w");

    /// <summary>The variance that belongs to the mean a, no less than the least that the loss reckons with.</summary>
    public static readonly Symbol V = new("v");

    /// <summary>1 / (number of outputs).</summary>
    public static readonly Symbol OneOverN = new("1/n");

    /// <summary>1/n, for losses that are means over the outputs.</summary>
    private readonly double? _mean;

    /// <summary>Whether the activation's formula stands in place of a, because a has rounded away what the loss asks for.</summary>
    private readonly bool _isComposed;

    /// <summary>A loss from one output's part.</summary>
    /// <param name="term">The part.</param>
    /// <param name="mean">1/n if the loss is the mean of the parts of n outputs, null if it is their sum.</param>
    public LossFunction(Expression term, double? mean = null)
    {
        Declared = mean is { } factor ? factor * term : term;
        Term = Simplifier.Simplify(Declared);
        _mean = mean;
    }

    /// <summary>A loss from one output's part, which is computed from another form of it.</summary>
    private LossFunction(Expression declared, Expression composed)
    {
        Declared = declared;
        Term = composed;
        _isComposed = true;
    }

    /// <summary>One output's part of the loss as it was written, for whoever checks what is made of it.</summary>
    public Expression Declared { get; }

    /// <summary>One output's part of the loss, simplified.</summary>
    public Expression Term { get; }

    /// <summary>Whether the loss is computed from z or ln a and not from a alone, so that it belongs to its activation.</summary>
    public bool IsOfPreActivation => _isComposed || Term.Uses(Z) || Term.Uses(LogA);

    /// <summary>A loss over some number of outputs, after a last activation.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="outputs">The number of outputs of a sample.</param>
    /// <param name="last">The last activation.</param>
    /// <param name="arguments">The numbers that the loss takes.</param>
    /// <param name="classes">The number of classes, where the outputs are several rows of them.</param>
    public static LossFunction Of(
        Loss loss, int outputs, Activation last = Activation.Linear, LossArguments? arguments = null, int? classes = null)
    {
        LossRow row = LossTable.Of(loss);
        arguments ??= new LossArguments(row.Argument?.Default ?? 0);
        int terms = row.HasVariances ? outputs / 2 : outputs;
        Expression term = row.Term(last, arguments).Replace(OneOverN, 1.0 / (classes ?? terms));
        return new LossFunction(After(last, term), row.IsMean ? 1.0 / terms : null);
    }

    /// <summary>
    /// A loss that the user wrote as one output's part in terms of a and t, after a last activation. Where it asks for what a rounds away,
    /// as ln(1 − a) does of a sigmoid that is 1, it is computed from z, or from ln a after softmax.
    /// </summary>
    /// <param name="term">The part.</param>
    /// <param name="last">The last activation.</param>
    /// <param name="function">Its formula, null if it couples the outputs.</param>
    public static LossFunction Of(Expression term, Activation last, ActivationFunction? function)
    {
        Expression declared = After(last, term);
        Expression? composed = function switch
        {
            null when last == Activation.LogSoftmax => ComposedLoss.Of(term, LogA),
            null => ComposedLoss.Of(term, Exp(LogA))?.Replace(Exp(LogA), A),
            { HasParameter: true } => null,
            _ => ComposedLoss.Of(term, function.Output)?.Replace(function.Output, A),
        };
        return composed is null ? new LossFunction(declared) : new LossFunction(declared, Simplifier.Simplify(composed));
    }

    /// <summary>After log-softmax, what the network yields is ln a itself.</summary>
    private static Expression After(Activation last, Expression term) =>
        last == Activation.LogSoftmax && !term.Uses(LogA) ? term.Replace(A, LogA) : term;

    /// <summary>The loss of a sample in the field's notation.</summary>
    /// <param name="name">What each symbol is called.</param>
    /// <param name="precision">How many digits its numbers have.</param>
    public string Notation(System.Func<Symbol, string> name, Precision precision = Precision.Double) => Term switch
    {
        _ when _mean == 1 => Printer.Notation(Term, name, precision),
        Product { Left: Constant c } p when c.Value == _mean => $"{Printer.Share(c.Value)} Σ {Printer.Factor(p.Right, name, precision)}",
        Product { Left: Constant c } p => $"{Printer.Factor(c, name, precision)} Σ {Printer.Factor(p.Right, name, precision)}",
        Negation n => $"−Σ {Printer.Factor(n.Operand, name, precision)}",
        _ => $"Σ {Printer.Factor(Term, name, precision)}",
    };

    /// <summary>∂loss/∂a, for where the activation couples its outputs and the loss needs no logarithm.</summary>
    public Expression DerivativeByOutput() => Differentiator.Derivative(Term, A);

    /// <summary>
    /// ∂loss/∂v, where the outputs are means and variances. It stands for the derivative by the variance even where v is the least that
    /// the loss reckons with, and so does not follow it: PyTorch clamps variances without a gradient of the clamp, and a variance that
    /// got stuck at 0 could not grow otherwise.
    /// </summary>
    public Expression DerivativeByVariance() => Differentiator.Derivative(Term, V);

    /// <summary>
    /// r in δ = a Σr − r, for where a is a softmax: r = −(∂loss/∂(ln a) + a ∂loss/∂a), because ∂(ln aᵢ)/∂zⱼ = [i = j] − aⱼ.
    /// </summary>
    public Expression CoupledResidual() => Simplifier.Simplify(
        -(Differentiator.Derivative(Term, LogA) + (A * Differentiator.Derivative(Term, A))));

    /// <summary>
    /// ∂loss/∂z through an elementwise activation. Where the loss is computed from z, the activation's formula is put in place of a
    /// before deriving, and a back in its place after: this is how softplus(z) − t z after a sigmoid becomes a − t. Otherwise it is the
    /// product of both derivatives, in which <paramref name="slope"/> may stand for the activation's.
    /// </summary>
    public Expression DerivativeByPreActivation(ActivationFunction activation, Expression? slope = null)
    {
        if (!_isComposed && !Term.Uses(Z))
        {
            return Simplifier.Simplify(DerivativeByOutput() * (slope ?? activation.Derivative));
        }

        Expression derivative = Differentiator.Derivative(Term.Replace(A, activation.Output), Z);
        if (_isComposed)
        {
            return Simplifier.Simplify(ComposedLoss.WithoutCancellation(derivative).Replace(activation.Output, A));
        }

        derivative = derivative.Replace(activation.Output, A);
        return Simplifier.Simplify(activation.Output == Sigmoid(Z) && derivative.Uses(Z) ? WithComplement(derivative) : derivative);
    }

    /// <summary>σ(−z) is 1 − a without its rounding, and a is 1 − σ(−z): where both occur, neither is subtracted from 1.</summary>
    private static Expression WithComplement(Expression derivative)
    {
        Expression complement = Sigmoid(-Z);
        return derivative.Parts().Contains(complement)
            ? derivative.Replace(complement - 1, -A).Replace(1 - complement, A).Replace(1 - A, complement)
            : derivative;
    }
}
