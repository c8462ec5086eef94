using System;
using System.Collections.Generic;
using System.Linq;
using static GenNet.Generator.Calculus.Expression;

namespace GenNet.Generator.Calculus;

/// <summary>
/// Rewrites a formula into a shorter one of equal value wherever the operands are finite and nothing on the way overflows: numbers are
/// folded, neutral elements dropped, constant factors gathered in front, common factors taken out. Some rewrites serve accuracy and may
/// make the formula a little larger: <c>ln(1 + eˣ)</c> becomes <c>softplus(x)</c>, <c>1 / (1 + e⁻ˣ)</c> becomes <c>σ(x)</c>.
/// None makes a NaN of what was a number.
/// </summary>
/// <remarks>
/// Only what every machine computes alike is folded: arithmetic and square roots, but no sine and no exponential.
/// </remarks>
internal static partial class Simplifier
{
    /// <summary>
    /// More rewrites than any formula of an acceptable size needs. Each rewrite shortens the formula, or moves a number or a sign
    /// outwards; should two ever undo one another, this ends it.
    /// </summary>
    private const int MostRewrites = 100_000;

    public static Expression Simplify(Expression expression)
    {
        var known = new Dictionary<Expression, Expression>();
        int rewrites = 0;
        return Visit(expression);

        Expression Visit(Expression original)
        {
            if (known.TryGetValue(original, out Expression? result))
            {
                return result;
            }

            result = original.MapOperands(Visit);
            Expression simpler = Rewrite(result);
            if (simpler != result && rewrites++ < MostRewrites)
            {
                result = Visit(simpler);
            }

            known[original] = result;
            return result;
        }
    }

    private static Expression Rewrite(Expression expression) => expression switch
    {
        Sum e => OfSum(e),
        Difference e => OfDifference(e),
        Product e => OfProduct(e),
        Quotient e => OfQuotient(e),
        Negation e => OfNegation(e),
        Power e => OfPower(e),
        Maximum e => OfMaximum(e),
        Minimum e => OfMinimum(e),
        Conditional e => OfConditional(e),
        Comparison e => OfComparison(e),
        Complement { Operand: Complement inner } => inner.Operand,
        Call e => OfCall(e),
        _ => expression,
    };

    private static Expression OfSum(Sum e)
    {
        switch (e)
        {
            case { Left: Constant a, Right: Constant b }:
                return Fold(a.Value + b.Value) ?? e;
            case { Left: Constant { Value: 0 } }:
                return e.Right;
            case { Right: Constant { Value: 0 } }:
                return e.Left;
            case { Right: Negation n }:
                return e.Left - n.Operand;
            case { Left: Negation n }:
                return e.Right - n.Operand;
            case { Right: Constant { Value: < 0 } c }:
                return e.Left - (-c.Value);
            case { Right: Product { Left: Constant { Value: < 0 } c } p }:
                return e.Left - (-c.Value * p.Right);
            case { Left: Product { Left: Constant { Value: < 0 } c } p }:
                return e.Right - (-c.Value * p.Right);
            case { Right: Product p } when Opposite(p) is { } opposite:
                return e.Left - opposite;
            case { Left: Product p } when Opposite(p) is { } opposite:
                return e.Right - opposite;
            case { Left: Difference d } when d.Right == e.Right:
                return d.Left;
            case { Right: Difference d } when d.Right == e.Left:
                return d.Left;
            case { Left: Conditional a, Right: Conditional b } when a.Test == b.Test:
                return Where(a.Test, a.Then + b.Then, a.Else + b.Else);
        }

        return e.Right is Constant right && PlusConstant(e.Left, right.Value) is { } gathered ? gathered
            : e.Left is Constant left && PlusConstant(e.Right, left.Value) is { } gatheredLeft ? gatheredLeft
            : LikeTerms(e.Left, e.Right, sign: 1)
                ?? (e.Left is Sum sum && LikeTerms(sum.Right, e.Right, sign: 1) is { } merged ? sum.Left + merged : null)
                ?? CommonFactor(e.Left, e.Right, e, (a, b) => a + b)
                ?? e;
    }

