using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using GenNet.Generator.Tests.Harness;
using GenNet.Generator.Tests.Numerics.Reference;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>Self-attention of sizes that meet every case of its tiles, against the reference, at every vector width and for every number of threads.</summary>
public sealed class AttentionTests
{
    // One strip and several, odd numbers of cache lines, one block of queries and several, heads that fill cache lines and heads that don't, rows that
    // keep their distance.
    private static readonly string[] s_networks =
    [
        "[Input(1, 4)] [SelfAttention(2)]",
        "[Input(5, 1)] [SelfAttention(1, Causal = true)]",
        "[Input(6, 10)] [SelfAttention(5, Bias = false)]",
        "[Input(17, 24)] [SelfAttention(3, Causal = true)]",
        "[Input(33, 12)] [SelfAttention(1)]",
        "[Input(40, 32)] [SelfAttention(2, Causal = true)]",
        "[Input(70, 16)] [SelfAttention(1, Causal = true)]",
        "[Input(130, 6)] [SelfAttention(2)]",
        "[Input(97, 18)] [SelfAttention(2, Causal = true, Bias = false)]",
        "[Input(3, 128)] [SelfAttention(4)]",
    ];

    private static readonly SharedNetworks s_shared = new();

    private static IEnumerable<int> Some(int quick) => TestScope.Cases(Enumerable.Range(0, s_networks.Length), quick);

