using System.Collections.Generic;
using GenNet.Generator.Declaration;

namespace GenNet.Generator.Emission;

/// <summary>One value of a network's passes as an explorer shows it; the runtime has a type of the same name.</summary>
/// <param name="Name">What the code calls it.</param>
/// <param name="Layer">Its layer's number; 0 for inputs.</param>
/// <param name="Role">What it is in the mathematics.</param>
/// <param name="Shape">Its dimensions; none where it is one number.</param>
internal sealed record ExploredValue(string Name, int Layer, ValueRole Role, IReadOnlyList<int> Shape)
{
    /// <summary>Whether the batch has it once.</summary>
    public bool IsOfBatch { get; init; }

    /// <summary>The unit that a number belongs to; −1 where it is none.</summary>
    public int Unit { get; init; } = -1;

    /// <summary>The unit that a weight comes from; −1 where it is none.</summary>
    public int Source { get; init; } = -1;

    /// <summary>The tensor that holds a parameter, or the one that a gradient belongs to; −1 where there is none.</summary>
    public int Tensor { get; init; } = -1;

    /// <summary>The names of the values whose sum is ∂L/∂ this value.</summary>
    public IReadOnlyList<string> Gradients { get; init; } = [];
}
