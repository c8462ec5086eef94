using System.Collections.Generic;
using GenNet.Generator.Graph;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.Reshape;

/// <summary>The same values in another shape, row-major: a vector for <c>[Flatten]</c>.</summary>
internal sealed class ReshapeKind : ILayerKind
{
    public IReadOnlyList<string> AttributeNames { get; } = ["Flatten", "Reshape"];

    public LayerSpec? Read(ILayerReader reader) =>
        reader.AttributeName == "Flatten" ? new ReshapeSpec(null)
        : reader.Sizes() is { } sizes ? new ReshapeSpec(Shape.Of([.. sizes]))
        : null;

    public Shape? Infer(LayerSpec spec, IReadOnlyList<Shape> inputs, out ShapeMistake? mistake)
    {
        Shape target = ((ReshapeSpec)spec).Target ?? Shape.Of((int)inputs[0].Count);
        mistake = target.Count == inputs[0].Count
            ? null
            : $"makes {target.ValuesInWords} of {inputs[0].InWords}: give it sizes whose product is {inputs[0].Count}";
        return mistake is null ? target : null;
    }

    public bool Makes(LayerSpec spec) => spec is ReshapeSpec;

    public void Build(GraphBuilder graph, LayerModel layer)
    {
        if (layer.Sources[0] == 0 && layer.Number < graph.LastLayer)
        {
            // The network's inputs lie densely: another shape is another way to read them.
            graph.YieldInput(layer, graph.NetworkInput(layer.Output));
            return;
        }

        Value input = graph.InputOf(layer);
        var output = new Value("a", layer.Number, layer.Output);
        graph.Add(new Rearrangement(layer.Number, input, output)
        {
            Formula = $"{output.Name} = {input.Name} in rows of {output.Features}",
        });
        graph.Yield(layer, output);
    }

    public string Describe(LayerModel layer) =>
        $"{(((ReshapeSpec)layer.Spec).Target is null ? "flatten" : "reshape")} {layer.Input} → {layer.Output}";

    public string DescribeInFile(LayerModel layer) => $"reshape {string.Join(" ", layer.Output.Dimensions)}";
}
