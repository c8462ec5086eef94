using System;
using System.Collections.Generic;
using System.Linq;

namespace GenNet.Generator.Tests.Numerics.Reference;

/// <summary>
/// The definition of what a network of any kinds of layers computes: plain loops in double precision over its declaration, written from the
/// formulas in docs/layers.md and nothing else. Forward formulas alone: a <see cref="Tape"/> differentiates them.
/// </summary>
internal sealed partial class ReferenceGraph
{
    private readonly DeclaredNetwork _network;
    private readonly Tape _tape = new();
    private readonly double[]? _parameters;
    private readonly List<(string Name, bool IsFrozen, Scalar[] Values)> _tensors = [];
    private readonly List<ReferenceStatistics> _statistics;
    private readonly bool _learns;
    private int _taken;
    private int _normalizations;
    private int _layer;

    /// <summary>What each layer yields, and what its activation was applied to.</summary>
    private readonly List<(ReferenceBatch Output, ReferenceBatch? PreActivation)> _layers = [];

    /// <summary>What the last activation so far was applied to.</summary>
    private ReferenceBatch? _z;

    private ReferenceGraph(DeclaredNetwork network, double[]? parameters, List<ReferenceStatistics> statistics, bool learns)
    {
        _network = network;
        _parameters = parameters;
        _statistics = statistics;
        _learns = learns;
    }

    /// <summary>How far the nearest value lies from where a function bends or another element becomes the largest; ties aside.</summary>
    private double Nearest { get; set; } = double.PositiveInfinity;

    /// <summary>The outputs of a batch outside of training.</summary>
    /// <param name="network">The declaration.</param>
    /// <param name="parameters">The parameters in order.</param>
    /// <param name="inputs">samples × inputs.</param>
    /// <param name="statistics">The running values of each batch normalization; null where they are as at first.</param>
    public static double[] Predict(
        DeclaredNetwork network, double[] parameters, double[] inputs, IReadOnlyList<ReferenceStatistics>? statistics = null)
    {
        var graph = new ReferenceGraph(network, parameters, [.. statistics ?? []], learns: false);
        return [.. graph.Forward(inputs).Samples.SelectMany(sample => sample).Select(output => output.Value)];
    }

    /// <summary>The loss of a batch and its gradient, with the running values that a step of training leaves.</summary>
    /// <param name="network">The declaration.</param>
    /// <param name="parameters">The parameters in order.</param>
    /// <param name="inputs">samples × inputs.</param>
    /// <param name="targets">samples × outputs.</param>
    /// <param name="statistics">The running values of each batch normalization; null where they are as at first.</param>
    public static ReferenceGradient Gradient(
        DeclaredNetwork network, double[] parameters, double[] inputs, double[] targets, IReadOnlyList<ReferenceStatistics>? statistics = null)
    {
        var graph = new ReferenceGraph(network, parameters, [.. statistics ?? []], learns: true);
        ReferenceBatch outputs = graph.Forward(inputs);
        if (graph._taken != parameters.Length)
        {
            throw new ArgumentException($"{network.Name} has {graph._taken} parameters, not {parameters.Length}.", nameof(parameters));
        }

        int size = targets.Length / outputs.Samples.Length;
        Scalar loss = outputs.Samples
            .Select((sample, index) => graph.Loss(index, sample, targets.AsSpan(index * size, size).ToArray()))
            .Aggregate((sum, one) => sum + one);
        loss *= network.Reduction == Reduction.Mean ? 1.0 / outputs.Samples.Length : 1;
        ReferenceBatch?[] batches = [.. graph._layers.SelectMany(layer => new[] { layer.Output, layer.PreActivation })];
        Scalar[] parts = [.. batches.OfType<ReferenceBatch>().SelectMany(batch => batch.Samples).SelectMany(sample => sample)];
        double[] all = graph._tape.Derivatives(loss, graph._tensors.SelectMany(tensor => tensor.Values).Concat(parts));
        double[] gradient = all[..^parts.Length];
        int part = gradient.Length;
        ReferenceValue?[] made = [.. batches.Select(batch => batch is null ? null : ValueOf(batch))];
        var tensors = new List<(string Name, Range Range)>();
        int start = 0;
        foreach ((string name, bool isFrozen, Scalar[] ofTensor) in graph._tensors)
        {
            if (isFrozen)
            {
                gradient.AsSpan(start, ofTensor.Length).Clear();
            }

            tensors.Add((name, start..(start + ofTensor.Length)));
            start += ofTensor.Length;
        }

        return new ReferenceGradient(loss.Value, gradient, tensors, graph._statistics, graph.Nearest)
        {
            Layers = [.. made.Chunk(2).Select(pair => (pair[0]!, pair[1]))],
        };

        ReferenceValue ValueOf(ReferenceBatch batch)
        {
            double[] values = [.. batch.Samples.SelectMany(sample => sample).Select(value => value.Value)];
            part += values.Length;
            return new ReferenceValue(values, all[(part - values.Length)..part]);
        }
    }

    /// <summary>The number of parameters, and of outputs of a sample.</summary>
    public static (int Parameters, int Outputs) Sizes(DeclaredNetwork network)
    {
        var graph = new ReferenceGraph(network, null, [], learns: false);
        int outputs = graph.Forward(new double[network.InputSize]).Samples[0].Length;
        return (graph._taken, outputs);
    }

