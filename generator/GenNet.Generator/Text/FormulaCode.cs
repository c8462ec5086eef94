using System;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;

namespace GenNet.Generator.Text;

/// <summary>
/// Turns a formula into C# over hardware vectors. It calls their own functions, <c>VectorMath</c> and <c>SampleLanes</c>.
/// </summary>
internal static class FormulaCode
{
    /// <summary>The formula as code, in which <paramref name="name"/> says what each symbol is.</summary>
    public static Code Of(Expression expression, Precision precision, Func<Symbol, Code> name)
    {
        return Write(expression);

        Code Write(Expression e) => e switch
        {
            Constant { Value: 0 } => VectorConstant.Zero,
            Constant { Value: 1 } => VectorConstant.One,
            Constant c => new VectorCall("Create", Printer.Literal(c.Value, precision)),
            Symbol s => name(s),
            Call c => c.Function switch
            {
                Function.Abs => new VectorCall("Abs", Write(c.Operand)),
                Function.Sqrt => new VectorCall("SquareRoot", Write(c.Operand)),
                _ => new FunctionCall(c.Function.ToString(), Write(c.Operand)),
            },
            Maximum m => new VectorCall("Max", Write(m.Left), Write(m.Right)),
            Minimum m => new VectorCall("Min", Write(m.Left), Write(m.Right)),
            Power { Exponent: Constant c } p when Math.Floor(c.Value) == c.Value && Math.Abs(c.Value) <= Printer.MostMultiplications =>
                new FunctionCall("Pow", Write(p.Base), Printer.Number(c.Value)),
            Power p => new FunctionCall("Pow", Write(p.Base), Write(p.Exponent)),
            Conditional { Test: Comparison { Relation: Relation.Greater } test, Else: Constant { Value: 0 } } w => new FunctionCall(
                "WherePositive",
                test.Right is Constant { Value: 0 } ? Write(test.Left) : new Infix(Write(test.Left), "-", Write(test.Right)),
                Write(w.Then)),
            Conditional w => new VectorCall(VectorCall.Choice, Write(w.Test), Write(w.Then), Write(w.Else)),
            Comparison { Relation: Relation.NotEqual } c => new Prefix("~", new VectorCall("Equals", Write(c.Left), Write(c.Right))),
            Comparison c => new VectorCall(CodeName(c.Relation), Write(c.Left), Write(c.Right)),
            Complement c => new Prefix("~", Write(c.Operand)),
            Negation n => new Prefix("-", Write(n.Operand)),
            Sum s => new Infix(Write(s.Left), "+", Write(s.Right)),
            Difference d => new Infix(Write(d.Left), "-", Write(d.Right)),

            // A vector times a number is an operator of its own; a constant in front reads better than a vector of copies.
            Product { Left: Constant c } p => new Infix(Printer.Literal(c.Value, precision), "*", Write(p.Right)),
            Product p => new Infix(Write(p.Left), "*", Write(p.Right)),
            Quotient q => new Infix(Write(q.Left), "/", Write(q.Right)),
            Conjunction c => new Infix(Write(c.Left), "&", Write(c.Right)),
            Disjunction c => new Infix(Write(c.Left), "|", Write(c.Right)),
            _ => throw new ArgumentOutOfRangeException(nameof(expression), e, "No code for this expression."),
        };
    }

    private static string CodeName(Relation relation) => relation switch
    {
        Relation.Greater => "GreaterThan",
        Relation.GreaterOrEqual => "GreaterThanOrEqual",
        Relation.Less => "LessThan",
        Relation.LessOrEqual => "LessThanOrEqual",
        _ => "Equals",
    };
}