    // Long: a table of rules, of which the first that fits counts.
    private static Expression OfDifference(Difference e)
    {
        switch (e)
        {
            case { Left: Constant a, Right: Constant b }:
                return Fold(a.Value - b.Value) ?? e;
            case { Right: Constant { Value: 0 } }:
                return e.Left;
            case { Left: Constant { Value: 0 } }:
                return -e.Right;
            case { Right: Negation n }:
                return e.Left + n.Operand;
            case { Right: Constant { Value: < 0 } c }:
                return e.Left + -c.Value;
            case { Right: Product { Left: Constant { Value: < 0 } c } p }:
                return e.Left + (-c.Value * p.Right);
            case { Right: Product p } when Opposite(p) is { } opposite:
                return e.Left + opposite;
            case var _ when e.Left == e.Right:
                return 0;
            case { Left: Sum s } when s.Right == e.Right:
                return s.Left;
            case { Left: Sum s } when s.Left == e.Right:
                return s.Right;
            case { Right: Sum s } when s.Left == e.Left:
                return -s.Right;
            case { Right: Sum s } when s.Right == e.Left:
                return -s.Left;
            case { Right: Difference d } when d.Left == e.Left:
                return d.Right;
            case { Left: Difference d } when d.Left == e.Right:
                return -d.Right;

            // eˣ − 1 loses all digits where x is small.
            case { Left: Call { Function: Function.Exp } exp, Right: Constant { Value: 1 } }:
                return ExpM1(exp.Operand);
            case { Left: Difference { Left: Call { Function: Function.Exp } exp } d, Right: Constant { Value: 1 } }:
                return ExpM1(exp.Operand) - d.Right;
            case { Left: Sum { Left: Call { Function: Function.Exp } exp } s, Right: Constant { Value: 1 } }:
                return ExpM1(exp.Operand) + s.Right;
            case { Left: Product { Left: Constant a, Right: Call { Function: Function.Exp } exp }, Right: Constant b } when a.Value == b.Value:
                return b * ExpM1(exp.Operand);
            case { Left: Constant { Value: not 0 } a, Right: Product { Left: Constant b, Right: Call { Function: Function.Exp } exp } }
                when a.Value == b.Value:
                return -a.Value * ExpM1(exp.Operand);
            case { Left: Constant a, Right: Product { Left: Constant b, Right: Sum { Right: Constant c } inner } }
                when Fold(a.Value - (b.Value * c.Value)) == Zero:
                return -b.Value * inner.Left;
            case { Left: Call { Function: Function.Softplus } softplus } when softplus.Operand == e.Right:
                return Softplus(-e.Right);
            case { Left: Conditional a, Right: Conditional b } when a.Test == b.Test:
                return Where(a.Test, a.Then - b.Then, a.Else - b.Else);
            case { Left: Quotient { Left: Constant } a, Right: Quotient b } when a.Right == b.Right:
                return (a.Left - b.Left) / a.Right;
            case { Left: Constant c, Right: Sum { Right: Constant d } s } when Fold(c.Value - d.Value) is { } folded:
                return folded - s.Left;
            case { Left: Constant c, Right: Sum { Left: Constant d } s } when Fold(c.Value - d.Value) is { } folded:
                return folded - s.Right;
            case { Left: Constant c, Right: Difference { Right: Constant d } s } when Fold(c.Value + d.Value) is { } folded:
                return folded - s.Left;
            case { Left: Constant c, Right: Difference { Left: Constant d } s } when Fold(c.Value - d.Value) is { } folded:
                return folded + s.Right;
        }

        return e.Right is Constant right && PlusConstant(e.Left, -right.Value) is { } gathered
            ? gathered
            : LikeTerms(e.Left, e.Right, sign: -1) ?? CommonFactor(e.Left, e.Right, e, (a, b) => a - b) ?? e;
    }

