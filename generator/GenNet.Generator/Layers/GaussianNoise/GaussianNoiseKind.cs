using System.Collections.Generic;
using GenNet.Generator.Calculus;
using GenNet.Generator.Graph;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.GaussianNoise;

/// <summary>Noise, a = x + σ n where each n is drawn from the standard normal distribution; in prediction a = x.</summary>
internal sealed class GaussianNoiseKind : ILayerKind
{
    public IReadOnlyList<string> AttributeNames { get; } = ["GaussianNoise"];

    public LayerSpec? Read(ILayerReader reader) => reader.Number(new FormulaArgument("standardDeviation", 0.1) { Above = 0 }) is { } deviation
        ? new GaussianNoiseSpec(deviation)
        : null;

    public Shape? Infer(LayerSpec spec, IReadOnlyList<Shape> inputs, out ShapeMistake? mistake)
    {
        mistake = null;
        return inputs[0];
    }

    public bool Makes(LayerSpec spec) => spec is GaussianNoiseSpec;

    public void Build(GraphBuilder graph, LayerModel layer)
    {
        int n = layer.Number;
        double deviation = ((GaussianNoiseSpec)layer.Spec).StandardDeviation;
        Value input = graph.InputOf(layer);
        var output = new Value("a", n, layer.Output);
        graph.Add(new AddedNoise(n, input, deviation, output)
        {
            Formula = $"a{n} = {input.Name} + {Printer.Number(deviation)} ξ{n} with standard normal ξ{n}",
            PredictionFormula = $"a{n} = {input.Name}; noise does nothing in prediction",
        });
        graph.Yield(layer, output);
    }

    public string Describe(LayerModel layer) =>
        $"noise with standard deviation {Printer.Number(((GaussianNoiseSpec)layer.Spec).StandardDeviation)} in training, {layer.Output}";

    public string DescribeInFile(LayerModel layer) => "noise";
}
