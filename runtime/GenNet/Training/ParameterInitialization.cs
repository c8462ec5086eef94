using System;
using System.Numerics;

namespace GenNet.Training;

/// <summary>Draws a network's weights from a seed, with the same bits on every machine.</summary>
internal static class ParameterInitialization
{
    /// <summary>
    /// Draws weights layer by layer, row-major [inputs × outputs], into zeroed storage. Slopes begin as declared, biases and padding stay zero. Weights are
    /// drawn in double precision and then rounded, so a single network starts at the rounded weights of its double twin.
    /// </summary>
    public static void Draw<T>(NetworkLayout layout, int seed, Span<T> storage)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new RandomSource(seed);
        foreach (LayerLayout layer in layout.Layers)
        {
            for (int input = 0; input < layer.Inputs; input++)
            {
                for (int output = 0; output < layer.Outputs; output += layer.PanelWidth)
                {
                    foreach (ref T weight in storage.Slice(layer.WeightIndex(input, output), layer.StretchLength(output)))
                    {
                        weight = T.CreateChecked(DrawWeight(layer, random) * layer.InitializerScale);
                    }
                }
            }

            if (layer.SlopeOffset is { } slope)
            {
                storage[slope] = T.CreateChecked(layer.InitialSlope);
            }
        }
    }

    private static double DrawWeight(LayerLayout layer, RandomSource random) => layer.Initializer switch
    {
        Initializer.GlorotUniform => Math.Sqrt(6d / ((double)layer.Inputs + layer.Outputs)) * ((2 * random.NextUniform()) - 1),
        Initializer.HeNormal => Math.Sqrt(2d / layer.Inputs) * random.NextNormal(),
        Initializer.LeCunNormal => Math.Sqrt(1d / layer.Inputs) * random.NextNormal(),
        Initializer.StandardNormal => random.NextNormal(),
        Initializer.Uniform01 => random.NextUniform(),
        Initializer.Zeros => 0,
        _ => throw new ArgumentException($"{layer.Name} names no initializer that draws weights: {layer.Initializer}.", nameof(layer)),
    };
}
