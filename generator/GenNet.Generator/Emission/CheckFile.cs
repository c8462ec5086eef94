using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Check;
using GenNet.Generator.Kernels.Head;
using GenNet.Generator.Layers;
using GenNet.Generator.Model;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Emission;

/// <summary>
/// Writes the network that a gradient check follows over dual numbers: as it was declared, one sample at a time in plain loops, before anything was
/// derived from it.
/// </summary>
internal static class CheckFile
{
    private const string Parameters = "ReadOnlySpan<Dual> parameters";

    /// <summary>A check is over before the JIT would have optimised its loops: the first one of 784-64-10 took eight times as long.</summary>
    private const string Options = "[MethodImplAttribute(Kernel.Options)]";

    public static string Write(CodeStyle style)
    {
        NetworkPlan plan = style.Plan;
        string name = plan.Model.Type.Name;
        IReadOnlyList<CheckedStage> layers = [.. plan.Graph.Forward.Select(stage => new CheckedStage(stage, plan.Graph.Head, plan.Graph.Tensors))];
        Dictionary<string, Place> places = PlacesOf(plan, layers);
        var writer = new SourceWriter();
        PassesFile.WriteHeader(writer, $"The formulas of {name} for checking its gradients", hasReferences: false);
        WriteHead(writer, style, name);
        using (writer.WriteBlock($"internal static class {GeneratedNames.Formulas}"))
        {
            WriteTable(writer, plan, layers, places);
            for (int i = 0; i < layers.Count; i++)
            {
                writer.WriteLine();
                writer.WriteLine($"/// <summary>{TextLayout.Documented(layers[i].Formula)}.</summary>");
                writer.WriteLine(Options);
                string method = $"Layer{plan.Graph.Forward[i].Layer}";
                if (layers[i].IsOverBatch)
                {
                    using (writer.WriteBlock($"private static void {method}({Parameters}, Span<Dual> values, int sampleSize, int first, int end)"))
                    {
                        WriteSpans(writer, layers[i].Reads, places, "ReadOnlySpan");
                        layers[i].WriteBatchLoops(writer, value => places[value].Range);
                    }

                    continue;
                }

                using (writer.WriteBlock($"private static void {method}({Parameters}, Span<Dual> values, int first, int end)"))
                {
                    WriteSpans(writer, layers[i].Reads, places, "ReadOnlySpan");
                    WriteSpans(writer, layers[i].Writes.Select(value => value.Name), places, "Span");
                    layers[i].WriteLoops(writer);
                }
            }

            writer.WriteLine();
            writer.WriteLine($"/// <summary>{TextLayout.Documented(OutputLayer.CheckedLossFormula(plan.Graph))}.</summary>");
            writer.WriteLine(Options);
            using (writer.WriteBlock($"private static Dual Loss({Parameters}, ReadOnlySpan<Dual> values, ReadOnlySpan<Dual> targets)"))
            {
                WriteSpans(writer, OutputLayer.CheckedLossReads(plan.Graph), places, "ReadOnlySpan");
                OutputLayer.WriteCheckedLoss(writer, style);
            }
        }

        return writer.ToString();
    }

    /// <summary>Everything before the class.</summary>
    private static void WriteHead(SourceWriter writer, CodeStyle style, string name)
    {
        writer.WriteLine($"namespace {style.Namespace};");
        writer.WriteLine();
        writer.WriteLine("using global::System;");
        writer.WriteLine("using global::System.Runtime.CompilerServices;");
        writer.WriteLine("using global::GenNet.GradientChecking;");
        writer.WriteLine("using global::GenNet.Numerics;");
        writer.WriteLine("using static global::GenNet.GradientChecking.Dual;");
        writer.WriteLine();
        writer.WriteLine("/// <summary>");
        writer.WriteLine($"/// {name} as it was declared, for one sample at a time over numbers that carry their derivative.");
        writer.WriteLine("/// Nothing here was derived or rearranged by the generator, so that its backward pass can be compared with what follows from it.");
        writer.WriteLine("/// </summary>");
        ClassFile.WriteGeneratedCode(writer);
    }

    /// <summary>Where every tensor lies among the parameters, and every value behind the inputs of a sample.</summary>
    private static Dictionary<string, Place> PlacesOf(NetworkPlan plan, IReadOnlyList<CheckedStage> layers)
    {
        var places = new Dictionary<string, Place>();
        int parameters = 0;
        int values = 0;
        foreach (Value input in plan.Graph.Inputs)
        {
            places.Add(input.Name, new Place("values", 0, plan.Model.InputSize));
        }

        values = plan.Model.InputSize;
        foreach (CheckedStage layer in layers)
        {
            foreach (CheckedTensor tensor in layer.Tensors)
            {
                places.Add(tensor.Symbol, new Place("parameters", parameters, parameters + tensor.Length));
                parameters += tensor.Length;
            }

            foreach (CheckedValue value in layer.Writes)
            {
                AddValue(value);
            }
        }

        return places;

        void AddValue(CheckedValue value)
        {
            places.Add(value.Name, new Place("values", values, values + value.Length));
            values += value.Length;
        }
    }

    private static void WriteTable(SourceWriter writer, NetworkPlan plan, IReadOnlyList<CheckedStage> layers, Dictionary<string, Place> places)
    {
        writer.WriteLine("/// <summary>The layers, with what they write and the parameters that they read, and the loss.</summary>");
        using (writer.WriteBlock("internal static readonly CheckedNetwork Network = new()", closing: "};"))
        {
            using (writer.WriteBlock("Layers =", "[", "],"))
            {
                for (int i = 0; i < layers.Count; i++)
                {
                    CheckedStage layer = layers[i];
                    int first = places[layer.Writes[0].Name].First;
                    int end = places[layer.Writes[layer.Writes.Count - 1].Name].End;
                    using (writer.WriteBlock("new()", closing: "},"))
                    {
                        writer.WriteLine($"{(layer.IsOverBatch ? "ComputeBatch" : "Compute")} = Layer{plan.Graph.Forward[i].Layer}, Units = {layer.Units}, Values = {first}..{end},");
                        using (writer.WriteBlock("Tensors =", "[", "],"))
                        {
                            foreach (CheckedTensor tensor in layer.Tensors)
                            {
                                string factors = tensor.Factors is { } multiplied ? $", Factors = {places[multiplied].Range}" : string.Empty;
                                string reach = tensor.IsOfAllUnits ? ", IsOfAllUnits = true" : string.Empty;
                                writer.WriteLine($"new() {{ Name = \"{tensor.Words}\", Symbol = \"{tensor.Symbol}\"{factors}{reach} }},");
                            }
                        }
                    }
                }
            }

            writer.WriteLine("Loss = Loss,");
        }
    }

    private static void WriteSpans(SourceWriter writer, IEnumerable<string> names, Dictionary<string, Place> places, string type)
    {
        foreach (string name in names)
        {
            writer.WriteLine($"{type}<Dual> {name} = {places[name].Span}[{places[name].Range}];");
        }
    }

    /// <summary>A part of the parameters or of the values.</summary>
    private sealed record Place(string Span, int First, int End)
    {
        public string Range => $"{First}..{End}";
    }
}
