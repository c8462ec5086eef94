using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Kernels;
using GenNet.Generator.Model;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Head;

internal static partial class OutputLayer
{
    /// <summary>A longer argument of a call is computed in a statement of its own.</summary>
    private const int LongestArgument = 90;

    /// <summary>The method that makes outputs, each sample's loss and δ from z.</summary>
    public static void WriteTiledLoss(SourceWriter writer, CodeStyle style, OutputRows layer)
    {
        var formulas = style.Head;
        WriteWeights(writer, style, layer);
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
        bool isLinear = formulas.Activation!.Output == ActivationFunction.Z;
        List<Statement> body = ElementwiseStatements(style, layer, formulas);
        WriteConstants(writer, style, body);
        if (layer.Parameter is { } parameter)
        {
            writer.WriteLine($"{style.Vector} {parameter.Symbol} = Vector.Create(parameter);");
        }

        writer.WriteLine($"{style.Vector} shares = Vector.Create(share);");
        using (writer.WriteBlock("for (nint sample = first; sample < end; sample++)"))
        {
            WriteRows(writer, style, layer);
            if (layer.KeepsTerms)
            {
                writer.WriteLine($"ref {style.Element} term = ref Unsafe.Add(ref terms, sample * {layer.OutputStride});");
            }

            writer.WriteLine($"{style.Vector} loss = {style.Vector}.Zero;");
            using (writer.WriteBlock(UnitLoop(style, layer)))
            {
                writer.WriteLine($"{style.Vector} {(isLinear ? "a" : "z")} = Vector.LoadUnsafe(ref row, (nuint)unit);");
                writer.WriteLine($"{style.Vector} t = Vector.LoadUnsafe(ref target, (nuint)unit);");
                if (formulas.Loss.Term.Uses(LossFunction.W))
                {
                    WriteWeight(writer, style);
                }

                writer.WriteStatements(body, style.Vectors);
            }

            writer.WriteLine();
            writer.WriteLine("Unsafe.Add(ref losses, sample) = Vector.Sum(loss) * share;");
        }
    }

    /// <summary>What is computed for each unit, in the order of reading: what formulas share stands before the first that needs it.</summary>
    private static List<Statement> ElementwiseStatements(CodeStyle style, OutputRows layer, Formulas formulas)
    {
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
        bool isLinear = formulas.Activation.Output == ActivationFunction.Z;
        List<Statement> body = isLinear ? [] : statements.Declaration("a", 0).ToList();
        if (usesSlope)
        {
            body.AddRange(statements.Declaration("f", 1));
        }

        body.AddRange(statements.Preparation(2));
        body.Add(new Local("d", statements.Code(2).Times("shares")));
        if (!isLinear)
        {
            body.Add(Stored("a", "row"));
        }

        body.Add(Stored(Kept(layer, "d"), "delta"));
        if (layer.KeepsTerms)
        {
            body.AddRange(statements.Preparation(4));
            body.Add(new Local("q", statements.Code(4).Times("shares")));
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
        return body;
    }

    private static void WriteWeight(SourceWriter writer, CodeStyle style) =>
        writer.WriteLine($"{style.Vector} w = Vector.LoadUnsafe(in {WeightsName(style)}[0], (nuint)unit);");

    private static string WeightsName(CodeStyle style) => LossTable.Of(style.Plan.Model.Loss).Weights!.Name;

    /// <summary>The weights of the classes or labels, zeros behind the last, where the loss has any.</summary>
    private static void WriteWeights(SourceWriter writer, CodeStyle style, OutputRows layer)
    {
        EquatableArray<double> weights = style.Plan.Model.LossDeclaration.Weights;
        if (weights.Count == 0)
        {
            return;
        }

        IEnumerable<double> padded = weights.Concat(Enumerable.Repeat(0.0, layer.OutputStride - weights.Count));
        writer.WriteLine();
        string counts = LossTable.Of(style.Plan.Model.Loss).IsOfClasses ? "each class" : "a yes to each label";
        writer.WriteLine($"/// <summary>What {counts} counts in the loss; zeros behind the last.</summary>");
        writer.WriteLine($"private static ReadOnlySpan<{style.Element}> {WeightsName(style)} =>");
        using (writer.Indent())
        {
            writer.WriteLine($"[{string.Join(", ", padded.Select(weight => Printer.Literal(weight, style.Precision)))}];");
        }
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
