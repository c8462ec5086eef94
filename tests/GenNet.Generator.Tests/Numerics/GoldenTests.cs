using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>What PyTorch computes, the reference and the generated networks compute too. The tests need no Python.</summary>
public sealed class GoldenTests
{
    private static readonly IReadOnlyList<Golden> s_goldens = Golden.ReadAll();

    private static readonly IReadOnlyList<(Golden Golden, Precision Precision)> s_cases = TestScope.Cases(
        from golden in s_goldens
        from precision in Enum.GetValues<Precision>()
        select (golden, precision),
        quick: 13);

    private static readonly Lazy<GeneratedNetworks> s_networks = new(() => GeneratedNetworks.Compile(
        s_cases.Select(chosen => Describe(chosen.Golden, chosen.Precision))));

    public static TheoryData<string> Names => [.. s_goldens.Select(golden => golden.Name)];

    public static TheoryData<string, Precision> NamesAndPrecisions => new(s_cases.Select(chosen => (chosen.Golden.Name, chosen.Precision)));

    [Fact]
    public void GoldensHoldEveryActivationAndEveryLoss()
    {
        Assert.Equal(
            Enum.GetValues<Activation>(), s_goldens.SelectMany(golden => golden.Layers).Select(layer => layer.Activation).Distinct().Order());
        Assert.Equal(TestedFunctions.Losses, s_goldens.Select(golden => golden.Loss).Distinct().Order());
        Assert.Empty(RandomCases.Endings.Except(s_goldens.Select(golden => (golden.Layers[^1].Activation, golden.Loss))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ReferenceAgreesWithPyTorch(string name)
    {
        Golden golden = s_goldens.Single(golden => golden.Name == name);
        NetworkDescription description = golden.Describe(Precision.Double, Unroll.Auto);

        ReferenceResult actual = new ReferenceNetwork(description, golden.Parameters).Backpropagate(golden.Inputs, golden.Targets);

        Agreement.Same(description, golden.Expected, actual);
    }

    [Theory]
    [MemberData(nameof(NamesAndPrecisions))]
    public void GeneratedNetworkAgreesWithPyTorch(string name, Precision precision)
    {
        Golden golden = s_goldens.Single(golden => golden.Name == name);
        NetworkDescription description = Describe(golden, precision);
        GeneratedNetwork network = s_networks.Value.Create(description, golden.Parameters);
        Assert.Equal(golden.Parameters, network.Parameters);

        ReferenceResult actual = network.Gradient(golden.Inputs, golden.Targets);

        Agreement.Same(description, golden.Expected, actual);
    }

    // Each golden in both precisions, one of them as small networks usually are and the other tiled, by turns.
    private static NetworkDescription Describe(Golden golden, Precision precision) =>
        golden.Describe(precision, (golden.Name.Length + (int)precision) % 2 == 0 ? Unroll.Auto : Unroll.Tiled);
}
