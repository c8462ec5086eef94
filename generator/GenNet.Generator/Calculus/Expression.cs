using System;
using System.Collections.Generic;
using System.Linq;

namespace GenNet.Generator.Calculus;

/// <summary>
/// A formula of real numbers: immutable, equal to another of the same shape. Built with C#'s own operators, so that the tables of
/// activations and losses read like the formulas they hold.
/// </summary>
/// <remarks>
/// A part may occur in several places, and often is one object: passes over a formula remember what they made of each part, so that
/// their time follows the number of distinct parts and not <see cref="Size"/>.
/// </remarks>
internal abstract class Expression : IEquatable<Expression>
{
    public static readonly Expression Zero = new Constant(0);

    public static readonly Expression One = new Constant(1);

    private readonly int _hash;

    private protected Expression(int payload, params Expression[] operands)
    {
        Operands = operands;
        int hash = payload;
        long size = 1;
        foreach (Expression operand in operands)
        {
            hash = unchecked((hash * 31) + operand._hash);
            size += operand.Size;
        }

        _hash = unchecked((hash * 31) + GetType().Name.Length);
        Size = (int)Math.Min(size, int.MaxValue / 4);
    }

    /// <summary>What the formula is made of, in the order of reading.</summary>
    public IReadOnlyList<Expression> Operands { get; }

    /// <summary>The number of symbols, numbers and operations when it is written out; it stops counting at half a thousand million.</summary>
    public int Size { get; }

    public static implicit operator Expression(double value) => new Constant(value);

