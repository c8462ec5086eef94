using System;
using static GenNet.Generator.Calculus.Expression;

namespace GenNet.Generator.Calculus;

/// <summary>Symbolic differentiation by the rules of calculus.</summary>
internal static class Differentiator
{
    /// <summary>∂expression/∂symbol, simplified.</summary>
    public static Expression Derivative(Expression expression, Symbol symbol) => Simplifier.Simplify(Derive(expression, symbol));

    private static Expression Derive(Expression expression, Symbol symbol)
    {
        return expression switch
        {
            Constant => Zero,
            Symbol other => other == symbol ? One : Zero,
            Sum e => D(e.Left) + D(e.Right),
            Difference e => D(e.Left) - D(e.Right),
            Product e when e.Left == e.Right => 2 * (e.Left * D(e.Left)),
            Product e => (D(e.Left) * e.Right) + (e.Left * D(e.Right)),
            Quotient e => ((D(e.Left) * e.Right) - (e.Left * D(e.Right))) / (e.Right * e.Right),
            Negation e => -D(e.Operand),

            // Written with the maximum itself, which a layer has stored anyway: max(u, v) > v exactly where u > v.
            // At u = v this takes the right operand's derivative, so that max(z, 0) has derivative 0 at 0.
            Maximum e => new WhereGreater(e, e.Right, D(e.Left) - D(e.Right)) + D(e.Right),
            WhereGreater e => new WhereGreater(e.Left, e.Right, D(e.Then)),
            Call e => OfFunction(e) * D(e.Operand),
            _ => throw new ArgumentOutOfRangeException(nameof(expression), expression, "No rule for this expression."),
        };

        Expression D(Expression operand) => Derive(operand, symbol);
    }

    /// <summary>f′ at the call's operand, written with f itself where that is possible.</summary>
    private static Expression OfFunction(Call f) => f.Function switch
    {
        Function.Exp => f,
        Function.Log => 1 / f.Operand,
        Function.Sigmoid => f * (1 - f),
        Function.Tanh => 1 - Square(f),
        Function.Softplus => Sigmoid(f.Operand),
        _ => throw new ArgumentOutOfRangeException(nameof(f), f.Function, "No rule for this function."),
    };
}
