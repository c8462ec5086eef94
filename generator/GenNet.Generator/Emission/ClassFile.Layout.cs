using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Layers;
using GenNet.Generator.Model;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Emission;

/// <content>What the runtime is told of the network: its table of layers and tensors.</content>
internal static partial class ClassFile
{
    private static void WriteLayout(SourceWriter writer, CodeStyle style)
    {
        NetworkPlan plan = style.Plan;
        NetworkModel network = plan.Model;
        writer.WriteLine($"/// <summary>The passes of {network.Type.Name}: its mathematics, apart from its public face.</summary>");
        WriteGeneratedCode(writer);
        using (writer.WriteBlock($"internal static partial class {GeneratedNames.Passes}"))
        {
            writer.WriteLine("/// <summary>The layers, and where their parameters lie.</summary>");
            using (writer.WriteBlock("internal static readonly global::GenNet.NetworkLayout Layout = new()", closing: "};"))
            {
                writer.WriteLine($"Name = \"{network.Type.Name.TrimStart('@')}\",");
                writer.WriteLine("Summary =");
                using (writer.Indent())
                {
                    IReadOnlyList<string> lines = NetworkDescription.Lines(plan);
                    for (int i = 0; i < lines.Count; i++)
                    {
                        bool isLast = i == lines.Count - 1;
                        writer.WriteLine($"\"{Escaped(lines[i])}{(isLast ? "\"," : "\\n\" +")}");
                    }
                }

                WriteLayoutNumbers(writer, plan);
                using (writer.WriteBlock("Layers =", "[", "],"))
                {
                    var order = ChannelOrder.Of(network);
                    foreach (LayerModel layer in network.Layers)
                    {
                        WriteLayer(writer, plan, layer, order);
                    }
                }

                using (writer.WriteBlock("Tensors =", "[", "],"))
                {
                    foreach (TensorPlace place in plan.Tensors)
                    {
                        WriteTensor(writer, place, network.Layers[place.Tensor.Layer - 1]);
                    }
                }
            }
        }
    }

    /// <summary>Sizes, the loss, and how much memory a pass takes.</summary>
    private static void WriteLayoutNumbers(SourceWriter writer, NetworkPlan plan)
    {
        NetworkModel network = plan.Model;
        writer.WriteLine($"InputShape = [{string.Join(", ", network.Input.Dimensions)}],");
        writer.WriteLine($"InputSize = {network.InputSize},");
        if (network.Vocabulary > 0)
        {
            writer.WriteLine($"Vocabulary = {network.Vocabulary},");
        }

        writer.WriteLine($"OutputSize = {network.OutputSize},");
        writer.WriteLine($"TargetSize = {network.TargetSize},");
        writer.WriteLine($"Loss = {(network.LossFunction is null ? $"global::GenNet.Loss.{network.Loss}" : "null")},");
        ClassRule rule = ClassRule.Of(network);
        writer.WriteLine($"Scoring = global::GenNet.Scoring.{rule.Scoring},");
        writer.WriteLine($"Threshold = {Printer.Number(rule.Threshold)},");
        writer.WriteLine($"Reduction = global::GenNet.Reduction.{network.Reduction},");
        writer.WriteLine($"ParameterCount = {plan.ParameterCount},");
        writer.WriteLine($"StorageLength = {plan.StorageLength},");
        writer.WriteLine($"SamplesPerPass = {(plan.SamplesPerPass == int.MaxValue ? "int.MaxValue" : Text(plan.SamplesPerPass))},");
        writer.WriteLine($"WorkspaceLength = {plan.WorkspaceLength},");
        if (plan.Prediction is { } prediction && !plan.Graph.CouplesSamples)
        {
            writer.WriteLine($"SamplesPerPrediction = {prediction.SamplesPerPass},");
            writer.WriteLine($"PredictionWorkspaceLength = {prediction.WorkspaceLength},");
        }

        if (plan.Graph.FewestPositions is { } fewest)
        {
            writer.WriteLine($"WorkspaceOfSample = {plan.WorkspaceOfSample},");
            writer.WriteLine($"WorkspaceOfBatch = {plan.WorkspaceOfBatch},");
            writer.WriteLine($"FewestPositions = ({fewest.Layer}, {fewest.Positions}),");
        }

        writer.WriteLine($"WorkLists = {plan.WorkLists},");
    }

    private static void WriteLayer(SourceWriter writer, NetworkPlan plan, LayerModel layer, ChannelOrder order)
    {
        bool hasTensors = plan.Tensors.Any(place => place.Tensor.Layer == layer.Number);
        string input = hasTensors && order.OfInput(layer) is { } inputs ? $", InputOrder = \"{inputs}\"" : string.Empty;
        string output = hasTensors && order.OfOutput(layer) is { } outputs ? $", OutputOrder = \"{outputs}\"" : string.Empty;
        double multiplyAdds = plan.Graph.Forward
            .SelectMany(stage => stage.Operations)
            .Where(operation => operation.Layer == layer.Number)
            .Sum(operation => operation.MultiplyAdds);
        string label = layer.Name is null ? string.Empty : $"Label = \"{Escaped(NetworkDescription.NameOf(layer))}\", ";
        string sources = layer.Sources.Count == 1 && layer.Sources[0] == layer.Number - 1 ? string.Empty
            : $", Sources = [{string.Join(", ", layer.Sources)}]";
        string cost = multiplyAdds == 0 ? string.Empty : $", MultiplyAdds = {((long)multiplyAdds).ToString(CultureInfo.InvariantCulture)}";
        writer.WriteLine(
            $"new() {{ {label}Name = \"layer{layer.Number}\", Description = \"{LayerKinds.Of(layer).DescribeInFile(layer)}\", "
            + $"Shape = [{string.Join(", ", layer.Output.Dimensions)}]{sources}{cost}{input}{output} }},");
    }

    private static void WriteTensor(SourceWriter writer, TensorPlace place, LayerModel layer)
    {
        Tensor tensor = place.Tensor;
        string role = tensor.IsState ? ", Role = global::GenNet.TensorRole.State"
            : tensor.IsFrozen ? ", Role = global::GenNet.TensorRole.Frozen" : string.Empty;
        if (tensor.Learns)
        {
            role += (layer.Rule.L1 == 0 ? string.Empty : $", L1 = {Printer.Number(layer.Rule.L1)}")
                + (layer.Rule.L2 is { } decay ? $", L2 = {Printer.Number(decay)}" : string.Empty)
                + (layer.Rule.RateFactor == 1 ? string.Empty : $", LearningRateFactor = {Printer.Number(layer.Rule.RateFactor)}");
        }

        if (tensor.BatchShare > 0)
        {
            role += $", BatchShare = {Printer.Number(tensor.BatchShare)}";
        }

        string first = $"Name = \"layer{tensor.Layer}.{tensor.Word}\", Shape = [{string.Join(", ", tensor.Shape.Dimensions)}], Offset = {place.Offset}";
        if (tensor.Groups > 1)
        {
            first += $", Groups = {tensor.Groups}, GroupWidth = {place.Columns.Count / tensor.Groups}"
                + (tensor.GroupShift == 0 ? string.Empty : $", GroupShift = {tensor.GroupShift}");
        }

        string drawn = $"Initializer = global::GenNet.Initializer.{tensor.Initializer}, Scale = {Printer.Number(tensor.InitializerScale)}, "
            + $"FanIn = {tensor.FanIn ?? tensor.Rows}, FanOut = {tensor.FanOut ?? (tensor.Columns / tensor.Groups)},";
        if (tensor.Shape.Rank == 1 && tensor.Initializer != Initializer.Zeros)
        {
            using (writer.WriteBlock("new()", closing: "},"))
            {
                writer.WriteLine($"{first}{role},");
                writer.WriteLine(drawn);
            }

            return;
        }

        if (tensor.Shape.Rank == 1)
        {
            string value = tensor.InitialValues.Count > 0 ? $", InitialValues = [{string.Join(", ", tensor.InitialValues.Select(Printer.Number))}]"
                : tensor.InitialValue == 0 ? string.Empty : $", InitialValue = {Printer.Number(tensor.InitialValue)}";
            writer.WriteLine($"new() {{ {first}{value}{role} }},");
            return;
        }

        using (writer.WriteBlock("new()", closing: "},"))
        {
            writer.WriteLine($"{first}, PanelWidth = {place.Columns.PanelWidth}{role},");
            writer.WriteLine(drawn);
        }
    }

    /// <summary>Words that a user wrote, in a string.</summary>
    private static string Escaped(string line) => line.Replace("\\", "\\\\").Replace("\"", "\\\"");
}
