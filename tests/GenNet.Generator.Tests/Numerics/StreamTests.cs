using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>A network that goes step by step yields what it predicts for the whole sequence, whatever layers it has.</summary>
public sealed class StreamTests
{
    private const int Steps = 9;

    private delegate void StepOfDoubles(ReadOnlySpan<double> input, Span<double> output, StreamState<double> state);

    /// <summary>The layers, the inputs and the outputs of a step, and whether every step is yielded.</summary>
    private static readonly (string Layers, int Inputs, int Outputs, bool IsOfEveryStep)[] s_networks =
    [
        ("[Rnn(1)]", 1, 1, false),
        ("[Rnn(1, Sequences = true)]", 3, 1, true),
        ("[Rnn(17)] [Layer(2)]", 2, 2, false),
        ("[Lstm(20)] [Layer(1)]", 1, 1, false),
        ("[Lstm(40, Bias = false)] [Layer(1)]", 1, 1, false),
        ("[Lstm(65, Sequences = true)]", 5, 65, true),
        ("[Lstm(16, Sequences = true)]", 7, 16, true),
        ("[Gru(16)] [Layer(1)]", 1, 1, false),
        ("[Gru(23, Sequences = true, Bias = false)]", 4, 23, true),
        ("[Gru(70)] [Layer(3, Sigmoid)]", 2, 3, false),
        ("[Layer(7, Tanh)] [Lstm(5, Sequences = true)] [Gru(18)] [LayerNorm] [Layer(3, Softmax)]", 2, 3, false),
        ("[Rnn(5, Sequences = true, Name = \"r\")] [Dropout(0.5)] [Gru(17, Sequences = true)] [Layer(5)] [Add(\"r\")]", 2, 5, true),
        ("[Layer(20, PReLU, Name = \"a\")] [GaussianNoise(0.1)] [Layer(20)] [Multiply(\"a\")] [Concat(\"a\")] [Activate(Softmax)]", 6, 40, true),
        ("[LayerNorm] [Layer(3, GELU)]", 33, 3, true),
        ("[Layer(6)] [BatchNorm] [Activate(ReLU)] [Gru(3, Sequences = true)] [BatchNorm]", 2, 3, true),
        ("[Lstm(3, Sequences = true)] [Dropout(0.5)]", 2, 3, true),
        ("[Lstm(6, Name = \"last\")] [Layer(6, Tanh)] [Add(\"last\")]", 2, 6, false),
    ];

    [Fact]
    public void StepsYieldWhatTheWholeSequenceDoes()
    {
        IReadOnlyList<int> numbers = TestScope.Cases(Enumerable.Range(0, s_networks.Length), quick: 3);
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad(
            [.. numbers.SelectMany(number => new[] { Source(s_networks[number], number, "Double"), Source(s_networks[number], number, "Single") })]);
        foreach (int number in numbers)
        {
            (string layers, int inputs, int outputs, bool isOfEveryStep) = s_networks[number];
            new StreamedNetwork(networks, $"Stream{number}", inputs, outputs, Steps, seed: number).AssertAgrees(layers, isOfEveryStep ? Steps : null);
        }
    }

