namespace GenNet.Generator.Calculus;

/// <summary>
/// Rewrites a formula into a shorter one of equal value for finite operands: constants are folded, neutral elements dropped, and
/// constant factors gathered in front.
/// </summary>
internal static class Simplifier
{
    public static Expression Simplify(Expression expression)
    {
        // Every rewrite makes the formula smaller or moves a constant to the front, so this ends.
        while (true)
        {
            Expression simpler = Rewrite(expression.MapOperands(Simplify));
            if (simpler == expression)
            {
                return simpler;
            }

            expression = simpler;
        }
    }

    private static Expression Rewrite(Expression expression) => expression switch
    {
        Negation { Operand: Constant c } => -c.Value,
        Negation { Operand: Negation inner } => inner.Operand,
        Negation { Operand: Difference inner } => inner.Right - inner.Left,

        Sum { Left: Constant a, Right: Constant b } => a.Value + b.Value,
        Sum { Left: Constant { Value: 0 } } e => e.Right,
        Sum { Right: Constant { Value: 0 } } e => e.Left,
        Sum { Right: Negation n } e => e.Left - n.Operand,
        Sum { Left: Negation n } e => e.Right - n.Operand,
        Sum e when e.Left == e.Right => 2 * e.Left,

        Difference { Left: Constant a, Right: Constant b } => a.Value - b.Value,
        Difference { Right: Constant { Value: 0 } } e => e.Left,
        Difference { Left: Constant { Value: 0 } } e => -e.Right,
        Difference { Right: Negation n } e => e.Left + n.Operand,
        Difference e when e.Left == e.Right => 0,

        Product { Left: Constant a, Right: Constant b } => a.Value * b.Value,
        Product { Left: Constant { Value: 0 } } => 0,
        Product { Right: Constant { Value: 0 } } => 0,
        Product { Left: Constant { Value: 1 } } e => e.Right,
        Product { Right: Constant { Value: 1 } } e => e.Left,
        Product { Left: Constant { Value: -1 } } e => -e.Right,
        Product { Right: Constant c } e => c * e.Left,
        Product { Left: Constant a, Right: Product { Left: Constant b } inner } => (a.Value * b.Value) * inner.Right,
        Product { Left: not Constant, Right: Product { Left: Constant c } inner } e => c * (e.Left * inner.Right),
        Product { Left: Product { Left: Constant c } inner } e => c * (inner.Right * e.Right),
        Product { Left: WhereGreater w } e => w with { Then = w.Then * e.Right },
        Product { Right: WhereGreater w } e => w with { Then = e.Left * w.Then },

        Quotient { Left: Constant { Value: 0 } } => 0,
        Quotient { Right: Constant { Value: 1 } } e => e.Left,
        Quotient { Left: Constant a, Right: Constant b } when b.Value != 0 => a.Value / b.Value,

        WhereGreater { Then: Constant { Value: 0 } } => 0,
        WhereGreater { Left: Constant a, Right: Constant b } e => a.Value > b.Value ? e.Then : 0,

        Maximum { Left: Constant a, Right: Constant b } => System.Math.Max(a.Value, b.Value),
        _ => expression,
    };
}
