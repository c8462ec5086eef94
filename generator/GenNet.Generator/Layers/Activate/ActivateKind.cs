using System.Collections.Generic;
using GenNet.Generator.Graph;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.Activate;

/// <summary>An activation by itself, a = f(x), after a normalization for example.</summary>
internal sealed class ActivateKind : ILayerKind
{
    public IReadOnlyList<string> AttributeNames { get; } = ["Activate"];

    public LayerSpec? Read(ILayerReader reader) => reader.Activation() is { } activation ? new ActivateSpec(activation) : null;

    public Shape? Infer(LayerSpec spec, IReadOnlyList<Shape> inputs, out ShapeMistake? mistake)
    {
        mistake = null;
        return inputs[0];
    }

    public bool Makes(LayerSpec spec) => spec is ActivateSpec;

    public void Build(GraphBuilder graph, LayerModel layer) => graph.Yield(layer, graph.Activate(layer, graph.InputOf(layer)));

    public string Describe(LayerModel layer) => $"{layer.Activation!.Words}, {layer.Output}";

    public string DescribeInFile(LayerModel layer) => $"activate {Words.InFile(layer.Activation!)}";
}
