using System.Collections.Generic;
using GenNet.Generator.Model;

namespace GenNet.Generator.Planning;

/// <summary>Every numeric decision about a network: what lies where, and in what shape the code comes.</summary>
internal sealed record NetworkPlan
{
    public NetworkModel Model { get; init; } = null!;

    public Strategy Strategy { get; init; }

    public IReadOnlyList<LayerPlan> Layers { get; init; } = [];

    /// <summary>What the mathematics has: no padding counted.</summary>
    public int ParameterCount { get; init; }

    /// <summary>Multiply-adds of one sample's forward pass: one a weight.</summary>
    public long MultiplyAdds { get; init; }

    /// <summary>The number of elements that hold the parameters, padding included.</summary>
    public int StorageLength { get; init; }

    /// <summary>The most samples a pass takes.</summary>
    public int SamplesPerPass { get; init; }

    /// <summary>The number of elements of scratch memory a pass needs.</summary>
    public int WorkspaceLength { get; init; }

    /// <summary>Where the targets, padded like the outputs, lie in the workspace of a tiled network.</summary>
    public int TargetsOffset { get; init; }

    /// <summary>Whether targets are copied into rows padded like the outputs. They are read one by one where they are fewer.</summary>
    public bool PadsTargets => PadsTargetsOf(Model, LastLayer);

    /// <inheritdoc cref="PadsTargets"/>
    public static bool PadsTargetsOf(NetworkModel architecture, LayerPlan last) =>
        last.Outputs != last.OutputStride && !architecture.HasVariances;

    /// <summary>Where each sample's loss lies in the workspace of a tiled network.</summary>
    public int LossesOffset { get; init; }

    /// <summary>Where inputs are copied to in the workspace of a tiled network, if they are not used where they are.</summary>
    public int InputsOffset { get; init; }

    /// <summary>Whether inputs are copied, to lie farther apart.</summary>
    public bool MovesInputs => FirstLayer.InputStride != FirstLayer.Inputs;

    /// <summary>Where the places of inputs that are not 0 lie in the workspace of a tiled network that skips the others.</summary>
    public int NonzerosOffset { get; init; }

    /// <summary>Whether one sample has a pass of its own, which saves it the loops and checks of many.</summary>
    public bool HasOneSamplePass { get; init; }

    /// <summary>Whether a straight-line backward pass keeps each parameter's gradient in a local of its own, and not in memory.</summary>
    public bool HasGradientsInLocals { get; init; }

    /// <summary>Whether the last layer of a tiled network writes its rows as they leave the network, without padding.</summary>
    public bool WritesOutputsInPlace => LastLayer.OutputStride == LastLayer.Outputs;

    public LayerPlan FirstLayer => Layers[0];

    public LayerPlan LastLayer => Layers[Layers.Count - 1];
}
