using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// Every optimizer on generated networks: the step is that along the gradient, whichever way it comes, padding stays zero, threads do not show,
/// and nothing is allocated.
/// </summary>
public sealed class OptimizerTests
{
    // Its step is more than one along the gradient, and has tests of its own.
    private const string Searching = "Lbfgs";

    private static readonly (string Name, Func<Optimizer> Make)[] s_optimizers =
    [
        ("Sgd", () => new Sgd(0.01)),
        ("Sgd with decay", () => new Sgd(0.01) { WeightDecay = 0.1 }),
        ("Sgd clipped", () => new Sgd(0.01) { ClipNorm = 0.1, ClipValue = 0.05 }),
        ("Momentum", () => new Momentum(0.01) { IsNesterov = true }),
        ("AdaGrad", () => new AdaGrad(0.01, 0.1, 0.1)),
        ("AdaDelta", () => new AdaDelta()),
        ("RmsProp", () => new RmsProp(0.01, momentum: 0.5) { IsCentered = true }),
        ("Adam", () => new Adam(0.01) { WeightDecay = 0.1 }),
        ("AMSGrad", () => new Adam(0.01) { IsAmsGrad = true }),
        ("AdamW", () => new AdamW(0.01)),
        ("NAdam", () => new NAdam(0.01)),
        ("RProp", () => new RProp()),
        ("Lion", () => new Lion(0.01) { WeightDecay = 0.1 }),
        ("own", () => new SignDescent(0.01)),
        ("own with decay", () => new ShrinkingDescent(0.01) { WeightDecay = 0.1, ClipNorm = 0.1 }),
        ("one more", () => new OneMore()),
        (Searching, () => new Lbfgs(maxIterations: 3)),
    ];

    // So many parameters that threads share their update.
    private static readonly NetworkDescription s_large = Describe([300, 256, 3], Precision.Single);

    // Straight-line, tiled with rows that are padded, and tiled with panels that are.
    private static readonly int[][] s_shapes = [[3, 4, 2], [20, 37, 5], [40, 300, 3]];

    private static readonly Lazy<IReadOnlyList<NetworkDescription>> s_descriptions = new(() => TestScope.Cases(
        from sizes in s_shapes
        from precision in new[] { Precision.Single, Precision.Double }
        select Describe(sizes, precision),
        quick: 4));

    private static readonly Lazy<GeneratedNetworks> s_largeNetwork = new(() => GeneratedNetworks.Compile([s_large]));

    private static readonly Lazy<GeneratedNetworks> s_networks = new(() => GeneratedNetworks.Compile(s_descriptions.Value));

    public static TheoryData<string> Optimizers => [.. s_optimizers.Select(optimizer => optimizer.Name)];

    public static TheoryData<string> OptimizersOfGradients => [.. Optimizers.Select(row => row.Data).Where(name => name != Searching)];

