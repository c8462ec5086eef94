using System.Collections.Generic;

namespace GenNet.Persistence;

/// <summary>One tensor of a network's parameters: its name and shape in files, and where it lies in the order of parameters.</summary>
internal sealed record ParameterTensor(string Name, int[] Shape, int Start, int Length)
{
    /// <summary>The tensors of a network, in the order of its parameters, or of all its values with the state.</summary>
    public static IReadOnlyList<ParameterTensor> Of(NetworkLayout layout, bool includesState = false)
    {
        var tensors = new List<ParameterTensor>();
        int next = 0;
        foreach (TensorLayout tensor in layout.Tensors)
        {
            if (tensor.Role != TensorRole.State || includesState)
            {
                tensors.Add(new ParameterTensor(tensor.Name, tensor.Shape.ToArray(), next, tensor.Length));
                next += tensor.Length;
            }
        }

        return tensors;
    }
}
