using System.Collections.Generic;
using GenNet.Generator.Graph;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers;

/// <summary>One kind of layer: everything that is its own stands in its folder.</summary>
internal interface ILayerKind
{
    /// <summary>The attributes that declare one, without their last word: <c>Flatten</c>.</summary>
    IReadOnlyList<string> AttributeNames { get; }

    /// <summary>What the attribute says; null where something in it makes no sense, which has been reported.</summary>
    LayerSpec? Read(ILayerReader reader);

    /// <summary>The shape of what a layer yields.</summary>
    /// <param name="spec">What its attribute says.</param>
    /// <param name="inputs">The shapes of what it takes; those of layers with several inputs end with the current one.</param>
    /// <param name="mistake">Why there is none, and which argument is the cause; null where there is one.</param>
    Shape? Infer(LayerSpec spec, IReadOnlyList<Shape> inputs, out ShapeMistake? mistake);

    /// <summary>Whether a layer is of this kind.</summary>
    bool Makes(LayerSpec spec);

    /// <summary>Adds the operations of a layer.</summary>
    void Build(GraphBuilder graph, LayerModel layer);

    /// <summary>What the layer is, as the architecture tree says it behind its number, without its parameters: dense 784 → 64, sigmoid.</summary>
    string Describe(LayerModel layer);

    /// <summary>What the layer is, as the metadata of weight files says it to tell networks apart: dense 784 64 sigmoid bias.</summary>
    string DescribeInFile(LayerModel layer);
}
