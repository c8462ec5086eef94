using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>Networks whose inputs are indices: against dense layers on one-hot rows, over integers and numbers, and with indices that there are not.</summary>
public sealed class EmbeddingTests
{
    private const string Program = """
        using System;
        using System.Linq;
        using GenNet;
        using static GenNet.Activation;

        [Input(3)]
        [Embedding(5, 4)]
        [Flatten]
        [Layer(2, Softmax)]
        public sealed partial class Words;

        public static class Program
        {
            /// <summary>Each method over integers, over numbers, and of a collection.</summary>
            public static float[][] Run()
            {
                int[] indices = [0, 4, 1, 1, 2, 3];
                float[] numbers = [0, 4, 1, 1, 2, 3];
                float[] targets = [0, 1, 1, 0];
                int[] classes = [1, 0];
                var results = new System.Collections.Generic.List<float[]>();
                Add(net => { var y = new float[4]; net.Predict(indices, y); return y; });
                Add(net => { var y = new float[4]; net.Predict(numbers, y); return y; });
                Add(net => { var y = new float[4]; net.Predict([0, 4, 1, 1, 2, 3], y); return y; });
                Add(net => { var y = new float[4]; net.Predict(indices, y, 2); return y; });
                Add(net => net.Predict(indices));
                Add(net => net.Predict(numbers));
                Add(net => net.Predict([0, 4, 1, 1, 2, 3]));
                Add(net => { var c = new int[2]; net.Classify(indices, c); return [c[0], c[0], c[1], c[1]]; });
                Add(net => { var c = new int[2]; net.Classify(numbers, c); return [c[0], c[0], c[1], c[1]]; });
                Add(net => { var c = new int[2]; net.Classify([0, 4, 1, 1, 2, 3], c); return [c[0], c[0], c[1], c[1]]; });
                Add(net => Enumerable.Repeat((float)net.Classify([0, 4, 1]), 4).ToArray());
                Add(net => Enumerable.Repeat((float)net.Classify(indices.AsSpan(0, 3)), 4).ToArray());
                Add(net => Enumerable.Repeat((float)net.Classify(numbers.AsSpan(0, 3)), 4).ToArray());
                Add(net => { var g = new float[Words.ParameterCount]; return [net.Gradient(indices, targets, g), .. g]; });
                Add(net => { var g = new float[Words.ParameterCount]; return [net.Gradient(numbers, targets, g), .. g]; });
                Add(net => { var g = new float[Words.ParameterCount]; return [net.Gradient([0, 4, 1, 1, 2, 3], [0, 1, 1, 0], g), .. g]; });
                Add(net => { var g = new float[Words.ParameterCount]; return [net.Gradient(indices, classes, g), .. g]; });
                Add(net => { var g = new float[Words.ParameterCount]; return [net.Gradient(numbers, classes, g), .. g]; });
                Add(net => { var g = new float[Words.ParameterCount]; return [net.Gradient([0, 4, 1, 1, 2, 3], classes, g), .. g]; });
                Add(net => { var loss = net.TrainStep(indices, targets, new Sgd(1)); return [loss, .. Parameters(net)]; });
                Add(net => { var loss = net.TrainStep(numbers, targets, new Sgd(1)); return [loss, .. Parameters(net)]; });
                Add(net => { var loss = net.TrainStep([0, 4, 1, 1, 2, 3], [0, 1, 1, 0], new Sgd(1)); return [loss, .. Parameters(net)]; });
                Add(net => { var loss = net.TrainStep(indices, classes, new Sgd(1)); return [loss, .. Parameters(net)]; });
                Add(net => { var loss = net.TrainStep(numbers, classes, new Sgd(1)); return [loss, .. Parameters(net)]; });
                return results.ToArray();

                void Add(Func<Words, float[]> run) => results.Add(run(new Words(3)));
            }

            /// <summary>Data sets of the same samples in every form.</summary>
            public static double[] Evaluate()
            {
                var net = new Words(3);
                return new[]
                {
                    new Dataset([0, 4, 1, 1, 2, 3], [0, 1, 1, 0], 3, 2),
                    new Dataset(new int[] { 0, 4, 1, 1, 2, 3 }, new float[] { 0, 1, 1, 0 }, 3, 2),
                    new Dataset(new[,] { { 0, 4, 1 }, { 1, 2, 3 } }, new float[,] { { 0, 1 }, { 1, 0 } }),
                    new Dataset([[0, 4, 1], [1, 2, 3]], [[0, 1], [1, 0]]),
                    new Dataset(new int[][] { [0, 4, 1], [1, 2, 3] }, [[0, 1], [1, 0]]),
                }.Select(dataset => (double)net.Evaluate(dataset).Loss).ToArray();
            }

            /// <summary>A round of everything, on arrays of its own.</summary>
            public static Action Round()
            {
                var net = new Words(1);
                int[] indices = [0, 4, 1, 1, 2, 3];
                int[] classes = [1, 0];
                float[] outputs = new float[4];
                float[] gradient = new float[Words.ParameterCount];
                var optimizer = new Adam();
                return () =>
                {
                    net.Predict(indices, outputs);
                    net.Classify(indices.AsSpan(0, 3));
                    net.Classify(indices, classes);
                    net.Gradient(indices, outputs, gradient);
                    net.TrainStep(indices, outputs, optimizer);
                    net.TrainStep(indices, classes, optimizer);
                };
            }

            /// <summary>Everything that takes an index, each with one of its own; all else is sound.</summary>
            public static (string Name, Action<Words, float[], Optimizer> Run)[] Callers(int index)
            {
                int[] indices = [0, 4, 1, 1, index, 3];
                float[] numbers = [0, 4, 1, 1, index, 3];
                float[] targets = [0, 1, 1, 0];
                int[] classes = [1, 0];
                return
                [
                    ("Predict", (net, y, _) => net.Predict(indices, y)),
                    ("Predict numbers", (net, y, _) => net.Predict(numbers, y)),
                    ("Predict one", (net, y, _) => net.Predict(numbers.AsSpan(3), y.AsSpan(0, 2))),
                    ("Predict with threads", (net, y, _) => net.Predict(numbers, y, 2)),
                    ("Predict into an array", (net, _, _) => net.Predict(indices)),
                    ("Classify all", (net, _, _) => net.Classify(indices, new int[2])),
                    ("Classify", (net, _, _) => net.Classify(indices.AsSpan(3))),
                    ("Classify numbers", (net, _, _) => net.Classify(numbers.AsSpan(3))),
                    ("Gradient", (net, y, _) => net.Gradient(indices, targets, new float[Words.ParameterCount])),
                    ("Gradient of numbers", (net, y, _) => net.Gradient(numbers, classes, new float[Words.ParameterCount])),
                    ("TrainStep", (net, _, optimizer) => net.TrainStep(indices, classes, optimizer)),
                    ("TrainStep on numbers", (net, _, optimizer) => net.TrainStep(numbers, targets, optimizer)),
                    ("Evaluate", (net, _, _) => net.Evaluate(new Dataset(indices, targets, 3, 2))),
                    ("Fit", (net, _, optimizer) => net.Fit(new Dataset(indices, targets, 3, 2), new FitOptions { Optimizer = optimizer, BatchSize = 1 })),
                    ("Fit with validation", (net, _, optimizer) => net.Fit(
                        new Dataset([0, 4, 1, 1, 2, 3], targets, 3, 2),
                        new FitOptions { Optimizer = optimizer, Validation = new Dataset(indices, targets, 3, 2) })),
                ];
            }

            /// <summary>Runs one of them, and says what it left behind.</summary>
            public static float[] RunCaller(int index, int caller)
            {
                var net = new Words(3);
                var optimizer = new Adam(0.1);
                net.TrainStep([0, 4, 1, 1, 2, 3], [0, 1, 1, 0], optimizer);
                float[] outputs = [7, 7, 7, 7];
                try
                {
                    Callers(index)[caller].Run(net, outputs, optimizer);
                }
                catch (ArgumentOutOfRangeException exception)
                {
                    Message = exception.Message;
                }

                float[] after = Parameters(net);
                net.TrainStep([0, 4, 1, 1, 2, 3], [0, 1, 1, 0], optimizer);
                return [.. outputs, .. after, .. Parameters(net)];
            }

            public static string Message { get; private set; } = string.Empty;

            private static float[] Parameters(Words net)
            {
                float[] parameters = new float[Words.ParameterCount];
                net.CopyParametersTo(parameters);
                return parameters;
            }
        }
        """;

