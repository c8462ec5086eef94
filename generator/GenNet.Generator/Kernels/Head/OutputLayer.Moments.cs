using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Kernels;
using GenNet.Generator.Model;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Head;

/// <content>The loss of means and variances.</content>
internal static partial class OutputLayer
{
    /// <summary>
    /// The loss of means and variances, a sample a lane: a mean and its variance are then two vectors, wherever they lie in their row.
    /// </summary>
    private static void WriteMomentsLoss(SourceWriter writer, CodeStyle style, OutputRows layer, Formulas formulas)
    {
        string vector = style.Vector;
        int means = layer.Outputs / 2;
        List<Statement> body = MomentStatements(style, layer, formulas);
        if (layer.Outputs != layer.OutputStride)
        {
            writer.WriteLine($"Rows.ClearPadding(ref deltas, {layer.Outputs}, {layer.OutputStride}, first, end);");
        }

        WriteConstants(writer, style, body);
        writer.WriteLine($"{vector} shares = Vector.Create(share);");
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
            writer.WriteLine("Scatter(loss * shares, ref losses, 1, sample, count);");
        }
    }

    /// <summary>What is computed for each mean and its variance.</summary>
    private static List<Statement> MomentStatements(CodeStyle style, OutputRows layer, Formulas formulas)
    {
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
        body.Add(Scattered(statements.Code(5).Times("shares"), "delta", "unit"));
        body.AddRange(statements.Preparation(6));
        body.Add(Scattered(statements.Code(6).Times("shares"), "delta", $"{means} + unit"));
        body.AddRange(statements.Preparation(7));
        body.Add(new Addition("loss", statements.Code(7)));
        return body;

        Statement Scattered(Code value, string destination, string index) =>
            new Execution(new Scatter(value, destination, layer.OutputStride, index));
    }
}
