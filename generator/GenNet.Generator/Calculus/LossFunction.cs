using GenNet.Generator.Declaration;
using static GenNet.Generator.Calculus.Expression;

namespace GenNet.Generator.Calculus;

/// <summary>
/// A loss that is a sum over the outputs: the term of one output in terms of a, z and the target t. Gradients are derived from it.
/// </summary>
internal sealed class LossFunction
{
    /// <summary>The target.</summary>
    public static readonly Symbol T = new("t");

    private LossFunction(string notation, Expression term)
    {
        Notation = notation;
        Term = term;
    }

    /// <summary>How the field writes the loss of a sample.</summary>
    public string Notation { get; }

    /// <summary>One output's part of the loss.</summary>
    public Expression Term { get; }

    /// <summary>The row of the table for a loss over some number of outputs; cross-entropy has none, as softmax couples its outputs.</summary>
    public static LossFunction Of(Loss loss, int outputs)
    {
        Expression error = ActivationFunction.A - T;
        return loss switch
        {
            Loss.HalfSquaredError => new("½ Σ (a − t)²", 0.5 * Square(error)),
            Loss.SquaredError => new("Σ (a − t)²", Square(error)),
            Loss.MeanSquaredError when outputs == 1 => new("(a − t)²", Square(error)),
            Loss.MeanSquaredError => new($"1/{Printer.Number(outputs)} Σ (a − t)²", (1.0 / outputs) * Square(error)),

            // −t ln σ(z) − (1 − t) ln(1 − σ(z)), which is finite however far z is from 0.
            Loss.BinaryCrossEntropy => new("Σ softplus(z) − t z", Softplus(ActivationFunction.Z) - (T * ActivationFunction.Z)),
            _ => throw new System.ArgumentOutOfRangeException(nameof(loss), loss, "Not a sum over independent outputs."),
        };
    }

    /// <summary>∂loss/∂a, for where the activation couples its outputs.</summary>
    public Expression DerivativeByOutput() => Differentiator.Derivative(Term, ActivationFunction.A);

    /// <summary>
    /// ∂loss/∂z through an elementwise activation. The activation's formula is put in place of a before deriving, and a back in its
    /// place after: this is how softplus(z) − t z after a sigmoid becomes a − t.
    /// </summary>
    public Expression DerivativeByPreActivation(ActivationFunction activation)
    {
        Expression throughActivation = Term.Replace(ActivationFunction.A, activation.Output);
        Expression derivative = Differentiator.Derivative(throughActivation, ActivationFunction.Z);
        return Simplifier.Simplify(derivative.Replace(activation.Output, ActivationFunction.A));
    }
}
