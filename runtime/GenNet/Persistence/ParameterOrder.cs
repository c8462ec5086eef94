using System;

namespace GenNet.Persistence;

/// <summary>
/// Translates between the storage, whose rows are padded for the kernels, and the order people see: layer by layer, weights
/// row-major [inputs × outputs], then biases, then the slope that the activation learns.
/// </summary>
internal static class ParameterOrder
{
    /// <summary>Whether the storage begins with the parameters in the order people see, without padding between them.</summary>
    public static bool IsStorageOrder(NetworkLayout layout)
    {
        int next = 0;
        for (int i = 0; i < layout.Layers.Count; i++)
        {
            LayerLayout layer = layout.Layers[i];
            if (layer.WeightOffset != next
                || (layer.PanelWidth != layer.Outputs && (layer.Inputs > 1 || layer.PanelWidth < layer.Outputs))
                || (layer.HasBias && layer.BiasOffset != next + (layer.Inputs * layer.Outputs))
                || (layer.SlopeOffset is { } slope && slope != next + layer.ParameterCount - 1))
            {
                return false;
            }

            next += layer.ParameterCount;
        }

        return true;
    }

    public static void CopyFromStorage<T>(NetworkLayout layout, ReadOnlySpan<T> storage, Span<T> destination)
    {
        int next = 0;
        for (int i = 0; i < layout.Layers.Count; i++)
        {
            LayerLayout layer = layout.Layers[i];
            for (int input = 0; input < layer.Inputs; input++)
            {
                for (int output = 0; output < layer.Outputs; output += layer.PanelWidth)
                {
                    storage.Slice(layer.WeightIndex(input, output), layer.StretchLength(output)).CopyTo(destination[(next + output)..]);
                }

                next += layer.Outputs;
            }

            if (layer.HasBias)
            {
                storage.Slice(layer.BiasOffset, layer.Outputs).CopyTo(destination[next..]);
                next += layer.Outputs;
            }

            if (layer.SlopeOffset is { } slope)
            {
                destination[next++] = storage[slope];
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
                CopyRowToStorage(layer, input, source.Slice(next, layer.Outputs), storage);
                next += layer.Outputs;
            }

            if (layer.HasBias)
            {
                source.Slice(next, layer.Outputs).CopyTo(storage[layer.BiasOffset..]);
                next += layer.Outputs;
            }

            if (layer.SlopeOffset is { } slope)
            {
                storage[slope] = source[next++];
            }
        }
    }

    /// <summary>Copies the weights of one input of a layer, one for each output, to where they are stored.</summary>
    public static void CopyRowToStorage<T>(LayerLayout layer, int input, ReadOnlySpan<T> row, Span<T> storage)
    {
        for (int output = 0; output < layer.Outputs; output += layer.PanelWidth)
        {
            row.Slice(output, layer.StretchLength(output)).CopyTo(storage[layer.WeightIndex(input, output)..]);
        }
    }
}
