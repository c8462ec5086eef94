using System;
using System.Globalization;
using GenNet.Generator.Declaration;

namespace GenNet.Generator.Calculus;

/// <summary>Writes a formula as C# over hardware vectors, or in the field's notation for comments.</summary>
internal static class Printer
{
    private enum Level
    {
        Additive,
        Multiplicative,
        Unary,
        Primary,
    }

    /// <summary>A number in the invariant culture.</summary>
    public static string Number(double value) => Shortest(value, 15, 17, text => double.Parse(text, CultureInfo.InvariantCulture) == value);

    /// <summary>A literal of the network's type that reads back as the same number.</summary>
    public static string Literal(double value, Precision precision) => precision == Precision.Single
        ? Shortest((float)value, 6, 9, text => float.Parse(text, CultureInfo.InvariantCulture) == (float)value) + "f"
        : Number(value) + "d";

    /// <summary>C# over <c>Vector&lt;T&gt;</c>, in which <paramref name="name"/> says what each symbol is called.</summary>
    public static string Code(Expression expression, Precision precision, Func<Symbol, string> name)
    {
        return Write(expression, isOutermost: true);

        string Write(Expression e, bool isOutermost = false)
        {
            switch (e)
            {
                case Constant { Value: 0 }:
                    return "zero";
                case Constant { Value: 1 }:
                    return "one";
                case Constant c:
                    return $"Vector.Create({Literal(c.Value, precision)})";
                case Symbol s:
                    return name(s);
                case Call c:
                    return $"{c.Function}({Write(c.Operand, true)})";
                case Maximum m:
                    return $"Vector.Max({Write(m.Left, true)}, {Write(m.Right, true)})";
                case WhereGreater { Right: Constant { Value: 0 } } w:
                    return $"WherePositive({Write(w.Left, true)}, {Write(w.Then, true)})";
                case WhereGreater w:
                    return $"WherePositive({Write(w.Left)} - {Write(w.Right)}, {Write(w.Then, true)})";
                case Negation n:
                    return "-" + Write(n.Operand);
            }

            string text = e switch
            {
                Sum s => $"{Write(s.Left)} + {Write(s.Right)}",
                Difference d => $"{Write(d.Left)} - {Write(d.Right)}",

                // A vector times a number is an operator of its own; a constant in front reads better than a vector of copies.
                Product { Left: Constant c } p => $"{Literal(c.Value, precision)} * {Write(p.Right)}",
                Product p => $"{Write(p.Left)} * {Write(p.Right)}",
                Quotient q => $"{Write(q.Left)} / {Write(q.Right)}",
                _ => throw new ArgumentOutOfRangeException(nameof(expression), e, "No notation for this expression."),
            };
            return isOutermost ? text : $"({text})";
        }
    }

    /// <summary>The field's notation, in which <paramref name="name"/> says what each symbol is called.</summary>
    public static string Notation(Expression expression, Func<Symbol, string> name)
    {
        return Write(expression, Level.Additive);

        string Write(Expression e, Level least)
        {
            (string text, Level level) = e switch
            {
                Constant { Value: 0.5 } => ("½", Level.Primary),
                Constant c when Fraction(c.Value) is { } fraction => (fraction, Level.Multiplicative),
                Constant c => (Number(c.Value), c.Value < 0 ? Level.Unary : Level.Primary),
                Symbol s => (name(s), Level.Primary),
                Sum s => ($"{Write(s.Left, Level.Additive)} + {Write(s.Right, Level.Additive)}", Level.Additive),
                Difference d => ($"{Write(d.Left, Level.Additive)} − {Write(d.Right, Level.Multiplicative)}", Level.Additive),
                Product p when p.Left == p.Right => (Write(p.Left, Level.Primary) + "²", Level.Primary),
                Product p => (Juxtapose(Write(p.Left, Level.Multiplicative), Write(p.Right, Level.Multiplicative)), Level.Multiplicative),
                Quotient q => ($"{Write(q.Left, Level.Multiplicative)} / {Write(q.Right, Level.Unary)}", Level.Multiplicative),
                Negation n => ("−" + Write(n.Operand, Level.Unary), Level.Unary),
                Maximum m => ($"max({Write(m.Left, Level.Additive)}, {Write(m.Right, Level.Additive)})", Level.Primary),
                WhereGreater { Then: Constant { Value: 1 } } w => (Condition(w), Level.Primary),
                WhereGreater w => (Juxtapose(Write(w.Then, Level.Multiplicative), Condition(w)), Level.Multiplicative),
                Call c => ($"{FunctionName(c.Function)}({Write(c.Operand, Level.Additive)})", Level.Primary),
                _ => throw new ArgumentOutOfRangeException(nameof(expression), e, "No notation for this expression."),
            };
            return level < least ? $"({text})" : text;
        }

        string Condition(WhereGreater w) => $"[{Write(w.Left, Level.Additive)} > {Write(w.Right, Level.Additive)}]";
    }

    /// <summary>A product as the field writes it: a(1 − a), but 2 x.</summary>
    private static string Juxtapose(string left, string right) =>
        right[0] is '(' or '[' && !left.Contains("/") ? left + right : $"{left} {right}";

    /// <summary>1/n or 2/n, as the mean over n outputs makes them; null for other numbers.</summary>
    private static string? Fraction(double value)
    {
        foreach (int numerator in new[] { 1, 2 })
        {
            double denominator = Math.Round(numerator / value);
            if (denominator > 2 && denominator < 1e9 && Math.Abs((numerator / denominator) - value) <= 1e-15 * Math.Abs(value))
            {
                return $"{Number(numerator)}/{Number(denominator)}";
            }
        }

        return null;
    }

    /// <summary>
    /// The fewest digits that read back as the same number. The format "R" is left alone because it gives other digits on .NET Framework,
    /// where Visual Studio runs generators.
    /// </summary>
    private static string Shortest(double value, int fewest, int most, Func<string, bool> readsBack)
    {
        for (int digits = fewest; digits < most; digits++)
        {
            string text = value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (readsBack(text))
            {
                return text;
            }
        }

        return value.ToString("G" + most.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static string FunctionName(Function function) => function switch
    {
        Function.Exp => "exp",
        Function.Log => "ln",
        Function.Sigmoid => "σ",
        Function.Tanh => "tanh",
        Function.Softplus => "softplus",
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "No notation for this function."),
    };
}
