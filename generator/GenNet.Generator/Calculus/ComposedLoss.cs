using System;
using System.Collections.Generic;
using static GenNet.Generator.Calculus.ActivationFunction;
using static GenNet.Generator.Calculus.Expression;

namespace GenNet.Generator.Calculus;

/// <summary>
/// A loss of the output as a loss of the pre-activation, where the output has rounded away what the loss asks of it: ln σ(z) is
/// −softplus(−z) and 1 − σ(z) is σ(−z), however far z is from 0, while a is 0 or 1 there. Differentiated in this form, a loss has a gradient
/// wherever its exact gradient is a number.
/// </summary>
/// <remarks>
/// The rules are about functions and not about losses: logarithms of what is positive and may underflow are split into sums, numbers less
/// (or more) what approaches them are written as what is left, and roots, small powers and quotients follow from the logarithms. They hold
/// for every spelling, as the simplifier has made one of <c>1 − a</c>, <c>−a + 1</c> and <c>−(a − 1)</c> before.
/// </remarks>
internal static class ComposedLoss
{
    /// <summary>More than any formula needs: each pass takes a logarithm or a difference away.</summary>
    private const int MostPasses = 32;

    /// <summary>Below this ln softplus(x) is x to the last digit of a double, and softplus(x) is on its way to underflow.</summary>
    private const double LeastOfSoftplus = -40;

    private const double LogOf2 = 0.6931471805599453;

    /// <summary>A loss in terms of what the output is computed from; null where the output itself serves as well.</summary>
    /// <param name="term">One output's part of the loss, in terms of a and t.</param>
    /// <param name="output">a in terms of z, or of ln a after softmax.</param>
    public static Expression? Of(Expression term, Expression output)
    {
        Expression simplified = Simplifier.Simplify(term);
        if (!AsksForSmallValues(simplified))
        {
            return null;
        }

        // What the rules make of the output by itself is no gain of the loss.
        Expression inner = new Rules([]).Apply(output);
        var rules = new Rules([.. inner.Parts()]);
        Expression composed = rules.Apply(simplified.Replace(A, inner));
        return rules.HaveGained ? composed.Replace(inner, output) : null;
    }

    /// <summary>A formula in which no number less what approaches it is left, such as 1 − σ(z).</summary>
    public static Expression WithoutCancellation(Expression expression) => new Rules([]).Apply(expression);

