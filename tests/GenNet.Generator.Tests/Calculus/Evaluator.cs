using System;
using System.Collections.Generic;
using GenNet.Generator.Calculus;

namespace GenNet.Generator.Tests.Calculus;

/// <summary>
/// What a formula is worth, with its derivative carried along as a dual number: written from the definitions, and told nothing by the
/// differentiator. It keeps an eye on what the tests must allow for: how large numbers became on the way, and how near a kink was.
/// </summary>
internal sealed class Evaluator(IReadOnlyDictionary<Symbol, Dual> values)
{
    private readonly Dictionary<Expression, Dual> _known = [];

    /// <summary>The largest magnitude of any value or derivative on the way, 1 at least.</summary>
    public double Largest { get; private set; } = 1;

    /// <summary>The distance to the nearest place where a part changes its branch.</summary>
    public double DistanceToKink { get; private set; } = double.PositiveInfinity;

    /// <summary>Whether every value and derivative on the way was a finite number.</summary>
    public bool IsFinite { get; private set; } = true;

    /// <summary>Whether a value on the way was no number.</summary>
    public bool HasNaN { get; private set; }

    /// <summary>Whether something was divided by 0: formulas do not tell 0 from −0, and so not ∞ from −∞.</summary>
    public bool DividesByZero { get; private set; }

    public static Evaluator At(double z, double t) => new(
        new Dictionary<Symbol, Dual>
        {
            [ActivationFunction.Z] = new Dual(z, 1),
            [LossFunction.T] = new Dual(t, 0),
        });

    public Dual Evaluate(Expression expression)
    {
        if (!_known.TryGetValue(expression, out Dual result))
        {
            result = Compute(expression);
            _known.Add(expression, result);
            Largest = Math.Max(Largest, Math.Max(Math.Abs(result.Value), Math.Abs(result.Derivative)));
            IsFinite &= double.IsFinite(result.Value) && double.IsFinite(result.Derivative);
            HasNaN |= double.IsNaN(result.Value);
        }

        return result;
    }

    public bool Holds(Condition condition)
    {
        switch (condition)
        {
            case Conjunction c:
                return Holds(c.Left) & Holds(c.Right);
            case Disjunction c:
                return Holds(c.Left) | Holds(c.Right);
            case Complement c:
                return !Holds(c.Operand);
        }

        var comparison = (Comparison)condition;
        double left = Evaluate(comparison.Left).Value;
        double right = Evaluate(comparison.Right).Value;
        Meet(left - right);
        return comparison.Relation switch
        {
            Relation.Greater => left > right,
            Relation.GreaterOrEqual => left >= right,
            Relation.Less => left < right,
            Relation.LessOrEqual => left <= right,
            Relation.Equal => left == right,
            _ => left != right,
        };
    }

    private Dual Compute(Expression expression)
    {
        switch (expression)
        {
            case Constant e:
                return new Dual(e.Value, 0);
            case Symbol e:
                return values[e];
            case Sum e:
                return Evaluate(e.Left) + Evaluate(e.Right);
            case Difference e:
                return Evaluate(e.Left) - Evaluate(e.Right);
            case Product e:
                return Evaluate(e.Left) * Evaluate(e.Right);
            case Quotient e:
                DividesByZero |= Evaluate(e.Right).Value == 0;
                return Evaluate(e.Left) / Evaluate(e.Right);
            case Negation e:
                return new Dual(0, 0) - Evaluate(e.Operand);
            case Power e:
                // At 0 a power may have any slope at all, and below it has none where the exponent moves.
                Meet(e.Exponent is Constant ? Evaluate(e.Base).Value : Math.Max(Evaluate(e.Base).Value, 0));
                DividesByZero |= Evaluate(e.Base).Value == 0;
                return Dual.Pow(Evaluate(e.Base), Evaluate(e.Exponent));
            case Maximum e:
            {
                (Dual left, Dual right) = (Evaluate(e.Left), Evaluate(e.Right));
                Meet(left.Value - right.Value);
                return double.IsNaN(left.Value) || left.Value > right.Value ? left : right;
            }

            case Minimum e:
            {
                (Dual left, Dual right) = (Evaluate(e.Left), Evaluate(e.Right));
                Meet(left.Value - right.Value);
                return double.IsNaN(left.Value) || left.Value < right.Value ? left : right;
            }

            case Conditional e:
                // Only the branch that is taken: in the other one anything may happen.
                return Holds(e.Test) ? Evaluate(e.Then) : Evaluate(e.Else);
            case Call e:
                Dual x = Evaluate(e.Operand);
                if (e.Function is Function.Abs or Function.Sign or Function.Sqrt)
                {
                    Meet(x.Value);
                }

                return Dual.Call(e.Function, x);
            default:
                throw new ArgumentOutOfRangeException(nameof(expression), expression, "The tests have no meaning for it.");
        }
    }

    private void Meet(double distance) => DistanceToKink = Math.Min(DistanceToKink, Math.Abs(distance));
}
