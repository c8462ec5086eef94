using GenNet.Generator.Calculus;
using GenNet.Generator.Emission;

namespace GenNet.Generator.Layers;

internal static partial class OutputLayer
{
    /// <summary>The statements that yield a sample's loss over dual numbers.</summary>
    public static void WriteCheckedLoss(SourceWriter writer, EmissionStyle style)
    {
        var formulas = new Formulas(style.Plan);
        writer.WriteLine($"// L = {formulas.LossFormula}.");
        if (formulas.IsCrossEntropy)
        {
            writer.WriteLine("Dual logSum = LogSumExp(preActivations);");
        }
        else if (formulas.IsSoftmax)
        {
            writer.WriteLine("Span<Dual> outputs = new Dual[preActivations.Length];");
            writer.WriteLine("Softmax(preActivations, outputs);");
        }

        writer.WriteLine("Dual loss = 0;");
        using (writer.WriteBlock("for (int unit = 0; unit < preActivations.Length; unit++)"))
        {
            bool needsOutput = !formulas.IsCrossEntropy && formulas.Loss!.Term.Symbols().Contains(ActivationFunction.A);
            if (!formulas.IsSoftmax || formulas.IsCrossEntropy)
            {
                writer.WriteLine("Dual z = preActivations[unit];");
            }

            if (needsOutput)
            {
                string output = formulas.IsSoftmax
                    ? "outputs[unit]"
                    : DualPrinter.Code(formulas.Activation!.Output, symbol => symbol.Name);
                writer.WriteLine($"Dual a = {output};");
            }

            writer.WriteLine("Dual t = targets[unit];");
            string term = formulas.IsCrossEntropy
                ? "t * (logSum - z)"
                : DualPrinter.Code(formulas.Loss!.Term, symbol => symbol.Name);
            writer.WriteLine($"loss += {term};");
        }

        writer.WriteLine();
        writer.WriteLine("return loss;");
    }
}