    private ReferenceBatch Forward(double[] inputs)
    {
        var values = new Dictionary<string, ReferenceBatch>(StringComparer.Ordinal);
        var current = new ReferenceBatch(_network.InputShape, [.. inputs.Chunk(_network.InputSize).Select(_tape.Constants)]);
        foreach (DeclaredLayer layer in _network.Layers)
        {
            _layer++;
            current = layer.From is { } from ? values[from] : current;
            ReferenceBatch? before = _z;
            current = Renamed(Compute(layer, [.. layer.Others.Select(name => values[name]), current]));
            _layers.Add((current, ReferenceEquals(_z, before) ? null : _z));
            if (layer.Name is { } name)
            {
                values.Add(name, current);
            }
        }

        return current;
    }

    /// <summary>The same numbers as a value of its own, whose gradient is not that of what it is a copy of.</summary>
    private static ReferenceBatch Renamed(ReferenceBatch batch) => batch.Each(batch.Shape, sample => [.. sample.Select(value => value + 0)]);

    private ReferenceBatch Compute(DeclaredLayer layer, ReferenceBatch[] inputs)
    {
        ReferenceBatch x = inputs[^1];
        switch (layer.Kind)
        {
            case "Layer":
                return Dense(layer, x);
            case "Activate":
                return Activate(layer, x);
            case "Flatten":
                return x with { Shape = [x.Samples[0].Length] };
            case "Reshape":
                return x with { Shape = layer.Sizes };
            case "Add":
                return Combine(inputs, (left, right) => left + right);
            case "Multiply":
                return Combine(inputs, (left, right) => left * right);
            case "Concat":
                return Concat(inputs);
            case "LayerNorm":
                return LayerNorm(layer, x);
            case "BatchNorm":
                return BatchNorm(layer, x);
            case "Dropout" or "GaussianNoise":
                // Nothing outside of training, and Gradient applies no noise either unless it is given a seed.
                return x;
            case "Conv1D" or "Conv2D":
                return Convolution(layer, x);
            case "ConvTranspose1D" or "ConvTranspose2D":
                return TransposedConvolution(layer, x);
            case "MaxPool1D" or "MaxPool2D" or "AveragePool1D" or "AveragePool2D":
                return Pool(layer, x);
            case "GlobalAveragePool" or "GlobalMaxPool":
                return GlobalPool(layer, x);
            case "Embedding":
                return Embedding(layer, x);
            case "Rnn" or "Gru" or "Lstm":
                return Recurrent(layer, x);
            case "SelfAttention":
                return SelfAttention(layer, x);
            default:
                throw new ArgumentException($"The reference has no formula for [{layer.Kind}].", nameof(layer));
        }
    }

    /// <summary>The next tensor in order.</summary>
    private Scalar[] Take(DeclaredLayer layer, string name, int count)
    {
        Scalar[] values = _tape.Constants(_parameters is null ? Enumerable.Repeat(1.0, count) : _parameters.Skip(_taken).Take(count));
        if (values.Length < count)
        {
            throw new InvalidOperationException($"{_network.Name} has more parameters than {_parameters!.Length}.");
        }

        _taken += count;
        _tensors.Add(($"layer{_layer}.{name}", layer.IsFrozen, values));
        return values;
    }

    private Scalar[]? TakeBias(DeclaredLayer layer, string name, int count) => layer.HasBias ? Take(layer, name, count) : null;

    private Scalar Zero => _tape.Constant(0);

    /// <summary>The loss of a sample. Cross-entropies are computed from z, because ln a is −∞ where a is too small for a number.</summary>
    private Scalar Loss(int sample, Scalar[] outputs, double[] targets)
    {
        IReadOnlyList<Scalar> logarithms = _network.Loss == GenNet.Loss.CrossEntropy
            ? [.. _z!.Samples[sample].Chunk(_z.Features).SelectMany(LogSoftmax)]
            : [];
        Scalar sum = Zero;
        for (int i = 0; i < outputs.Length; i++)
        {
            Scalar a = outputs[i];
            double t = targets[i];
            sum += _network.Loss switch
            {
                GenNet.Loss.HalfSquaredError => (a + -t) * (a + -t) * 0.5,
                GenNet.Loss.SquaredError => (a + -t) * (a + -t),
                GenNet.Loss.MeanSquaredError => (a + -t) * (a + -t) * (1.0 / outputs.Length),
                GenNet.Loss.BinaryCrossEntropy => Softplus(_z!.Samples[sample][i]) + (_z.Samples[sample][i] * -t),
                GenNet.Loss.CrossEntropy => logarithms[i] * -t,
                _ => throw new InvalidOperationException($"The reference has no formula for {_network.Loss}."),
            };
        }

        return sum;
    }

    private static Scalar Softplus(Scalar z) => z.Map(ReferenceActivations.Softplus(z.Value), ReferenceActivations.Sigmoid(z.Value));

    /// <summary>Notes how near a value is to where a function bends.</summary>
    private void Near(double distance)
    {
        if (distance != 0)
        {
            Nearest = Math.Min(Nearest, Math.Abs(distance));
        }
    }
}
