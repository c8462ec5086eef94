using System;
using System.Globalization;
using GenNet.Generator.Declaration;

namespace GenNet.Generator.Calculus;

/// <summary>Writes numbers as C#, and formulas in the field's notation for comments.</summary>
internal static class Printer
{
    /// <summary>Whole powers up to this are products in the generated code.</summary>
    public const int MostMultiplications = 16;

    /// <summary>The numbers that have names, for comments.</summary>
    private static readonly (double Value, string Name)[] s_knownNumbers =
    [
        (0.5, "½"),
        (0.7071067811865476, "1/√2"),
        (1.4142135623730951, "√2"),
        (0.7978845608028654, "√(2/π)"),
        (0.3989422804014327, "1/√(2π)"),
        (1.1283791670955126, "2/√π"),
        (0.6931471805599453, "ln 2"),
        (1.8378770664093453, "ln 2π"),
        (Math.E, "e"),
    ];

    private enum Level
    {
        Choice,
        Additive,
        Multiplicative,
        Unary,
        Raised,
        Primary,
    }

    /// <summary>A number in the invariant culture.</summary>
    public static string Number(double value) => Shortest(value, 15, 17, text => double.Parse(text, CultureInfo.InvariantCulture) == value);

    /// <summary>A literal of the network's type that reads back as the same number.</summary>
    public static string Literal(double value, Precision precision) => precision == Precision.Single
        ? Shortest((float)value, 6, 9, text => float.Parse(text, CultureInfo.InvariantCulture) == (float)value) + "f"
        : Number(value) + "d";

    /// <summary>The field's notation, in which <paramref name="name"/> says what each symbol is called.</summary>
    /// <remarks>Numbers have a name, are a fraction, or as many digits as <paramref name="precision"/> tells apart.</remarks>
    public static string Notation(Expression expression, Func<Symbol, string> name, Precision precision = Precision.Double) =>
        Notation(expression, name, precision, Level.Choice);

    /// <summary>The field's notation of a factor: in parentheses where it is a sum or a choice.</summary>
    public static string Factor(Expression expression, Func<Symbol, string> name, Precision precision = Precision.Double) =>
        Notation(expression, name, precision, Level.Multiplicative);

    /// <summary>A number that is the mean's part of a formula, as the fraction it is: 1/4 where elsewhere 0.25 is clearer.</summary>
    public static string Share(double value) => value == 0.5 ? "½" : Fraction(value) ?? Number(value);

    private static string Notation(Expression expression, Func<Symbol, string> name, Precision precision, Level least)
    {
        return Write(expression, least);

        string Write(Expression e, Level atLeast)
        {
            (string text, Level level) = e switch
            {
                Constant { Value: < 0 } c => ("−" + Write(-c.Value, Level.Multiplicative), Level.Unary),
                Constant c => OfNumber(c.Value, precision),
                Symbol s => (name(s), Level.Primary),
                Sum s => ($"{Write(s.Left, Level.Additive)} + {Write(s.Right, Level.Additive)}", Level.Additive),
                Difference d => ($"{Write(d.Left, Level.Additive)} − {Write(d.Right, Level.Multiplicative)}", Level.Additive),
                Product p when p.Left == p.Right => (Write(p.Left, Level.Primary) + "²", Level.Raised),
                Product { Left: Constant { Value: < 0 } c } p => ("−" + Write(-c.Value * p.Right, Level.Multiplicative), Level.Unary),
                Product { Left: Constant c } p when DivisorOf(c.Value, p.Right, precision) is { } divisor =>
                    ($"{Write(p.Right, Level.Raised)}/{divisor}", Level.Multiplicative),
                Product p => (Juxtapose(Write(p.Left, Level.Multiplicative), Write(p.Right, Level.Multiplicative)), Level.Multiplicative),
                Quotient q => ($"{Write(q.Left, Level.Multiplicative)} / {Write(q.Right, Level.Unary)}", Level.Multiplicative),
                Negation n => ("−" + Write(n.Operand, Level.Multiplicative), Level.Unary),
                Power { Exponent: Constant c } p when Superscript(c.Value) is { } superscript =>
                    (Write(p.Base, Level.Primary) + superscript, Level.Raised),
                Power p => ($"{Write(p.Base, Level.Primary)}^{Write(p.Exponent, Level.Primary)}", Level.Raised),
                Maximum m => ($"max({Write(m.Left, Level.Choice)}, {Write(m.Right, Level.Choice)})", Level.Primary),
                Minimum m => ($"min({Write(m.Left, Level.Choice)}, {Write(m.Right, Level.Choice)})", Level.Primary),
                Conditional { Then: Constant { Value: 1 }, Else: Constant { Value: 0 } } w => ($"[{Write(w.Test, Level.Choice)}]", Level.Primary),
                Conditional { Else: Constant { Value: 0 } } w =>
                    (Juxtapose(Write(w.Then, Level.Multiplicative), $"[{Write(w.Test, Level.Choice)}]"), Level.Multiplicative),
                Conditional w =>
                    ($"{Write(w.Then, Level.Additive)} if {Write(w.Test, Level.Choice)} else {Write(w.Else, Level.Additive)}", Level.Choice),
                Comparison c => ($"{Write(c.Left, Level.Additive)} {Sign(c.Relation)} {Write(c.Right, Level.Additive)}", Level.Additive),
                Conjunction c => ($"{Write(c.Left, Level.Additive)} and {Write(c.Right, Level.Additive)}", Level.Choice),
                Disjunction c => ($"{Write(c.Left, Level.Additive)} or {Write(c.Right, Level.Additive)}", Level.Choice),
                Complement c => ($"not {Write(c.Operand, Level.Unary)}", Level.Choice),
                Call { Function: Function.Log1P, Operand: Negation n } => ($"ln(1 − {Write(n.Operand, Level.Multiplicative)})", Level.Primary),
                Call { Function: Function.Log1P } c => ($"ln(1 + {Write(c.Operand, Level.Additive)})", Level.Primary),
                Call { Function: Function.Abs } c => ($"|{Write(c.Operand, Level.Choice)}|", Level.Primary),
                Call { Function: Function.Sqrt } c => ("√" + Write(c.Operand, Level.Primary), Level.Primary),
                Call c => ($"{FunctionName(c.Function)}({Write(c.Operand, Level.Choice)})", Level.Primary),
                _ => throw new ArgumentOutOfRangeException(nameof(expression), e, "No notation for this expression."),
            };
            return level < atLeast ? $"({text})" : text;
        }
    }