    private static Expression OfProduct(Product e) => e switch
    {
        { Left: Constant a, Right: Constant b } => FoldProduct(a, b) ?? e,
        { Left: Constant { Value: 0 } } => 0,
        { Right: Constant { Value: 0 } } => 0,
        { Left: Constant { Value: 1 } } => e.Right,
        { Right: Constant { Value: 1 } } => e.Left,
        { Left: Constant { Value: -1 } } => -e.Right,
        { Right: Constant c } => c * e.Left,
        { Left: Constant c, Right: Negation n } => -c.Value * n.Operand,
        { Left: Constant { Value: < 0 } c, Right: Difference d } => -c.Value * (d.Right - d.Left),
        { Left: Constant a, Right: Product { Left: Constant b } inner } when FoldProduct(a, b) is { } folded => folded * inner.Right,
        { Left: Constant a, Right: Conditional { Then: Constant b, Else: Constant c } inner }
            when FoldProduct(a, b) is { } then && FoldProduct(a, c) is { } otherwise => Where(inner.Test, then, otherwise),
        { Left: Constant a, Right: Quotient { Left: Constant b } inner } when FoldProduct(a, b) is { } folded => folded / inner.Right,
        { Left: Constant a, Right: Sum { Left: Product { Left: Constant b } p, Right: Constant c } }
            when FoldProduct(a, b) == One && FoldProduct(a, c) is { } folded => p.Right + folded,
        { Left: not Constant, Right: Product { Left: Constant c } inner } => c * (e.Left * inner.Right),
        { Left: Product { Left: Constant c } inner } => c * (inner.Right * e.Right),
        { Left: Negation a, Right: Negation b } => a.Operand * b.Operand,
        { Left: Negation n } => -(n.Operand * e.Right),
        { Right: Negation n } => -(e.Left * n.Operand),
        { Left: Conditional a, Right: Conditional b } when a.Test == b.Test => Where(a.Test, a.Then * b.Then, a.Else * b.Else),
        { Left: Conditional { Else: Constant { Value: 0 } } w } => Where(w.Test, w.Then * e.Right, 0),
        { Right: Conditional { Else: Constant { Value: 0 } } w } => Where(w.Test, e.Left * w.Then, 0),
        { Left: not Constant, Right: Quotient { Left: Constant { Value: 1 } } q } => e.Left / q.Right,
        { Left: not Constant, Right: Quotient { Left: Constant c } q } => c * (e.Left / q.Right),
        { Left: Quotient { Left: Constant { Value: 1 } } q, Right: not Constant } => e.Right / q.Right,
        { Left: Quotient { Left: Constant c } q, Right: not Constant } => c * (e.Right / q.Right),
        { Left: Quotient q } when q.Right == e.Right => q.Left,
        { Right: Quotient q } when q.Right == e.Left => q.Left,
        { Left: Call { Function: Function.Sign } s, Right: Call { Function: Function.Abs } a } when s.Operand == a.Operand => s.Operand,
        { Left: Call { Function: Function.Abs } a, Right: Call { Function: Function.Sign } s } when s.Operand == a.Operand => s.Operand,
        { Left: Call { Function: Function.Sign } s } when s.Operand == e.Right => Abs(e.Right),
        { Right: Call { Function: Function.Sign } s } when s.Operand == e.Left => Abs(e.Left),
        { Left: Call { Function: Function.Abs } a } when e.Left == e.Right => Square(a.Operand),
        { Left: Call { Function: Function.Sqrt } r } when e.Left == e.Right => r.Operand,
        { Right: Power { Exponent: Constant c } p } when p.Base == e.Left => Pow(p.Base, c.Value + 1),
        { Left: Power { Exponent: Constant c } p } when p.Base == e.Right => Pow(p.Base, c.Value + 1),
        { Left: not Constant } => Regroup(e) ?? e,
        _ => e,
    };

    private static Expression OfQuotient(Quotient e) => e switch
    {
        { Left: Constant a, Right: Constant { Value: not 0 } b } => FoldQuotient(a, b) ?? e,
        { Left: Constant { Value: 0 } } => 0,
        { Right: Constant { Value: not 0 } c } when Fold(1 / c.Value) is { } inverse => inverse * e.Left,
        { Left: Negation a, Right: Negation b } => a.Operand / b.Operand,
        { Left: Negation n } => -(n.Operand / e.Right),
        { Right: Negation n } => -(e.Left / n.Operand),
        { Left: Product { Left: Constant c } p } => c * (p.Right / e.Right),
        { Right: Product { Left: Constant c } p } when c.Value != 0 && Fold(1 / c.Value) is { } inverse => inverse * (e.Left / p.Right),
        _ when e.Left == e.Right => 1,
        { Left: Product p } when p.Right == e.Right => p.Left,
        { Left: Product p } when p.Left == e.Right => p.Right,
        { Left: Call { Function: Function.Sinh } s, Right: Call { Function: Function.Cosh } c } when s.Operand == c.Operand => Tanh(s.Operand),

        // The logistic function as people write it, which overflows: eˣ / (1 + eˣ) and 1 / (1 + e⁻ˣ).
        { Left: Call { Function: Function.Exp } x } when OnePlusExp(e.Right) == x.Operand => Sigmoid(x.Operand),
        _ when OnePlusExp(e.Right) is { } x => e.Left * Sigmoid(-x),

        // tanh x = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ).
        {
            Left: Difference { Left: Call { Function: Function.Exp } a, Right: Call { Function: Function.Exp } b },
            Right: Sum { Left: Call { Function: Function.Exp } c, Right: Call { Function: Function.Exp } d },
        }
            when a == c && b == d && b.Operand == Simplify(-a.Operand) => Tanh(a.Operand),
        _ => e,
    };

