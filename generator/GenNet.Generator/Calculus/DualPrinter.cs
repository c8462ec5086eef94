using System;

namespace GenNet.Generator.Calculus;

/// <summary>Writes a formula as C# over the runtime's dual numbers, exactly as it stands: a gradient check must not see it simplified.</summary>
internal static class DualPrinter
{
    /// <summary>C# over <c>Dual</c>, in which <paramref name="name"/> says what each symbol is called.</summary>
    public static string Code(Expression expression, Func<Symbol, string> name)
    {
        return Write(expression, isOutermost: true);

        string Write(Expression e, bool isOutermost = false)
        {
            switch (e)
            {
                case Constant c:
                    return c.Value < 0 && !isOutermost ? $"({Printer.Number(c.Value)})" : Printer.Number(c.Value);
                case Symbol s:
                    return name(s);
                case Call c:
                    return $"{c.Function}({Write(c.Operand, true)})";
                case Maximum m:
                    return $"Max({Write(m.Left, true)}, {Write(m.Right, true)})";
                case Minimum m:
                    return $"Min({Write(m.Left, true)}, {Write(m.Right, true)})";
                case Power p:
                    return $"Pow({Write(p.Base, true)}, {Write(p.Exponent, true)})";
                case Conditional w:
                    return $"Select({Write(w.Test, true)}, {Write(w.Then, true)}, {Write(w.Else, true)})";
                case Comparison { Relation: Relation.Equal } c:
                    return $"AreEqual({Write(c.Left, true)}, {Write(c.Right, true)})";
                case Comparison { Relation: Relation.NotEqual } c:
                    return $"!AreEqual({Write(c.Left, true)}, {Write(c.Right, true)})";
                case Complement c:
                    return "!" + Write(c.Operand);
                case Negation { Operand: Negation } n:
                    return $"-({Write(n.Operand)})";
                case Negation n:
                    return "-" + Write(n.Operand);
            }

            string text = e switch
            {
                Sum s => $"{Write(s.Left)} + {Write(s.Right)}",
                Difference d => $"{Write(d.Left)} - {Write(d.Right)}",
                Product p => $"{Write(p.Left)} * {Write(p.Right)}",
                Quotient q => $"{Write(q.Left)} / {Write(q.Right)}",
                Comparison c => $"{Write(c.Left)} {Sign(c.Relation)} {Write(c.Right)}",
                Conjunction c => $"{Write(c.Left)} & {Write(c.Right)}",
                Disjunction c => $"{Write(c.Left)} | {Write(c.Right)}",
                _ => throw new ArgumentOutOfRangeException(nameof(expression), e, "No notation for this expression."),
            };
            return isOutermost ? text : $"({text})";
        }
    }

    private static string Sign(Relation relation) => relation switch
    {
        Relation.Greater => ">",
        Relation.GreaterOrEqual => ">=",
        Relation.Less => "<",
        Relation.LessOrEqual => "<=",
        _ => throw new ArgumentOutOfRangeException(nameof(relation), relation, "Not written as an operator."),
    };
}
