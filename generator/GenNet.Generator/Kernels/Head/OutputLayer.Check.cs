using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Model;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Head;

internal static partial class OutputLayer
{
    /// <summary>The loss of a sample, behind the activation of the last layer where it asks for a.</summary>
    public static string CheckedLossFormula(NetworkGraph graph)
    {
        var formulas = new Formulas(graph.Model);
        string loss = $"L = {formulas.LossFormula}";
        return !formulas.IsCoupled && formulas.Loss.Declared.Uses(ActivationFunction.A)
            ? $"{formulas.ActivationFormula}, {loss}"
            : loss;
    }

    /// <summary>What the loss reads in the gradient check: z of the last layer, and the parameter of its activation.</summary>
    public static IReadOnlyList<string> CheckedLossReads(NetworkGraph graph) =>
        graph.Head.Parameter is { } parameter ? [PreActivations(graph.Model), parameter.Name] : [PreActivations(graph.Model)];

    /// <summary>The statements that yield a sample's loss over dual numbers.</summary>
    public static void WriteCheckedLoss(SourceWriter writer, CodeStyle style)
    {
        var formulas = style.Head;
        Value output = style.Plan.Graph.Head.Output;
        if (output.Positions == 1)
        {
            WriteCheckedRow(writer, style, formulas, PreActivations(style.Plan.Model), "targets");
            writer.WriteLine();
            writer.WriteLine("return loss;");
            return;
        }

        int targets = formulas.VarianceDelta is null ? output.Features : output.Features / 2;
        writer.WriteLine("Dual total = 0;");
        using (writer.WriteBlock($"for (int row = 0; row < {output.Positions}; row++)"))
        {
            writer.WriteLine(
                $"ReadOnlySpan<Dual> rowOfZ = {PreActivations(style.Plan.Model)}.Slice(row * {output.Features}, {output.Features});");
            writer.WriteLine($"ReadOnlySpan<Dual> rowOfTargets = targets.Slice(row * {targets}, {targets});");
            WriteCheckedRow(writer, style, formulas, "rowOfZ", "rowOfTargets");
            writer.WriteLine();
            writer.WriteLine("total += loss;");
        }

        writer.WriteLine();
        writer.WriteLine("return total;");
    }

    private static void WriteCheckedRow(SourceWriter writer, CodeStyle style, Formulas formulas, string preActivations, string targets)
    {
        Expression term = formulas.Loss.Declared;
        if (formulas.IsCoupled)
        {
            writer.WriteLine($"Dual logSum = LogSumExp({preActivations});");
        }

        if (formulas.VarianceDelta is not null)
        {
            WriteCheckedMomentsLoss(writer, style, formulas, preActivations, targets);
            return;
        }

        bool isWeighted = term.Uses(LossFunction.W);
        if (isWeighted)
        {
            string weights = string.Join(", ", style.Plan.Model.LossDeclaration.Weights.Select(Printer.Number));
            writer.WriteLine($"ReadOnlySpan<double> weights = [{weights}];");
        }

        writer.WriteLine("Dual loss = 0;");
        using (writer.WriteBlock($"for (int j = 0; j < {style.Plan.Model.Output.Features}; j++)"))
        {
            writer.WriteLine($"Dual z = {preActivations}[j];");
            if (term.Uses(ActivationFunction.A))
            {
                string output = formulas.IsCoupled
                    ? "Exp(z - logSum)"
                    : DualPrinter.Code(formulas.Activation!.Declared, symbol => OfLastLayer(style.Plan.Graph, symbol));
                writer.WriteLine($"Dual a = {output};");
            }

            if (term.Uses(LossFunction.LogA))
            {
                writer.WriteLine("Dual l = z - logSum;");
            }

            if (isWeighted)
            {
                writer.WriteLine("Dual w = weights[j];");
            }

            writer.WriteLine($"Dual t = {targets}[j];");
            SharedParts statements = SharedParts.Of(term);
            foreach ((Symbol name, Expression value) in statements.Parts)
            {
                writer.WriteLine($"Dual {name.Name} = {DualPrinter.Code(value, symbol => OfLastLayer(style.Plan.Graph, symbol))};");
            }

            writer.WriteLine($"loss += {DualPrinter.Code(statements.Formulas[0], symbol => OfLastLayer(style.Plan.Graph, symbol))};");
        }
    }

    private static void WriteCheckedMomentsLoss(SourceWriter writer, CodeStyle style, Formulas formulas, string preActivations, string targets)
    {
        ActivationFunction mean = formulas.Activation!;
        ActivationFunction variance = style.Plan.Model.LastActivation.SecondHalf ?? mean;
        int means = style.Plan.Model.Output.Features / 2;
        writer.WriteLine("Dual loss = 0;");
        using (writer.WriteBlock($"for (int j = 0; j < {means}; j++)"))
        {
            writer.WriteLine($"Dual z = {preActivations}[j];");
            writer.WriteLine($"Dual y = {preActivations}[{means} + j];");
            writer.WriteLine($"Dual a = {DualPrinter.Code(mean.Declared, symbol => symbol.Name)};");
            writer.WriteLine($"Dual s = {DualPrinter.Code(variance.Declared, _ => s_variancePreActivation.Name)};");
            writer.WriteLine($"Dual v = NoLess(s, {Printer.Number(formulas.LeastVariance)});");
            writer.WriteLine($"Dual t = {targets}[j];");
            writer.WriteLine($"loss += {DualPrinter.Code(formulas.Loss.Declared, symbol => symbol.Name)};");
        }
    }

    private static string PreActivations(NetworkModel network) => $"{ActivationFunction.Z.Name}{network.Layers.Count}";

    /// <summary>Symbols are locals of a unit, but for the parameter that all units have.</summary>
    private static string OfLastLayer(NetworkGraph graph, Symbol symbol) =>
        symbol == ActivationFunction.P ? $"{graph.Head.Parameter!.Name}[0]" : symbol.Name;
}