    private static Expression OfNegation(Negation e) => e.Operand switch
    {
        Constant c => -c.Value,
        Negation inner => inner.Operand,
        Difference inner => inner.Right - inner.Left,
        Product { Left: Constant c } inner => -c.Value * inner.Right,
        Product { Right: Difference d } inner => inner.Left * (d.Right - d.Left),
        Quotient { Left: Constant c } inner => -c.Value / inner.Right,
        Conditional { Then: Constant a, Else: Constant b } inner => Where(inner.Test, -a.Value, -b.Value),
        Conditional { Then: Negation then, Else: Constant { Value: 0 } } inner => Where(inner.Test, then.Operand, 0),
        _ => e,
    };

    private static Expression OfPower(Power e) => e switch
    {
        { Exponent: Constant { Value: 0 } } => 1,
        { Exponent: Constant { Value: 1 } } => e.Base,
        { Exponent: Constant { Value: 2 }, Base: Symbol } => Square(e.Base),
        { Exponent: Constant { Value: 0.5 } } => Sqrt(e.Base),
        { Exponent: Constant { Value: -1 } } => 1 / e.Base,
        { Base: Constant { Value: 1 } } => 1,
        { Base: Constant { Value: not 0 } b, Exponent: Constant c }
            when Math.Floor(c.Value) == c.Value && Math.Abs(c.Value) <= LargestFoldedExponent => Fold(WholePower(b.Value, (int)c.Value), isZero: b.Value == 0) ?? e,
        _ => e,
    };

    // Constants stand on the right, so that the derivative where both are equal is the constant's: ReLU′(0) = 0 however it is written.
    private static Expression OfMaximum(Maximum e) => e switch
    {
        { Left: Constant a, Right: Constant b } => Math.Max(a.Value, b.Value),
        _ when e.Left == e.Right => e.Left,
        { Left: Constant } => Max(e.Right, e.Left),
        { Left: Maximum { Right: Constant a } inner, Right: Constant b } => Max(inner.Left, Math.Max(a.Value, b.Value)),
        { Right: Negation n } when n.Operand == e.Left => Abs(e.Left),
        { Left: Negation n } when n.Operand == e.Right => Abs(e.Right),
        _ => e,
    };

    private static Expression OfMinimum(Minimum e) => e switch
    {
        { Left: Constant a, Right: Constant b } => Math.Min(a.Value, b.Value),
        _ when e.Left == e.Right => e.Left,
        { Left: Constant } => Min(e.Right, e.Left),
        { Left: Minimum { Right: Constant a } inner, Right: Constant b } => Min(inner.Left, Math.Min(a.Value, b.Value)),
        _ => e,
    };

    private static Expression OfConditional(Conditional e) => e switch
    {
        _ when e.Then == e.Else => e.Then,
        { Test: Comparison { Left: Constant a, Right: Constant b } test } => Holds(test.Relation, a.Value, b.Value) ? e.Then : e.Else,
        { Test: Complement test } => Where(test.Operand, e.Else, e.Then),
        { Test: Comparison { Relation: Relation.Greater, Right: Constant { Value: 0 } } test, Then: Constant { Value: 0 } }
            when test.Left == e.Else => Min(e.Else, 0),
        { Then: Conditional inner } when inner.Test == e.Test => Where(e.Test, inner.Then, e.Else),
        { Else: Conditional inner } when inner.Test == e.Test => Where(e.Test, e.Then, inner.Else),
        _ => e,
    };

    private static Expression OfComparison(Comparison e) => e switch
    {
        { Left: Constant, Right: not Constant } => new Comparison(Mirrored(e.Relation), e.Right, e.Left),
        { Left: Product { Left: Constant { Value: not 0 } c } p, Right: Constant limit } when FoldQuotient(limit, c) is { } scaled =>
            new Comparison(c.Value > 0 ? e.Relation : Mirrored(e.Relation), p.Right, scaled),
        _ => e,
    };

