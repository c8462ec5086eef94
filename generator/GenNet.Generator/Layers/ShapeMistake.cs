using System.Collections.Generic;

namespace GenNet.Generator.Layers;

/// <summary>Why a layer yields nothing, and which argument of its attribute is the cause, where one is.</summary>
/// <param name="Words">The rest of a sentence behind "Layer 3".</param>
internal sealed record ShapeMistake(string Words)
{
    /// <summary>What the argument may be called, the likeliest first: that of them which is written is the cause. None where it is the layer itself.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The place among the layer's inputs of a value that does not fit, and that an argument names; null where it is no such value.</summary>
    public int? Input { get; init; }

    /// <summary>A mistake that no argument is the cause of.</summary>
    public static implicit operator ShapeMistake?(string? words) => words is null ? null : new ShapeMistake(words);
}
