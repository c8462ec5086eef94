using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Kernels;
using GenNet.Generator.Model;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Head;

internal static partial class OutputLayer
{
    /// <summary>A longer argument of a call is computed in a statement of its own.</summary>
    private const int LongestArgument = 90;

    /// <summary>Whether the last activation couples the outputs, and is left out where its loss is computed with it.</summary>
    public static bool IsCoupled(NetworkModel network) => new Formulas(network).IsCoupled;

    /// <summary>δ of the last layer, in the field's notation.</summary>
    public static string DeltaComment(NetworkModel network) => new Formulas(network).DeltaFormula;

    /// <summary>Why δ of the last layer has its form.</summary>
    public static string DeltaReason(NetworkModel network) => new Formulas(network).DeltaReason;

    /// <summary>The method that makes outputs, each sample's loss and δ from z.</summary>
    public static void WriteTiledLoss(SourceWriter writer, CodeStyle style, OutputRows layer)
    {
        var formulas = new Formulas(style.Plan.Model);
        WriteClassWeights(writer, style, layer);
        writer.WriteLine();
        writer.WriteLine("/// <summary>");
        string outputs = formulas.Activation?.Output == ActivationFunction.Z && formulas.VarianceDelta is null
            ? $"From the outputs a{layer.Number}"
            : $"From z{layer.Number}, in place, the outputs a{layer.Number}";
        writer.WriteLine($"/// {outputs}; each sample's loss L = {TextLayout.Documented(formulas.LossFormula)};");
        string? reason = formulas.DeltaReasonBesideLoss;
        writer.WriteLine($"/// and {TextLayout.Documented(formulas.DeltaFormula)}{(reason is null ? "." : ",")}");
        if (reason is not null)
        {
            writer.WriteLine($"/// because {TextLayout.Documented(reason)}.");
        }

        writer.WriteLine("/// Each sample counts <paramref name=\"share\"/> in the batch.");
        writer.WriteLine("/// </summary>");
        writer.WriteLine("[MethodImplAttribute(Kernel.Options)]");
        using (writer.WriteBlock(
            $"private static void LossAndDelta(\n    ref {style.Element} values, ref {style.Element} targets, ref {style.Element} deltas, "
            + $"ref {style.Element} losses{ParameterParameters(style, layer)}, {style.Element} share, int first, int end)"))
        {
            if (formulas.VarianceDelta is not null)
            {
                WriteMomentsLoss(writer, style, layer, formulas);
            }
            else if (formulas.IsCoupled)
            {
                WriteSoftmaxLoss(writer, style, layer, formulas);
            }
            else
            {
                WriteElementwiseLoss(writer, style, layer, formulas);
            }
        }
    }

    private static string ParameterParameters(CodeStyle style, OutputRows layer) =>
        layer.Parameter is null ? string.Empty
        : layer.KeepsTerms ? $",\n    {style.Element} parameter, ref {style.Element} terms"
        : $",\n    {style.Element} parameter";

    private static void WriteElementwiseLoss(SourceWriter writer, CodeStyle style, OutputRows layer, Formulas formulas)
    {
        // In the order of reading: what formulas share stands before the first that needs it.
        bool usesSlope = formulas.Delta!.Uses(ActivationFunction.Slope);
        Expression slope = usesSlope ? formulas.Activation!.Derivative : Expression.Zero;
        var statements = new FormulaStatements(
            style.Precision,
            symbol => symbol.Name,
            formulas.Activation!.Output,
            slope,
            formulas.Delta,
            formulas.Loss.Term,
            formulas.ParameterTerm ?? Expression.Zero);
        bool keepsTerms = layer.KeepsTerms;
        bool isLinear = formulas.Activation.Output == ActivationFunction.Z;
        List<Statement> body = isLinear ? [] : statements.Declaration("a", 0).ToList();
        if (usesSlope)
        {
            body.AddRange(statements.Declaration("f", 1));
        }

        body.AddRange(statements.Preparation(2));
        body.Add(new Local("d", statements.Code(2).Times("m")));
        if (!isLinear)
        {
            body.Add(Stored("a", "row"));
        }

        body.Add(Stored(Kept(layer, "d"), "delta"));
        if (keepsTerms)
        {
            body.AddRange(statements.Preparation(4));
            body.Add(new Local("q", statements.Code(4).Times("m")));
            body.Add(Stored(Kept(layer, "q"), "term"));
        }

        body.AddRange(statements.Preparation(3));
        Code term = statements.Code(3);
        if (CodeText.Of(term, style.Vectors).Length > LongestArgument)
        {
            body.Add(new Local("l", term));
            term = "l";
        }

        body.Add(new Addition("loss", Kept(layer, term)));
        WriteConstants(writer, style, body);
        if (layer.Parameter is { } parameter)
        {
            writer.WriteLine($"{style.Vector} {parameter.Symbol} = Vector.Create(parameter);");
        }

        writer.WriteLine($"{style.Vector} m = Vector.Create(share);");
        using (writer.WriteBlock("for (nint sample = first; sample < end; sample++)"))
        {
            WriteRows(writer, style, layer);
            if (keepsTerms)
            {
                writer.WriteLine($"ref {style.Element} term = ref Unsafe.Add(ref terms, sample * {layer.OutputStride});");
            }

            writer.WriteLine($"{style.Vector} loss = {style.Vector}.Zero;");
            using (writer.WriteBlock(UnitLoop(style, layer)))
            {
                writer.WriteLine($"{style.Vector} {(isLinear ? "a" : "z")} = Vector.LoadUnsafe(ref row, (nuint)unit);");
                writer.WriteLine($"{style.Vector} t = Vector.LoadUnsafe(ref target, (nuint)unit);");
                writer.WriteStatements(body, style.Vectors);
            }

            writer.WriteLine();
            writer.WriteLine("Unsafe.Add(ref losses, sample) = Vector.Sum(loss) * share;");
        }
    }

