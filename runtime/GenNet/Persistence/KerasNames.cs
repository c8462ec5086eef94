using System;
using System.Collections.Generic;
using GenNet.Persistence.Mapping;

namespace GenNet.Persistence;

/// <summary>What Keras calls the layers of a model: dense, dense_1 and so on, kind by kind.</summary>
internal static class KerasNames
{
    public static Func<LayerPart, string> Of(IReadOnlyList<NetworkLayer> layers)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (LayerPart part in LayerPart.Of(layers))
        {
            string name = NameOf(part);
            counts.TryGetValue(name, out int before);
            counts[name] = before + 1;
            names.Add(part.Name, before == 0 ? name : $"{name}_{before}");
        }

        return part => names[part.Name];
    }

    private static string NameOf(LayerPart part)
    {
        NetworkLayer layer = part.Layer;
        string axes = layer.Tensor("kernel") is { Shape.Length: 3 } ? "1d" : "2d";
        return part.IsSlope ? "p_re_lu" : layer.Kind switch
        {
            "conv" => $"conv{axes}",
            "convtranspose" => $"conv{axes}_transpose",
            _ when layer.Tensor("reverse_kernel") is not null => "bidirectional",
            _ => layer.Known.Keras,
        };
    }
}
