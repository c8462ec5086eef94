using System;
using System.Collections.Generic;
using System.Linq;

namespace GenNet.Generator.Tests.Numerics.Reference;

/// <summary>Layers that act on rows, and those that join values.</summary>
internal sealed partial class ReferenceGraph
{
    /// <summary>a = f(x·W + b).</summary>
    private ReferenceBatch Dense(DeclaredLayer layer, ReferenceBatch x)
    {
        int outputs = layer.Sizes[^1];
        Scalar[] w = Take(layer, "kernel", x.Features * outputs);
        Scalar[]? b = TakeBias(layer, "bias", outputs);
        return Activate(layer, x.EachRow(outputs, row => Product(row, w, b, outputs)));
    }

    /// <summary>x·W + b of one row.</summary>
    private Scalar[] Product(Scalar[] row, Scalar[] w, Scalar[]? b, int outputs)
    {
        var z = new Scalar[outputs];
        for (int j = 0; j < outputs; j++)
        {
            z[j] = b is null ? Zero : b[j];
            for (int i = 0; i < row.Length; i++)
            {
                z[j] += row[i] * w[(i * outputs) + j];
            }
        }

        return z;
    }

    /// <summary>The activation that a layer says, with the slopes of a PReLU: one, or one for each of the last dimension.</summary>
    private ReferenceBatch Activate(DeclaredLayer layer, ReferenceBatch z)
    {
        z = _z = Renamed(z);
        switch (layer.Activation)
        {
            case "Softmax":
                return z.EachRow(z.Features, Softmax);
            case "LogSoftmax":
                return z.EachRow(z.Features, LogSoftmax);
            case "PReLU":
                Scalar[] slopes = Take(layer, "slope", layer.IsTrue("PerChannel") ? z.Features : 1);
                return z.EachRow(z.Features, row => [.. row.Select((value, j) =>
                {
                    Near(value.Value);
                    return value.Value > 0 ? value : value * slopes[j % slopes.Length];
                })]);
            case "nameof(Functions.Bend)":
                return z.EachRow(z.Features, row => [.. row.Select(value => value / ((value * value) + 1))]);
            case "nameof(Functions.Wave)":
                return z.EachRow(z.Features, row => [.. row.Select(value =>
                    value.Map(value.Value + Math.Sin(2 * value.Value), 1 + (2 * Math.Cos(2 * value.Value))))]);
            default:
                Activation activation = Enum.Parse<Activation>(layer.Activation);
                double number = TestedFunctions.ArgumentName(activation) is { } name
                    ? layer.Number(name, TestedFunctions.DefaultArgument(activation))
                    : 0;
                return z.EachRow(z.Features, row => [.. row.Select(value =>
                {
                    foreach (double kink in ReferenceActivations.Kinks(activation))
                    {
                        Near(value.Value - kink);
                    }

                    return value.Map(
                        ReferenceActivations.Value(activation, number, value.Value),
                        ReferenceActivations.Slope(activation, number, value.Value));
                })]);
        }
    }

    /// <summary>eᶻ / Σ eᶻ, with what is largest taken off first, which changes nothing but the range.</summary>
    private static Scalar[] Softmax(Scalar[] row)
    {
        double largest = row.Max(value => value.Value);
        Scalar[] exponentials = [.. row.Select(value => (value + -largest).Exp())];
        Scalar sum = exponentials.Aggregate((left, right) => left + right);
        return [.. exponentials.Select(value => value / sum)];
    }

    private static Scalar[] LogSoftmax(Scalar[] row)
    {
        double largest = row.Max(value => value.Value);
        Scalar logSum = row.Select(value => (value + -largest).Exp()).Aggregate((left, right) => left + right).Log() + largest;
        return [.. row.Select(value => value - logSum)];
    }

    private static ReferenceBatch Combine(ReferenceBatch[] inputs, Func<Scalar, Scalar, Scalar> function) =>
        inputs.Aggregate((left, right) => new ReferenceBatch(
            left.Shape,
            [.. left.Samples.Zip(right.Samples, (x, y) => x.Zip(y, function).ToArray())]));

