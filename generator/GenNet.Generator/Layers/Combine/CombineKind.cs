using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Graph;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.Combine;

/// <summary>The sum or the product of values of one shape, element by element: residual connections and gates.</summary>
internal sealed class CombineKind : ILayerKind
{
    public IReadOnlyList<string> AttributeNames { get; } = ["Add", "Multiply"];

    public LayerSpec? Read(ILayerReader reader) => reader.AttributeName == "Add" ? new AddSpec() : new MultiplySpec();

    public Shape? Infer(LayerSpec spec, IReadOnlyList<Shape> inputs, out ShapeMistake? mistake)
    {
        Shape current = inputs[inputs.Count - 1];
        mistake = inputs.All(input => input == current)
            ? null
            : new ShapeMistake($"{(spec is AddSpec ? "adds" : "multiplies")} values of different shapes, {Words.Shapes(inputs)}: all must be alike")
            {
                Input = inputs.ToList().FindIndex(input => input != current),
            };
        return mistake is null ? current : null;
    }

    public bool Makes(LayerSpec spec) => spec is AddSpec or MultiplySpec;

    public void Build(GraphBuilder graph, LayerModel layer)
    {
        int n = layer.Number;
        List<Value> inputs = Enumerable.Range(0, layer.Sources.Count).Select(index => graph.InputOf(layer, index)).ToList();
        var output = new Value("a", n, layer.Output);
        bool isSum = layer.Spec is AddSpec;
        Expression all = inputs
            .Select(input => (Expression)new Symbol(input.Name))
            .Aggregate((left, right) => isSum ? left + right : left * right);
        graph.Add(new Combination(n, inputs, output, all)
        {
            Formula = $"{output.Name} = {string.Join(isSum ? " + " : " ⊙ ", inputs.Select(input => input.Name))}",
        });
        graph.Yield(layer, output);
    }

    public string Describe(LayerModel layer) => $"{(layer.Spec is AddSpec ? "sum" : "product")} of {Words.Sources(layer)}, {layer.Output}";

    public string DescribeInFile(LayerModel layer) => $"{(layer.Spec is AddSpec ? "add" : "multiply")} {string.Join(" ", layer.Sources)}";
}
