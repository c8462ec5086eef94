using System;
using System.Collections.Generic;
using System.Globalization;

namespace GenNet.Exploring;

/// <summary>What a network's layout says of its layers, put together for people.</summary>
internal static class LayerFacts
{
    /// <summary>The layers of a network.</summary>
    /// <param name="layout">The network's layout.</param>
    /// <param name="formulas">What each computes, where that is known; else empty.</param>
    /// <returns>The layers, first to last.</returns>
    public static List<ExploredLayer> Of(NetworkLayout layout, IReadOnlyList<string> formulas)
    {
        string[] lines = layout.Summary.Split('\n');
        var layers = new List<ExploredLayer>(layout.Layers.Length);
        for (int number = 1; number <= layout.Layers.Length; number++)
        {
            LayerLayout layer = layout.Layers[number - 1];
            int[] sources = layer.Sources.IsEmpty ? [number - 1] : layer.Sources.ToArray();
            layers.Add(new ExploredLayer
            {
                Number = number,
                Name = layer.Label ?? layer.Name,
                Kind = layer.Description.Split(' ')[0],
                Title = Title(lines[number], number, layer.Label),
                Sources = sources,
                InputShape = ShapeOf(layout, sources[0]),
                OutputShape = layer.Shape.ToArray(),
                Formula = number <= formulas.Count ? formulas[number - 1] : string.Empty,
                ParameterCount = ParameterCount(layout, layer.Name),
                MultiplyAdds = layer.MultiplyAdds,
            });
        }

        return layers;
    }

    private static int[] ShapeOf(NetworkLayout layout, int layer) =>
        (layer == 0 ? layout.InputShape : layout.Layers[layer - 1].Shape).ToArray();

    /// <summary>The line of the summary behind the layer's number and name: "○ layer 1 (first): dense 784 → 64, sigmoid".</summary>
    private static string Title(string line, int number, string? label)
    {
        int length = "○ layer ".Length + number.ToString(CultureInfo.InvariantCulture).Length + (label is null ? 0 : label.Length + " ()".Length) + ": ".Length;
        return line[length..];
    }

    private static int ParameterCount(NetworkLayout layout, string layer)
    {
        int count = 0;
        foreach (TensorLayout tensor in layout.Tensors)
        {
            if (tensor.Role != TensorRole.State && tensor.Name.AsSpan().StartsWith(layer) && tensor.Name[layer.Length] == '.')
            {
                count += tensor.Length;
            }
        }

        return count;
    }
}
