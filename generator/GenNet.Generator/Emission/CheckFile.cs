using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Head;
using GenNet.Generator.Layers;
using GenNet.Generator.Model;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Emission;

/// <summary>
/// Writes the formulas that a gradient check follows over dual numbers: those that were declared, before anything was derived from them.
/// </summary>
internal static class CheckFile
{
    public static string Write(CodeStyle style)
    {
        NetworkPlan plan = style.Plan;
        var writer = new SourceWriter();
        PassesFile.WriteHeader(writer, $"The formulas of {plan.Model.Type.Name} for checking its gradients");
        writer.WriteLine($"namespace {style.Namespace};");
        writer.WriteLine();
        writer.WriteLine("using global::System;");
        writer.WriteLine("using global::GenNet.GradientChecking;");
        writer.WriteLine("using static global::GenNet.GradientChecking.Dual;");
        writer.WriteLine();
        writer.WriteLine("/// <summary>");
        writer.WriteLine($"/// The activations and the loss of {plan.Model.Type.Name} as they were declared, over numbers that carry their derivative.");
        writer.WriteLine("/// Nothing here was derived or rearranged by the generator, so that its backward pass can be compared with what follows from it.");
        writer.WriteLine("/// </summary>");
        ClassFile.WriteGeneratedCode(writer);
        using (writer.WriteBlock($"internal readonly struct {GeneratedNames.Formulas} : INetworkFormulas"))
        {
            writer.WriteLine("/// <inheritdoc/>");
            writer.WriteLine("public static Dual Activation(int layer, Dual z, Dual p) => layer switch");
            writer.WriteLine("{");
            using (writer.Indent())
            {
                foreach (Map map in plan.Graph.Forward.Take(plan.Graph.Forward.Count - 1).SelectMany(stage => stage.Operations).OfType<Map>())
                {
                    writer.WriteLine($"// {map.Formula}.");
                    writer.WriteLine($"{map.Layer} => {DualPrinter.Code(map.Function.Declared, symbol => symbol.Name)},");
                    writer.WriteLine();
                }

                foreach (DenseProduct product in plan.Graph.Forward.Take(plan.Graph.Forward.Count - 1)
                    .Select(stage => stage.Operations)
                    .Where(operations => operations.Count == 1)
                    .SelectMany(operations => operations)
                    .OfType<DenseProduct>())
                {
                    writer.WriteLine($"{product.Layer} => z,");
                    writer.WriteLine();
                }

                writer.WriteLine("_ => throw new ArgumentOutOfRangeException(\"layer\"),");
            }

            writer.WriteLine("};");
            writer.WriteLine();
            writer.WriteLine("/// <inheritdoc/>");
            using (writer.WriteBlock("public static Dual Loss(ReadOnlySpan<Dual> preActivations, ReadOnlySpan<Dual> targets, Dual p)"))
            {
                OutputLayer.WriteCheckedLoss(writer, style);
            }
        }

        return writer.ToString();
    }
}
