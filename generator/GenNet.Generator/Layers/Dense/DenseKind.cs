using System.Collections.Generic;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.Dense;

/// <summary>A dense layer, a = f(x·W + b) over the last dimension.</summary>
internal sealed class DenseKind : ISizedKind
{
    public IReadOnlyList<string> AttributeNames { get; } = ["Layer"];

    /// <summary>Nothing: the parser reads what states its sizes, and asks <see cref="Make"/>.</summary>
    public LayerSpec? Read(ILayerReader reader) => null;

    public LayerSpec Make(int outputs, ActivationModel activation, bool hasBias, Initializer initializer, double initializerScale, bool drawsBiases) =>
        new DenseSpec(outputs, activation, hasBias, initializer, initializerScale) { DrawsBiases = drawsBiases };

    public Shape? Infer(LayerSpec spec, IReadOnlyList<Shape> inputs, out ShapeMistake? mistake)
    {
        mistake = null;
        return inputs[0].WithFeatures(((DenseSpec)spec).Outputs);
    }

    public bool Makes(LayerSpec spec) => spec is DenseSpec;

    public void Build(GraphBuilder graph, LayerModel layer)
    {
        var spec = (DenseSpec)layer.Spec;
        int n = layer.Number;
        Value input = graph.InputOf(layer);
        Tensor weights = graph.Add(new Tensor("w", n, "kernel", Shape.Of(layer.Input.Features, spec.Outputs))
        {
            Initializer = spec.Initializer,
            InitializerScale = spec.InitializerScale,
            IsFrozen = layer.IsFrozen,
        });
        Tensor? bias = spec.HasBias ? graph.Add(Tensor.BiasOf(weights, spec.DrawsBiases)) : null;
        Value z = GraphBuilder.PreActivation(layer);
        var product = new DenseProduct(n, input, weights, bias, z);
        graph.Add(product with { Formula = z.Symbol + product.FormulaBeforeLoss.Substring(1) });
        graph.Yield(layer, graph.Activate(layer, z));
    }

    public string Describe(LayerModel layer)
    {
        var spec = (DenseSpec)layer.Spec;
        string sizes = layer.Input.Rank == 1
            ? $"{layer.Input.Features} → {spec.Outputs}"
            : $"{layer.Input} → {layer.Output}";
        return $"dense {sizes}, {spec.Activation.Words}";
    }

    public string DescribeInFile(LayerModel layer)
    {
        var spec = (DenseSpec)layer.Spec;
        return $"dense {layer.Input.Features} {spec.Outputs} {Words.InFile(spec.Activation)}{(spec.HasBias ? " bias" : string.Empty)}";
    }
}
