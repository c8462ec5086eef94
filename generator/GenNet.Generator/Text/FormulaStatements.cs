using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;

namespace GenNet.Generator.Text;

/// <summary>
/// Writes formulas that are computed together, and whatever they share once: in front of the first statement that needs it.
/// </summary>
internal sealed class FormulaStatements
{
    private readonly Precision _precision;
    private readonly Func<Symbol, Code> _name;
    private readonly SharedParts _parts;
    private readonly HashSet<Symbol> _written = [];

    /// <summary>Prepares formulas that are written one after the other.</summary>
    /// <param name="precision">How many digits a number has.</param>
    /// <param name="name">What a symbol is; shared parts are symbols too, and called by names.</param>
    /// <param name="formulas">The formulas.</param>
    public FormulaStatements(Precision precision, Func<Symbol, Code> name, params Expression[] formulas)
    {
        _precision = precision;
        _name = name;
        _parts = SharedParts.Of(formulas);
    }

    /// <summary>How often a symbol is read, shared parts counted once.</summary>
    public int Uses(Symbol symbol) =>
        _parts.Parts.Select(part => part.Value).Concat(_parts.Formulas).Sum(formula => Occurrences(formula, symbol));

    /// <summary>The statements that compute what a formula shares with others, as far as they have not been written.</summary>
    public IEnumerable<Statement> Preparation(int formula)
    {
        if (_parts.Parts.Count == 0)
        {
            yield break;
        }

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
                yield return new Local(((Name)_name(name)).Text, Write(value));
            }
        }
    }

    /// <summary>A formula as C#.</summary>
    public Code Code(int formula) => Write(_parts.Formulas[formula]);

    /// <summary>The statements that declare a local with a formula's value.</summary>
    public IEnumerable<Statement> Declaration(string local, int formula) =>
        Preparation(formula).Append(new Local(local, Code(formula)));

    private static int Occurrences(Expression expression, Symbol symbol) =>
        expression == symbol ? 1 : expression.Operands.Sum(operand => Occurrences(operand, symbol));

    private Code Write(Expression formula) => FormulaCode.Of(formula, _precision, _name);
}