    public static TheoryData<int> Networks => [.. Some(quick: 3)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void OutputsAndGradientsAreThoseOfTheReference(int index)
    {
        DeclaredNetwork network = Declare(index);
        GeneratedNetworks generated = GeneratedNetworks.Compile(
            [network.Source("Double", Precision.Double, Unroll.Auto), network.Source("Single", Precision.Single, Unroll.Auto)]);
        var random = new Random(index);
        const int Samples = 2;
        GeneratedNetwork inDouble = generated.Create("Double", Precision.Double);
        double[] parameters = [.. inDouble.Parameters.Select(_ => random.NextDouble() - 0.5)];
        double[] inputs = [.. Enumerable.Range(0, Samples * network.InputSize).Select(_ => 4 * (random.NextDouble() - 0.5))];
        double[] targets = [.. Enumerable.Range(0, Samples * 3).Select(_ => random.NextDouble())];
        ReferenceGradient expected = ReferenceGraph.Gradient(network, parameters, inputs, targets);
        double[] outputs = ReferenceGraph.Predict(network, parameters, inputs);
        foreach ((string name, Precision precision) in new[] { ("Double", Precision.Double), ("Single", Precision.Single) })
        {
            GeneratedNetwork actual = generated.Create(name, precision);
            actual.Parameters = parameters;
            double tolerance = precision == Precision.Double ? 1e-9 : 2e-5;

            ReferenceResult result = actual.Gradient(inputs, targets);

            Agreement.Same($"{name}: outputs", outputs, actual.Predict(inputs), tolerance);
            Agreement.Same($"{name}: loss", [expected.Loss], [result.Loss], tolerance);

            // All tensors together: that of bk is 0 but for rounding, because a softmax does not see what all its scores have in common.
            Agreement.Same($"{name}: gradient", expected.Gradient, result.Gradient, tolerance);
        }
    }

    [Fact]
    public void ABatchIsTheMeanOfItsSamplesWhateverItsSize()
    {
        LoadedNetworks networks = Compile(Precision.Double, Some(quick: 2));
        foreach (int index in Some(quick: 2))
        {
            TrainableNetwork<double> network = networks.CreateDouble($"Net{index}", 3);
            int size = network.Layout.InputSize;
            foreach (int samples in TestScope.Cases([2, 5, 6, 7, 13, 50, 129], quick: 4))
            {
                var random = new Random(samples);
                double[] inputs = [.. Enumerable.Range(0, samples * size).Select(_ => random.NextDouble() - 0.5)];
                double[] targets = [.. Enumerable.Range(0, samples * 3).Select(_ => random.NextDouble())];
                double[] gradient = new double[network.Layout.ParameterCount];
                double[] sum = new double[gradient.Length];
                double[] one = new double[gradient.Length];
                double loss = network.Gradient(inputs, targets, gradient);
                for (int sample = 0; sample < samples; sample++)
                {
                    loss -= network.Gradient(inputs.AsSpan(sample * size, size), targets.AsSpan(sample * 3, 3), one) / samples;
                    for (int i = 0; i < one.Length; i++)
                    {
                        sum[i] += one[i] / samples;
                    }
                }

                Assert.InRange(loss, -1e-12, 1e-12);
                Agreement.Same(s_networks[index], sum, gradient, 1e-11);
            }
        }
    }

    [Fact]
    public void ThreadsDoNotChangeABit()
    {
        LoadedNetworks networks = Compile(Precision.Single, Some(quick: 2));
        foreach (int index in Some(quick: 2))
        {
            var random = new Random(index);
            int size = networks.CreateSingle($"Net{index}").Layout.InputSize;
            var dataset = new Dataset(
                [.. Enumerable.Range(0, 50 * size).Select(_ => random.NextSingle() - 0.5f)],
                [.. Enumerable.Range(0, 50 * 3).Select(_ => random.NextSingle())],
                size,
                3);
            float[][] learned = [.. new[] { 1, 2, 3, 7 }.Select(threads =>
            {
                TrainableNetwork<float> network = networks.CreateSingle($"Net{index}", 5);
                network.Fit(
                    dataset, new FitOptions { Epochs = 2, BatchSize = 20, Optimizer = new Sgd(0.1), Threads = threads, InsistsOnThreads = true });
                float[] parameters = new float[network.Layout.ParameterCount];
                network.CopyParametersTo(parameters);
                return parameters;
            })];

            Assert.All(learned, parameters => Assert.Equal(learned[0], parameters));
        }
    }

    [Theory]
    [FullInlineData(512)]
    [InlineData(256)]
    [FullInlineData(128)]
    public void EveryWidthAgrees(int bits)
    {
        foreach (Precision precision in TestScope.Cases([Precision.Single, Precision.Double], quick: 1))
        {
            IEnumerable<int> some = Some(quick: 2);
            LoadedNetworks usual = Compile(precision, some);
            using LoadedNetworks chosen = VectorWidths.CompileFor(bits, [.. some.Select(index => SourceOf(index, precision))]);
            foreach (int index in some)
            {
                var random = new Random(index);
                GeneratedNetwork network = Create(usual, index, precision);
                double[] inputs = [.. Enumerable.Range(0, 7 * Declare(index).InputSize).Select(_ => random.NextDouble() - 0.5)];
                double[] targets = [.. Enumerable.Range(0, 7 * 3).Select(_ => random.NextDouble())];
                double tolerance = precision == Precision.Double ? 1e-11 : 2e-5;

                ReferenceResult expected = network.Gradient(inputs, targets);
                GeneratedNetwork other = Create(chosen, index, precision);

                Agreement.Same("gradient", expected.Gradient, other.Gradient(inputs, targets).Gradient, tolerance);
                other.TrainStep(inputs, targets, new Sgd(0.5));
                Assert.All(other.Padding, value => Assert.Equal(0, value));
            }
        }
    }

    [Fact]
    public void ACausalStepKnowsNothingOfThoseBehindIt()
    {
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad(
            "using GenNet;\n[Network(Precision = Precision.Double)] [Input(70, 16)] [SelfAttention(2, Causal = true)] public sealed partial class Net;");
        TrainableNetwork<double> network = networks.CreateDouble("Net", 1);
        var random = new Random(1);
        double[] inputs = [.. Enumerable.Range(0, 70 * 16).Select(_ => random.NextDouble() - 0.5)];
        double[] before = new double[inputs.Length];
        network.Predict(inputs, before);
        foreach (int step in new[] { 1, 16, 33, 69 })
        {
            double[] changed = [.. inputs];
            changed.AsSpan(step * 16).Fill(1e6);
            double[] after = new double[inputs.Length];

            network.Predict(changed, after);

            Assert.Equal(before[..(step * 16)], after[..(step * 16)]);
            Assert.NotEqual(before[(step * 16)..], after[(step * 16)..]);
        }
    }

    [Fact]
    public void NoExponentialOverflows()
    {
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad(
            "using GenNet;\n[Input(20, 4)] [SelfAttention(2)] public sealed partial class Net;");
        TrainableNetwork<float> network = networks.CreateSingle("Net", 1);
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, 80).Select(_ => 1e3f * (random.NextSingle() - 0.5f))];
        float[] outputs = new float[80];
        float[] gradient = new float[network.Layout.ParameterCount];

