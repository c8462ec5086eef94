using System;
using System.Collections.Generic;

#if GENNET_GENERATOR
namespace GenNet.Generator.Mapping;
#else
namespace GenNet.Persistence.Mapping;
#endif

/// <summary>
/// What is one layer for others: most layers of ours are one, and an activation that learns its slope is one more.
/// </summary>
/// <param name="layer">The layer of ours.</param>
/// <param name="isSlope">Whether it is the slope of its activation.</param>
internal sealed class LayerPart(NetworkLayer layer, bool isSlope)
{
    private const string Slope = "slope";

    public NetworkLayer Layer { get; } = layer;

    public bool IsSlope { get; } = isSlope;

    /// <summary>Its name in a <c>WeightMap</c>.</summary>
    public string Name => IsSlope ? Layer.Name + "." + Slope : Layer.Name;

    /// <summary>The parts of a network, first to last.</summary>
    public static List<LayerPart> Of(IReadOnlyList<NetworkLayer> layers)
    {
        var parts = new List<LayerPart>();
        foreach (NetworkLayer layer in layers)
        {
            bool hasSlope = layer.Tensor(Slope) is not null;
            if (layer.Tensors.Count > (hasSlope ? 1 : 0))
            {
                parts.Add(new LayerPart(layer, isSlope: false));
            }

            if (hasSlope)
            {
                parts.Add(new LayerPart(layer, isSlope: true));
            }
        }

        return parts;
    }

    /// <summary>Its tensors.</summary>
    public IEnumerable<NetworkTensor> Tensors
    {
        get
        {
            foreach (NetworkTensor tensor in Layer.Tensors)
            {
                if (tensor.Name.EndsWith("." + Slope, StringComparison.Ordinal) == IsSlope)
                {
                    yield return tensor;
                }
            }
        }
    }
}
