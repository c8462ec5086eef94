using System.Collections.Generic;
using GenNet.Generator.Calculus;
using GenNet.Generator.Graph;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.Dropout;

/// <summary>
/// Dropout, a = m ⊙ x / (1 − rate) where each m is 0 with probability rate and 1 otherwise; in prediction a = x. Source: N. Srivastava and others, 2014.
/// </summary>
internal sealed class DropoutKind : ILayerKind
{
    public IReadOnlyList<string> AttributeNames { get; } = ["Dropout"];

    public LayerSpec? Read(ILayerReader reader) =>
        reader.Number(new FormulaArgument("rate", 0.5) { AtLeast = 0, Below = 1 }) is { } rate ? new DropoutSpec(rate) : null;

    public Shape? Infer(LayerSpec spec, IReadOnlyList<Shape> inputs, out ShapeMistake? mistake)
    {
        mistake = null;
        return inputs[0];
    }

    public bool Makes(LayerSpec spec) => spec is DropoutSpec;

    public void Build(GraphBuilder graph, LayerModel layer)
    {
        int n = layer.Number;
        double rate = ((DropoutSpec)layer.Spec).Rate;
        Value input = graph.InputOf(layer);
        var output = new Value("a", n, layer.Output);
        graph.Add(new Dropout(n, input, rate, output)
        {
            Formula = $"a{n} = {Dropout.Masked(input.Name, n, rate)}, where m{n} is 0 with probability {Printer.Number(rate)}, else 1",
            PredictionFormula = $"a{n} = {input.Name}; dropout does nothing in prediction",
        });
        graph.Yield(layer, output);
    }

    public string Describe(LayerModel layer) => $"dropout of {Printer.Number(((DropoutSpec)layer.Spec).Rate)} in training, {layer.Output}";

    public string DescribeInFile(LayerModel layer) => "dropout";
}