    private static Expression OfCall(Call e) => (e.Function, e.Operand) switch
    {
        (Function.Sqrt, Constant { Value: >= 0 } c) => Math.Sqrt(c.Value),
        (Function.Abs, Constant c) => Math.Abs(c.Value),
        (Function.Sign, Constant c) => Math.Sign(c.Value),
        (Function.Exp or Function.Cosh or Function.Cos, Constant { Value: 0 }) => 1,
        (Function.Log, Constant { Value: 1 }) => 0,
        (
            Function.ExpM1 or Function.Log1P or Function.Sin or Function.Tan or Function.Sinh or Function.Tanh or Function.Asinh
            or Function.Atan or Function.Erf or Function.LogCosh,
            Constant { Value: 0 }) => 0,
        (Function.Sigmoid, Constant { Value: 0 }) => 0.5,

        // Odd functions let the sign out, even ones drop it.
        (
            Function.Sin or Function.Tan or Function.Sinh or Function.Tanh or Function.Asinh or Function.Atan or Function.Erf
            or Function.Sign,
            Negation n) => -new Call(e.Function, n.Operand),
        (Function.Cos or Function.Cosh or Function.LogCosh or Function.Abs, Negation n) => new Call(e.Function, n.Operand),
        (Function.Cos or Function.Cosh or Function.LogCosh or Function.Abs, Call { Function: Function.Abs } n) =>
            new Call(e.Function, n.Operand),
        (Function.Abs, Product { Left: Constant c } p) => Math.Abs(c.Value) * Abs(p.Right),
        (Function.Sign, Product { Left: Constant c } p) => c.Value > 0 ? Sign(p.Right) : -Sign(p.Right),
        (Function.Abs, Call { Function: Function.Exp or Function.Sigmoid or Function.Softplus or Function.Sqrt } positive) => positive,
        (Function.Abs, Product p) when p.Left == p.Right => p,
        (Function.Sqrt, Product p) when p.Left == p.Right => Abs(p.Left),
        (Function.Sqrt, Power { Exponent: Constant { Value: 2 } } p) => Abs(p.Base),

        // What would lose digits near 1, or overflow on the way.
        (Function.Log, Call { Function: Function.Exp } exp) => exp.Operand,
        (Function.Log, Call { Function: Function.Sigmoid } s) => -Softplus(-s.Operand),
        (Function.Log, Call { Function: Function.Cosh } c) => LogCosh(c.Operand),
        (Function.Log, Difference { Left: Constant { Value: 1 }, Right: Call { Function: Function.Sigmoid } s }) => -Softplus(s.Operand),
        (Function.Log, Sum { Left: Constant { Value: 1 } } s) => Log1P(s.Right),
        (Function.Log, Sum { Right: Constant { Value: 1 } } s) => Log1P(s.Left),
        (Function.Log, Difference { Left: Constant { Value: 1 } } d) => Log1P(-d.Right),
        (Function.Log1P, Call { Function: Function.Exp } exp) => Softplus(exp.Operand),
        (Function.Log1P, Negation { Operand: Call { Function: Function.Sigmoid } s }) => -Softplus(s.Operand),
        _ => e,
    };

    /// <summary>x if the expression is 1 + eˣ; null for others.</summary>
    private static Expression? OnePlusExp(Expression expression) => expression switch
    {
        Sum { Left: Constant { Value: 1 }, Right: Call { Function: Function.Exp } exp } => exp.Operand,
        Sum { Right: Constant { Value: 1 }, Left: Call { Function: Function.Exp } exp } => exp.Operand,
        _ => null,
    };

    private static bool Holds(Relation relation, double left, double right) => relation switch
    {
        Relation.Greater => left > right,
        Relation.GreaterOrEqual => left >= right,
        Relation.Less => left < right,
        Relation.LessOrEqual => left <= right,
        Relation.Equal => left == right,
        _ => left != right,
    };

    private static Relation Mirrored(Relation relation) => relation switch
    {
        Relation.Greater => Relation.Less,
        Relation.GreaterOrEqual => Relation.LessOrEqual,
        Relation.Less => Relation.Greater,
        Relation.LessOrEqual => Relation.GreaterOrEqual,
        _ => relation,
    };
}
