using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Graph;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.Concat;

/// <summary>Values side by side in the last dimension: the named ones in order, then the current one.</summary>
internal sealed class ConcatKind : ILayerKind
{
    public IReadOnlyList<string> AttributeNames { get; } = ["Concat"];

    public LayerSpec? Read(ILayerReader reader) => new ConcatSpec();

    public Shape? Infer(LayerSpec spec, IReadOnlyList<Shape> inputs, out ShapeMistake? mistake)
    {
        long features = inputs.Sum(input => (long)input.Features);
        Shape current = inputs[inputs.Count - 1].WithFeatures(1);
        int other = inputs.ToList().FindIndex(input => input.WithFeatures(1) != current);
        mistake = other >= 0
            ? new ShapeMistake($"joins values of shapes that differ before their last dimension, {Words.Shapes(inputs)}: make those dimensions alike") { Input = other }
            : features > int.MaxValue ? $"joins {features} values, more than there can be"
            : null;
        return mistake is null ? inputs[0].WithFeatures((int)features) : null;
    }

    public bool Makes(LayerSpec spec) => spec is ConcatSpec;

    public void Build(GraphBuilder graph, LayerModel layer)
    {
        int n = layer.Number;
        List<Value> inputs = Enumerable.Range(0, layer.Sources.Count).Select(index => graph.InputOf(layer, index)).ToList();
        var output = new Value("a", n, layer.Output);
        graph.Add(new Concatenation(n, inputs, output)
        {
            Formula = $"{output.Name} = {string.Join(" ‖ ", inputs.Select(input => input.Name))}",
        });
        graph.Yield(layer, output);
    }

    public string Describe(LayerModel layer) => $"concatenation of {Words.Sources(layer)}, {layer.Output}";

    public string DescribeInFile(LayerModel layer) => $"concat {string.Join(" ", layer.Sources)}";
}
