using System.Linq;

namespace GenNet.Generator.Calculus;

/// <summary>Where a formula is a number.</summary>
internal static class Domain
{
    /// <summary>What a formula depends on however small it is: of a logarithm, a root, a small power or a quotient. Null for other formulas.</summary>
    public static Expression? AskedOf(Expression formula) => formula switch
    {
        Call { Function: Function.Log or Function.Log1P or Function.Sqrt } call => call.Operand,
        Quotient quotient => quotient.Right,
        Power { Exponent: Constant { Value: >= 1 } } => null,
        Power power => power.Base,
        _ => null,
    };

    /// <summary>Whether a formula may be infinite, or no number, for some finite values of its symbols.</summary>
    public static bool HasGaps(Expression formula) => formula.Parts().Any(
        part => part is Call { Function: Function.Tan }
            || (AskedOf(part) is { } asked && !(part is Call { Function: Function.Log1P } ? IsNotNegative(asked) : IsPositive(asked))));

    /// <summary>Whether a formula is certainly above 0, but for underflow.</summary>
    private static bool IsPositive(Expression formula) => formula switch
    {
        Constant c => c.Value > 0,
        Call { Function: Function.Cosh } => true,
        Sum s => (IsPositive(s.Left) && IsNotNegative(s.Right)) || (IsNotNegative(s.Left) && IsPositive(s.Right)),
        Product p => IsPositive(p.Left) && IsPositive(p.Right),
        Call { Function: Function.Sqrt } root => IsPositive(root.Operand),
        Maximum m => IsPositive(m.Left) || IsPositive(m.Right),
        _ => false,
    };

    private static bool IsNotNegative(Expression formula) => formula switch
    {
        Constant c => c.Value >= 0,
        Call { Function: Function.Exp or Function.Sigmoid or Function.Softplus or Function.Abs or Function.Sqrt or Function.LogCosh } => true,
        Product p => p.Left == p.Right || (IsNotNegative(p.Left) && IsNotNegative(p.Right)),
        Sum s => IsNotNegative(s.Left) && IsNotNegative(s.Right),
        Power { Exponent: Constant { Value: 2 or 4 } } => true,
        Maximum m => IsNotNegative(m.Left) || IsNotNegative(m.Right),
        _ => IsPositive(formula),
    };
}
