using System.Collections.Generic;
using GenNet.Generator.Graph;
using GenNet.Generator.Model;

namespace GenNet.Generator.Planning;

/// <summary>Every numeric decision about a network: what lies where, and in what shape the code comes.</summary>
internal sealed record NetworkPlan
{
    /// <summary>What is planned.</summary>
    public NetworkGraph Graph { get; init; } = null!;

    /// <summary>What was declared.</summary>
    public NetworkModel Model => Graph.Model;

    public Strategy Strategy { get; init; }

    /// <summary>The layers of a network that is written as straight-line code; none of a tiled one.</summary>
    public IReadOnlyList<LayerPlan> Layers { get; init; } = [];

    /// <summary>Where everything of a tiled network lies; null for straight-line code.</summary>
    public Placement? Placement { get; init; }

    /// <summary>Where each tensor lies in the parameter storage, in parameter order.</summary>
    public IReadOnlyList<TensorPlace> Tensors { get; init; } = [];

    /// <summary>What the mathematics has: no padding counted.</summary>
    public int ParameterCount { get; init; }

    /// <summary>Multiply-adds of one sample's forward pass: one a weight and row.</summary>
    public long MultiplyAdds => Graph.MultiplyAdds;

    /// <summary>The number of elements that hold the parameters, padding included.</summary>
    public int StorageLength { get; init; }

    /// <summary>The most samples a pass takes.</summary>
    public int SamplesPerPass { get; init; }

    /// <summary>The number of elements of scratch memory a pass needs.</summary>
    public int WorkspaceLength { get; init; }

    /// <summary>Whether one sample has a pass of its own, which saves it the loops and checks of many.</summary>
    public bool HasOneSamplePass { get; init; }

    /// <summary>Whether a straight-line backward pass keeps each parameter's gradient in a local of its own, and not in memory.</summary>
    public bool HasGradientsInLocals { get; init; }

    public LayerPlan LastLayer => Layers[Layers.Count - 1];
}
