using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Kernels;
using GenNet.Generator.Model;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Head;

/// <content>The loss behind a softmax, which couples the outputs.</content>
internal static partial class OutputLayer
{
    private static void WriteSoftmaxLoss(SourceWriter writer, CodeStyle style, OutputRows layer, Formulas formulas)
    {
        string vector = style.Vector;
        if (formulas.IsOfLogarithm)
        {
            WriteLogarithmicLoss(writer, style, layer, formulas);
            return;
        }

        var gradient = new Local("g", FormulaCode.Of(formulas.Loss.DerivativeByOutput(), style.Precision, symbol => symbol.Name));
        var term = new Addition("loss", Kept(layer, FormulaCode.Of(formulas.Loss.Term, style.Precision, symbol => symbol.Name)));
        WriteConstants(writer, style, [gradient, term]);
        writer.WriteLine($"{vector} shares = Vector.Create(share);");
        using (writer.WriteBlock("for (nint sample = first; sample < end; sample++)"))
        {
            WriteRows(writer, style, layer);
            WriteSoftmax(writer, style, layer, destination: "delta", isShifted: false);
            writer.WriteLine();
            writer.WriteLine("// Outputs and loss, and Σ g a, which every output's δ needs; a is 0 behind the last output.");
            writer.WriteLine($"{vector} loss = {vector}.Zero;");
            writer.WriteLine($"{vector} products = {vector}.Zero;");
            using (writer.WriteBlock(UnitLoop(style, layer)))
            {
                writer.WriteLine($"{vector} t = Vector.LoadUnsafe(ref target, (nuint)unit);");
                writer.WriteLine($"{vector} a = Vector.LoadUnsafe(ref delta, (nuint)unit) / total;");
                writer.WriteStatements([gradient, Stored("a", "row"), term], style.Vectors);
                writer.WriteLine("products += g * a;");
            }

            writer.WriteLine();
            writer.WriteLine($"{vector} mean = Vector.Create(Vector.Sum(products));");
            using (writer.WriteBlock(UnitLoop(style, layer)))
            {
                writer.WriteLine($"{vector} t = Vector.LoadUnsafe(ref target, (nuint)unit);");
                writer.WriteLine($"{vector} a = Vector.LoadUnsafe(ref row, (nuint)unit);");
                writer.WriteStatements([gradient, Stored(new Infix("a", "*", new Infix("g", "-", "mean")).Times("shares"), "delta")], style.Vectors);
            }

            writer.WriteLine();
            writer.WriteLine("Unsafe.Add(ref losses, sample) = Vector.Sum(loss) * share;");
        }
    }