    /// <summary>
    /// The loss of means and variances, a sample a lane: a mean and its variance are then two vectors, wherever they lie in their row.
    /// </summary>
    private static void WriteMomentsLoss(SourceWriter writer, CodeStyle style, OutputRows layer, Formulas formulas)
    {
        string vector = style.Vector;
        int means = layer.Outputs / 2;
        bool usesSlope = formulas.Delta!.Uses(ActivationFunction.Slope);
        bool usesVarianceSlope = formulas.VarianceDelta!.Uses(s_varianceSlope);
        var statements = new FormulaStatements(
            style.Precision,
            symbol => symbol.Name,
            formulas.Activation!.Output,
            usesSlope ? formulas.Activation.Derivative : Expression.Zero,
            formulas.VarianceOutput!,
            usesVarianceSlope ? formulas.VarianceSlope! : Expression.Zero,
            formulas.ClampedVariance,
            formulas.Delta,
            formulas.VarianceDelta,
            formulas.Loss.Term);
        List<Statement> body = statements.Declaration("a", 0).ToList();
        if (usesSlope)
        {
            body.AddRange(statements.Declaration("f", 1));
        }

        body.AddRange(statements.Declaration("s", 2));
        if (usesVarianceSlope)
        {
            body.AddRange(statements.Declaration("h", 3));
        }

        body.AddRange(statements.Declaration("v", 4));
        if (formulas.Activation.Output != ActivationFunction.Z)
        {
            body.Add(Scattered("a", "row", "unit"));
        }

        body.Add(Scattered("s", "row", $"{means} + unit"));
        body.AddRange(statements.Preparation(5));
        body.Add(Scattered(statements.Code(5).Times("m"), "delta", "unit"));
        body.AddRange(statements.Preparation(6));
        body.Add(Scattered(statements.Code(6).Times("m"), "delta", $"{means} + unit"));
        body.AddRange(statements.Preparation(7));
        body.Add(new Addition("loss", statements.Code(7)));
        if (layer.Outputs != layer.OutputStride)
        {
            writer.WriteLine($"Rows.ClearPadding(ref deltas, {layer.Outputs}, {layer.OutputStride}, first, end);");
        }

        WriteConstants(writer, style, body);
        writer.WriteLine($"{vector} m = Vector.Create(share);");
        writer.WriteLine();
        writer.WriteLine("// A group of samples at a time, one sample a lane: z is a mean's, y its variance's.");
        using (writer.WriteBlock($"for (int sample = first; sample < end; sample += {vector}.Count)"))
        {
            writer.WriteLine($"int count = Math.Min({vector}.Count, end - sample);");
            writer.WriteLine($"ref {style.Element} row = ref Unsafe.Add(ref values, (nint)sample * {layer.OutputStride});");
            writer.WriteLine($"ref {style.Element} target = ref Unsafe.Add(ref targets, (nint)sample * {means});");
            writer.WriteLine($"ref {style.Element} delta = ref Unsafe.Add(ref deltas, (nint)sample * {layer.OutputStride});");
            writer.WriteLine($"{vector} loss = {vector}.Zero;");
            using (writer.WriteBlock($"for (int unit = 0; unit < {means}; unit++)"))
            {
                writer.WriteLine($"{vector} z = Gather(in row, {layer.OutputStride}, unit, count);");
                writer.WriteLine($"{vector} y = Gather(in row, {layer.OutputStride}, {means} + unit, count);");
                writer.WriteLine($"{vector} t = Gather(in target, {means}, unit, count);");
                writer.WriteStatements(body, style.Vectors);
            }

            writer.WriteLine();
            writer.WriteLine("Scatter(loss * m, ref losses, 1, sample, count);");
        }

        Statement Scattered(Code value, string destination, string index) =>
            new Execution(new Scatter(value, destination, layer.OutputStride, index));
    }

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
        writer.WriteLine($"{vector} m = Vector.Create(share);");
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
                writer.WriteStatements([gradient, Stored(new Infix("a", "*", new Infix("g", "-", "mean")).Times("m"), "delta")], style.Vectors);
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
        writer.WriteLine($"{vector} m = Vector.Create(share);");
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
                WriteValues(term, residual);
                firstLines.Add(new Addition(sum, isTarget ? r : InPadding(residual, r)));
                writer.WriteStatements(firstLines, style.Vectors);
            }

            writer.WriteLine();
            writer.WriteLine($"{vector} {total} = Vector.Create(Vector.Sum({sum}));");
            using (writer.WriteBlock(UnitLoop(style, layer)))
            {
                WriteValues(residual, ActivationFunction.A);
                Code delta = new Infix(new Infix("a", "*", total), "-", r).Times("m");
                secondLines.Add(Stored(isTarget ? delta : InPadding(residual, delta), "delta"));
                writer.WriteStatements(secondLines, style.Vectors);
                writer.WriteLine(formulas.IsLogSoftmax
                    ? "(Vector.LoadUnsafe(ref row, (nuint)unit) - logTotal).StoreUnsafe(ref row, (nuint)unit);"
                    : "a.StoreUnsafe(ref row, (nuint)unit);");
            }

            writer.WriteLine();
            writer.WriteLine("Unsafe.Add(ref losses, sample) = Vector.Sum(loss) * share;");
        }

        void WriteValues(params Expression[] formulasRead)
        {
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
                writer.WriteLine($"{vector} w = Vector.LoadUnsafe(in ClassWeights[0], (nuint)unit);");
            }
        }

        // Behind the last output t and a are 0, and so is every product with them.
        Code InPadding(Expression expression, Code value) => VanishesWithoutTarget(expression) ? value : Kept(layer, value);
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

    /// <summary>The weights of the classes, zeros behind the last, where the loss has any.</summary>
    private static void WriteClassWeights(SourceWriter writer, CodeStyle style, OutputRows layer)
    {
        EquatableArray<double> weights = style.Plan.Model.LossDeclaration.ClassWeights;
        if (weights.Count == 0)
        {
            return;
        }

        IEnumerable<double> padded = weights.Concat(Enumerable.Repeat(0.0, layer.OutputStride - weights.Count));
        writer.WriteLine();
        writer.WriteLine("/// <summary>What each class counts in the loss; zeros behind the last.</summary>");
        writer.WriteLine($"private static ReadOnlySpan<{style.Element}> ClassWeights =>");
        using (writer.Indent())
        {
            writer.WriteLine($"[{string.Join(", ", padded.Select(weight => Printer.Literal(weight, style.Precision)))}];");
        }
    }

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

    private static void WriteRows(SourceWriter writer, CodeStyle style, OutputRows layer)
    {
        writer.WriteLine($"ref {style.Element} row = ref Unsafe.Add(ref values, sample * {layer.OutputStride});");
        writer.WriteLine($"ref {style.Element} target = ref Unsafe.Add(ref targets, sample * {layer.OutputStride});");
        writer.WriteLine($"ref {style.Element} delta = ref Unsafe.Add(ref deltas, sample * {layer.OutputStride});");
    }

    private static void WriteConstants(SourceWriter writer, CodeStyle style, IReadOnlyCollection<Statement> statements) =>
        writer.WriteStatements(Statement.ConstantsOf(statements), style.Vectors);

    /// <summary>The value with zeros in the padding, where there is any.</summary>
    private static Code Kept(OutputRows layer, Code value) => IsPadded(layer)
        ? new FunctionCall("KeepFirst", value, new Infix(layer.Outputs.ToString(CultureInfo.InvariantCulture), "-", "unit"))
        : value;

    private static Statement Stored(Code value, string row) => new Execution(value.Calling("StoreUnsafe", $"ref {row}", "(nuint)unit"));

    private static bool IsPadded(OutputRows layer) => layer.Outputs != layer.Width;

    public static string UnitLoop(CodeStyle style, OutputRows layer) =>
        $"for (int unit = 0; unit < {layer.Width}; unit += {style.Vector}.Count)";
}
