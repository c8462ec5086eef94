using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;

namespace GenNet.Generator.Emission;

/// <summary>
/// Writes formulas that are computed together, and whatever they share once: in front of the first statement that needs it.
/// </summary>
internal sealed class FormulaStatements
{
    private readonly EmissionStyle _style;
    private readonly Func<Symbol, string> _name;
    private readonly SharedParts _parts;
    private readonly HashSet<Symbol> _written = [];

    /// <summary>Prepares formulas that are written one after the other.</summary>
    /// <param name="style">How things are called.</param>
    /// <param name="name">What a symbol is called; shared parts are symbols too.</param>
    /// <param name="formulas">The formulas.</param>
    public FormulaStatements(EmissionStyle style, Func<Symbol, string> name, params Expression[] formulas)
    {
        _style = style;
        _name = name;
        _parts = SharedParts.Of(formulas);
    }

    /// <summary>How often a symbol is read, shared parts counted once.</summary>
    public int Uses(Symbol symbol) =>
        _parts.Parts.Select(part => part.Value).Concat(_parts.Formulas).Sum(formula => Occurrences(formula, symbol));

    /// <summary>The statements that compute what a formula shares with others, as far as they have not been written.</summary>
    public IEnumerable<string> Preparation(int formula)
    {
        var needed = new HashSet<Symbol>(_parts.Formulas[formula].Symbols());
        foreach ((Symbol name, Expression value) in _parts.Parts.Reverse())
        {
            if (needed.Contains(name))
            {
                needed.UnionWith(value.Symbols());
            }
        }

        foreach ((Symbol name, Expression value) in _parts.Parts)
        {
            if (needed.Contains(name) && _written.Add(name))
            {
                yield return Declare(_name(name), value);
            }
        }
    }

    /// <summary>A formula as C#.</summary>
    public string Code(int formula) => Printer.Code(_parts.Formulas[formula], _style.Precision, _name);

    /// <summary>A formula as C#, to be multiplied by something.</summary>
    public string Factor(int formula) =>
        _parts.Formulas[formula] is Sum or Difference ? $"({Code(formula)})" : Code(formula);

    /// <summary>The statements that declare a local with a formula's value.</summary>
    public IEnumerable<string> Declaration(string local, int formula) =>
        Preparation(formula).Append(Declare(local, _parts.Formulas[formula]));

    private static int Occurrences(Expression expression, Symbol symbol) =>
        expression == symbol ? 1 : expression.Operands.Sum(operand => Occurrences(operand, symbol));

    private string Declare(string local, Expression value) =>
        EmissionStyle.Wrap($"{_style.Vector} {local} = {Printer.Code(value, _style.Precision, _name)};");
}