    private static readonly Lazy<LoadedNetworks> s_program = new(() => GeneratorHarness.CompileAndLoad(Program));

    private static readonly (int Steps, int Vocabulary, int Size)[] s_sizes =
        [(1, 1, 1), (1, 7, 5), (4, 3, 16), (3, 40, 33), (11, 300, 64), (2, 1000, 17), (7, 129, 100)];

    public static TheoryData<int, string> Sizes =>
        [.. TestScope.Cases(from index in SomeSizes from precision in new[] { "Single", "Double" } select new TheoryDataRow<int, string>(index, precision), quick: 3)];

    private static IEnumerable<int> SomeSizes => TestScope.Cases(Enumerable.Range(0, s_sizes.Length), quick: 2);

    [Fact]
    public void IntegersCountAsTheirNumbers()
    {
        var results = (float[][])s_program.Value.Call("Program", "Run")!;

        foreach ((int first, int end) in new[] { (0, 7), (7, 10), (10, 13), (13, 19), (19, 24) })
        {
            Assert.All(results[first..end], result => Assert.Equal(results[first], result));
        }

        Assert.Contains(results[13][1..], value => value != 0);
    }

    [Fact]
    public void DataSetsAreMadeOfIntegers()
    {
        var losses = (double[])s_program.Value.Call("Program", "Evaluate")!;

        Assert.All(losses, loss => Assert.Equal(losses[0], loss));
    }

