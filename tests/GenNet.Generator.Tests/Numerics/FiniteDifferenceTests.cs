using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// The generated gradient against differences of the generated loss, with no reference between: each hidden activation before each
/// ending, half of them straight-line and half tiled, in double precision.
/// </summary>
public sealed class FiniteDifferenceTests
{
    private static readonly IReadOnlyList<NetworkDescription> s_descriptions = TestScope.Cases<NetworkDescription>(
    [
        .. from ending in Enumerable.Range(0, RandomCases.Endings.Count)
           from hidden in new[] { 0, 2 }
           select Describe(ending, hidden),
    ],
        quick: 7);

    private static readonly Lazy<GeneratedNetworks> s_networks = new(() => GeneratedNetworks.Compile(s_descriptions));

    public static TheoryData<string> Names => [.. s_descriptions.Select(description => description.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void GradientIsTheLimitOfDifferences(string name)
    {
        NetworkDescription description = s_descriptions.Single(description => description.Name == name);
        RandomCase drawn = CentralDifferences.DrawCase(description, seed: 7);
        GeneratedNetwork network = s_networks.Value.Create(description, drawn.Parameters);

        double[] gradient = network.Gradient(drawn.Inputs, drawn.Targets).Gradient;
        double[] differences = CentralDifferences.Of(drawn.Parameters, parameters =>
        {
            network.Parameters = parameters;
            return network.Gradient(drawn.Inputs, drawn.Targets).Loss;
        });

        foreach ((string tensor, Range range) in description.Tensors)
        {
            Agreement.Same(
                $"{description}: gradient of {tensor}", differences[range], gradient[range], CentralDifferences.Tolerance);
        }
    }

    private static NetworkDescription Describe(int ending, int hidden)
    {
        (Activation last, Loss loss) = RandomCases.Endings[ending];
        Activation first = RandomCases.HiddenActivations[hidden];
        Activation second = RandomCases.HiddenActivations[hidden + 1];
        return new NetworkDescription(
            $"{first}{second}{last}{loss}",
            loss,
            Reduction.Mean,
            Precision.Double,
            (ending + (hidden / 2)) % 2 == 0 ? Unroll.Full : Unroll.Tiled,
            new LayerDescription(3, 5, first),
            new LayerDescription(5, 4, second, HasBias: false),
            new LayerDescription(4, 2, last));
    }
}
