using System.Collections.Generic;

namespace GenNet.Generator.Calculus;

/// <summary>What a <see cref="Conditional"/> depends on. It is a part of a formula but no number.</summary>
internal abstract class Condition : Expression
{
    private protected Condition(int payload, params Expression[] operands)
        : base(payload, operands)
    {
    }

    /// <summary>Whether both hold.</summary>
    public static Condition operator &(Condition left, Condition right) => new Conjunction(left, right);

    /// <summary>Whether one or both hold.</summary>
    public static Condition operator |(Condition left, Condition right) => new Disjunction(left, right);

    /// <summary>Whether it does not hold.</summary>
    public static Condition operator !(Condition operand) => new Complement(operand);
}

/// <summary>left and right stand in a relation; never if one is no number, but for <see cref="Relation.NotEqual"/>.</summary>
internal sealed class Comparison(Relation relation, Expression left, Expression right) : Condition(20 + (int)relation, left, right)
{
    public Relation Relation { get; } = relation;

    public Expression Left => Operands[0];

    public Expression Right => Operands[1];

    public override Expression With(IReadOnlyList<Expression> operands) => new Comparison(Relation, operands[0], operands[1]);

    private protected override bool HasSamePayload(Expression other) => Relation == ((Comparison)other).Relation;
}

/// <summary>Both hold.</summary>
internal sealed class Conjunction(Condition left, Condition right) : Condition(30, left, right)
{
    public Condition Left => (Condition)Operands[0];

    public Condition Right => (Condition)Operands[1];

    public override Expression With(IReadOnlyList<Expression> operands) =>
        new Conjunction((Condition)operands[0], (Condition)operands[1]);
}

/// <summary>One or both hold.</summary>
internal sealed class Disjunction(Condition left, Condition right) : Condition(31, left, right)
{
    public Condition Left => (Condition)Operands[0];

    public Condition Right => (Condition)Operands[1];

    public override Expression With(IReadOnlyList<Expression> operands) =>
        new Disjunction((Condition)operands[0], (Condition)operands[1]);
}

/// <summary>The operand does not hold.</summary>
internal sealed class Complement(Condition operand) : Condition(32, operand)
{
    public Condition Operand => (Condition)Operands[0];

    public override Expression With(IReadOnlyList<Expression> operands) => new Complement((Condition)operands[0]);
}
