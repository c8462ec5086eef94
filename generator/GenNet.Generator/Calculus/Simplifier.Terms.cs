using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using static GenNet.Generator.Calculus.Expression;

namespace GenNet.Generator.Calculus;

/// <content>Terms and factors: what sums have in common, and constants that become one.</content>
internal static partial class Simplifier
{
    /// <summary>Whole powers up to this are folded by multiplying.</summary>
    private const int LargestFoldedExponent = 64;

    /// <summary>Whole powers up to this are made of equal factors: beyond it the product would be as long as the power.</summary>
    private const int MostRegrouped = 16;

    /// <summary>expression + value, if the expression ends in a number that can take it in.</summary>
    private static Expression? PlusConstant(Expression expression, double value)
    {
        (Expression Other, double Constant)? split = expression switch
        {
            Sum { Right: Constant c } s => (s.Left, c.Value),
            Sum { Left: Constant c } s => (s.Right, c.Value),
            Difference { Right: Constant c } d => (d.Left, -c.Value),
            _ => null,
        };
        if (split is { } parts)
        {
            return Fold(parts.Constant + value) is { } folded ? parts.Other + folded : null;
        }

        return expression is Difference { Left: Constant a } difference && Fold(a.Value + value) is { } sum
            ? sum - difference.Right
            : null;
    }

    /// <summary>a·x ± b·x as (a ± b)·x.</summary>
    private static Expression? LikeTerms(Expression left, Expression right, int sign)
    {
        (double a, Expression x) = Coefficient(left);
        (double b, Expression y) = Coefficient(right);
        return x == y && x is not Constant && Fold(a + (sign * b)) is { } sum ? sum * x : null;
    }

    private static (double Factor, Expression Other) Coefficient(Expression expression) =>
        expression is Product { Left: Constant c } p ? (c.Value, p.Right) : (1, expression);

    /// <summary>x·y ± x·z as x·(y ± z), where that is shorter.</summary>
    private static Expression? CommonFactor(
        Expression left, Expression right, Expression original, Func<Expression, Expression, Expression> combine)
    {
        List<(Expression Base, int Exponent)> a = Factors(left);
        List<(Expression Base, int Exponent)> b = Factors(right);
        (Expression? common, int exponent) = a
            .Where(factor => factor.Base is not Constant)
            .Select(factor => (factor.Base, Math.Min(factor.Exponent, b.FirstOrDefault(other => other.Base == factor.Base).Exponent)))
            .FirstOrDefault(factor => factor.Item2 > 0);
        if (common is null)
        {
            return null;
        }

        Expression factored = ProductOf([(common, exponent)]) * combine(ProductOf(Rest(a)), ProductOf(Rest(b)));
        return factored.Size < original.Size ? factored : null;

        IEnumerable<(Expression, int)> Rest(IEnumerable<(Expression Base, int Exponent)> factors) =>
            factors.Select(factor => factor.Base == common ? (factor.Base, factor.Exponent - exponent) : factor);
    }

    /// <summary>x·(y·x²) as x³·y: each factor once. Null where that is so already.</summary>
    private static Expression? Regroup(Product product)
    {
        int written = 0;
        List<(Expression Base, int Exponent)> factors = Factors(product, () => written++);
        return factors.Count < written && factors.All(factor => factor.Exponent <= MostRegrouped) ? ProductOf(factors) : null;
    }

    /// <summary>The factors of a product, each once with its exponent, in the order of reading.</summary>
    /// <param name="expression">The product, or what counts as one of a single factor.</param>
    /// <param name="onFactor">Called for each factor that is written, of which a square and a power are one.</param>
    private static List<(Expression Base, int Exponent)> Factors(Expression expression, Action? onFactor = null)
    {
        var factors = new List<(Expression Base, int Exponent)>();
        Collect(expression);
        return factors;

        void Collect(Expression part)
        {
            switch (part)
            {
                case Product product when product.Left == product.Right:
                    Add(product.Left, 2);
                    break;
                case Product product:
                    Collect(product.Left);
                    Collect(product.Right);
                    break;
                case Power { Exponent: Constant { Value: >= 2 and <= MostRegrouped } c } power when Math.Floor(c.Value) == c.Value:
                    Add(power.Base, (int)c.Value);
                    break;
                default:
                    Add(part, 1);
                    break;
            }
        }

        void Add(Expression factor, int exponent)
        {
            onFactor?.Invoke();
            int known = factors.FindIndex(other => other.Base == factor);
            if (known < 0)
            {
                factors.Add((factor, exponent));
            }
            else
            {
                factors[known] = (factor, factors[known].Exponent + exponent);
            }
        }
    }

    private static Expression ProductOf(IEnumerable<(Expression Base, int Exponent)> factors)
    {
        Expression? product = null;
        foreach ((Expression factor, int exponent) in factors.Where(factor => factor.Exponent > 0))
        {
            Expression power = exponent == 1 ? factor : exponent == 2 && factor is Symbol ? Square(factor) : Pow(factor, exponent);
            product = product is null ? power : product * power;
        }

        return product ?? One;
    }

    /// <summary>−product, where a factor takes the sign at no cost: −x(−2y − z) is x(2y + z). Null otherwise.</summary>
    private static Expression? Opposite(Product product)
    {
        return Of(product);

        static Expression? Of(Expression part) => part switch
        {
            Product { Left: Constant { Value: < 0 } c } p => -c.Value * p.Right,
            Product p when p.Left != p.Right => Of(p.Right) is { } right ? p.Left * right : Of(p.Left) is { } left ? left * p.Right : null,
            Difference { Left: Product { Left: Constant { Value: < 0 } c } p } d => (-c.Value * p.Right) + d.Right,
            _ => null,
        };
    }

    /// <summary>
    /// A computed number, or null if it is none or underflowed. What misses a number of at most twelve digits by no more than the
    /// roundings of its computation is that number: (1/√2)² is ½.
    /// </summary>
    private static Expression? Fold(double value)
    {
        const double Roundings = 8.9e-16;
        if (double.IsNaN(value) || double.IsInfinity(value) || (value != 0 && Math.Abs(value) < 1e-300))
        {
            return null;
        }

        double nearby = double.Parse(value.ToString("G12", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return Math.Abs(nearby - value) <= Roundings * Math.Abs(value) ? nearby : value;
    }

    private static Expression? FoldProduct(Constant a, Constant b) => Fold(a.Value * b.Value, isZero: a.Value == 0 || b.Value == 0);

    private static Expression? FoldQuotient(Constant a, Constant b) => Fold(a.Value / b.Value, isZero: a.Value == 0);

    /// <summary>A number made of products; null also where it has become 0 and should not.</summary>
    private static Expression? Fold(double value, bool isZero) => value == 0 && !isZero ? null : Fold(value);

    private static double WholePower(double value, int exponent)
    {
        double power = 1;
        for (int i = 0; i < Math.Abs(exponent); i++)
        {
            power *= value;
        }

        return exponent < 0 ? 1 / power : power;
    }
}