    [Theory]
    [MemberData(nameof(OptimizersOfGradients))]
    public void AStepIsOneAlongTheGradient(string name)
    {
        foreach (NetworkDescription description in s_descriptions.Value)
        {
            var drawn = Draw(description, 9);
            GeneratedNetwork stepped = s_networks.Value.Create(description, drawn.Parameters);
            GeneratedNetwork told = s_networks.Value.Create(description, drawn.Parameters);
            Optimizer first = Make(name);
            Optimizer second = Make(name);
            for (int step = 0; step < 3; step++)
            {
                double[] before = stepped.Parameters;
                ReferenceResult gradient = told.Gradient(drawn.Inputs, drawn.Targets);
                Assert.Equal(gradient.Loss, stepped.TrainStep(drawn.Inputs, drawn.Targets, first));
                told.ApplyGradient(gradient.Gradient, second);
                Assert.Equal(told.Parameters, stepped.Parameters);
                Assert.NotEqual(before, stepped.Parameters);
                Assert.All(stepped.Padding, value => Assert.Equal(0, value));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void ThreadsGiveTheSameBits(string name)
    {
        foreach (NetworkDescription description in s_descriptions.Value.Where(description => description.InputSize > 3))
        {
            var drawn = Draw(description, 50);
            var dataset = new Dataset(
                Array.ConvertAll(drawn.Inputs, value => (float)value),
                Array.ConvertAll(drawn.Targets, value => (float)value),
                description.InputSize,
                description.OutputSize);
            double[] alone = Train(1);
            Assert.All(alone, value => Assert.True(double.IsFinite(value)));
            Assert.Equal(alone, Train(2));
            Assert.Equal(alone, Train(3));

            double[] Train(int threads)
            {
                GeneratedNetwork network = s_networks.Value.Create(description, drawn.Parameters);
                network.Fit(dataset, new FitOptions { Epochs = 2, BatchSize = 20, Optimizer = Make(name), Threads = threads, InsistsOnThreads = true });
                Assert.All(network.Padding, value => Assert.Equal(0, value));
                return network.Parameters;
            }
        }
    }

    [Theory]
    [InlineData("Momentum")]
    [InlineData("Sgd clipped")]
    [InlineData("AdaGrad")]
    [InlineData("AMSGrad")]
    [InlineData("RProp")]
    public void ThreadsThatShareAnUpdateGiveTheSameBits(string name)
    {
        var drawn = Draw(s_large, 24);
        var dataset = new Dataset(
            Array.ConvertAll(drawn.Inputs, value => (float)value), Array.ConvertAll(drawn.Targets, value => (float)value), 300, 3);
        foreach (int accumulated in new[] { 1, 2 })
        {
            double[] alone = Train(1);
            Assert.Equal(alone, Train(2));
            Assert.Equal(alone, Train(3));

            double[] Train(int threads)
            {
                GeneratedNetwork network = s_largeNetwork.Value.Create(s_large, drawn.Parameters);
                network.Fit(dataset, new FitOptions
                {
                    Epochs = 2,
                    BatchSize = 12,
                    AccumulateBatches = accumulated,
                    Optimizer = Make(name),
                    Threads = threads,
                    InsistsOnThreads = true,
                });
                Assert.All(network.Padding, value => Assert.Equal(0, value));
                return network.Parameters;
            }
        }
    }

    [Theory]
    [MemberData(nameof(OptimizersOfGradients))]
    public void AStepAllocatesNothing(string name)
    {
        foreach (NetworkDescription description in s_descriptions.Value)
        {
            if (description.Precision == Precision.Single)
            {
                AllocateNothing(s_networks.Value.CreateSingle(description, 1), Make(name));
            }
            else
            {
                AllocateNothing(s_networks.Value.CreateDouble(description, 1), Make(name));
            }
        }
    }

    [Theory]
    [InlineData(Precision.Single)]
    [InlineData(Precision.Double)]
    public void TenLinesTrainXor(Precision precision)
    {
        var description = new NetworkDescription(
            $"OwnXor{precision}",
            Loss.BinaryCrossEntropy,
            Reduction.Mean,
            precision,
            Unroll.Auto,
            [new LayerDescription(2, 8, Activation.Tanh), new LayerDescription(8, 1, Activation.Sigmoid)]);
        GeneratedNetwork network = GeneratedNetworks.Compile([description]).Create(description, seed: 3);
        var optimizer = new SignDescent(0.01);
        double loss = 1;
        for (int step = 0; step < 500; step++)
        {
            loss = network.TrainStep([0, 0, 0, 1, 1, 0, 1, 1], [0, 1, 1, 0], optimizer);
        }

        Assert.InRange(loss, 0, 0.05);
        Assert.Equal([0, 1, 1, 0], network.Predict([0, 0, 0, 1, 1, 0, 1, 1]).Select(output => Math.Round(output)));
    }

    private static void AllocateNothing<T>(TrainableNetwork<T> network, Optimizer optimizer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] inputs = new T[7 * network.Layout.InputSize];
        T[] targets = new T[7 * network.Layout.TargetSize];
        Array.Fill(inputs, T.One);
        Array.Fill(targets, T.One / T.CreateChecked(network.Layout.OutputSize));

        Allocations.AssertNoneInTheEnd(() => network.TrainStep(inputs, targets, optimizer));
    }

    private static Optimizer Make(string name) => s_optimizers.Single(optimizer => optimizer.Name == name).Make();

    private static NetworkDescription Describe(int[] sizes, Precision precision)
    {
        var layers = new LayerDescription[sizes.Length - 1];
        for (int i = 0; i < layers.Length; i++)
        {
            layers[i] = new LayerDescription(sizes[i], sizes[i + 1], i == layers.Length - 1 ? Activation.Softmax : Activation.Tanh);
        }

        return new NetworkDescription(
            $"Optimized{string.Join('_', sizes)}{precision}", Loss.CrossEntropy, Reduction.Mean, precision, Unroll.Auto, layers);
    }

    private static RandomCase Draw(NetworkDescription description, int samples)
    {
        var random = new Random(samples);
        return RandomCases.DrawBatch(description, description.DrawParameters(random), samples, random);
    }

    private sealed class SignDescent(double learningRate) : Optimizer(learningRate)
    {
        protected override void Update<T>(Span<T> parameters, ReadOnlySpan<T> gradient, OptimizerState<T> state)
        {
            for (int i = 0; i < parameters.Length; i++)
            {
                parameters[i] -= T.CreateTruncating(LearningRate * T.Sign(gradient[i]));
            }
        }
    }

    private sealed class ShrinkingDescent(double learningRate) : Optimizer(learningRate)
    {
        public override bool IsWeightDecayDecoupled => true;

        protected override void Update<T>(Span<T> parameters, ReadOnlySpan<T> gradient, OptimizerState<T> state)
        {
            Span<T> sum = state["sum"];
            for (int i = 0; i < parameters.Length; i++)
            {
                sum[i] += gradient[i];
                parameters[i] -= T.CreateTruncating(LearningRate) * sum[i];
            }
        }
    }

    private sealed class OneMore() : Optimizer(1)
    {
        protected override void Update<T>(Span<T> parameters, ReadOnlySpan<T> gradient, OptimizerState<T> state)
        {
            foreach (ref T parameter in parameters)
            {
                parameter++;
            }
        }
    }
}