    /// <summary>A product as the field writes it: a(1 − a), but 2 x.</summary>
    private static string Juxtapose(string left, string right) =>
        right[0] is '(' or '[' && !left.Contains("/") && !left.Contains("^") ? left + right : $"{left} {right}";

    /// <summary>A number of 0 or more: its name, its few digits, the fraction it is, or all its digits.</summary>
    private static (string Text, Level Level) OfNumber(double value, Precision precision)
    {
        string digits = Literal(value, precision).TrimEnd('f', 'd');
        string? text = KnownNumber(value) ?? (IsShort(digits) ? null : Fraction(value) ?? MultipleOfPi(value));
        return text is null ? (digits, Level.Primary) : (text, text.Contains("/") ? Level.Multiplicative : Level.Primary);
    }

    /// <summary>
    /// The number that a factor is better divided by than multiplied with: z/6, z/√2, (a − t)²/21.949225. Null where it is not.
    /// </summary>
    private static string? DivisorOf(double factor, Expression other, Precision precision)
    {
        if (factor is 0 or 0.5)
        {
            return null;
        }

        string digits = Literal(factor, precision).TrimEnd('f', 'd');
        string divisor = OfNumber(1 / factor, precision).Text;
        bool isSimple = other is Symbol or Call || (other is Product square && square.Left == square.Right);
        bool isOneOverSomething = (KnownNumber(factor) ?? Fraction(factor))?.StartsWith("1/", StringComparison.Ordinal) != false;
        return isSimple && isOneOverSomething && !IsShort(digits) && !divisor.Contains("/") && divisor.Length + 1 < digits.Length
            ? divisor
            : null;
    }

    /// <summary>Whether a number has so few digits that nothing is clearer.</summary>
    private static bool IsShort(string digits)
    {
        const int MostDigits = 6;
        return digits.TrimStart('0', '.').Length <= MostDigits;
    }

    /// <summary>p/q as the mean over n outputs makes it of 1, 2 or a share; null for other numbers.</summary>
    private static string? Fraction(double value)
    {
        const int LargestNumerator = 99;
        for (int numerator = 1; numerator <= LargestNumerator; numerator++)
        {
            double denominator = Math.Round(numerator / value);
            double most = numerator <= 2 ? 1e9 : 1e4;
            if (denominator > 2 && denominator <= most && IsNearly(value, numerator / denominator))
            {
                return $"{Number(numerator)}/{Number(denominator)}";
            }
        }

        return null;
    }

    /// <summary>π/2, 2π, 2/π and the like; null for other numbers.</summary>
    private static string? MultipleOfPi(double value)
    {
        for (int denominator = 1; denominator <= 12; denominator++)
        {
            for (int numerator = 1; numerator <= 12; numerator++)
            {
                string number = numerator == 1 ? string.Empty : Number(numerator);
                if (IsNearly(value, numerator * Math.PI / denominator))
                {
                    return denominator == 1 ? $"{number}π" : $"{number}π/{Number(denominator)}";
                }

                if (IsNearly(value, numerator / (denominator * Math.PI)))
                {
                    return $"{Number(numerator)}/{(denominator == 1 ? "π" : $"({Number(denominator)}π)")}";
                }
            }
        }

        return null;
    }

    private static bool IsNearly(double value, double other)
    {
        const double Roundings = 1e-15;
        return Math.Abs(value - other) <= Roundings * Math.Abs(value);
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

    private static string? KnownNumber(double value)
    {
        foreach ((double known, string name) in s_knownNumbers)
        {
            if (IsNearly(value, known))
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>x³ and the like; null where the exponent is not a whole number from 2 to 9.</summary>
    public static string? Superscript(double exponent) =>
        exponent is >= 2 and <= 9 && Math.Floor(exponent) == exponent ? "²³⁴⁵⁶⁷⁸⁹"[(int)exponent - 2].ToString() : null;

    private static string FunctionName(Function function) => function switch
    {
        Function.Log => "ln",
        Function.Log1P => "ln1p",
        Function.LogCosh => "ln cosh",
        Function.Sigmoid => "σ",
        Function.Sign => "sgn",
        _ => function.ToString().ToLowerInvariant(),
    };

    private static string Sign(Relation relation) => relation switch
    {
        Relation.Greater => ">",
        Relation.GreaterOrEqual => "≥",
        Relation.Less => "<",
        Relation.LessOrEqual => "≤",
        Relation.Equal => "=",
        _ => "≠",
    };
}