    public static bool operator ==(Expression? left, Expression? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(Expression? left, Expression? right) => !(left == right);

    public static Expression operator +(Expression left, Expression right) => new Sum(left, right);

    public static Expression operator -(Expression left, Expression right) => new Difference(left, right);

    public static Expression operator *(Expression left, Expression right) => new Product(left, right);

    public static Expression operator /(Expression left, Expression right) => new Quotient(left, right);

    public static Expression operator -(Expression operand) => new Negation(operand);

    public static Condition operator >(Expression left, Expression right) => new Comparison(Relation.Greater, left, right);

    public static Condition operator <(Expression left, Expression right) => new Comparison(Relation.Less, left, right);

    public static Condition operator >=(Expression left, Expression right) => new Comparison(Relation.GreaterOrEqual, left, right);

    public static Condition operator <=(Expression left, Expression right) => new Comparison(Relation.LessOrEqual, left, right);

    public static Expression Exp(Expression operand) => new Call(Function.Exp, operand);

    public static Expression ExpM1(Expression operand) => new Call(Function.ExpM1, operand);

    public static Expression Log(Expression operand) => new Call(Function.Log, operand);

    public static Expression Log1P(Expression operand) => new Call(Function.Log1P, operand);

    public static Expression Sqrt(Expression operand) => new Call(Function.Sqrt, operand);

    public static Expression Sin(Expression operand) => new Call(Function.Sin, operand);

    public static Expression Cos(Expression operand) => new Call(Function.Cos, operand);

    public static Expression Tan(Expression operand) => new Call(Function.Tan, operand);

    public static Expression Sinh(Expression operand) => new Call(Function.Sinh, operand);

    public static Expression Cosh(Expression operand) => new Call(Function.Cosh, operand);

    public static Expression Tanh(Expression operand) => new Call(Function.Tanh, operand);

    public static Expression Asinh(Expression operand) => new Call(Function.Asinh, operand);

    public static Expression Atan(Expression operand) => new Call(Function.Atan, operand);

    public static Expression Erf(Expression operand) => new Call(Function.Erf, operand);

    public static Expression Sigmoid(Expression operand) => new Call(Function.Sigmoid, operand);

    public static Expression Softplus(Expression operand) => new Call(Function.Softplus, operand);

    /// <summary>ln cosh x.</summary>
    public static Expression LogCosh(Expression operand) => new Call(Function.LogCosh, operand);

    public static Expression Abs(Expression operand) => new Call(Function.Abs, operand);

    /// <summary>−1, 0 or 1.</summary>
    public static Expression Sign(Expression operand) => new Call(Function.Sign, operand);

    public static Expression Max(Expression left, Expression right) => new Maximum(left, right);

    public static Expression Min(Expression left, Expression right) => new Minimum(left, right);

    /// <summary>The value of [least, most] that is nearest to <paramref name="operand"/>.</summary>
    public static Expression Clamp(Expression operand, Expression least, Expression most) => Min(Max(operand, least), most);

    /// <summary><paramref name="then"/> where the condition holds, <paramref name="otherwise"/> elsewhere.</summary>
    public static Expression Where(Condition test, Expression then, Expression otherwise) => new Conditional(test, then, otherwise);

    public static Expression Square(Expression operand) => operand * operand;

    public static Expression Pow(Expression @base, Expression exponent) => new Power(@base, exponent);

    /// <summary>The same operation on other operands, as many as there are.</summary>
    public abstract Expression With(IReadOnlyList<Expression> operands);

    /// <summary>The expression with each of its operands replaced by what <paramref name="map"/> makes of it.</summary>
    public Expression MapOperands(Func<Expression, Expression> map)
    {
        Expression[]? mapped = null;
        for (int i = 0; i < Operands.Count; i++)
        {
            Expression operand = map(Operands[i]);
            if (!ReferenceEquals(operand, Operands[i]))
            {
                mapped ??= Operands.ToArray();
                mapped[i] = operand;
            }
        }

        return mapped is null ? this : With(mapped);
    }

    /// <summary>The expression with every occurrence of <paramref name="old"/> replaced.</summary>
    public Expression Replace(Expression old, Expression replacement) =>
        Rewrite(expression => expression == old ? replacement : null);

    /// <summary>
    /// The expression with each part replaced for which <paramref name="replacement"/> yields another, outermost first; what was
    /// replaced is not looked into again.
    /// </summary>
    public Expression Rewrite(Func<Expression, Expression?> replacement)
    {
        var known = new Dictionary<Expression, Expression>();
        return Visit(this);

        Expression Visit(Expression expression)
        {
            if (!known.TryGetValue(expression, out Expression? result))
            {
                result = replacement(expression) ?? expression.MapOperands(Visit);
                known.Add(expression, result);
            }

            return result;
        }
    }

    /// <summary>The distinct parts, each after its operands and the whole last.</summary>
    public IEnumerable<Expression> Parts()
    {
        var seen = new HashSet<Expression>();
        var ordered = new List<Expression>();
        Visit(this);
        return ordered;

        void Visit(Expression expression)
        {
            if (!seen.Add(expression))
            {
                return;
            }

            foreach (Expression operand in expression.Operands)
            {
                Visit(operand);
            }

            ordered.Add(expression);
        }
    }

    /// <summary>The symbols that occur.</summary>
    public ISet<Symbol> Symbols() => new HashSet<Symbol>(Parts().OfType<Symbol>());

    /// <summary>Whether a symbol occurs.</summary>
    public bool Uses(Symbol symbol) => Parts().Contains(symbol);

    public bool Equals(Expression? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || _hash != other._hash || Size != other.Size || GetType() != other.GetType() || !HasSamePayload(other))
        {
            return false;
        }

        for (int i = 0; i < Operands.Count; i++)
        {
            if (!Operands[i].Equals(other.Operands[i]))
            {
                return false;
            }
        }

        return true;
    }

    public sealed override bool Equals(object? obj) => Equals(obj as Expression);

    public sealed override int GetHashCode() => _hash;

    /// <summary>The field's notation, for messages and debuggers.</summary>
    public sealed override string ToString() => Printer.Notation(this, symbol => symbol.Name);

    /// <summary>Whether what is no operand (a number, a name, a function) is the same; the other is of the same type.</summary>
    private protected virtual bool HasSamePayload(Expression other) => true;
}
