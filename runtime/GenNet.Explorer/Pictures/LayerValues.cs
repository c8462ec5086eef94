using System;
using System.Collections.Generic;
using System.Numerics;

namespace GenNet.Exploring;

/// <summary>Which values of a traced pass are what a layer yields: a tensor of tiled code, or a number for each unit of straight-line code.</summary>
internal sealed class LayerValues
{
    private readonly int[][] _values;
    private readonly int[] _lengths;

    public LayerValues(ExploredNetwork network)
    {
        _values = new int[network.Layers.Count][];
        _lengths = new int[network.Layers.Count];
        foreach (ExploredLayer layer in network.Layers)
        {
            int length = 1;
            foreach (int dimension in layer.OutputShape)
            {
                length *= dimension;
            }

            _lengths[layer.Number - 1] = length;
            _values[layer.Number - 1] = Find(network, layer.Number, length);
        }
    }

    /// <summary>The number of layers.</summary>
    public int Count => _values.Length;

    /// <summary>How many numbers a layer yields for a sample.</summary>
    /// <param name="layer">1 for the first.</param>
    public int LengthOf(int layer) => _lengths[layer - 1];

    /// <summary>What a layer yielded for all samples of a trace, row after row; empty where the pass keeps no such value.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="layer">1 for the first.</param>
    public ReadOnlySpan<T> Of<T>(NetworkTrace<T> trace, int layer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] values = _values[layer - 1];
        if (values.Length == 0)
        {
            return [];
        }

        if (values.Length == 1)
        {
            return trace.Of(values[0]);
        }

        T[] rows = new T[trace.Samples * values.Length];
        for (int unit = 0; unit < values.Length; unit++)
        {
            ReadOnlySpan<T> ofUnit = trace.Of(values[unit]);
            for (int sample = 0; sample < ofUnit.Length; sample++)
            {
                rows[(sample * values.Length) + unit] = ofUnit[sample];
            }
        }

        return rows;
    }

    private static int[] Find(ExploredNetwork network, int layer, int length)
    {
        // What goes to the next layer is the activation; where there is none, because it is the identity or is fused with the loss, what comes before it.
        foreach (ValueRole role in new[] { ValueRole.Activation, ValueRole.PreActivation, ValueRole.Intermediate })
        {
            var units = new SortedDictionary<int, int>();
            int tensor = -1;
            foreach (ExploredValue value in network.Values)
            {
                if (value.Layer != layer || value.Role != role || value.IsOfBatch)
                {
                    continue;
                }

                if (value.Shape.Count == 0 && value.Unit >= 0)
                {
                    units[value.Unit] = value.Index;
                }
                else if (value.Length == length)
                {
                    tensor = value.Index;
                }
            }

            if (tensor >= 0)
            {
                return [tensor];
            }

            if (units.Count == length)
            {
                return [.. units.Values];
            }
        }

        return [];
    }
}
