using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using GenNet.Exploring;
using GenNet.Generator.Tests.Harness;
using GenNet.Generator.Tests.Numerics;
using GenNet.Generator.Tests.Numerics.Reference;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Exploring;

/// <summary>
/// The traced pass against the naive reference: what each layer makes, its gradient, the gradients of parameters, and where the statements stand.
/// </summary>
public sealed class TraceTests
{
    private const int GraphsPerSeed = 4;

    /// <summary>Networks that are straight-line code: in one method, in blocks, and with all that their heads can do.</summary>
    private static readonly (string Attributes, Loss Loss, Unroll Unroll)[] s_chains =
    [
        ("[Layer(2, 4, Sigmoid)]\n[Layer(4, 1, Sigmoid)]", Loss.HalfSquaredError, Unroll.Auto),
        ("[Layer(3, 5, Tanh)]\n[Layer(5, 3, Softmax)]", Loss.CrossEntropy, Unroll.Auto),
        ("[Layer(3, 4, GELU)]\n[Layer(4, 2, Sigmoid)]", Loss.BinaryCrossEntropy, Unroll.Auto),
        ("[Layer(12, 20, Sigmoid)]\n[Layer(20, 12, Tanh)]\n[Layer(12, 4, Softmax)]", Loss.CrossEntropy, Unroll.Full),
        ("[Layer(9, 12, Mish)]\n[Layer(12, 2)]", Loss.MeanSquaredError, Unroll.Auto),
        ("[Layer(30, 24, SiLU)]\n[Layer(24, 6)]", Loss.MeanSquaredError, Unroll.Full),
        ("[Input(28, 28, 1)]\n[Conv2D(8, 3, Tanh)]\n[AveragePool2D(2)]\n[Flatten]\n[Layer(3)]", Loss.MeanSquaredError, Unroll.Auto),
    ];

    public static TheoryData<int> Seeds => [.. TestScope.Cases(Enumerable.Range(0, 24), quick: 1)];

    public static TheoryData<int> Chains => [.. TestScope.Cases(Enumerable.Range(0, s_chains.Length), quick: 2)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void GraphsMakeWhatTheReferenceMakes(int seed)
    {
        RandomGraph[] graphs = [.. TestScope.Cases(Enumerable.Range(1000 + (seed * GraphsPerSeed), GraphsPerSeed), quick: 2).Select(number => new RandomGraph(number))];
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad(
        [
            DeclaredNetwork.Functions,
            .. graphs.SelectMany(graph => new[] { Explored(graph.Source(Precision.Double)), Explored(graph.Source(Precision.Single)) }),
        ]);
        foreach (RandomGraph graph in graphs)
        {
            var random = new Random(seed);
            int samples = graph.Network.NormalizesBatches ? 4 : random.Next(1, 9);
            AgreeInBothPrecisions(
                networks,
                graph.Network,
                graph.Name,
                samples,
                count => (graph.DrawInputs(random, count), [.. Enumerable.Range(0, count * graph.OutputSize).Select(_ => random.NextDouble())]));
        }
    }

    [Theory]
    [MemberData(nameof(Chains))]
    public void ChainsMakeWhatTheReferenceMakes(int number)
    {
        (string attributes, Loss loss, Unroll unroll) = s_chains[number];
        var network = new DeclaredNetwork("Chain", loss, Reduction.Mean, attributes.Split('\n'));
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad(
            Explored(network.Source($"Chain{Precision.Double}", Precision.Double, unroll)),
            Explored(network.Source($"Chain{Precision.Single}", Precision.Single, unroll)));
        (_, int outputs) = ReferenceGraph.Sizes(network);
        foreach (int samples in new[] { 1, 2, 37 })
        {
            var random = new Random(samples);
            AgreeInBothPrecisions(
                networks,
                network,
                "Chain",
                samples,
                count => (
                    [.. Enumerable.Range(0, count * network.InputSize).Select(_ => (random.NextDouble() * 2) - 1)],
                    [.. Enumerable.Range(0, count * outputs).Select(_ => random.NextDouble())]));
        }
    }

    [Theory]
    [FullInlineData("[Layer(3, 5, Tanh)] [Layer(5, 2, Softmax)]")]
    [InlineData("[Layer(12, 20, Sigmoid)] [Layer(20, 12, Tanh)] [Layer(12, 2, Softmax)]")]
    [InlineData("[Layer(9, 70, ReLU)] [BatchNorm] [Activate(Tanh)] [Dropout(0.5)] [Layer(70, 2)]")]
    [FullInlineData("[Input(4, 3)] [Gru(5, Sequences = true)] [SelfAttention(1)] [Flatten] [Layer(20, 2, Sigmoid)]")]
    public void ANetworkThatIsNotTrainableHasItsForwardPassTraced(string layers)
    {
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad(
            $"using GenNet;\nusing static GenNet.Activation;\n[Network(Explore = true, Trainable = false, Unroll = Unroll.{(layers.Contains("12, 20", StringComparison.Ordinal) ? "Full" : "Auto")})] {layers} public sealed partial class Net;");
        Network<float> network = networks.Create<Network<float>>("Net", 3);
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, 21 * network.Layout.InputSize).Select(_ => random.NextSingle())];
        float[] outputs = new float[42];
        network.Predict(inputs, outputs);

