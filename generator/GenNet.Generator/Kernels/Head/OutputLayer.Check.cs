using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Kernels;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Head;

internal static partial class OutputLayer
{
    /// <summary>The statements that yield a sample's loss over dual numbers.</summary>
    public static void WriteCheckedLoss(SourceWriter writer, CodeStyle style)
    {
        var formulas = new Formulas(style.Plan.Model);
        writer.WriteLine($"// L = {formulas.LossFormula}.");
        Expression term = formulas.Loss.Declared;
        if (formulas.IsCoupled)
        {
            writer.WriteLine("Dual logSum = LogSumExp(preActivations);");
        }

        if (formulas.VarianceDelta is not null)
        {
            WriteCheckedMomentsLoss(writer, style, formulas);
            return;
        }

        bool isWeighted = term.Uses(LossFunction.W);
        if (isWeighted)
        {
            string weights = string.Join(", ", style.Plan.Model.LossDeclaration.ClassWeights.Select(Printer.Number));
            writer.WriteLine($"ReadOnlySpan<double> weights = [{weights}];");
        }

        writer.WriteLine("Dual loss = 0;");
        using (writer.WriteBlock("for (int unit = 0; unit < preActivations.Length; unit++)"))
        {
            writer.WriteLine("Dual z = preActivations[unit];");
            if (term.Uses(ActivationFunction.A))
            {
                string output = formulas.IsCoupled
                    ? "Exp(z - logSum)"
                    : DualPrinter.Code(formulas.Activation!.Declared, symbol => symbol.Name);
                writer.WriteLine($"Dual a = {output};");
            }

            if (term.Uses(LossFunction.LogA))
            {
                writer.WriteLine("Dual l = z - logSum;");
            }

            if (isWeighted)
            {
                writer.WriteLine("Dual w = weights[unit];");
            }

            writer.WriteLine("Dual t = targets[unit];");
            SharedParts statements = SharedParts.Of(term);
            foreach ((Symbol name, Expression value) in statements.Parts)
            {
                writer.WriteLine($"Dual {name.Name} = {DualPrinter.Code(value, symbol => symbol.Name)};");
            }

            writer.WriteLine($"loss += {DualPrinter.Code(statements.Formulas[0], symbol => symbol.Name)};");
        }

        writer.WriteLine();
        writer.WriteLine("return loss;");
    }

    private static void WriteCheckedMomentsLoss(SourceWriter writer, CodeStyle style, Formulas formulas)
    {
        ActivationFunction mean = formulas.Activation!;
        ActivationFunction variance = style.Plan.Model.LastActivation.SecondHalf ?? mean;
        writer.WriteLine("Dual loss = 0;");
        using (writer.WriteBlock("for (int unit = 0; unit < targets.Length; unit++)"))
        {
            writer.WriteLine("Dual z = preActivations[unit];");
            writer.WriteLine("Dual y = preActivations[targets.Length + unit];");
            writer.WriteLine($"Dual a = {DualPrinter.Code(mean.Declared, symbol => symbol.Name)};");
            writer.WriteLine($"Dual s = {DualPrinter.Code(variance.Declared, _ => s_variancePreActivation.Name)};");
            writer.WriteLine($"Dual v = NoLess(s, {Printer.Number(formulas.LeastVariance)});");
            writer.WriteLine("Dual t = targets[unit];");
            writer.WriteLine($"loss += {DualPrinter.Code(formulas.Loss.Declared, symbol => symbol.Name)};");
        }

        writer.WriteLine();
        writer.WriteLine("return loss;");
    }
}
