using static GenNet.Generator.Calculus.ActivationFunction;
using static GenNet.Generator.Calculus.Expression;

namespace GenNet.Generator.Calculus;

/// <summary>
/// Writes a derivative with the output that a layer has stored: σ′(z) is a(1 − a), and then nobody needs z any more.
/// </summary>
internal static class StoredOutput
{
    /// <summary>
    /// The derivative with a for the output wherever that helps; without z if that can be done.
    /// </summary>
    /// <param name="output">a in terms of z, simplified.</param>
    /// <param name="derivative">∂a/∂z in terms of z, simplified.</param>
    public static Expression InTermsOfOutput(Expression output, Expression derivative)
    {
        Expression rewritten = Rewrite(output, derivative);
        return rewritten.Uses(Z) ? Simplifier.Simplify(WithoutClamps(derivative).Replace(output, A)) : rewritten;
    }

    /// <summary>Whether z is within limits, asked of z itself where no stored output is asked: max(u, 0) > 0 where u > 0.</summary>
    private static Expression WithoutClamps(Expression derivative) =>
        derivative.Rewrite(part => part is Comparison comparison && Unclamped(comparison) is { } simpler ? simpler : null);

    private static Comparison? Unclamped(Comparison test)
    {
        Comparison? inner = (test.Relation, test.Left, test.Right) switch
        {
            (Relation.Greater, Maximum { Right: Constant c } m, Constant k) when k.Value >= c.Value => new(test.Relation, m.Left, k),
            (Relation.Less, Maximum { Right: Constant c } m, Constant k) when k.Value > c.Value => new(test.Relation, m.Left, k),
            (Relation.Less, Minimum { Right: Constant c } m, Constant k) when k.Value <= c.Value => new(test.Relation, m.Left, k),
            (Relation.Greater, Minimum { Right: Constant c } m, Constant k) when k.Value < c.Value => new(test.Relation, m.Left, k),
            (_, Sum { Right: Constant c } s, Constant k) => new(test.Relation, s.Left, k.Value - c.Value),
            _ => null,
        };
        return inner is null ? null : Unclamped(inner) ?? inner;
    }

    private static Expression Rewrite(Expression output, Expression derivative)
    {
        Expression direct = Simplifier.Simplify(derivative.Replace(output, A));
        if (!direct.Uses(Z))
        {
            return direct;
        }

        // Within a branch the output is that branch's formula.
        switch (output, direct)
        {
            case (Maximum o, Conditional d) when d.Test == (A > o.Right):
                return Branches(d.Test, o.Left, o.Right, d);
            case (Minimum o, Conditional d) when d.Test == (A < o.Right):
                return Branches(d.Test, o.Left, o.Right, d);
            case (Conditional o, Conditional d) when d.Test == o.Test && o.Test == (Z > 0) && IsPositiveWhereZIs(o):
                return Branches(A > 0, o.Then, o.Else, d);
            default:
                return Simplifier.Simplify(Invert(output, derivative));
        }
    }

    private static Expression Branches(Condition test, Expression then, Expression otherwise, Conditional derivative) =>
        Simplifier.Simplify(Where(test, Rewrite(then, derivative.Then), Rewrite(otherwise, derivative.Else)));

    /// <summary>
    /// Undoes what stands around the innermost function of the output, so that the function is known from a: α(eᶻ − 1) = a means
    /// eᶻ − 1 = a/α. What the derivative says about that function is then said about a.
    /// </summary>
    private static Expression Invert(Expression output, Expression derivative)
    {
        Expression part = output;
        Expression value = A;
        while (true)
        {
            derivative = derivative.Replace(part, value);
            switch (part)
            {
                case Product { Left: Constant { Value: not 0 } c } p:
                    (part, value) = (p.Right, value / c);
                    continue;
                case Sum { Right: Constant c } s:
                    (part, value) = (s.Left, value - c);
                    continue;
                case Sum { Left: Constant c } s:
                    (part, value) = (s.Right, value - c);
                    continue;
                case Difference { Right: Constant c } d:
                    (part, value) = (d.Left, value + c);
                    continue;
                case Difference { Left: Constant c } d:
                    (part, value) = (d.Right, c - value);
                    continue;
                case Negation n:
                    (part, value) = (n.Operand, -value);
                    continue;
                case Call { Function: Function.Softplus } softplus:
                    // y = ln(1 + eᵘ) means σ(u) = 1 − e⁻ʸ.
                    return derivative.Replace(Sigmoid(softplus.Operand), -ExpM1(-value));
                default:
                    return derivative;
            }
        }
    }

    /// <summary>Whether the output is above 0 exactly where z is.</summary>
    private static bool IsPositiveWhereZIs(Conditional output) => IsPositive(output.Then) && IsNotPositive(output.Else);

    /// <summary>Whether a formula is certainly above 0 where z is.</summary>
    private static bool IsPositive(Expression expression) => expression switch
    {
        Constant c => c.Value > 0,
        Symbol s => s == Z,
        Sum s => IsPositive(s.Left) && IsPositive(s.Right),
        Product p => IsPositive(p.Left) && IsPositive(p.Right),
        _ => false,
    };

    /// <summary>Whether a formula is certainly 0 or below where z is.</summary>
    private static bool IsNotPositive(Expression expression) => expression switch
    {
        Constant c => c.Value <= 0,
        Symbol s => s == Z,
        Sum s => IsNotPositive(s.Left) && IsNotPositive(s.Right),
        Product { Left: Constant { Value: >= 0 } } p => IsNotPositive(p.Right),
        Call { Function: Function.ExpM1 or Function.Tanh or Function.Sinh or Function.Asinh or Function.Atan or Function.Erf } c =>
            IsNotPositive(c.Operand),
        _ => false,
    };
}