    [Fact]
    public async Task SeveralStreamsGoOnAtOnceAndAllocateNothing()
    {
        (string, int, int, bool) declared = ("[Lstm(20, Sequences = true)] [Gru(16)] [LayerNorm] [Layer(2)]", 3, 2, false);
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad(Source(declared, 0, "Double"));
        TrainableNetwork<double> network = networks.CreateDouble("Stream0Double", 3);
        var step = Method<StepOfDoubles>(network);
        double[] sequence = [.. Enumerable.Range(0, 3000).Select(i => Math.Sin(i))];
        double[] alone = Stream();

        double[][] together = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(Stream)));
        Assert.All(together, outputs => Assert.Equal(alone, outputs));

        StreamState<double> state = StateOf<StreamState<double>>(network);
        double[] output = new double[2];
        Allocations.AssertNoneInTheEnd(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                step(sequence.AsSpan(3 * i, 3), output, state);
            }

            state.Reset();
        });

        double[] Stream()
        {
            StreamState<double> own = StateOf<StreamState<double>>(network);
            return Run(sequence, 3, 2, (input, yielded) => step(input, yielded, own));
        }
    }

    [Fact]
    public void WhatDoesNotFitIsToldWithTheNumbers()
    {
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad(
            Source(("[Lstm(4)] [Layer(2)]", 3, 2, false), 0, "Double"), Source(("[Lstm(4)] [Layer(2)]", 3, 2, false), 1, "Double"));
        TrainableNetwork<double> network = networks.CreateDouble("Stream0Double");
        var step = Method<StepOfDoubles>(network);
        StreamState<double> state = StateOf<StreamState<double>>(network);
        StreamState<double> other = StateOf<StreamState<double>>(networks.CreateDouble("Stream1Double"));

        Assert.StartsWith("Step takes one step of 3 values, but input has 2.", Assert.Throws<ArgumentException>(() => step(new double[2], new double[2], state)).Message);
        Assert.StartsWith("Step yields 2 values, but output has 1.", Assert.Throws<ArgumentException>(() => step(new double[3], new double[1], state)).Message);
        Assert.StartsWith(
            "The state belongs to a stream of Stream1Double, but this is Stream0Double: take one that its own CreateState has made.",
            Assert.Throws<ArgumentException>(() => step(new double[3], new double[2], other)).Message);
        Assert.Throws<ArgumentNullException>("state", () => step(new double[3], new double[2], null!));

        // What was refused is no step.
        Assert.Equal((0, false), (state.Steps, state.HasOutput));
        step(new double[3], new double[2], state);
        Assert.Equal((1, true), (state.Steps, state.HasOutput));
    }

    private static readonly string[] s_others =
    [
        "[Input(9, 3)] [Lstm(4, Bidirectional = true)]",
        "[Input(9, 3)] [Flatten] [Layer(2)]",
        "[Layer(9, 3)] [Layer(2)]",
        "[Input(9, 3, 2)] [Layer(2)]",
        "[Input(9, 3)] [Reshape(3, 9)] [Lstm(4)]",
    ];

    private static readonly Lazy<LoadedNetworks> s_withoutSteps = new(() => GeneratorHarness.CompileAndLoad(
        [.. s_others.Select((layers, number) => $"using GenNet;\n[Network(Precision = Precision.Double)]\n{layers}\npublic sealed partial class Whole{number};")]));

    public static TheoryData<int> Others => [.. Enumerable.Range(0, s_others.Length)];

    [Theory]
    [MemberData(nameof(Others))]
    public void OthersHaveNoSteps(int number)
    {
        Type type = s_withoutSteps.Value.Assembly.GetType($"Whole{number}", throwOnError: true)!;

        Assert.Null(type.GetMethod("Step"));
        Assert.Null(type.GetMethod("CreateState"));
    }

    private static string Source((string Layers, int Inputs, int Outputs, bool IsOfEveryStep) network, int number, string precision) =>
        $"using GenNet;\nusing static GenNet.Activation;\n[Network(Precision = Precision.{precision}, Loss = Loss.MeanSquaredError)]\n"
        + $"[Input({Steps}, {network.Inputs})]\n{network.Layers}\npublic sealed partial class Stream{number}{precision};";

    private static TState StateOf<TState>(Network network) => (TState)network.GetType().GetMethod("CreateState")!.Invoke(network, null)!;

    private static TStep Method<TStep>(Network network)
        where TStep : Delegate => (TStep)Delegate.CreateDelegate(typeof(TStep), network, network.GetType().GetMethod("Step")!);

    /// <summary>What all steps yield, one after the other.</summary>
    private static double[] Run(double[] sequence, int inputs, int outputs, Action<double[], double[]> step)
    {
        var all = new List<double>();
        for (int first = 0; first < sequence.Length; first += inputs)
        {
            double[] output = new double[outputs];
            step(sequence[first..(first + inputs)], output);
            all.AddRange(output);
        }

        return [.. all];
    }
}