    /// <summary>
    /// A loss that is written with ln a, and δ = a Σr − r, where each r is one output's own: for cross-entropy it is the target.
    /// </summary>
    private static void WriteLogarithmicLoss(SourceWriter writer, CodeStyle style, OutputRows layer, Formulas formulas)
    {
        string vector = style.Vector;
        Expression logarithm = ActivationFunction.Z - s_logTotal;
        Expression term = Simplifier.Simplify(formulas.Loss.Term.Replace(LossFunction.LogA, logarithm));
        Expression residual = Simplifier.Simplify(formulas.Residual!.Replace(LossFunction.LogA, logarithm));
        bool isTarget = residual == LossFunction.T;
        var first = new FormulaStatements(style.Precision, symbol => symbol.Name, term, residual);
        var second = new FormulaStatements(style.Precision, symbol => symbol.Name, residual);
        List<Statement> firstLines = [.. first.Preparation(0), new Addition("loss", InPadding(term, first.Code(0)))];
        if (!isTarget)
        {
            firstLines.AddRange(first.Declaration("r", 1));
        }

        List<Statement> secondLines = isTarget ? [] : [.. second.Declaration("r", 0)];
        WriteConstants(writer, style, [.. firstLines, .. secondLines]);
        writer.WriteLine($"{vector} shares = Vector.Create(share);");
        using (writer.WriteBlock("for (nint sample = first; sample < end; sample++)"))
        {
            WriteRows(writer, style, layer);
            WriteSoftmax(writer, style, layer, destination: "delta", isShifted: true);
            writer.WriteLine();
            string r = isTarget ? "t" : "r";
            string sum = isTarget ? "targetSum" : "sumOfR";
            string total = isTarget ? "allTargets" : "allR";
            writer.WriteLine($"// L = {formulas.LossFormula}, and {(isTarget ? "the sum of the targets, which need not be 1" : "Σr, which every output's δ needs")}.");
            writer.WriteLine($"{vector} logTotal = Log(total);");
            writer.WriteLine($"{vector} loss = {vector}.Zero;");
            writer.WriteLine($"{vector} {sum} = {vector}.Zero;");
            using (writer.WriteBlock(UnitLoop(style, layer)))
            {
                WriteValues(writer, style, term, residual);
                firstLines.Add(new Addition(sum, isTarget ? r : InPadding(residual, r)));
                writer.WriteStatements(firstLines, style.Vectors);
            }

            writer.WriteLine();
            writer.WriteLine($"{vector} {total} = Vector.Create(Vector.Sum({sum}));");
            using (writer.WriteBlock(UnitLoop(style, layer)))
            {
                WriteValues(writer, style, residual, ActivationFunction.A);
                Code delta = new Infix(new Infix("a", "*", total), "-", r).Times("shares");
                secondLines.Add(Stored(isTarget ? delta : InPadding(residual, delta), "delta"));
                writer.WriteStatements(secondLines, style.Vectors);
                writer.WriteLine(formulas.IsLogSoftmax
                    ? "(Vector.LoadUnsafe(ref row, (nuint)unit) - logTotal).StoreUnsafe(ref row, (nuint)unit);"
                    : "a.StoreUnsafe(ref row, (nuint)unit);");
            }

            writer.WriteLine();
            writer.WriteLine("Unsafe.Add(ref losses, sample) = Vector.Sum(loss) * share;");
        }

        // Behind the last output t and a are 0, and so is every product with them.
        Code InPadding(Expression expression, Code value) => VanishesWithoutTarget(expression) ? value : Kept(layer, value);
    }

    /// <summary>Loads what formulas read of a unit.</summary>
    private static void WriteValues(SourceWriter writer, CodeStyle style, params Expression[] formulasRead)
    {
        string vector = style.Vector;
        bool Reads(Symbol symbol) => formulasRead.Any(formula => formula.Uses(symbol));
        writer.WriteLine($"{vector} t = Vector.LoadUnsafe(ref target, (nuint)unit);");
        if (Reads(ActivationFunction.Z))
        {
            writer.WriteLine($"{vector} z = Vector.LoadUnsafe(ref row, (nuint)unit);");
        }

        if (Reads(ActivationFunction.A))
        {
            writer.WriteLine($"{vector} a = Vector.LoadUnsafe(ref delta, (nuint)unit) / total;");
        }

        if (Reads(LossFunction.W))
        {
            WriteWeight(writer, style);
        }
    }

    /// <summary>Whether a formula is certainly 0 where the target is.</summary>
    private static bool VanishesWithoutTarget(Expression expression) => expression switch
    {
        Constant c => c.Value == 0,
        Symbol s => s == LossFunction.T || s == LossFunction.W,
        Product p => VanishesWithoutTarget(p.Left) || VanishesWithoutTarget(p.Right),
        Negation n => VanishesWithoutTarget(n.Operand),
        Sum s => VanishesWithoutTarget(s.Left) && VanishesWithoutTarget(s.Right),
        Difference d => VanishesWithoutTarget(d.Left) && VanishesWithoutTarget(d.Right),
        _ => false,
    };

    /// <summary>exp(z − max z) of a row and its total, a vector of copies.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="style">How things are called.</param>
    /// <param name="layer">The rows.</param>
    /// <param name="destination">Where the exponentials are stored; null if they are not.</param>
    /// <param name="isShifted">Whether z − max z is left in the row, for what is computed from ln a.</param>
    /// <param name="source">What the row of z is called.</param>
    public static void WriteSoftmax(SourceWriter writer, CodeStyle style, OutputRows layer, string? destination, bool isShifted, string source = "row")
    {
        string loaded = $"Vector.LoadUnsafe(ref {source}, (nuint)unit)";
        string vector = style.Vector;
        string minimum = $"Vector.Create({style.Element}.NegativeInfinity)";
        string kept = IsPadded(layer) ? $"KeepFirst({loaded}, {layer.Outputs} - unit, {minimum})" : loaded;
        writer.WriteLine($"{vector} maximum = {minimum};");
        using (writer.WriteBlock(UnitLoop(style, layer)))
        {
            writer.WriteLine($"maximum = Vector.MaxNative(maximum, {kept});");
        }

        writer.WriteLine();
        if (isShifted)
        {
            writer.WriteLine("// z − max z in place of z, so that no digit is lost beside a large z; at least the lowest number there is, as 0 · −∞ would be no number.");
            writer.WriteStatements([Lowest(style)], style.Vectors);
        }

        writer.WriteLine($"{vector} largest = Vector.Create(Largest(maximum));");
        writer.WriteLine($"{vector} sum = {vector}.Zero;");
        using (writer.WriteBlock(UnitLoop(style, layer)))
        {
            Code e = new FunctionCall("Exp", isShifted ? "z" : new Infix(loaded, "-", "largest"));
            writer.WriteStatements(
                isShifted
                    ? [new Local("z", Shifted(loaded)), Stored("z", "row"), new Local("e", Kept(layer, e))]
                    : [new Local("e", Kept(layer, e))],
                style.Vectors);
            if (destination is not null)
            {
                writer.WriteLine($"e.StoreUnsafe(ref {destination}, (nuint)unit);");
            }

            writer.WriteLine("sum += e;");
        }

        writer.WriteLine();
        writer.WriteLine($"{vector} total = Vector.Create(Vector.Sum(sum));");
    }
}
