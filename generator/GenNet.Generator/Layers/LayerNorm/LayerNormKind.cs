using System.Collections.Generic;
using GenNet.Generator.Calculus;
using GenNet.Generator.Graph;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.LayerNorm;

/// <summary>
/// Layer normalization over the last dimension, a = γ (x − μ) / √(σ² + ε) + β, with the biased variance. Source: J. L. Ba, J. R. Kiros and
/// G. E. Hinton, 2016.
/// </summary>
internal sealed class LayerNormKind : ILayerKind
{
    public IReadOnlyList<string> AttributeNames { get; } = ["LayerNorm"];

    public LayerSpec? Read(ILayerReader reader) => reader.Positive("Epsilon", 1e-5) is { } epsilon ? new LayerNormSpec(epsilon) : null;

    public Shape? Infer(LayerSpec spec, IReadOnlyList<Shape> inputs, out ShapeMistake? mistake)
    {
        mistake = null;
        return inputs[0];
    }

    public bool Makes(LayerSpec spec) => spec is LayerNormSpec;

    public void Build(GraphBuilder graph, LayerModel layer)
    {
        var spec = (LayerNormSpec)layer.Spec;
        int n = layer.Number;
        Value input = graph.InputOf(layer);
        Shape parameters = Shape.Of(layer.Output.Features);
        Tensor scale = graph.Add(new Tensor("gamma", n, "gamma", parameters) { InitialValue = 1, IsFrozen = layer.IsFrozen });
        Tensor shift = graph.Add(new Tensor("beta", n, "beta", parameters) { IsFrozen = layer.IsFrozen });
        var output = new Value("a", n, layer.Output);
        graph.Add(new Normalization(
            n,
            input,
            scale,
            shift,
            spec.Epsilon,
            new Value("n", n, layer.Output),
            new Value("r", n, layer.Output.WithFeatures(1)),
            output)
        {
            Formula = $"n{n} = ({input.Name} − mean {input.Name}) ⊙ r{n} with r{n} = 1/√(variance {input.Name} + {Printer.Number(spec.Epsilon)}), "
                + $"a{n} = γ{n} ⊙ n{n} + β{n}",
        });
        graph.Yield(layer, output);
    }

    public string Describe(LayerModel layer) => $"layer normalization, {layer.Output}";

    public string DescribeInFile(LayerModel layer) => $"layernorm {layer.Output.Features}";
}
