using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels.Head;
using GenNet.Generator.Layers;
using GenNet.Generator.Model;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Emission;

/// <summary>What the generator understood, in words: shown when a person hovers over the class, and as its <c>Summary</c>.</summary>
internal static class NetworkDescription
{
    public static IReadOnlyList<string> Lines(NetworkPlan plan)
    {
        string input = plan.Model.Vocabulary > 0
            ? $"{Counted.Of(plan.Model.InputSize, "index")} from 0 to {plan.Model.Vocabulary - 1}"
            : plan.Model.Input.Rank == 1 ? TextLayout.Count(plan.Model.InputSize, "value")
            : plan.Model.Input.ValuesInWords;
        var lines = new List<string> { $"○ input: {input}" };
        lines.AddRange(plan.Model.Layers.Select(layer => $"○ {Describe(plan, layer)}"));
        lines.Add($"○ {OutputLayer.Describe(plan.Model)}");
        lines.Add(
            $"{TextLayout.Count(plan.ParameterCount, "parameter")}, {TextLayout.Count(plan.MultiplyAdds, "multiply-add")} a sample");
        return lines;
    }

    /// <summary>The name that was declared for a layer, on one line.</summary>
    public static string NameOf(LayerModel layer) =>
        new(layer.Name!.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? ' ' : letter).ToArray());

    /// <summary>layer 1: dense 784 → 64, sigmoid, 50,240 parameters.</summary>
    private static string Describe(NetworkPlan plan, LayerModel layer)
    {
        List<Tensor> tensors = plan.Graph.Tensors.Where(tensor => tensor.Layer == layer.Number && !tensor.IsState).ToList();
        string parameters = tensors.Count == 0 ? string.Empty
            : $", {TextLayout.Count(tensors.Sum(tensor => tensor.Count), "parameter")}{(layer.IsFrozen ? " (frozen)" : string.Empty)}";
        string lack = layer.Spec.Lacks is { } lacks ? $", {lacks}" : string.Empty;
        string name = layer.Name is null ? string.Empty : $" ({NameOf(layer)})";
        return $"layer {layer.Number}{name}: {LayerKinds.Of(layer).Describe(layer)}{parameters}{lack}";
    }
}
