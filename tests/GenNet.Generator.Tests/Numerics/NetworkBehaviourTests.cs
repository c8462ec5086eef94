using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>What holds of every generated network, on a small unrolled and a larger tiled one of each precision.</summary>
public sealed class NetworkBehaviourTests
{
    private static readonly NetworkDescription[] s_descriptions =
    [
        Small("SmallSingle", Precision.Single),
        Small("SmallDouble", Precision.Double),
        Large("LargeSingle", Precision.Single),
        Large("LargeDouble", Precision.Double),
        Sparse("SparseSingle", Precision.Single),
        Sparse("SparseDouble", Precision.Double),
    ];

    private static readonly Lazy<GeneratedNetworks> s_networks = new(() => GeneratedNetworks.Compile(s_descriptions));

    private static readonly IReadOnlyList<NetworkDescription> s_chosen = TestScope.Cases(s_descriptions, quick: 4);

    public static TheoryData<string> Names => [.. s_chosen.Select(description => description.Name)];

    public static TheoryData<string, int> NamesAndBatches => new(
        from description in s_chosen
        from samples in new[] { 700, -1 }
        select (description.Name, samples));

    [Theory]
    [MemberData(nameof(NamesAndBatches))]
    public void BatchOfSeveralPassesAgreesWithTheReference(string name, int samples)
    {
        (NetworkDescription description, GeneratedNetwork network, double[] parameters) = Create(name);

        // −1 stands for one sample more than two passes, where passes are not too long to be worth the time.
        samples = samples > 0 ? samples : (2 * Math.Min(network.SamplesPerPass, 2000)) + 1;
        RandomCase drawn = RandomCases.DrawBatch(description, parameters, samples, new Random(samples));

        ReferenceResult actual = network.Gradient(drawn.Inputs, drawn.Targets);
        double loss = network.TrainStep(drawn.Inputs, drawn.Targets, new Sgd(0.5));

        var reference = new ReferenceNetwork(description, parameters);
        ReferenceResult expected = reference.Backpropagate(drawn.Inputs, drawn.Targets);
        Agreement.Same(description, expected, actual);
        Agreement.Same($"{name}: loss", [expected.Loss], [loss], Agreement.ToleranceOf(description.Precision));
        reference.Step(drawn.Inputs, drawn.Targets, 0.5);
        Agreement.Same($"{name}: parameters", reference.Parameters, network.Parameters, Agreement.ToleranceOf(description.Precision));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NoSampleIsFineForPredictingAndRefusedForTraining(string name)
    {
        (NetworkDescription description, GeneratedNetwork network, _) = Create(name);

        Assert.Empty(network.Predict([]));
        Assert.Empty(network.Predict([], threads: 2));
        Assert.Contains(name, Assert.Throws<ArgumentException>(() => network.Gradient([], [])).Message, StringComparison.Ordinal);
        Assert.Contains(name, Assert.Throws<ArgumentException>(() => network.TrainStep([], [], new Sgd(1))).Message, StringComparison.Ordinal);
        Assert.Equal(description.ParameterCount, network.Parameters.Length);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ThreadsDoNotChangeTheBitsOfPredict(string name)
    {
        (NetworkDescription description, GeneratedNetwork network, double[] parameters) = Create(name);
        RandomCase drawn = RandomCases.DrawBatch(description, parameters, 3001, new Random(5));

        double[] alone = network.Predict(drawn.Inputs);

        Assert.Equal(alone, network.Predict(drawn.Inputs, threads: 1));
        Assert.Equal(alone, network.Predict(drawn.Inputs, threads: 2));
        Assert.Equal(alone, network.Predict(drawn.Inputs, threads: 3));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ThreadsDoNotChangeTheBitsOfFit(string name)
    {
        const int Samples = 301;
        (NetworkDescription description, _, double[] parameters) = Create(name);
        RandomCase drawn = RandomCases.DrawBatch(description, parameters, Samples, new Random(6));
        var dataset = new Dataset(
            Array.ConvertAll(drawn.Inputs, value => (float)value),
            Array.ConvertAll(drawn.Targets, value => (float)value),
            description.InputSize,
            description.OutputSize);

        double[] Train(int threads)
        {
            GeneratedNetwork network = s_networks.Value.Create(description, parameters);
            network.Fit(dataset, new FitOptions { Epochs = 3, BatchSize = 64, Optimizer = new Sgd(0.1), Seed = 3, Threads = threads, InsistsOnThreads = true });
            return network.Parameters;
        }

        double[] alone = Train(1);
        Assert.NotEqual(parameters, alone);
        Assert.All(alone, value => Assert.True(double.IsFinite(value)));
        Assert.Equal(alone, Train(1));
        Assert.Equal(alone, Train(2));
        Assert.Equal(alone, Train(3));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void PaddingStaysZero(string name)
    {
        (NetworkDescription description, GeneratedNetwork network, double[] parameters) = Create(name);
        RandomCase drawn = RandomCases.DrawBatch(description, parameters, 37, new Random(8));
        Assert.All(network.Padding, value => Assert.Equal(0, value));

        for (int step = 0; step < 5; step++)
        {
            network.TrainStep(drawn.Inputs, drawn.Targets, new Sgd(0.3));
        }

        Assert.NotEqual(parameters, network.Parameters);
        Assert.All(network.Padding, value => Assert.Equal(0, value));

        // Sizes of 17 and 33 leave something of a 64-byte row over, and straight-line code keeps room for a vector behind the last
        // parameter; a test without padding would show nothing.
        Assert.NotEmpty(network.Padding);
    }

    [Fact]
    public void PredictingAndTrainingAllocateNothing()
    {
        AssertAllocatesNothing(s_networks.Value.CreateSingle(s_descriptions[0]), new Sgd(0.1));
        AssertAllocatesNothing(s_networks.Value.CreateDouble(s_descriptions[1]), new Sgd(0.1));
        AssertAllocatesNothing(s_networks.Value.CreateSingle(s_descriptions[2]), new Sgd(0.1));
        AssertAllocatesNothing(s_networks.Value.CreateDouble(s_descriptions[3]), new Sgd(0.1));
    }

    [Fact]
    public void NetworkWithRandomParametersHasCompiledItsTrainingStep()
    {
        // Loaded anew, because other tests may have trained those that all of them share.
        GeneratedNetworks networks = GeneratedNetworks.Compile(s_descriptions);

        AssertStepCompilesNothing(networks.CreateSingle(s_descriptions[0]));
        AssertStepCompilesNothing(networks.CreateDouble(s_descriptions[1]));
        AssertStepCompilesNothing(networks.CreateSingle(s_descriptions[2]));
        AssertStepCompilesNothing(networks.CreateDouble(s_descriptions[3]));
        AssertStepCompilesNothing(networks.CreateSingle(s_descriptions[4]));
        AssertStepCompilesNothing(networks.CreateDouble(s_descriptions[5]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void SeedDecidesTheBits(string name)
    {
        NetworkDescription description = s_descriptions.Single(description => description.Name == name);

        double[] first = s_networks.Value.Create(description, seed: 12).Parameters;

        Assert.Equal(first, s_networks.Value.Create(description, seed: 12).Parameters);
        Assert.NotEqual(first, s_networks.Value.Create(description, seed: 13).Parameters);
    }

    private static NetworkDescription Small(string name, Precision precision) => new(
        name,
        Loss.BinaryCrossEntropy,
        Reduction.Mean,
        precision,
        Unroll.Full,
        new LayerDescription(3, 5, Activation.Tanh),
        new LayerDescription(5, 2, Activation.Sigmoid));

    private static NetworkDescription Large(string name, Precision precision) => new(
        name,
        Loss.CrossEntropy,
        Reduction.Mean,
        precision,
        Unroll.Tiled,
        new LayerDescription(17, 33, Activation.ReLU),
        new LayerDescription(33, 17, Activation.Sigmoid, HasBias: false),
        new LayerDescription(17, 5, Activation.Softmax));

    private static NetworkDescription Sparse(string name, Precision precision) => new(
        name,
        Loss.BinaryCrossEntropy,
        Reduction.Mean,
        precision,
        Unroll.Tiled,
        new LayerDescription(131, 34, Activation.Sigmoid),
        new LayerDescription(34, 3, Activation.Sigmoid));

    private static (NetworkDescription Description, GeneratedNetwork Network, double[] Parameters) Create(string name)
    {
        NetworkDescription description = s_descriptions.Single(description => description.Name == name);
        double[] parameters = description.DrawParameters(new Random(4));
        return (description, s_networks.Value.Create(description, parameters), parameters);
    }

    private static void AssertStepCompilesNothing<T>(TrainableNetwork<T> network)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        T[] inputs = new T[32 * network.Layout.InputSize];
        T[] targets = new T[32 * network.Layout.TargetSize];
        Array.Fill(inputs, T.One);
        var optimizer = new Sgd(0.1);
        long before = JitInfo.GetCompiledMethodCount(currentThread: true);

        network.TrainStep(inputs, targets, optimizer);

        Assert.Equal(before, JitInfo.GetCompiledMethodCount(currentThread: true));
    }

    private static void AssertAllocatesNothing<T>(TrainableNetwork<T> network, Optimizer optimizer)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        int many = network.Layout.SamplesPerPass > 1500 ? 1500 : (2 * network.Layout.SamplesPerPass) + 1;
        foreach (int samples in new[] { 1, 2, 50, many })
        {
            T[] inputs = new T[samples * network.Layout.InputSize];
            T[] outputs = new T[samples * network.Layout.OutputSize];
            T[] gradient = new T[network.Layout.ParameterCount];
            Allocations.AssertNoneInTheEnd(() =>
            {
                network.Predict(inputs, outputs);
                network.Gradient(inputs, outputs, gradient);
                network.TrainStep(inputs, outputs, optimizer);
                network.Classify(inputs.AsSpan(0, network.Layout.InputSize));
            });
        }
    }
}
