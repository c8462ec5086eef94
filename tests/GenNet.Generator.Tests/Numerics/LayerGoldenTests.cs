using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Tests.Numerics.Reference;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// Networks of every kind of layer, and random ones of several kinds, compute what PyTorch computes. The tests need no Python.
/// </summary>
public sealed class LayerGoldenTests
{
    private const double SingleTolerance = 2e-5;

    private static readonly IReadOnlyList<LayerGolden> s_goldens = LayerGolden.ReadAll();

    private static readonly IReadOnlyList<(LayerGolden Golden, Precision Precision)> s_cases = TestScope.Cases(
        from golden in s_goldens
        from precision in Enum.GetValues<Precision>()
        select (golden, precision),
        quick: 18);

    private static readonly Lazy<GeneratedNetworks> s_networks = new(() => GeneratedNetworks.Compile(
    [
        DeclaredNetwork.Functions,
        .. s_cases.Select(chosen => chosen.Golden.Network.Source(NameOf(chosen.Golden, chosen.Precision), chosen.Precision, UnrollOf(chosen.Golden))),
    ]));

    public static TheoryData<string> Names => [.. s_goldens.Select(golden => golden.Network.Name)];

    public static TheoryData<string, Precision> NamesAndPrecisions =>
        new(s_cases.Select(chosen => (chosen.Golden.Network.Name, chosen.Precision)));

    [Theory]
    [MemberData(nameof(Names))]
    public void ReferenceAgreesWithPyTorch(string name)
    {
        LayerGolden golden = Find(name);

        ReferenceGradient actual = ReferenceGraph.Gradient(golden.Network, golden.Parameters, golden.Inputs, golden.Targets);
        double[] outputs = ReferenceGraph.Predict(golden.Network, golden.Parameters, golden.Inputs);

        Same(golden, new ReferenceResult(outputs, actual.Loss, actual.Gradient), Agreement.DoubleTolerance);
        double[] parameters = golden.Parameters;
        IReadOnlyList<ReferenceStatistics> statistics = [];
        for (int step = 0; golden.Steps is { } steps && step < steps.Losses.Length; step++)
        {
            actual = ReferenceGraph.Gradient(golden.Network, parameters, golden.Inputs, golden.Targets, statistics);
            parameters = [.. parameters.Zip(actual.Gradient, (value, slope) => value - (steps.LearningRate * slope))];
            statistics = actual.Statistics;
            Assert.Equal(steps.Losses[step], actual.Loss, Agreement.DoubleTolerance);
        }

        if (golden.Steps is { } after)
        {
            foreach (((string tensor, double[] expected), double[] values) in after.State.Zip(statistics.SelectMany(running => new[] { running.Mean, running.Variance })))
            {
                Agreement.Same($"{name}: {tensor}", expected, values, Agreement.DoubleTolerance);
            }

            Agreement.Same(
                $"{name}: outputs after training",
                after.ExpectedOutputs,
                ReferenceGraph.Predict(golden.Network, parameters, golden.Inputs, statistics),
                Agreement.DoubleTolerance);
        }
    }

    [Theory]
    [MemberData(nameof(NamesAndPrecisions))]
    public void GeneratedNetworkAgreesWithPyTorch(string name, Precision precision)
    {
        LayerGolden golden = Find(name);
        GeneratedNetwork network = s_networks.Value.Create(NameOf(golden, precision), precision);
        Assert.Equal(golden.Parameters.Length, network.Parameters.Length);
        network.Parameters = golden.Parameters;
        double tolerance = precision == Precision.Double ? Agreement.DoubleTolerance : SingleTolerance;

        Same(golden, network.Gradient(golden.Inputs, golden.Targets), tolerance);

        // The gradient leaves everything as it was, running values too.
        Same(golden, network.Gradient(golden.Inputs, golden.Targets), tolerance);
        if (golden.Steps is { } steps)
        {
            Train(golden, network, steps, tolerance);
        }
    }

    private static void Train(LayerGolden golden, GeneratedNetwork network, GoldenSteps steps, double tolerance)
    {
        string name = golden.Network.Name;
        var optimizer = new Sgd(steps.LearningRate);
        foreach (double expected in steps.Losses)
        {
            double loss = network.TrainStep(golden.Inputs, golden.Targets, optimizer);
            Agreement.Same($"{name}: loss of a step", [expected], [loss], tolerance);
        }

        IReadOnlyDictionary<string, double[]> saved = SavedTensors.Of(network.Network);
        foreach ((string tensor, double[] values) in steps.State)
        {
            Assert.True(saved.ContainsKey(tensor), $"{name} saves no {tensor}, but {string.Join(", ", saved.Keys)}.");
            Agreement.Same($"{name}: {tensor}", values, saved[tensor], tolerance);
        }

        Agreement.Same($"{name}: outputs after training", steps.ExpectedOutputs, network.Predict(golden.Inputs), tolerance);
    }

    private static LayerGolden Find(string name) => s_goldens.Single(golden => golden.Network.Name == name);

    private static string NameOf(LayerGolden golden, Precision precision) => $"{golden.Network.Name}{precision}";

    // By turns as small networks usually are, and tiled.
    private static Unroll UnrollOf(LayerGolden golden) => golden.Network.Name.Length % 2 == 0 ? Unroll.Auto : Unroll.Tiled;

    private static void Same(LayerGolden golden, ReferenceResult actual, double tolerance)
    {
        string name = $"{golden.Network.Name}\n{golden.Network.Text}\n";
        Agreement.Same($"{name}outputs", golden.Expected.Outputs, actual.Outputs, tolerance);
        Agreement.Same($"{name}loss", [golden.Expected.Loss], [actual.Loss], tolerance);
        Agreement.SameTensors(name, golden.Tensors, golden.Expected.Gradient, actual.Gradient, tolerance);
    }
}