    [Fact]
    public void NothingIsAllocated() => Allocations.AssertNoneInTheEnd((Action)s_program.Value.Call("Program", "Round")!);

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void AnIndexThatThereIsNotIsRefusedBeforeAnythingChanges(int index)
    {
        var callers = (Array)s_program.Value.Call("Program", "Callers", index)!;
        float[] untouched = RunCaller(2, 4);
        for (int i = 0; i < callers.Length; i++)
        {
            float[] after = RunCaller(index, i);

            Assert.Equal([7, 7, 7, 7], after[..4]);
            Assert.Equal(untouched[4..], after[4..]);
            string message = (string)s_program.Value.StaticProperty("Program", "Message")!;
            Assert.Matches(
                @"\[[14]\] \(sample [01], index 1\) is -?\d+, but Words has a vocabulary of 5: indices are whole numbers from 0 to 4|which no float holds",
                message);
        }

        static float[] RunCaller(int index, int caller) => (float[])s_program.Value.Call("Program", "RunCaller", index, caller)!;
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(float.NaN)]
    [InlineData(4.0000005f)]
    [InlineData(-1e-30f)]
    [InlineData(float.PositiveInfinity)]
    public void ANumberThatIsNoIndexIsRefused(float number)
    {
        TrainableNetwork<float> network = s_program.Value.CreateSingle("Words");
        float[] inputs = [.. Enumerable.Range(0, 60).Select(i => (float)(i % 5))];
        foreach (int position in new[] { 0, 17, 59 })
        {
            float[] wrong = [.. inputs];
            wrong[position] = number;

            var exception = Assert.Throws<ArgumentOutOfRangeException>(() => network.Predict(wrong, new float[40]));

            Assert.StartsWith($"inputs[{position}] (sample {position / 3}, index {position % 3}) is ", exception.Message, StringComparison.Ordinal);
        }

        network.Predict(inputs, new float[40]);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void ItIsADenseLayerOnOneHotRows(int index, string precision)
    {
        (int steps, int vocabulary, int size) = s_sizes[index];
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad(SourceOf("Indices", index, precision), OneHotSourceOf(index, precision));
        foreach (int samples in TestScope.Cases([1, 2, 5, 6, 13, 129, 400], quick: 4))
        {
            var random = new Random(samples);
            int[] indices = [.. Enumerable.Range(0, samples * steps).Select(_ => random.Next(vocabulary))];
            double[] oneHot = new double[indices.Length * vocabulary];
            for (int i = 0; i < indices.Length; i++)
            {
                oneHot[(i * vocabulary) + indices[i]] = 1;
            }

            double[] targets = [.. Enumerable.Range(0, samples * 3).Select(_ => random.NextDouble())];
            GeneratedNetwork looked = Create(networks, "Indices", precision);
            GeneratedNetwork multiplied = Create(networks, "OneHot", precision);
            double[] parameters = [.. looked.Parameters.Select(_ => random.NextDouble() - 0.5)];
            looked.Parameters = parameters;
            multiplied.Parameters = parameters;
            double[] numbers = [.. indices.Select(value => (double)value)];
            double tolerance = Agreement.ToleranceOf(precision == "Single" ? Precision.Single : Precision.Double);

            ReferenceResult expected = multiplied.Gradient(oneHot, targets);
            ReferenceResult actual = looked.Gradient(numbers, targets);

            Agreement.Same("outputs", multiplied.Predict(oneHot), looked.Predict(numbers), tolerance);
            Agreement.Same("loss", [expected.Loss], [actual.Loss], tolerance);
            Agreement.Same("gradient", expected.Gradient, actual.Gradient, tolerance);
            looked.TrainStep(numbers, targets, new Sgd(0.5));
            multiplied.TrainStep(oneHot, targets, new Sgd(0.5));
            Agreement.Same("a step", multiplied.Parameters, looked.Parameters, tolerance);
            Assert.All(looked.Padding, value => Assert.Equal(0, value));
        }
    }

    [Fact]
    public void ThreadsDoNotChangeABit()
    {
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad(
            [.. SomeSizes.Select(index => SourceOf($"Net{index}", index, "Single"))]);
        foreach (int index in SomeSizes)
        {
            (int steps, int vocabulary, _) = s_sizes[index];
            var random = new Random(index);
            var dataset = new Dataset(
                [.. Enumerable.Range(0, 150 * steps).Select(_ => random.Next(vocabulary))],
                [.. Enumerable.Range(0, 150 * 3).Select(_ => random.NextSingle())],
                steps,
                3);
            foreach (Func<Optimizer> optimizer in new Func<Optimizer>[] { () => new Sgd(0.1), () => new Adam(0.01) })
            {
                float[][] learned = [.. new[] { 1, 2, 3, 7 }.Select(threads =>
                {
                    TrainableNetwork<float> network = networks.CreateSingle($"Net{index}", 5);
                    network.Fit(
                        dataset, new FitOptions { Epochs = 2, BatchSize = 64, Optimizer = optimizer(), Threads = threads, InsistsOnThreads = true });
                    float[] parameters = new float[network.Layout.ParameterCount];
                    network.CopyParametersTo(parameters);
                    return parameters;
                })];

                Assert.All(learned, parameters => Assert.Equal(learned[0], parameters));
            }
        }
    }

    [Fact]
    public void SeveralEmbeddingsTakeTheSameIndices()
    {
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad(Source(
            """
            [Network(Precision = Precision.Double, CheckGradients = true)]
            [Input(6, Name = "words")]
            [Embedding(9, 5, Name = "first")]
            [Reshape(3, 2, From = "words", Name = "pairs")]
            [Embedding(12, 4, From = "pairs")]
            [Reshape(6, 4)]
            [Embedding(10, 3, From = "words", Frozen = true, Name = "third")]
            [Concat("first", From = "third")]
            [Layer(2, Tanh)]
            [Flatten(Name = "joined")]
            [Flatten(From = "second", Name = "rest")]
            [Concat("joined", From = "rest")]
            [Layer(3)]
            public sealed partial class Several;
            """.Replace("[Reshape(6, 4)]", "[Reshape(6, 4, Name = \"second\")]", StringComparison.Ordinal)));
        TrainableNetwork<double> network = networks.CreateDouble("Several", 2);
        var random = new Random(1);
        double[] inputs = [.. Enumerable.Range(0, 7 * 6).Select(_ => (double)random.Next(9))];
        double[] targets = [.. Enumerable.Range(0, 7 * 3).Select(_ => random.NextDouble())];
        var check = (GradientChecker)Delegate.CreateDelegate(
            typeof(GradientChecker), network, network.GetType().GetMethods().Single(method =>
                method.Name == "CheckGradients" && method.GetParameters()[0].ParameterType == typeof(ReadOnlySpan<double>)));

        GradientReport report = check(inputs, targets, int.MaxValue);

        Assert.True(report.IsLossCorrect, report.ToString());
        Assert.All(report.Tensors.Where(tensor => tensor.Name != "layer 5, embeddings"), tensor => Assert.Equal(GradientVerdict.Correct, tensor.Verdict));
        inputs[3] = 9;
        Assert.Contains("vocabulary of 9", Assert.Throws<ArgumentOutOfRangeException>(() => check(inputs, targets, 1)).Message, StringComparison.Ordinal);
    }

    private delegate GradientReport GradientChecker(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, int parametersPerTensor);

    [Theory]
    [FullInlineData(512)]
    [InlineData(256)]
    [FullInlineData(128)]
    public void EveryWidthAgrees(int bits)
    {
        string[] sources = [.. SomeSizes.Select(index => SourceOf($"Net{index}", index, "Single"))];
        using LoadedNetworks widest = GeneratorHarness.CompileAndLoad(sources);
        using LoadedNetworks networks = VectorWidths.CompileFor(bits, sources);
        foreach (int index in SomeSizes)
        {
            (int steps, int vocabulary, _) = s_sizes[index];
            var random = new Random(index);
            double[] inputs = [.. Enumerable.Range(0, 31 * steps).Select(_ => (double)random.Next(vocabulary))];
            double[] targets = [.. Enumerable.Range(0, 31 * 3).Select(_ => random.NextDouble())];

            ReferenceResult expected = Create(widest, $"Net{index}", "Single").Gradient(inputs, targets);

            Agreement.Same("gradient", expected.Gradient, Create(networks, $"Net{index}", "Single").Gradient(inputs, targets).Gradient, 1e-5);
        }
    }

    [Fact]
    public void ItsFileHoldsTheTable()
    {
        TrainableNetwork<float> network = s_program.Value.CreateSingle("Words", 3);
        float[] parameters = new float[network.Layout.ParameterCount];
        network.CopyParametersTo(parameters);
        var stream = new MemoryStream();

        network.Save(stream);

        Assert.Contains(
            "\"layer1.embeddings\":{\"dtype\":\"F32\",\"shape\":[5,4]", Encoding.UTF8.GetString(stream.ToArray()), StringComparison.Ordinal);
        stream.Position = 0;
        Network<float> loaded = (Network<float>)network.GetType().GetMethod("Load", [typeof(Stream)])!.Invoke(null, [stream])!;
        float[] read = new float[parameters.Length];
        loaded.CopyParametersTo(read);
        Assert.Equal(parameters, read);
    }

    [Fact]
    public void TheTableIsDrawnFromANormalDistribution()
    {
        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad(
            Source("[Input(1)] [Embedding(400, 25)] [Flatten] public sealed partial class Plain;"),
            Source("[Input(1)] [Embedding(400, 25, Initializer = Initializer.Uniform01, InitializerScale = 2)] [Flatten] public sealed partial class Uniform;"));

        double[] plain = Draw("Plain");
        double[] uniform = Draw("Uniform");

        Assert.InRange(plain.Average(), -0.04, 0.04);
        Assert.InRange(Math.Sqrt(plain.Average(value => value * value)), 0.97, 1.03);
        Assert.InRange(uniform.Average(), 0.97, 1.03);
        Assert.All(uniform, value => Assert.InRange(value, 0, 2));

        double[] Draw(string name)
        {
            TrainableNetwork<float> network = networks.CreateSingle(name, 1);
            float[] parameters = new float[network.Layout.ParameterCount];
            network.CopyParametersTo(parameters);
            return [.. parameters.Select(value => (double)value)];
        }
    }

    private static string SourceOf(string name, int index, string precision)
    {
        (int steps, int vocabulary, int size) = s_sizes[index];
        return Source(
            $"[Network(Precision = Precision.{precision})] [Input({steps})] [Embedding({vocabulary}, {size})] [Layer(3, Tanh)] [Flatten] [Layer(3)] "
            + $"public sealed partial class {name};");
    }

    private static string OneHotSourceOf(int index, string precision)
    {
        (int steps, int vocabulary, int size) = s_sizes[index];
        return Source(
            $"[Network(Precision = Precision.{precision})] [Input({steps}, {vocabulary})] [Layer({size}, Bias = false)] [Layer(3, Tanh)] [Flatten] [Layer(3)] "
            + "public sealed partial class OneHot;");
    }

    private static GeneratedNetwork Create(LoadedNetworks networks, string name, string precision) => precision == "Single"
        ? new GeneratedNetwork<float>(networks.CreateSingle(name))
        : new GeneratedNetwork<double>(networks.CreateDouble(name));

    private static string Source(string declaration) => $"using GenNet;\nusing static GenNet.Activation;\n{declaration}";
}
