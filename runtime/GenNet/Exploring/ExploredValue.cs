using System.Collections.Generic;

namespace GenNet.Exploring;

/// <summary>
/// One value of a network's generated code: in straight-line code a number for each sample, such as <c>a1_0</c>; in tiled code a tensor for each
/// sample, such as <c>a1</c>. Parameters and their gradients are values of the batch, as are the statistics of a batch normalization.
/// </summary>
public sealed class ExploredValue
{
    /// <summary>Its place among <see cref="ExploredNetwork.Values"/>.</summary>
    public required int Index { get; init; }

    /// <summary>What the code calls it: <c>a1_0</c>, <c>z2</c>, <c>dw1_0_2</c>. No two values of a network share a name.</summary>
    public required string Name { get; init; }

    /// <summary>Its layer's number; 0 for the network's inputs.</summary>
    public required int Layer { get; init; }

    /// <summary>What it is in the mathematics.</summary>
    public required ValueRole Role { get; init; }

    /// <summary>Whether the batch has it once; otherwise each sample has one.</summary>
    public required bool IsOfBatch { get; init; }

    /// <summary>Its dimensions; none where it is one number.</summary>
    public required IReadOnlyList<int> Shape { get; init; }

    /// <summary>Which unit of its layer a single number belongs to, from 0; −1 for a tensor.</summary>
    public required int Unit { get; init; }

    /// <summary>Which unit of the layer below a single weight comes from, or its gradient; −1 for everything else.</summary>
    public required int Source { get; init; }

    /// <summary>Which of the network's tensors holds a parameter, or the parameter that a gradient belongs to; −1 for everything else.</summary>
    public required int Tensor { get; init; }

    /// <summary>
    /// The values whose sum is ∂L/∂ this value: one mostly, several where several layers read it, none where nothing computes it.
    /// </summary>
    public required IReadOnlyList<int> Gradients { get; init; }

    /// <summary>How many numbers it is: the product of <see cref="Shape"/>.</summary>
    public int Length
    {
        get
        {
            int length = 1;
            foreach (int dimension in Shape)
            {
                length *= dimension;
            }

            return length;
        }
    }
}
