using GenNet.Generator.Graph;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers;

/// <summary>One kind of layer: everything that is its own stands in its folder.</summary>
internal interface ILayerKind
{
    /// <summary>Whether a layer is of this kind.</summary>
    bool Makes(LayerSpec spec);

    /// <summary>Adds the operations of a layer.</summary>
    void Build(GraphBuilder graph, LayerModel layer);

    /// <summary>What the layer is, as the architecture tree says it behind its number, without its parameters: dense 784 → 64, sigmoid.</summary>
    string Describe(LayerModel layer);
}
