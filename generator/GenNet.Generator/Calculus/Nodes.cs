using System;
using System.Collections.Generic;

namespace GenNet.Generator.Calculus;

/// <summary>A number. Zeros of either sign are the same.</summary>
internal sealed class Constant(double value) : Expression(value.GetHashCode())
{
    public double Value { get; } = value;

    public override Expression With(IReadOnlyList<Expression> operands) => this;

    private protected override bool HasSamePayload(Expression other) => Value.Equals(((Constant)other).Value);
}

/// <summary>A quantity with a name, such as the pre-activation z.</summary>
internal sealed class Symbol(string name) : Expression(StringComparer.Ordinal.GetHashCode(name))
{
    public string Name { get; } = name;

    public override Expression With(IReadOnlyList<Expression> operands) => this;

    private protected override bool HasSamePayload(Expression other) => Name == ((Symbol)other).Name;
}

/// <summary>left + right.</summary>
internal sealed class Sum(Expression left, Expression right) : Expression(1, left, right)
{
    public Expression Left => Operands[0];

    public Expression Right => Operands[1];

    public override Expression With(IReadOnlyList<Expression> operands) => new Sum(operands[0], operands[1]);
}

/// <summary>left − right.</summary>
internal sealed class Difference(Expression left, Expression right) : Expression(2, left, right)
{
    public Expression Left => Operands[0];

    public Expression Right => Operands[1];

    public override Expression With(IReadOnlyList<Expression> operands) => new Difference(operands[0], operands[1]);
}

/// <summary>left · right.</summary>
internal sealed class Product(Expression left, Expression right) : Expression(3, left, right)
{
    public Expression Left => Operands[0];

    public Expression Right => Operands[1];

    public override Expression With(IReadOnlyList<Expression> operands) => new Product(operands[0], operands[1]);
}

/// <summary>left / right.</summary>
internal sealed class Quotient(Expression left, Expression right) : Expression(4, left, right)
{
    public Expression Left => Operands[0];

    public Expression Right => Operands[1];

    public override Expression With(IReadOnlyList<Expression> operands) => new Quotient(operands[0], operands[1]);
}

/// <summary>−operand.</summary>
internal sealed class Negation(Expression operand) : Expression(5, operand)
{
    public Expression Operand => Operands[0];

    public override Expression With(IReadOnlyList<Expression> operands) => new Negation(operands[0]);
}

/// <summary>base to the power of exponent; where the base is negative, a number only for whole exponents.</summary>
internal sealed class Power(Expression @base, Expression exponent) : Expression(6, @base, exponent)
{
    public Expression Base => Operands[0];

    public Expression Exponent => Operands[1];

    public override Expression With(IReadOnlyList<Expression> operands) => new Power(operands[0], operands[1]);
}

/// <summary>max(left, right).</summary>
internal sealed class Maximum(Expression left, Expression right) : Expression(7, left, right)
{
    public Expression Left => Operands[0];

    public Expression Right => Operands[1];

    public override Expression With(IReadOnlyList<Expression> operands) => new Maximum(operands[0], operands[1]);
}

/// <summary>min(left, right).</summary>
internal sealed class Minimum(Expression left, Expression right) : Expression(8, left, right)
{
    public Expression Left => Operands[0];

    public Expression Right => Operands[1];

    public override Expression With(IReadOnlyList<Expression> operands) => new Minimum(operands[0], operands[1]);
}

/// <summary>A function of one argument.</summary>
internal sealed class Call(Function function, Expression operand) : Expression(100 + (int)function, operand)
{
    public Function Function { get; } = function;

    public Expression Operand => Operands[0];

    public override Expression With(IReadOnlyList<Expression> operands) => new Call(Function, operands[0]);

    private protected override bool HasSamePayload(Expression other) => Function == ((Call)other).Function;
}

/// <summary><paramref name="then"/> where <paramref name="test"/> holds, <paramref name="otherwise"/> elsewhere.</summary>
internal sealed class Conditional(Condition test, Expression then, Expression otherwise) : Expression(9, test, then, otherwise)
{
    public Condition Test => (Condition)Operands[0];

    public Expression Then => Operands[1];

    public Expression Else => Operands[2];

    public override Expression With(IReadOnlyList<Expression> operands) =>
        new Conditional((Condition)operands[0], operands[1], operands[2]);
}
