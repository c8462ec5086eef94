using System;
using System.Collections.Generic;
using System.Globalization;
using GenNet.Persistence.Mapping;

namespace GenNet.Persistence;

/// <summary>
/// What PyTorch calls the layers of a network: their places in an <c>nn.Sequential</c> of the same layers, activations, pools, dropouts and flattens
/// counted, where there is one; and otherwise <c>layer1</c> and so on, attributes of a module.
/// </summary>
internal static class PyTorchNames
{
    public static Func<LayerPart, string> Of(NetworkLayout layout, IReadOnlyList<NetworkLayer> layers)
    {
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        int next = 0;
        for (int i = 0; i < layers.Count; i++)
        {
            NetworkLayer layer = layers[i];
            ReadOnlySpan<int> sources = layout.Layers[i].Sources;
            LayerKind kind = layer.Known;
            if (!kind.IsOfSequential
                || (sources.Length > 0 && !(sources.Length == 1 && sources[0] == i)))
            {
                return part => part.IsSlope ? $"{part.Layer.Name}_slope" : part.Layer.Name;
            }

            if (!kind.IsActivation)
            {
                places[layer.Name] = next.ToString(CultureInfo.InvariantCulture);
                next++;
            }

            if (kind.IsActivation || (kind.IsActivated && ActivationOf(layer) != "linear"))
            {
                places[layer.Name + ".slope"] = next.ToString(CultureInfo.InvariantCulture);
                next++;
            }
        }

        return part => places[part.Name];
    }

    /// <summary>The last word of a description but "bias" and "per channel".</summary>
    private static string ActivationOf(NetworkLayer layer)
    {
        string[] words = layer.Words;
        int last = words.Length - 1;
        last -= words[last] == "bias" ? 1 : 0;
        return words[last];
    }
}
