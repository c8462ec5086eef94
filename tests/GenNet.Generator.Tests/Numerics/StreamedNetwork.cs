using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Tests.Harness;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>A network in both precisions that goes along with a sequence, beside what it predicts for the whole of it.</summary>
internal sealed class StreamedNetwork
{
    /// <summary>What is left between both, of values around 1: sums are added up in another order.</summary>
    private const double Tolerance = 1e-13;

    private const double SingleTolerance = 1e-5;

    private readonly TrainableNetwork<double> _network;
    private readonly TrainableNetwork<float> _single;
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly double[] _sequence;

    /// <summary>Draws parameters and a sequence.</summary>
    /// <param name="networks">Where the network is compiled, once in each precision.</param>
    /// <param name="name">What both are called, but for their precision.</param>
    /// <param name="inputs">The values of a step.</param>
    /// <param name="outputs">The values that a step yields.</param>
    /// <param name="steps">The steps of the sequence.</param>
    /// <param name="seed">Of all that is drawn.</param>
    public StreamedNetwork(LoadedNetworks networks, string name, int inputs, int outputs, int steps, int seed)
    {
        var random = new Random(seed);
        _network = networks.CreateDouble($"{name}Double", 3);
        _single = networks.CreateSingle($"{name}Single", 3);
        _inputs = inputs;
        _outputs = outputs;
        double[] parameters = new double[_network.Layout.ParameterCount];
        _network.CopyParametersTo(parameters);
        parameters = [.. parameters.Select(value => value + ((random.NextDouble() - 0.5) * 0.5))];
        _network.CopyParametersFrom(parameters);
        _single.CopyParametersFrom([.. parameters.Select(value => (float)value)]);
        _sequence = [.. Enumerable.Range(0, steps * inputs).Select(_ => (random.NextDouble() * 2) - 1)];
    }

    private delegate void Step<T>(ReadOnlySpan<T> input, Span<T> output, StreamState<T> state)
        where T : unmanaged;

    /// <summary>
    /// Fails where what the steps yield is not what <c>Predict</c> does, a stream that begins anew yields something else, or it yields with other steps than it
    /// says.
    /// </summary>
    /// <param name="layers">What the network is, for the message.</param>
    /// <param name="rows">How many rows the steps yield, the first of those of the whole sequence; null where there is the last step's alone.</param>
    public void AssertAgrees(string layers, int? rows)
    {
        double[] expected = new double[_network.Layout.OutputSize];
        _network.Predict(_sequence, expected);

        StreamState<double> state = StateOf<double>(_network);
        double[] first = Run(_network, state, value => value);
        state.Reset();
        Assert.Equal(first, Run(_network, state, value => value));
        double[] ofSingles = [.. Run(_single, StateOf<float>(_single), value => (float)value).Select(value => (double)value)];
        Assert.Equal(first.Length, ofSingles.Length);
        if (rows is { } count)
        {
            Assert.True(first.Length == count * _outputs, $"{layers}: {first.Length / _outputs} rows of a stream, {count} expected.");
            expected = expected[..first.Length];
        }
        else
        {
            first = first[^_outputs..];
            ofSingles = ofSingles[^_outputs..];
        }

        Assert.Equal(expected.Length, first.Length);
        double scale = Math.Max(expected.Max(Math.Abs), 1);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - first[i]) <= Tolerance * scale, $"{layers}: {first[i]} of a stream, {expected[i]} of the sequence, at {i}.");
            Assert.True(
                Math.Abs(expected[i] - ofSingles[i]) <= SingleTolerance * scale, $"{layers}: {ofSingles[i]} in single, {expected[i]} in double, at {i}.");
        }
    }

    private static StreamState<T> StateOf<T>(Network network)
        where T : unmanaged => (StreamState<T>)network.GetType().GetMethod("CreateState")!.Invoke(network, null)!;

    /// <summary>What all steps yield, one after the other.</summary>
    private T[] Run<T>(Network network, StreamState<T> state, Func<double, T> convert)
        where T : unmanaged
    {
        var step = (Step<T>)Delegate.CreateDelegate(typeof(Step<T>), network, network.GetType().GetMethod("Step")!);
        var all = new List<T>();
        T untouched = convert(12345);
        for (int first = 0; first < _sequence.Length; first += _inputs)
        {
            T[] output = new T[_outputs];
            Array.Fill(output, untouched);
            step([.. _sequence[first..(first + _inputs)].Select(convert)], output, state);
            Assert.Equal((first / _inputs) + 1, state.Steps);
            Assert.Equal(state.HasOutput, !output.Contains(untouched));
            if (state.HasOutput)
            {
                all.AddRange(output);
            }
        }

        return [.. all];
    }
}
