using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace GenNet.Generator.Calculus;

/// <summary>
/// Formulas that are computed together, with what they have in common taken out: each common part has a name, and the formulas use it.
/// </summary>
internal sealed class SharedParts
{
    /// <summary>A part without a function or a division is given a name only from this size on: <c>a − t</c> twice reads better.</summary>
    private const int SmallestNamedPart = 7;

    /// <summary>A formula of more parts than this is a statement that nobody reads: what it joins is computed in statements before it.</summary>
    private const int LargestFormula = 24;

    /// <summary>What a large formula joins is given a name only from this size on.</summary>
    private const int SmallestOperand = 9;

    private SharedParts(IReadOnlyList<(Symbol Name, Expression Value)> parts, IReadOnlyList<Expression> formulas)
    {
        Parts = parts;
        Formulas = formulas;
    }

    /// <summary>The common parts, each after those it uses.</summary>
    public IReadOnlyList<(Symbol Name, Expression Value)> Parts { get; }

    /// <summary>The formulas in the order they were given, in terms of the common parts.</summary>
    public IReadOnlyList<Expression> Formulas { get; }

    /// <summary>Takes out what occurs more than once, and the operands of what remains too large.</summary>
    /// <param name="formulas">Formulas of the same symbols.</param>
    public static SharedParts Of(params Expression[] formulas)
    {
        // How often each part is used by distinct parts: what occurs twice inside something shared is computed once anyway.
        var uses = new Dictionary<Expression, int>();
        var ordered = new List<Expression>();
        foreach (Expression formula in formulas)
        {
            Count(formula);
        }

        var names = new Dictionary<Expression, Symbol>();
        var taken = new HashSet<string>(ordered.OfType<Symbol>().Select(symbol => symbol.Name));
        var parts = new List<(Symbol, Expression)>();
        foreach (Expression part in ordered.Where(part => uses[part] > 1 && DeservesName(part)))
        {
            Expression value = part.MapOperands(operand => WithNames(operand, names));
            var name = new Symbol(Reserve(NameOf(part), taken));
            names.Add(part, name);
            parts.Add((name, value));
        }

        return new SharedParts(parts, formulas.Select(formula => Short(WithNames(formula, names))).ToList());

        Expression Short(Expression formula)
        {
            return formula.Size <= LargestFormula ? formula : formula.MapOperands(operand =>
            {
                if (operand is Condition || operand.Size < SmallestOperand)
                {
                    return operand;
                }

                var name = new Symbol(Reserve(formula is Product ? "factor" : formula is Conditional ? "choice" : "term", taken));
                parts.Add((name, Short(operand)));
                return name;
            });
        }

        void Count(Expression part)
        {
            uses.TryGetValue(part, out int count);
            uses[part] = count + 1;
            if (count == 0)
            {
                foreach (Expression operand in part.Operands)
                {
                    Count(operand);
                }

                ordered.Add(part);
            }
        }
    }

    private static Expression WithNames(Expression expression, Dictionary<Expression, Symbol> names) =>
        names.Count == 0 ? expression : expression.Rewrite(part => names.TryGetValue(part, out Symbol? name) ? name : null);

    private static bool DeservesName(Expression part) => part switch
    {
        Constant or Symbol or Condition => false,
        Negation n => DeservesName(n.Operand),
        Product { Left: Constant } p => DeservesName(p.Right),
        _ => part.Size >= SmallestNamedPart || part.Parts().Any(inner => inner is Call or Quotient or Power),
    };

    /// <summary>What a part is called: after its outermost operation.</summary>
    private static string NameOf(Expression part) => part switch
    {
        Call { Operand: Negation { Operand: Symbol symbol } } c => $"{CamelCase(c.Function)}OfMinus{symbol.Name.ToUpperInvariant()}",
        Call c => CamelCase(c.Function),
        Product p when p.Left == p.Right => "square",
        Power { Exponent: Constant { Value: 2 } } => "square",
        Power { Exponent: Constant { Value: 3 } } => "cube",
        Product => "product",
        Quotient => "quotient",
        Power => "power",
        Sum => "sum",
        Difference => "difference",
        Negation => "negative",
        Maximum => "larger",
        Minimum => "smaller",
        Conditional => "choice",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "Nothing that is shared."),
    };

    private static string CamelCase(Function function)
    {
        string name = function.ToString();
        return char.ToLowerInvariant(name[0]) + name.Substring(1);
    }

    private static string Reserve(string name, HashSet<string> taken)
    {
        string free = name;
        for (int number = 2; !taken.Add(free); number++)
        {
            free = name + number.ToString(CultureInfo.InvariantCulture);
        }

        return free;
    }
}
