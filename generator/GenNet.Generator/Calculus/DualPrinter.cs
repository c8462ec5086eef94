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
                case WhereGreater w:
                    return $"Select({Write(w.Left)} > {Write(w.Right)}, {Write(w.Then, true)}, 0)";
                case Negation n:
                    return "-" + Write(n.Operand);
            }

            string text = e switch
            {
                Sum s => $"{Write(s.Left)} + {Write(s.Right)}",
                Difference d => $"{Write(d.Left)} - {Write(d.Right)}",
                Product p => $"{Write(p.Left)} * {Write(p.Right)}",
                Quotient q => $"{Write(q.Left)} / {Write(q.Right)}",
                _ => throw new ArgumentOutOfRangeException(nameof(expression), e, "No notation for this expression."),
            };
            return isOutermost ? text : $"({text})";
        }
    }
}
