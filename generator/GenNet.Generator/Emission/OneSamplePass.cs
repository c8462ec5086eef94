using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Head;
using GenNet.Generator.Kernels.StraightLine;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Layers;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Emission;

/// <summary>
/// Writes the forward pass of one sample of a small network, which is what a program that predicts does all day: no loops over
/// samples, no groups, nothing between the call and the arithmetic.
/// </summary>
internal static class OneSamplePass
{
    /// <summary>Whether the pass has values to keep that do not go straight into the outputs.</summary>
    public static bool NeedsWorkspace(NetworkPlan plan) =>
        plan.Placement is not null && (plan.Model.Layers.Count > 1 || !StoresOutputs(plan));

    /// <summary>Whether outputs are computed where they leave the network: their row has no padding, or what makes them writes none.</summary>
    private static bool StoresOutputs(NetworkPlan plan) =>
        !TiledFiles.IsPadded(plan.Placement!.Of(plan.Graph.Head.Output))
        || (plan.Graph.ForwardOperations.Last() is DenseProduct product && plan.Placement.IsByUnit(product.Weights));

    /// <summary>The pass of a straight-line network: units side by side, where the passes of many samples have samples side by side.</summary>
    public static void WriteStraightLine(SourceWriter writer, CodeStyle style)
    {
        NetworkPlan plan = style.Plan;
        int widest = plan.Layers.Max(layer => layer.Outputs);
        bool isNarrow = widest <= style.ElementsPerLine / 4;
        int lanes = style.ElementsPerLine / (isNarrow ? 4 : 2);
        writer.WriteLine();
        writer.WriteLine("/// <summary>");
        writer.WriteLine($"/// {Summary(plan)}, one unit a lane.");
        writer.WriteLine("/// A lane behind a layer's last unit holds what is never read.");
        writer.WriteLine("/// </summary>");
        using (WriteMethod(writer, style, "Kernel.Inlined"))
        {
            writer.WriteLine(
                $"ref readonly Parameters p = ref Unsafe.As<{style.Element}, Parameters>(ref Unsafe.AsRef(in parameters));");
            writer.WriteLine($"ref {style.Element} x = ref Unsafe.AsRef(in input);");
            if (!isNarrow)
            {
                using (writer.WriteBlock($"if ({style.Vector}.Count < {lanes})"))
                {
                    writer.WriteLine("// Vectors too narrow for it: the sample is a group of its own.");
                    writer.WriteLine($"Forward(in parameters, in x, ref output, ref Unsafe.NullRef<{style.Element}>(), 1);");
                    writer.WriteLine("return;");
                }

                writer.WriteLine();
            }

            foreach (string line in TextLayout.Locals(
                style.Element, Enumerable.Range(0, plan.Model.InputSize).Select(i => $"x_{i} = {Element("x", i)}")))
            {
                writer.WriteLine(line);
            }

            List<StatementBlock> blocks = plan.Layers.Select(layer => DenseLayer.ForwardOne(style, layer, lanes)).ToList();
            if (OutputLayer.Softmax(style, hasLoss: false) is { } softmax)
            {
                blocks.Add(softmax);
            }

            StraightLineFiles.WriteStatements(writer, blocks, style.Vectors, startsWithLine: true);
            writer.WriteLine();
            for (int unit = 0; unit < plan.Model.OutputSize;)
            {
                // Whole vectors, or the half that is lanes, in one instruction.
                if (plan.LastLayer.Function is not null && plan.Model.OutputSize - unit >= lanes)
                {
                    writer.WriteLine(
                        $"StoreUnits({DenseLayer.UnitsOfOne(plan.LastLayer, unit, lanes)}, ref {Element("output", unit)}, {lanes});");
                    unit += lanes;
                    continue;
                }

                writer.WriteLine($"{Element("output", unit)} = {DenseLayer.OutputOfOne(plan.LastLayer, unit, lanes)};");
                unit++;
            }
        }
    }

    /// <summary>The pass of a small tiled network.</summary>
    public static void WriteTiled(SourceWriter writer, CodeStyle style, TiledCode code)
    {
        NetworkPlan plan = style.Plan;
        bool needsWorkspace = NeedsWorkspace(plan);
        string workspace = needsWorkspace ? ", ref workspace" : string.Empty;
        writer.WriteLine();
        writer.WriteLine($"/// <summary>{Summary(plan)}.</summary>");
        using (WriteMethod(writer, style, "Kernel.Inlined"))
        {
            TiledFiles.WriteWidths(
                writer,
                style,
                code.OneSampleStrips,
                strips => $"ForwardOne{strips}(ref Unsafe.AsRef(in parameters), ref Unsafe.AsRef(in input), ref output{workspace});");
        }

        writer.WriteLine();
        writer.WriteLine("[MethodImplAttribute(Kernel.Inlined)]");
        using (writer.WriteBlock(
            $"private static void ForwardOne{TiledFiles.TypeParameters(code.OneSampleStrips)}({(needsWorkspace ? "\n    " : string.Empty)}ref {style.Element} parameters, ref {style.Element} x, "
            + $"ref {style.Element} output{(needsWorkspace ? $", ref {style.Element} workspace" : string.Empty)})"
            + style.Constraints(code.OneSampleStrips, hasUpdate: false)))
        {
            TiledFiles.WriteParameters(writer, style);
            TiledFiles.WriteActivations(writer, style, "output", rows: string.Empty, StoresOutputs(plan));
            foreach (Stage stage in plan.Graph.Forward)
            {
                writer.WriteLine();
                writer.WriteLine($"// {stage.Comment}");
                bool isFirst = true;
                foreach (OperationCode operation in code.Forward(stage))
                {
                    if (!isFirst)
                    {
                        writer.WriteLine();
                    }

                    isFirst = false;
                    operation.WriteOneSampleCall(writer);
                }
            }

            if (!StoresOutputs(plan))
            {
                TiledFiles.WriteOutputs(writer, plan.Placement!.Of(plan.Graph.Head.Output), "output", "1");
            }
        }
    }

    private static System.IDisposable WriteMethod(SourceWriter writer, CodeStyle style, string options)
    {
        string workspace = NeedsWorkspace(style.Plan) ? $", ref {style.Element} workspace" : string.Empty;
        writer.WriteLine($"[MethodImplAttribute({options})]");
        return writer.WriteBlock(
            $"public static void ForwardOne({(workspace.Length > 0 ? "\n    " : string.Empty)}ref readonly {style.Element} parameters, "
            + $"ref readonly {style.Element} input, ref {style.Element} output{workspace})");
    }

    private static string Summary(NetworkPlan plan) =>
        $"Outputs [{plan.Model.OutputSize}] of one sample [{plan.Model.InputSize}]";

    private static string Element(string name, int index) => index == 0 ? name : $"Unsafe.Add(ref {name}, {index})";
}
