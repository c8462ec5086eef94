using System;

namespace GenNet.Persistence;

/// <summary>
/// Translates between the storage, whose rows are padded for the kernels, and the order people see: layer by layer, weights
/// row-major [inputs × outputs], then biases.
/// </summary>
internal static class ParameterOrder
{
    public static void CopyFromStorage<T>(NetworkLayout layout, ReadOnlySpan<T> storage, Span<T> destination)
    {
        int next = 0;
        for (int i = 0; i < layout.Layers.Count; i++)
        {
            LayerLayout layer = layout.Layers[i];
            for (int input = 0; input < layer.Inputs; input++)
            {
                storage.Slice(layer.WeightOffset + (input * layer.WeightStride), layer.Outputs).CopyTo(destination[next..]);
                next += layer.Outputs;
            }

            if (layer.HasBias)
            {
                storage.Slice(layer.BiasOffset, layer.Outputs).CopyTo(destination[next..]);
                next += layer.Outputs;
            }
        }
    }

    public static void CopyToStorage<T>(NetworkLayout layout, ReadOnlySpan<T> source, Span<T> storage)
    {
        int next = 0;
        for (int i = 0; i < layout.Layers.Count; i++)
        {
            LayerLayout layer = layout.Layers[i];
            for (int input = 0; input < layer.Inputs; input++)
            {
                source.Slice(next, layer.Outputs).CopyTo(storage[(layer.WeightOffset + (input * layer.WeightStride))..]);
                next += layer.Outputs;
            }

            if (layer.HasBias)
            {
                source.Slice(next, layer.Outputs).CopyTo(storage[layer.BiasOffset..]);
                next += layer.Outputs;
            }
        }
    }
}
