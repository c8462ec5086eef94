using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>Convolutions and pools that look back at the steps before yield what the network predicts for the whole sequence.</summary>
public sealed class ConvolutionStreamTests
{
    private const int Steps = 33;

    /// <summary>The layers, the inputs and the outputs of a step, and how many rows come; null where the last layer yields its last step alone.</summary>
    private static readonly (string Layers, int Inputs, int Outputs, int? Rows)[] s_networks =
    [
        ("[Conv1D(16, 15)]", 16, 16, 19),
        ("[Conv1D(16, 15, Causal = true)]", 16, 16, 33),
        ("[Conv1D(1, 2, Causal = true)]", 1, 1, 33),
        ("[Conv1D(5, 3, Tanh, Causal = true, Dilation = 4)] [Conv1D(2, 2, Causal = true, Dilation = 3)]", 3, 2, 33),
        ("[Conv1D(40, 3, ReLU, Causal = true, Bias = false)] [Layer(3, Softmax)]", 7, 3, 33),
        ("[Conv1D(12, 1, ReLU)] [Conv1D(6, 1, Stride = 2)]", 4, 6, 17),
        ("[Conv1D(6, 4, Groups = 2, Causal = true)]", 4, 6, 33),
        ("[Conv1D(6, 4, Groups = 2)] [Conv1D(9, 3, Groups = 3, Dilation = 2)]", 4, 9, 26),
        ("[Conv1D(20, 4, Groups = 20, Causal = true)] [LayerNorm] [Conv1D(20, 5, Groups = 20, Dilation = 2)]", 20, 20, 25),
        ("[Conv1D(8, 3, Stride = 2, Causal = true)]", 5, 8, 17),
        ("[Conv1D(8, 3, Stride = 2)] [Conv1D(4, 3, Stride = 3)]", 5, 4, 5),
        ("[MaxPool1D(2)]", 3, 3, 16),
        ("[MaxPool1D(3, Stride = 1)] [AveragePool1D(4)]", 18, 18, 7),
        ("[AveragePool1D(12, Stride = 5)]", 2, 2, 5),
        ("[Conv1D(7, 3, Causal = true)] [BatchNorm] [Activate(ReLU)] [MaxPool1D(2)] [Gru(5, Sequences = true)] [Dropout(0.3)]", 2, 5, 16),
        ("[Conv1D(7, 5)] [Lstm(5)] [Layer(2)]", 2, 2, null),
        ("[Conv1D(7, 5)] [MaxPool1D(3)] [Rnn(5)] [Layer(5, Tanh)]", 2, 5, null),
        ("[Conv1D(8, 3, Tanh, Causal = true, Name = \"a\")] [Conv1D(8, 3, Tanh, Causal = true, Dilation = 2)] [Add(\"a\")] [Conv1D(2, 1)]", 8, 2, 33),
        ("[Conv1D(4, 3, Name = \"a\")] [Conv1D(4, 3, From = \"input\")] [Multiply(\"a\")] [Concat(\"a\")]", 3, 8, 31),
        ("[Conv1D(4, 2, Stride = 2, Causal = true, Name = \"even\")] [MaxPool1D(1, Stride = 2, From = \"input\")] [Concat(\"even\")]", 3, 7, 17),
        ("[Conv1D(4, 3, Same = true)]", 3, 4, 32),
        ("[Conv1D(4, 3, Padding = 1)] [Conv1D(4, 5, Same = true)] [MaxPool1D(2)]", 3, 4, 15),
        ("[Layer(5)] [Conv1D(4, 3, ReLU, Padding = 2)]", 3, 4, 33),
        ("[Conv1D(4, 3, PReLU, Causal = true)] [GaussianNoise(0.1)] [Conv1D(3, 3, GELU, Causal = true)]", 1, 3, 33),
    ];

    [Fact]
    public void StepsYieldWhatTheWholeSequenceDoes()
    {
        IReadOnlyList<int> numbers = TestScope.Cases(Enumerable.Range(0, s_networks.Length), quick: 3);
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad(
            [.. numbers.SelectMany(number => Sources($"Stream{number}", s_networks[number].Inputs, Steps, s_networks[number].Layers))]);
        foreach (int number in numbers)
        {
            (string layers, int inputs, int outputs, int? rows) = s_networks[number];
            new StreamedNetwork(networks, $"Stream{number}", inputs, outputs, Steps, seed: number).AssertAgrees(layers, rows);
        }
    }

    [Fact]
    public void SoDoRandomNetworks()
    {
        int count = TestScope.Count(quick: 2, full: 60);
        List<DrawnStream> drawn = [.. Enumerable.Range(0, count).Select(seed => new DrawnStream(seed))];
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad(
            [.. drawn.SelectMany((stream, number) => Sources($"Drawn{number}", stream.Inputs, DrawnStream.Steps, stream.Layers))]);
        for (int number = 0; number < count; number++)
        {
            DrawnStream stream = drawn[number];
            new StreamedNetwork(networks, $"Drawn{number}", stream.Inputs, stream.Outputs, DrawnStream.Steps, seed: number)
                .AssertAgrees($"{number}: {stream.Layers}", stream.Rows);
        }
    }

    [Fact]
    public void StepsAllocateNothing()
    {
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad(
            [.. Sources("Stream", 3, Steps, "[Conv1D(16, 5, ReLU)] [Conv1D(16, 3, Groups = 4)] [MaxPool1D(2)] [Lstm(4)] [Layer(2)]")]);
        TrainableNetwork<double> network = networks.CreateDouble("StreamDouble", 3);
        var state = (StreamState<double>)network.GetType().GetMethod("CreateState")!.Invoke(network, null)!;
        var step = (Action<ReadOnlySpan<double>, Span<double>, StreamState<double>>)Delegate.CreateDelegate(
            typeof(Action<ReadOnlySpan<double>, Span<double>, StreamState<double>>), network, network.GetType().GetMethod("Step")!);
        double[] input = [1, 2, 3];
        double[] output = new double[2];
        Allocations.AssertNoneInTheEnd(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                step(input, output, state);
            }

            state.Reset();
        });
    }

    /// <summary>Windows that see rows nobody has yet, values that do not come at once, and what a state would have no room for.</summary>
    private static readonly string[] s_others =
    [
        "[Input(9, 3)] [Conv1D(4, 3, Causal = true)] [GlobalAveragePool]",
        "[Input(9, 3)] [ConvTranspose1D(4, 3)]",
        "[Input(9, 3)] [MaxPool1D(3, Padding = 1)]",
        "[Input(9, 3)] [Conv1D(4, 3, Padding = 3)]",
        "[Input(9, 3, Name = \"input\")] [Conv1D(3, 3, Same = true)] [Add(\"input\")]",
        "[Input(9, 9, 3)] [Conv2D(4, 3)]",
        "[Input(9, 1)] [Conv1D(1, 2, Causal = true, Dilation = 40_000_000)]",
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

    private static IEnumerable<string> Sources(string name, int inputs, int steps, string layers) => new[] { "Double", "Single" }.Select(precision =>
        $"using GenNet;\nusing static GenNet.Activation;\n[Network(Precision = Precision.{precision}, Loss = Loss.MeanSquaredError)]\n"
        + $"[Input({steps}, {inputs}, Name = \"input\")]\n{layers}\npublic sealed partial class {name}{precision};");
}