    /// <summary>Whether a loss depends on how small something of a is, and not only on its value: by a logarithm, a root, a quotient.</summary>
    private static bool AsksForSmallValues(Expression term)
    {
        foreach (Expression part in term.Parts())
        {
            if (Domain.AskedOf(part)?.Uses(A) == true)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>ln x where x is certainly positive and its logarithm needs none of it; null for others.</summary>
    private static Expression? LogarithmOf(Expression x) => x switch
    {
        Constant { Value: > 0 } c => LogarithmOf(c.Value),
        Call { Function: Function.Exp } exp => exp.Operand,
        Call { Function: Function.Sigmoid } sigmoid => -Softplus(-sigmoid.Operand),
        Call { Function: Function.Softplus } softplus =>
            Where(softplus.Operand < LeastOfSoftplus, softplus.Operand, Log(softplus)),
        Sum { Left: Constant { Value: 1 }, Right: Call { Function: Function.Abs } magnitude } => Log1P(magnitude),
        Conditional choice => LogarithmOf(choice.Then) is { } l && LogarithmOf(choice.Else) is { } r ? Where(choice.Test, l, r) : null,
        Call { Function: Function.Sqrt } root => LogarithmOf(root.Operand) is { } l ? 0.5 * l : null,
        Power { Exponent: Constant } power => LogarithmOf(power.Base) is { } l ? power.Exponent * l : null,
        Product product => LogarithmOf(product.Left) is { } l && LogarithmOf(product.Right) is { } r ? l + r : null,
        Quotient quotient => LogarithmOf(quotient.Left) is { } l && LogarithmOf(quotient.Right) is { } r ? l - r : null,
        _ => null,
    };

    /// <summary>ln of a number: of powers of two a number, as every machine must compute the same; of others a call.</summary>
    private static Expression LogarithmOf(double value)
    {
        for (int exponent = -8; exponent <= 8; exponent++)
        {
            if (value == Math.Pow(2, exponent))
            {
                return exponent * LogOf2;
            }
        }

        return Log(value);
    }

    /// <summary>ln x as a sum, where a factor of x has a logarithm of its own; null for others.</summary>
    private static Expression? SplitLogarithm(Expression x)
    {
        Expression? sum = null;
        Expression rest = One;
        Collect(x, isDivisor: false);
        return sum is null ? null : rest is Constant { Value: > 0 } c ? sum + LogarithmOf(c.Value) : sum + Log(rest);

        void Collect(Expression factor, bool isDivisor)
        {
            switch (factor)
            {
                case Product product when product.Left == product.Right && LogarithmOf(product.Left) is { } logarithm:
                    Add(2 * logarithm);
                    break;
                case Product product:
                    Collect(product.Left, isDivisor);
                    Collect(product.Right, isDivisor);
                    break;
                case Quotient quotient:
                    Collect(quotient.Left, isDivisor);
                    Collect(quotient.Right, !isDivisor);
                    break;
                case not Constant when LogarithmOf(factor) is { } logarithm:
                    Add(logarithm);
                    break;
                default:
                    rest = Simplifier.Simplify(isDivisor ? rest / factor : rest * factor);
                    break;
            }

            void Add(Expression logarithm) => sum = isDivisor ? (sum ?? Zero) - logarithm : (sum ?? Zero) + logarithm;
        }
    }

    /// <summary>c − c·f as what is left of c where f approaches 1, and c + c·f where it approaches −1; null for other sums.</summary>
    private static Expression? Remainder(Expression sum)
    {
        double constant = 0;
        double factor = 0;
        Expression? function = null;
        if (!Collect(sum, 1) || function is null || constant == 0 || Math.Abs(constant) != Math.Abs(factor))
        {
            return null;
        }

        bool isLess = factor == -constant;
        return function switch
        {
            Call { Function: Function.Sigmoid } f when isLess => constant * Sigmoid(-f.Operand),
            Call { Function: Function.Tanh } f => (2 * constant) * Sigmoid((isLess ? -2 : 2) * f.Operand),
            Call { Function: Function.Exp } f when isLess && f.Operand.Uses(Z) => -constant * ExpM1(f.Operand),
            Product { Left: Call { Function: Function.Tanh } f } square when isLess && square.Left == square.Right =>
                (4 * constant) * (Sigmoid(2 * f.Operand) * Sigmoid(-2 * f.Operand)),
            Power { Base: Call { Function: Function.Tanh } f, Exponent: Constant { Value: 2 } } when isLess =>
                (4 * constant) * (Sigmoid(2 * f.Operand) * Sigmoid(-2 * f.Operand)),

            // x / (1 + |x|), of which 1 ∓ it is (1 + (|x| ∓ x)) / (1 + |x|).
            Quotient { Right: Sum { Left: Constant { Value: 1 }, Right: Call { Function: Function.Abs } x } } f when f.Left == x.Operand =>
                (constant * (1 + (isLess ? x - f.Left : x + f.Left))) / f.Right,
            _ => null,
        };

        // Whether the part is a number and a multiple of one function, which is added to what has been collected.
        bool Collect(Expression part, double times)
        {
            switch (part)
            {
                case Constant c:
                    constant += times * c.Value;
                    return true;
                case Sum s:
                    return Collect(s.Left, times) && Collect(s.Right, times);
                case Difference d:
                    return Collect(d.Left, times) && Collect(d.Right, -times);
                case Negation n:
                    return Collect(n.Operand, -times);
                case Product { Left: Constant c } p:
                    return Collect(p.Right, times * c.Value);
                default:
                    bool isSame = function is null || function == part;
                    function = part;
                    factor += times;
                    return isSame;
            }
        }
    }

    /// <summary>x σ(−u) / σ(u) as x exp(−u), and the like where x is a product of more; null for other quotients.</summary>
    private static Expression? OddsOf(Expression dividend, Expression divisor) => (dividend, divisor) switch
    {
        (Call { Function: Function.Sigmoid } above, Call { Function: Function.Sigmoid } below) when AreOpposite(above, below) => Exp(above.Operand),
        (Product product, _) when OddsOf(product.Left, divisor) is { } odds => odds * product.Right,
        (Product product, _) when OddsOf(product.Right, divisor) is { } odds => product.Left * odds,
        _ => null,
    };

    /// <summary>What a sum or a difference of two opposite arguments' functions is without them: softplus(u) − softplus(−u) is u.</summary>
    private static Expression? OfOpposites(Expression e) => e switch
    {
        Difference { Left: Call { Function: Function.Softplus } l, Right: Call { Function: Function.Softplus } r } when AreOpposite(l, r) => l.Operand,
        Difference { Left: Difference { Left: Constant a } l, Right: Difference { Left: Constant b } r } when a == b => r.Right - l.Right,
        Sum { Left: Call { Function: Function.Sigmoid } l, Right: Call { Function: Function.Sigmoid } r } when AreOpposite(l, r) => One,
        Sum
        {
            Left: Product { Left: Constant a, Right: Call { Function: Function.Sigmoid } l },
            Right: Product { Left: Constant b, Right: Call { Function: Function.Sigmoid } r },
        }
            when a == b && AreOpposite(l, r) => a,
        Sum { Left: Call { Function: Function.ExpM1 } f, Right: Constant { Value: 1 } } => Exp(f.Operand),
        _ => null,
    };

    private static bool AreOpposite(Call left, Call right) => Simplifier.Simplify(left.Operand + right.Operand) == Zero;

    /// <summary>The rules, and whether one of them has kept a digit.</summary>
    /// <param name="given">The parts of the output, in which nothing counts as kept.</param>
    private sealed class Rules(HashSet<Expression> given)
    {
        private readonly Dictionary<Expression, Expression> _known = [];

        /// <summary>Whether a logarithm, a root or a quotient has become computable where a rounds to 0 or 1.</summary>
        public bool HaveGained { get; private set; }

        /// <summary>Applies the rules until none applies.</summary>
        public Expression Apply(Expression expression)
        {
            for (int pass = 0; pass < MostPasses; pass++)
            {
                Expression next = Simplifier.Simplify(Visit(expression));
                if (next == expression)
                {
                    break;
                }

                expression = next;
            }

            return expression;
        }

        private Expression Visit(Expression expression)
        {
            if (_known.TryGetValue(expression, out Expression? result))
            {
                return result;
            }

            bool isDone = expression is Conditional { Else: Call { Function: Function.Log, Operand: Call { Function: Function.Softplus } } };
            Expression inner = isDone ? expression : expression.MapOperands(Visit);
            HaveGained |= Domain.AskedOf(expression) is { } before && Domain.AskedOf(inner) != before;
            result = isDone ? expression : Rewrite(inner) ?? inner;
            _known[expression] = result;
            return result;
        }

        private Expression? Rewrite(Expression e)
        {
            switch (e)
            {
                case Sum or Difference:
                    return OfOpposites(e) ?? Remainder(e);
                case Call { Function: Function.Log, Operand: Conditional choice }
                    when SplitLogarithm(choice.Then) is not null || SplitLogarithm(choice.Else) is not null:
                    return Gained(Where(choice.Test, Log(choice.Then), Log(choice.Else)));
                case Call { Function: Function.Log } log:
                    return Gained(SplitLogarithm(log.Operand) ?? (Remainder(log.Operand) is { } left ? Log(left) : null));
                case Call { Function: Function.Log1P, Operand: not Call { Function: Function.Exp } } log:
                    return Gained(Remainder(1 + log.Operand) is { } rest ? Log(rest) : null);
                case Call { Function: Function.Sqrt } root when LogarithmOf(root.Operand) is { } l:
                    return Gained(Exp(0.5 * l));
                case Power { Exponent: not Constant { Value: >= 1 }, Base: not Constant } power when LogarithmOf(power.Base) is { } l:
                    return Gained(Exp(power.Exponent * l));
                case Quotient quotient when OddsOf(quotient.Left, quotient.Right) is { } odds:
                    return Gained(odds);
                case Quotient { Right: not Constant } quotient when !given.Contains(quotient) && LogarithmOf(quotient.Right) is not null:
                    // As it is, but to be differentiated together with what it is divided by.
                    HaveGained = true;
                    return null;
                case Call { Function: Function.Exp, Operand: Negation { Operand: Call { Function: Function.Softplus } softplus } }:
                    return Sigmoid(-softplus.Operand);
                case Call { Function: Function.ExpM1, Operand: Negation { Operand: Call { Function: Function.Softplus } softplus } }:
                    return -Sigmoid(softplus.Operand);
                default:
                    return null;
            }
        }

        private Expression? Gained(Expression? result)
        {
            HaveGained |= result is not null;
            return result;
        }
    }
}