        var trace = new NetworkTrace<float>(network);
        network.Trace(inputs, [], trace);

        ExploredNetwork explored = trace.Network;
        int last = explored.Layers.Count;
        float[] traced = explored.Find($"a{last}") is { } tensor
            ? trace.Of(tensor.Index).ToArray()
            : [.. Enumerable.Range(0, 42).Select(i => trace.Of(explored.Find($"a{last}_{i % 2}")!.Index)[i / 2])];
        Assert.Equal(outputs, traced);
        Assert.All(explored.Statements, statement => Assert.Equal(StatementPass.Forward, statement.Pass));
        PlacesAreRight(explored, layers);
    }

    [Theory]
    [FullInlineData("[Layer(3, 5, Tanh)] [Layer(5, 2, Softmax)]", "Auto")]
    [InlineData("[Layer(12, 40, Sigmoid)] [Layer(40, 2, Softmax)]", "Full")]
    [FullInlineData("[Input(8, 8, 1)] [Conv2D(4, 3, ReLU)] [Flatten] [Layer(144, 2)]", "Auto")]
    public void TheOtherFilesAreTheSameWithoutIt(string layers, string unroll)
    {
        GeneratorRun with = GeneratorHarness.Run(Source("Explore = true, "));
        GeneratorRun without = GeneratorHarness.Run(Source(string.Empty));

        Assert.Equal(["Net.Explore.g.cs"], with.Files.Select(file => file.HintName).Except(without.Files.Select(file => file.HintName)));
        foreach (string part in new[] { "Backward", "Forward", "Loss" })
        {
            Assert.Equal(without.TextOf($"Net.{part}.g.cs"), with.TextOf($"Net.{part}.g.cs"));
        }

        Assert.DoesNotContain("Explor", without.TextOf("Net.g.cs"), StringComparison.Ordinal);

        string Source(string option) =>
            $"using GenNet;\nusing static GenNet.Activation;\n[Network({option}Unroll = Unroll.{unroll})] {layers} public sealed partial class Net;";
    }

    [Fact]
    public void WhatIsNotExploredOrDoesNotFitIsRefused()
    {
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad(
            "using GenNet;\n[Network(Explore = true)] [Layer(2, 3)] public sealed partial class Shown; [Layer(2, 3)] public sealed partial class Hidden;");
        TrainableNetwork<float> shown = networks.CreateSingle("Shown");
        TrainableNetwork<float> hidden = networks.CreateSingle("Hidden");
        var trace = new NetworkTrace<float>(shown);

        Assert.Null(hidden.Explored);
        Assert.Equal("[Network(Explore = true)] [Layer(2, 3)] public sealed partial class Shown;\n", shown.Explored!.Files[^1].Text);
        Assert.Contains("[Network(Explore = true)]", Assert.Throws<ArgumentException>(() => new NetworkTrace<float>(hidden)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => hidden.Trace([1, 2], [1, 2, 3], trace));
        Assert.Throws<ArgumentException>(() => shown.Trace([1, 2, 3], [1, 2, 3], trace));
        Assert.Throws<ArgumentException>(() => shown.Trace([], [], trace));
        Assert.Throws<ArgumentException>(() => trace.After(0, shown.Explored!.Values.Count - 1));
    }

    private static string Explored(string source) => source.Replace("[Network(", "[Network(Explore = true, ", StringComparison.Ordinal);

    private static void AgreeInBothPrecisions(
        LoadedNetworks networks, DeclaredNetwork network, string name, int samples, Func<int, (double[] Inputs, double[] Targets)> draw)
    {
        TrainableNetwork<double> inDouble = networks.CreateDouble($"{name}{Precision.Double}", 5);
        TrainableNetwork<float> inSingle = networks.CreateSingle($"{name}{Precision.Single}", 5);
        double[] parameters = new double[inDouble.Layout.ParameterCount];
        inDouble.CopyParametersTo(parameters);
        (double[] inputs, double[] targets) = draw(samples);
        ReferenceGradient expected = ReferenceGraph.Gradient(network, parameters, inputs, targets);

        // Where a value lies next to a kink, rounding alone decides the side. Of a large graph some value of many samples nearly always does, of few seldom.
        for (int draws = 1; expected.Nearest < 1e-5; draws++)
        {
            Assert.True(draws < 100, $"{network.Text}\na value lies next to a kink in each of {draws} draws.");
            samples = draws % 5 == 0 && !network.NormalizesBatches ? Math.Max(1, samples / 2) : samples;
            (inputs, targets) = draw(samples);
            expected = ReferenceGraph.Gradient(network, parameters, inputs, targets);
        }


        Agree(inDouble, expected, inputs, targets, value => value, 1e-6, $"{network.Text}\ndouble, ");
        inSingle.CopyParametersFrom([.. parameters.Select(parameter => (float)parameter)]);
        Agree(
            inSingle, expected, [.. inputs.Select(value => (float)value)], [.. targets.Select(value => (float)value)], value => value, 2e-3, $"{network.Text}\nsingle, ");
    }

    private static void Agree<T>(
        TrainableNetwork<T> network, ReferenceGradient expected, T[] inputs, T[] targets, Func<T, double> toDouble, double tolerance, string name)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ExploredNetwork explored = network.Explored!;
        var trace = new NetworkTrace<T>(network);
        network.Trace(inputs, targets, trace);
        Same($"{name}loss", [expected.Loss], [toDouble(trace.Loss)]);
        int compared = 0;
        int gradients = 0;
        for (int n = 1; n <= expected.Layers.Count; n++)
        {
            Compare($"a{n}", expected.Layers[n - 1].Output, ValueRole.Activation, n);
            if (expected.Layers[n - 1].PreActivation is { } z && explored.Find($"a{n}") is not { Role: ValueRole.PreActivation })
            {
                Compare($"z{n}", z, ValueRole.PreActivation, n);
            }
        }

        foreach (ExploredValue delta in explored.Values.Where(value => value is { Role: ValueRole.Delta, Unit: >= 0 }))
        {
            (ReferenceValue output, ReferenceValue? z) = expected.Layers[delta.Layer - 1];
            double[] all = (z ?? output).Gradient;
            int units = all.Length / trace.Samples;
            Same($"{name}{delta.Name}", [.. all.Where((_, index) => index % units == delta.Unit)], [.. trace.Of(delta.Index).ToArray().Select(toDouble)]);
            gradients++;
        }

        Assert.True(compared > 0, $"{name}: nothing to compare.");
        Assert.True(gradients > 0, $"{name}: no gradients.");
        var gradient = new T[network.Layout.ParameterCount];
        network.Gradient(inputs, targets, gradient);
        AgreeWithGradient(network, trace, [.. gradient.Select(toDouble)], toDouble, tolerance, name);
        PlacesAreRight(explored, name);

        // Where a softmax follows, z becomes z − max z.
        bool HasSoftmax(int layer) => explored.Statements.Any(statement => statement.Layer == layer && statement.Formula.Contains("max", StringComparison.Ordinal));

        void Compare(string symbol, ReferenceValue value, ValueRole role, int layer)
        {
            if (explored.Find(symbol) is { } tensor)
            {
                Same($"{name}{symbol}", value.Values, [.. trace.Of(tensor.Index).ToArray().Select(toDouble)]);
                compared++;
                if (trace.GradientOf(tensor.Index) is { Length: > 0 } found)
                {
                    Same($"{name}∂L/∂{symbol}", value.Gradient, [.. found.ToArray().Select(toDouble)]);
                    gradients++;
                }
            }

            int size = value.Values.Length / trace.Samples;
            for (int unit = 0; unit < size; unit++)
            {
                int own = unit;
                if (explored.Find($"{symbol}_{unit}") is not { } number)
                {
                    // Of a linear layer z is a; any other unit has both, though the code has both in one statement.
                    Assert.True(
                        role == ValueRole.Activation || explored.Find($"a{layer}_{unit}") is null || value.Values.SequenceEqual(expected.Layers[layer - 1].Output.Values),
                        $"{name}{symbol}_{unit} is missing.");
                    continue;
                }

                Assert.Equal((unit, layer), (number.Unit, number.Layer));
                if (role == ValueRole.Activation || !HasSoftmax(layer))
                {
                    Same($"{name}{number.Name}", OfUnit(value.Values), [.. trace.Of(number.Index).ToArray().Select(toDouble)]);
                    compared++;
                }

                if (trace.GradientOf(number.Index) is { Length: > 0 } found)
                {
                    Same($"{name}∂L/∂{number.Name}", OfUnit(value.Gradient), [.. found.ToArray().Select(toDouble)]);
                    gradients++;
                }

                double[] OfUnit(double[] values) => [.. values.Where((_, index) => index % size == own)];
            }
        }

        void Same(string what, double[] first, double[] second)
        {
            double scale = first.Select(Math.Abs).DefaultIfEmpty().Max();
            Assert.True(first.Length == second.Length, $"{what}: {second.Length} values, not {first.Length}.");
            for (int i = 0; i < first.Length; i++)
            {
                Assert.True(Math.Abs(first[i] - second[i]) <= tolerance * (scale + 1e-3), $"{what}[{i}] is {second[i]}, not {first[i]}.");
            }
        }
    }

    /// <summary>The gradients that statements make are those that <c>Gradient</c> returns.</summary>
    private static void AgreeWithGradient<T>(
        TrainableNetwork<T> network, NetworkTrace<T> trace, double[] gradient, Func<T, double> toDouble, double tolerance, string name)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        double[] traced = new double[gradient.Length];
        int start = 0;
        for (int i = 0; i < network.Layout.Tensors.Length; i++)
        {
            TensorLayout tensor = network.Layout.Tensors[i];
            if (tensor.Role == TensorRole.State)
            {
                continue;
            }

            int columns = tensor.Shape[^1];
            int length = 1;
            foreach (int dimension in tensor.Shape)
            {
                length *= dimension;
            }

            foreach (ExploredValue value in trace.Network.Values.Where(value => value.Role == ValueRole.ParameterGradient && value.Tensor == i))
            {
                double[] numbers = [.. trace.Of(value.Index).ToArray().Select(toDouble)];
                int first = value.Unit < 0 ? 0 : (Math.Max(value.Source, 0) * columns) + value.Unit;
                numbers.CopyTo(traced, start + first);
            }

            start += length;
        }

        double scale = gradient.Select(Math.Abs).DefaultIfEmpty().Max();
        for (int i = 0; i < gradient.Length; i++)
        {
            Assert.True(Math.Abs(gradient[i] - traced[i]) <= tolerance * scale, $"{name}∂L/∂ parameter {i} is {traced[i]}, not {gradient[i]}.");
        }
    }

    /// <summary>Each statement's lines exist and make what it makes; nothing that computes is left out.</summary>
    private static void PlacesAreRight(ExploredNetwork explored, string name)
    {
        string[][] lines = [.. explored.Files.Select(file => file.Text.Split('\n'))];
        var covered = new HashSet<(int File, int Line)>();
        bool isStraightLine = explored.Values.Any(value => value.Unit >= 0);
        foreach (ExploredStatement statement in explored.Statements)
        {
            Assert.True(statement.Places.Count > 0, $"{name}statement {statement.Index} stands nowhere.");
            foreach (CodePlace place in statement.Places)
            {
                Assert.InRange(place.FirstLine, 1, place.LastLine);
                Assert.InRange(place.LastLine, 1, lines[place.File].Length);
                for (int line = place.FirstLine; line <= place.LastLine; line++)
                {
                    covered.Add((place.File, line));
                }
            }

            CodePlace first = statement.Places[0];
            string text = string.Join("\n", lines[first.File][(first.FirstLine - 1)..first.LastLine]);
            ExploredValue made = explored.Values[statement.Makes[0]];
            if (made.Shape.Count == 0)
            {
                Assert.Matches($@"\b{Regex.Escape(made.Name)} \+?= ", text);
            }
            else
            {
                Assert.Contains("(", text, StringComparison.Ordinal);
            }

            Assert.DoesNotContain("trace", text, StringComparison.Ordinal);
        }

        for (int file = 0; file < explored.Files.Count; file++)
        {
            bool isOneSample = false;
            for (int line = 1; line <= lines[file].Length; line++)
            {
                string text = lines[file][line - 1];
                isOneSample = text.Contains(" static ", StringComparison.Ordinal) ? text.Contains("ForwardOne", StringComparison.Ordinal) : isOneSample;
                bool computes = s_assigns.IsMatch(text) || (!isStraightLine && s_calls.IsMatch(text));
                Assert.True(
                    isOneSample || !computes || covered.Contains((file, line)),
                    $"{name}{explored.Files[file].Name}({line}) belongs to no statement: {text}");
            }
        }
    }

    /// <summary>
    /// An assignment of straight-line code, or a call of tiled code (straight-line code calls blocks of it). Constants, zeros to begin with, and what blocks load from one another compute nothing.
    /// </summary>
    private static readonly Regex s_assigns = new(
        @"^ +(Vector<\w+> )?(g\.)?[a-z]\w*_\w+ \+?= (?!s\.)(?!default)", RegexOptions.CultureInvariant);

    private static readonly Regex s_calls = new(@"^ +(Layer\d+\w*(<[^>]*>)?\(|LossAndDelta\()", RegexOptions.CultureInvariant);
}