    private static ReferenceBatch Concat(ReferenceBatch[] inputs) => new(
        [.. inputs[0].Shape.SkipLast(1), inputs.Sum(input => input.Features)],
        [.. Enumerable.Range(0, inputs[0].Samples.Length).Select(sample => Enumerable.Range(0, inputs[0].Positions)
            .SelectMany(row => inputs.SelectMany(input => input.Samples[sample].Skip(row * input.Features).Take(input.Features)))
            .ToArray())]);

    /// <summary>γ (x − μ) / √(σ² + ε) + β of each row.</summary>
    private ReferenceBatch LayerNorm(DeclaredLayer layer, ReferenceBatch x)
    {
        Scalar[] gamma = Take(layer, "gamma", x.Features);
        Scalar[] beta = Take(layer, "beta", x.Features);
        double epsilon = layer.Number("Epsilon", 1e-5);
        return x.EachRow(x.Features, row =>
        {
            (Scalar mean, Scalar variance) = Moments(row);
            Scalar deviation = (variance + epsilon).Sqrt();
            return [.. row.Select((value, j) => (gamma[j] * ((value - mean) / deviation)) + beta[j])];
        });
    }

    /// <summary>The same of each channel, over the batch and its positions while the network learns, and with running values otherwise.</summary>
    private ReferenceBatch BatchNorm(DeclaredLayer layer, ReferenceBatch x)
    {
        Scalar[] gamma = Take(layer, "gamma", x.Features);
        Scalar[] beta = Take(layer, "beta", x.Features);
        double epsilon = layer.Number("Epsilon", 1e-5);
        double momentum = layer.Number("Momentum", 0.1);
        int number = _normalizations++;
        if (number == _statistics.Count)
        {
            _statistics.Add(new ReferenceStatistics(new double[x.Features], [.. Enumerable.Repeat(1.0, x.Features)]));
        }

        ReferenceStatistics running = _statistics[number];
        var means = new Scalar[x.Features];
        var deviations = new Scalar[x.Features];
        double[] nextMeans = new double[x.Features];
        double[] nextVariances = new double[x.Features];
        for (int channel = 0; channel < x.Features; channel++)
        {
            Scalar[] values = [.. x.Samples.SelectMany(sample => sample.Where((_, i) => i % x.Features == channel))];
            (means[channel], Scalar variance) = _learns
                ? Moments(values)
                : (_tape.Constant(running.Mean[channel]), _tape.Constant(running.Variance[channel]));
            deviations[channel] = (variance + epsilon).Sqrt();
            double unbiased = variance.Value * values.Length / (values.Length - 1);
            nextMeans[channel] = ((1 - momentum) * running.Mean[channel]) + (momentum * means[channel].Value);
            nextVariances[channel] = ((1 - momentum) * running.Variance[channel]) + (momentum * unbiased);
        }

        if (_learns)
        {
            _statistics[number] = new ReferenceStatistics(nextMeans, nextVariances);
        }

        return x.EachRow(x.Features, row =>
            [.. row.Select((value, j) => (gamma[j] * ((value - means[j]) / deviations[j])) + beta[j])]);
    }

    /// <summary>Mean and biased variance.</summary>
    private static (Scalar Mean, Scalar Variance) Moments(IReadOnlyList<Scalar> values)
    {
        Scalar mean = values.Aggregate((left, right) => left + right) * (1.0 / values.Count);
        Scalar variance = values.Select(value => (value - mean) * (value - mean)).Aggregate((left, right) => left + right) * (1.0 / values.Count);
        return (mean, variance);
    }

    /// <summary>A row of E for each index.</summary>
    private ReferenceBatch Embedding(DeclaredLayer layer, ReferenceBatch x)
    {
        (int vocabulary, int size) = (layer.Sizes[0], layer.Sizes[1]);
        Scalar[] e = Take(layer, "embedding", vocabulary * size);
        return x.Each([x.Shape[0], size], sample =>
            [.. sample.SelectMany(index => Enumerable.Range(0, size).Select(j => e[((int)index.Value * size) + j]))]);
    }
}
