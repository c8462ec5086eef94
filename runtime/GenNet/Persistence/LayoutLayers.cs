using System;
using System.Collections.Generic;
using GenNet.Persistence.Mapping;

namespace GenNet.Persistence;

/// <summary>A network's layers as weights from elsewhere ask for them.</summary>
internal static class LayoutLayers
{
    public static IReadOnlyList<NetworkLayer> Of(NetworkLayout layout)
    {
        var layers = new List<NetworkLayer>();
        foreach (LayerLayout layer in layout.Layers)
        {
            string prefix = layer.Name + ".";
            var tensors = new List<NetworkTensor>();
            foreach (TensorLayout tensor in layout.Tensors)
            {
                if (tensor.Name.StartsWith(prefix, StringComparison.Ordinal))
                {
                    tensors.Add(new NetworkTensor(tensor.Name, tensor.Shape.ToArray()));
                }
            }

            layers.Add(new NetworkLayer(layer.Name, layer.Description, layer.InputOrder, layer.OutputOrder, tensors));
        }

        return layers;
    }
}
