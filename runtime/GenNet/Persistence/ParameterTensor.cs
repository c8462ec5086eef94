using System.Collections.Generic;

namespace GenNet.Persistence;

/// <summary>One tensor of a network's parameters: its name and shape in files, and where it lies in the order of parameters.</summary>
internal sealed record ParameterTensor(string Name, int[] Shape, int Start, int Length)
{
    /// <summary>The tensors of a network, in the order of its parameters.</summary>
    public static IReadOnlyList<ParameterTensor> Of(NetworkLayout layout)
    {
        var tensors = new List<ParameterTensor>();
        int next = 0;
        foreach (LayerLayout layer in layout.Layers)
        {
            Add(ParameterFile.KernelName(layer), [layer.Inputs, layer.Outputs], layer.Inputs * layer.Outputs);
            if (layer.HasBias)
            {
                Add(ParameterFile.BiasName(layer), [layer.Outputs], layer.Outputs);
            }

            if (layer.SlopeOffset is not null)
            {
                Add(ParameterFile.SlopeName(layer), [1], 1);
            }
        }

        return tensors;

        void Add(string name, int[] shape, int length)
        {
            tensors.Add(new ParameterTensor(name, shape, next, length));
            next += length;
        }
    }
}
