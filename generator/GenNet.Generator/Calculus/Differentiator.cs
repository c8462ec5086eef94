using System;
using System.Collections.Generic;
using static GenNet.Generator.Calculus.Expression;

namespace GenNet.Generator.Calculus;

/// <summary>Symbolic differentiation by the rules of calculus.</summary>
internal static class Differentiator
{
    private const double TwoOverRootOfPi = 1.1283791670955126;

    /// <summary>∂expression/∂symbol, simplified.</summary>
    public static Expression Derivative(Expression expression, Symbol symbol)
    {
        var known = new Dictionary<Expression, Expression>();
        return Simplifier.Simplify(D(Simplifier.Simplify(expression)));

        Expression D(Expression e)
        {
            if (!known.TryGetValue(e, out Expression? derivative))
            {
                // Simplified at once: parts that do not depend on the symbol then leave nothing behind.
                derivative = Simplifier.Simplify(Derive(e, symbol, D));
                known.Add(e, derivative);
            }

            return derivative;
        }
    }

    private static Expression Derive(Expression expression, Symbol symbol, Func<Expression, Expression> d) => expression switch
    {
        Constant => Zero,
        Symbol other => other == symbol ? One : Zero,
        Sum e => d(e.Left) + d(e.Right),
        Difference e => d(e.Left) - d(e.Right),
        Product e when e.Left == e.Right => 2 * (e.Left * d(e.Left)),
        Product e => (d(e.Left) * e.Right) + (e.Left * d(e.Right)),

        // What is divided by may underflow, its share in its own derivative does not: (eˣ)′/eˣ = x′, σ(x)′/σ(x) = (1 − σ(x)) x′.
        Quotient { Right: Call { Function: Function.Exp } r } e => (d(e.Left) / r) - (e * d(r.Operand)),
        Quotient { Right: Call { Function: Function.Sigmoid } r } e => (d(e.Left) / r) - (e * ((1 - r) * d(r.Operand))),

        // With the quotient itself, which has been computed: no denominator squared that could overflow.
        Quotient e => (d(e.Left) - (e * d(e.Right))) / e.Right,
        Negation e => -d(e.Operand),
        Power { Exponent: Constant c } e => c.Value * (Pow(e.Base, c.Value - 1) * d(e.Base)),
        Power e => (e.Exponent * (Pow(e.Base, e.Exponent - 1) * d(e.Base))) + (e * (Log(e.Base) * d(e.Exponent))),

        // Written with the maximum itself, which a layer has stored anyway: max(u, v) > v exactly where u > v.
        // At u = v this takes the right operand's derivative, so that max(z, 0) has derivative 0 at 0.
        Maximum e => Where(e > e.Right, d(e.Left), d(e.Right)),
        Minimum e => Where(e < e.Right, d(e.Left), d(e.Right)),

        // Where the branches meet, the derivative is that of the branch that is taken.
        Conditional e => Where(e.Test, d(e.Then), d(e.Else)),
        Call e => OfFunction(e) * d(e.Operand),
        _ => throw new ArgumentOutOfRangeException(nameof(expression), expression, "No rule for this expression."),
    };

    /// <summary>f′ at the call's operand, written with f itself where that is possible.</summary>
    private static Expression OfFunction(Call f) => f.Function switch
    {
        Function.Exp => f,
        Function.ExpM1 => f + 1,
        Function.Log => 1 / f.Operand,
        Function.Log1P => 1 / (1 + f.Operand),
        Function.Sqrt => 0.5 / f,
        Function.Sin => Cos(f.Operand),
        Function.Cos => -Sin(f.Operand),
        Function.Tan => 1 + Square(f),
        Function.Sinh => Cosh(f.Operand),
        Function.Cosh => Sinh(f.Operand),
        Function.Tanh => 1 - Square(f),
        Function.Asinh => 1 / Sqrt(Square(f.Operand) + 1),
        Function.Atan => 1 / (1 + Square(f.Operand)),
        Function.Erf => TwoOverRootOfPi * Exp(-Square(f.Operand)),
        Function.Sigmoid => f * (1 - f),
        Function.Softplus => Sigmoid(f.Operand),
        Function.LogCosh => Tanh(f.Operand),

        // 0 at 0, between the derivatives of the two sides.
        Function.Abs => Sign(f.Operand),
        Function.Sign => Zero,
        _ => throw new ArgumentOutOfRangeException(nameof(f), f.Function, "No rule for this function."),
    };
}
