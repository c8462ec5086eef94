using System;
using System.Linq;
using GenNet.Generator.Kernels;
using GenNet.Generator.Kernels.Head;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Emission;

/// <content>Where a pass begins and ends: inputs that are moved, and outputs that lie in rows of their own.</content>
internal static partial class TiledFiles
{
    /// <summary>Names for the inputs: where they are, or where they are copied to.</summary>
    public static void WriteInputs(SourceWriter writer, CodeStyle style, TiledCode code, bool isBackward)
    {
        foreach (Slot input in code.Inputs)
        {
            if (input.Home == SlotHome.Workspace)
            {
                WriteReference(writer, style, input.Name, "workspace", OffsetOf(style, input, isBackward), $"samples × {ShapeOf(input)}");
            }
            else if (input != code.RawInput)
            {
                writer.WriteLine($"ref {style.Element} {input.Name} = ref {code.RawInput?.Name ?? "inputs"}; // samples × {ShapeOf(input)}");
            }
        }
    }

    public static void WritePaddedInputs(SourceWriter writer, CodeStyle style, string inputs)
    {
        foreach (Slot input in style.Plan.Graph.Inputs.Select(style.Plan.Placement!.Of).Where(input => input.Home == SlotHome.Workspace))
        {
            writer.WriteLine(input.IsPadded
                ? "// Rows of whole cache lines, which vectors are loaded from."
                : "// Rows a power of two apart would crowd into a few sets of the cache.");
            writer.WriteLine(
                $"Rows.Pad(in {inputs}, ref {input.Name}, {input.Features}, {input.Stride}, {OperationCode.Range(input.Positions)});");
            writer.WriteLine();
        }
    }

    private static void WriteNonzeros(SourceWriter writer, CodeStyle style)
    {
        Placement placement = style.Plan.Placement!;
        if (placement.SkipsZeros is { } product)
        {
            writer.WriteLine($"// Inputs that are 0 add nothing to a sum: the tiles of layer {product.Layer} visit the others alone.");
            writer.WriteLine(
                $"Nonzeros<{style.Element}> nonzeros = new(\n    ref Unsafe.Add(ref workspace, {style.OffsetOf(OffsetNames.Nonzeros)}), "
                + $"inputs: {product.Weights.Rows}, stride: {placement.Of(product.Input).Stride}, mostSamples: {style.Plan.SamplesPerPass}, samplesPerTile: {Tiles.Samples});");
            writer.WriteLine();
        }
    }

    /// <summary>Copies rows without their padding to where they leave the network, unless they were computed there.</summary>
    public static void WriteOutputs(SourceWriter writer, Slot output, string outputs, string samples)
    {
        if (IsPadded(output))
        {
            writer.WriteLine();
            writer.WriteLine(Unpad(output, outputs, samples));
        }
    }

    /// <summary>Whether rows of outputs do not lie as they leave the network.</summary>
    public static bool IsPadded(Slot output) => output.Stride != output.Features;

    private static string Unpad(Slot output, string outputs, string samples) =>
        $"Rows.Unpad(in {output.Name}, ref {outputs}, {output.Features}, {output.Stride}, {RowsOf(samples, output)});";

    private static string RowsOf(string samples, Slot slot) =>
        slot.Positions == 1 ? samples : samples == "1" ? $"{slot.Positions}" : $"{samples} * {slot.Positions}";
}
