using GenNet.Generator.Graph;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.Activate;

/// <summary>An activation by itself, a = f(x), after a normalization for example.</summary>
internal sealed class ActivateKind : ILayerKind
{
    public bool Makes(LayerSpec spec) => spec is ActivateSpec;

    public void Build(GraphBuilder graph, LayerModel layer) => graph.Yield(layer, graph.Activate(layer, graph.InputOf(layer)));

    public string Describe(LayerModel layer) => $"{layer.Activation!.Words}, {layer.Output}";
}
