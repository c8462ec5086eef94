using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Layers;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Emission;

/// <summary>What the generator understood, in words: shown when a person hovers over the class, and as its <c>Summary</c>.</summary>
internal static class NetworkDescription
{
    public static IReadOnlyList<string> Lines(NetworkPlan plan)
    {
        var lines = new List<string> { $"○ input: {TextLayout.Count(plan.Model.InputSize, "value")}" };
        lines.AddRange(plan.Layers.Select(layer => $"○ {DenseLayer.Describe(layer)}"));
        lines.Add($"○ {OutputLayer.Describe(plan)}");
        lines.Add(
            $"{TextLayout.Count(plan.ParameterCount, "parameter")}, {TextLayout.Count(plan.MultiplyAdds, "multiply-add")} a sample");
        return lines;
    }
}
