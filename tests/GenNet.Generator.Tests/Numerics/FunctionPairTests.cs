using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// Every activation with every loss that may follow it against the reference, in two networks that differ in precision and strategy; which
/// precision goes with which strategy changes from pair to pair. Each elementwise activation stands before the last layer too. An enum's new
/// member is tested without a change here.
/// </summary>
/// <remarks>Set GENNET_ALL_PAIRS to 1 for all four networks of every pair, which takes twice as long.</remarks>
public sealed class FunctionPairTests
{
    private const int Samples = 7;

    private static readonly bool s_takesAll = Environment.GetEnvironmentVariable("GENNET_ALL_PAIRS") == "1";

    private static readonly int s_networksOfPair = s_takesAll ? 4 : 2;

    private static readonly IReadOnlyList<NetworkDescription> s_descriptions =
    [
        .. TestedFunctions.Endings.SelectMany((_, ending) =>
            from precision in Enum.GetValues<Precision>()
            from unroll in new[] { Unroll.Full, Unroll.Tiled }
            where s_takesAll || (precision == Precision.Single) == (unroll == Unroll.Full) == (ending % 2 == 0)
            select Describe(ending, precision, unroll)),
    ];

    private static readonly Lazy<GeneratedNetworks> s_networks = new(() => GeneratedNetworks.Compile(s_descriptions));

    public static TheoryData<int> Endings => [.. Enumerable.Range(0, TestedFunctions.Endings.Count)];

    [Fact]
    public void EachElementwiseActivationStandsBeforeTheLastLayerToo() => Assert.Empty(
        TestedFunctions.Hidden.Except(s_descriptions.Select(description => description.Layers[0].Activation)));

    [Theory]
    [MemberData(nameof(Endings))]
    public void GeneratedNetworksAgreeWithTheReference(int ending)
    {
        foreach (NetworkDescription description in s_descriptions.Skip(s_networksOfPair * ending).Take(s_networksOfPair))
        {
            var random = new Random(ending);
            double[] parameters = description.DrawParameters(random);
            RandomCase drawn = RandomCases.DrawBatch(description, parameters, Samples, random);
            ReferenceResult expected = new ReferenceNetwork(description, parameters).Backpropagate(drawn.Inputs, drawn.Targets);

            Agreement.Same(description, expected, s_networks.Value.Create(description, parameters).Gradient(drawn.Inputs, drawn.Targets));
        }
    }

    [Theory]
    [MemberData(nameof(Endings))]
    public void GradientIsTheLimitOfDifferences(int ending)
    {
        NetworkDescription description = s_descriptions
            .Skip(s_networksOfPair * ending)
            .First(description => description.Precision == Precision.Double);
        RandomCase drawn = CentralDifferences.DrawCase(description, ending);
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
                $"{description}: gradient of {tensor}", differences[range], gradient[range], 10 * CentralDifferences.Tolerance);
        }
    }

    /// <summary>Arguments other than the defaults in every second network, so that both ways to say them are used.</summary>
    private static NetworkDescription Describe(int ending, Precision precision, Unroll unroll)
    {
        (Activation last, Loss loss) = TestedFunctions.Endings[ending];

        // An exponential of an exponential reaches 10¹⁶, and bends too much for differences to follow.
        Activation hidden = TestedFunctions.IsCoupled(last) ? TestedFunctions.Hidden[ending % TestedFunctions.Hidden.Count]
            : last == Activation.Exponential ? Activation.Tanh
            : last;
        bool isUsual = ending % 2 == 0;
        double? Argument(Activation activation) => isUsual || TestedFunctions.ArgumentName(activation) is null ? null : 0.3;
        return new NetworkDescription(
            $"Ending{ending}{precision}{unroll}",
            loss,
            Reduction.Mean,
            precision,
            unroll,
            new LayerDescription(3, 4, hidden, Argument: Argument(hidden)),
            new LayerDescription(4, 3, last, HasBias: !isUsual, Argument: Argument(last)))
        {
            LossArgument = isUsual || TestedFunctions.ArgumentName(loss) is null ? null : loss == Loss.FocalLoss ? 1.5 : 0.3,
            LabelSmoothing = isUsual || loss != Loss.CrossEntropy ? 0 : 0.2,
            ClassWeights = loss != Loss.CrossEntropy || last == Activation.Softmax ? null : [0.5, 2, 1],
        };
    }
}