        network.Predict(inputs, outputs);
        network.Gradient(inputs, new float[80], gradient);

        Assert.All(outputs, output => Assert.True(float.IsFinite(output)));
        Assert.All(gradient, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void NothingIsAllocated()
    {
        LoadedNetworks networks = Compile(Precision.Single, [3]);
        TrainableNetwork<float> network = networks.CreateSingle("Net3");
        float[] inputs = new float[8 * network.Layout.InputSize];
        float[] outputs = new float[8 * 3];
        float[] gradient = new float[network.Layout.ParameterCount];
        var optimizer = new Adam();

        Allocations.AssertNoneInTheEnd(() =>
        {
            network.Predict(inputs, outputs);
            network.Gradient(inputs, outputs, gradient);
            network.TrainStep(inputs, outputs, optimizer);
        });
    }

    [Fact]
    public void ItsFileNamesEachTensor()
    {
        LoadedNetworks networks = Compile(Precision.Single, [3]);
        TrainableNetwork<float> network = networks.CreateSingle("Net3", 1);
        var stream = new MemoryStream();

        network.Save(stream);

        string file = Encoding.UTF8.GetString(stream.ToArray());
        foreach (string word in new[] { "query", "key", "value", "output" })
        {
            Assert.Contains($"\"layer1.{word}_kernel\":{{\"dtype\":\"F32\",\"shape\":[24,24]", file, StringComparison.Ordinal);
            Assert.Contains($"\"layer1.{word}_bias\":{{\"dtype\":\"F32\",\"shape\":[24]", file, StringComparison.Ordinal);
        }

        stream.Position = 0;
        var loaded = (Network<float>)network.GetType().GetMethod("Load", [typeof(Stream)])!.Invoke(null, [stream])!;
        float[] inputs = [.. Enumerable.Range(0, network.Layout.InputSize).Select(i => i % 7 / 7f)];
        float[] expected = new float[3];
        float[] actual = new float[3];
        network.Predict(inputs, expected);
        loaded.Predict(inputs, actual);
        Assert.Equal(expected, actual);
    }

    private static DeclaredNetwork Declare(int index) => new(
        $"Net{index}", Loss.MeanSquaredError, Reduction.Mean, s_networks[index].Replace("] [", "]\n[", StringComparison.Ordinal).Split('\n').Concat(["[Flatten]", "[Layer(3)]"]));

    private static string SourceOf(int index, Precision precision) =>
        $"using GenNet;\n[Network(Precision = Precision.{precision})] {s_networks[index]} [Flatten] [Layer(3)] public sealed partial class Net{index};";

    private static LoadedNetworks Compile(Precision precision, IEnumerable<int> indices) =>
        s_shared.CompileAndLoad([.. indices.Select(index => SourceOf(index, precision))]);

    private static GeneratedNetwork Create(LoadedNetworks networks, int index, Precision precision) => precision == Precision.Single
        ? new GeneratedNetwork<float>(networks.CreateSingle($"Net{index}", 2))
        : new GeneratedNetwork<double>(networks.CreateDouble($"Net{index}", 2));
}
