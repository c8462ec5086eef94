using System.Collections.Generic;
using GenNet.Generator.Calculus;
using GenNet.Generator.Graph;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers.BatchNorm;

/// <summary>
/// Batch normalization over samples and positions, a = γ (x − μ) / √(σ² + ε) + β: with the statistics of the batch in training, with running values in
/// prediction. Source: S. Ioffe and C. Szegedy, 2015.
/// </summary>
internal sealed class BatchNormKind : ILayerKind
{
    public IReadOnlyList<string> AttributeNames { get; } = ["BatchNorm"];

    public LayerSpec? Read(ILayerReader reader)
    {
        double? momentum = reader.Number(new FormulaArgument("Momentum", 0.1) { Above = 0, AtMost = 1 });
        double? epsilon = reader.Positive("Epsilon", 1e-5);
        return momentum is { } m && epsilon is { } e ? new BatchNormSpec(m, e) : null;
    }

    public Shape? Infer(LayerSpec spec, IReadOnlyList<Shape> inputs, out ShapeMistake? mistake)
    {
        mistake = null;
        return inputs[0];
    }

    public bool Makes(LayerSpec spec) => spec is BatchNormSpec;

    public void Build(GraphBuilder graph, LayerModel layer)
    {
        var spec = (BatchNormSpec)layer.Spec;
        int n = layer.Number;
        Value input = graph.InputOf(layer);
        Shape channels = Shape.Of(layer.Output.Features);
        Tensor scale = graph.Add(new Tensor("gamma", n, "gamma", channels) { InitialValue = 1, IsFrozen = layer.IsFrozen });
        Tensor shift = graph.Add(new Tensor("beta", n, "beta", channels) { IsFrozen = layer.IsFrozen });
        Tensor mean = graph.Add(new Tensor("runningMean", n, "running_mean", channels) { IsState = true, BatchShare = spec.Momentum });
        Tensor variance = graph.Add(new Tensor("runningVariance", n, "running_variance", channels) { InitialValue = 1, IsState = true, BatchShare = spec.Momentum });
        var output = new Value("a", n, layer.Output);
        var statistics = new BatchStatistics(n, input, mean, variance, spec.Momentum, spec.Epsilon)
        {
            Formula = $"μ{n}, σ{n}² = mean and variance of {input.Name} over the batch, r{n} = 1/√(σ{n}² + {Printer.Number(spec.Epsilon)})",
        };
        graph.Add(statistics);
        string scaling = $"scale{n} = γ{n}/√(v{n} + {Printer.Number(spec.Epsilon)}) and shift{n} = β{n} − m{n} ⊙ scale{n} of running m{n} and v{n}";
        graph.Add(new BatchNormalization(n, statistics, scale, shift, output)
        {
            ScaleFormula = scaling,
            Formula = $"n{n} = ({input.Name} − μ{n}) ⊙ r{n}, a{n} = γ{n} ⊙ n{n} + β{n}",
            PredictionFormula = $"a{n} = scale{n} ⊙ {input.Name} + shift{n} with {scaling}",
        });
        graph.Yield(layer, output);
    }

    public string Describe(LayerModel layer) => $"batch normalization, {layer.Output}";

    public string DescribeInFile(LayerModel layer) => $"batchnorm {layer.Output.Features}";
}
