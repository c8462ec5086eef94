using System.Collections.Generic;

namespace GenNet.Generator.Calculus;

/// <summary>
/// A formula of real numbers: immutable, equal to another of the same shape. Built with C#'s own operators, so that the tables of
/// activations and losses read like the formulas they hold.
/// </summary>
internal abstract record Expression
{
    public static readonly Expression Zero = new Constant(0);

    public static readonly Expression One = new Constant(1);

    public static implicit operator Expression(double value) => new Constant(value);

    public static Expression operator +(Expression left, Expression right) => new Sum(left, right);

    public static Expression operator -(Expression left, Expression right) => new Difference(left, right);

    public static Expression operator *(Expression left, Expression right) => new Product(left, right);

    public static Expression operator /(Expression left, Expression right) => new Quotient(left, right);

    public static Expression operator -(Expression operand) => new Negation(operand);

    public static Expression Exp(Expression operand) => new Call(Function.Exp, operand);

    public static Expression Log(Expression operand) => new Call(Function.Log, operand);

    public static Expression Sigmoid(Expression operand) => new Call(Function.Sigmoid, operand);

    public static Expression Tanh(Expression operand) => new Call(Function.Tanh, operand);

    public static Expression Softplus(Expression operand) => new Call(Function.Softplus, operand);

    public static Expression Max(Expression left, Expression right) => new Maximum(left, right);

    public static Expression Square(Expression operand) => operand * operand;

    /// <summary>The expression with each of its operands replaced by what <paramref name="map"/> makes of it.</summary>
    public abstract Expression MapOperands(System.Func<Expression, Expression> map);

    /// <summary>The expression with every occurrence of <paramref name="old"/> replaced.</summary>
    public Expression Replace(Expression old, Expression replacement) =>
        Equals(old) ? replacement : MapOperands(operand => operand.Replace(old, replacement));

    /// <summary>The symbols that occur.</summary>
    public ISet<Symbol> Symbols()
    {
        var symbols = new HashSet<Symbol>();
        Collect(this);
        return symbols;

        Expression Collect(Expression expression)
        {
            if (expression is Symbol symbol)
            {
                symbols.Add(symbol);
            }

            return expression.MapOperands(Collect);
        }
    }
}

/// <summary>A number.</summary>
internal sealed record Constant(double Value) : Expression
{
    public override Expression MapOperands(System.Func<Expression, Expression> map) => this;
}

/// <summary>A quantity with a name, such as the pre-activation z.</summary>
internal sealed record Symbol(string Name) : Expression
{
    public override Expression MapOperands(System.Func<Expression, Expression> map) => this;
}

/// <summary>left + right.</summary>
internal sealed record Sum(Expression Left, Expression Right) : Expression
{
    public override Expression MapOperands(System.Func<Expression, Expression> map) => new Sum(map(Left), map(Right));
}

/// <summary>left − right.</summary>
internal sealed record Difference(Expression Left, Expression Right) : Expression
{
    public override Expression MapOperands(System.Func<Expression, Expression> map) => new Difference(map(Left), map(Right));
}

/// <summary>left · right.</summary>
internal sealed record Product(Expression Left, Expression Right) : Expression
{
    public override Expression MapOperands(System.Func<Expression, Expression> map) => new Product(map(Left), map(Right));
}

/// <summary>left / right.</summary>
internal sealed record Quotient(Expression Left, Expression Right) : Expression
{
    public override Expression MapOperands(System.Func<Expression, Expression> map) => new Quotient(map(Left), map(Right));
}

/// <summary>−operand.</summary>
internal sealed record Negation(Expression Operand) : Expression
{
    public override Expression MapOperands(System.Func<Expression, Expression> map) => new Negation(map(Operand));
}

/// <summary>max(left, right).</summary>
internal sealed record Maximum(Expression Left, Expression Right) : Expression
{
    public override Expression MapOperands(System.Func<Expression, Expression> map) => new Maximum(map(Left), map(Right));
}

/// <summary><paramref name="Then"/> where left is above right, 0 elsewhere.</summary>
internal sealed record WhereGreater(Expression Left, Expression Right, Expression Then) : Expression
{
    public override Expression MapOperands(System.Func<Expression, Expression> map) =>
        new WhereGreater(map(Left), map(Right), map(Then));
}

/// <summary>A function of one argument.</summary>
internal sealed record Call(Function Function, Expression Operand) : Expression
{
    public override Expression MapOperands(System.Func<Expression, Expression> map) => new Call(Function, map(Operand));
}
