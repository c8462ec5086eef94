using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// Every activation with every loss that may follow it, in both precisions, straight-line and tiled, against the reference; the numbers that
/// they take are the usual ones in one precision and others in the other. Each elementwise activation stands before the last layer too. An
/// enum's new member is tested without a change here.
/// </summary>
/// <remarks>
/// What is a pair's own in the code is written over <see cref="System.Numerics.Vector{T}"/>, whose width the runtime's settings decide: CI runs
/// the straight-line half again at each of them. The tiles know of no pair.
/// </remarks>
public sealed class FunctionPairTests
{
    private const int Samples = 7;

    private static readonly IReadOnlyList<int> s_endings = TestScope.Cases(Enumerable.Range(0, TestedFunctions.Endings.Count), quick: 6);

    private static readonly IReadOnlyList<Activation> s_hidden = TestScope.Cases(TestedFunctions.Hidden, quick: 2);

    private static readonly IReadOnlyList<NetworkDescription> s_straightLine =
    [
        .. from ending in Enumerable.Range(0, TestedFunctions.Endings.Count)
           from precision in Enum.GetValues<Precision>()
           select Describe(ending, precision, Unroll.Full),
    ];

    private static readonly IReadOnlyList<NetworkDescription> s_tiled =
    [
        .. from ending in Enumerable.Range(0, TestedFunctions.Endings.Count)
           from precision in Enum.GetValues<Precision>()
           select Describe(ending, precision, Unroll.Tiled),
    ];

    /// <summary>Tiled networks whose first layer has the activation in question.</summary>
    private static readonly IReadOnlyList<NetworkDescription> s_tiledHidden =
    [
        .. from activation in TestedFunctions.Hidden
           from precision in Enum.GetValues<Precision>()
           select new NetworkDescription(
               $"Hidden{activation}{precision}",
               Loss.HalfSquaredError,
               Reduction.Sum,
               precision,
               Unroll.Tiled,
               new LayerDescription(5, 9, activation, Argument: ArgumentOf(activation, precision == Precision.Single)),
               new LayerDescription(9, 2, Activation.Linear)),
    ];

    private static readonly Lazy<GeneratedNetworks> s_straightLineNetworks = new(() => GeneratedNetworks.Compile(
        s_endings.SelectMany(ending => OfEnding(s_straightLine, ending))));

    private static readonly Lazy<GeneratedNetworks> s_tiledNetworks = new(() => GeneratedNetworks.Compile(
        s_endings.SelectMany(ending => OfEnding(s_tiled, ending)).Concat(s_tiledHidden.Where(description => s_hidden.Contains(description.Layers[0].Activation)))));

    /// <summary>Every network of these tests.</summary>
    internal static IEnumerable<NetworkDescription> Descriptions => s_straightLine.Concat(s_tiled).Concat(s_tiledHidden);

    public static TheoryData<int> Endings => [.. s_endings];

    public static TheoryData<Activation> Hidden => [.. s_hidden];

    [Fact]
    public void EachElementwiseActivationStandsBeforeTheLastLayerToo() => Assert.Empty(
        TestedFunctions.Hidden.Except(s_straightLine.Select(description => description.Layers[0].Activation)));

    [Theory]
    [MemberData(nameof(Endings))]
    public void StraightLineNetworksAgreeWithTheReference(int ending)
    {
        foreach (NetworkDescription description in OfEnding(s_straightLine, ending))
        {
            AssertAgrees(s_straightLineNetworks.Value, description, ending);
        }
    }

    [Theory]
    [MemberData(nameof(Endings))]
    public void TiledNetworksAgreeWithTheReference(int ending)
    {
        foreach (NetworkDescription description in OfEnding(s_tiled, ending))
        {
            AssertAgrees(s_tiledNetworks.Value, description, ending);
        }
    }

    [Theory]
    [MemberData(nameof(Hidden))]
    public void TiledNetworksAgreeWithTheReferenceWhereTheFunctionIsInside(Activation activation)
    {
        foreach (NetworkDescription description in s_tiledHidden.Where(description => description.Layers[0].Activation == activation))
        {
            AssertAgrees(s_tiledNetworks.Value, description, (int)activation);
        }
    }

    [Theory]
    [MemberData(nameof(Endings))]
    public void GradientIsTheLimitOfDifferences(int ending)
    {
        NetworkDescription description = OfEnding(s_straightLine, ending).Single(description => description.Precision == Precision.Double);
        RandomCase drawn = CentralDifferences.DrawCase(description, ending);
        GeneratedNetwork network = s_straightLineNetworks.Value.Create(description, drawn.Parameters);

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

    private static void AssertAgrees(GeneratedNetworks networks, NetworkDescription description, int seed)
    {
        var random = new Random(seed);
        double[] parameters = description.DrawParameters(random);
        if (description.Layers[0].Activation == Activation.Exponential && description.Layers[^1].Activation == Activation.Exponential)
        {
            // Gently: e^z inherits the absolute error of z as its relative one, and an exponential of an exponential reaches e³⁶, whose z
            // a float knows to 10⁻⁵.
            parameters = Array.ConvertAll(parameters, value => value / 2);
        }

        RandomCase drawn = RandomCases.DrawBatch(description, parameters, Samples, random);
        ReferenceResult expected = new ReferenceNetwork(description, parameters).Backpropagate(drawn.Inputs, drawn.Targets);

        Agreement.Same(description, expected, networks.Create(description, parameters).Gradient(drawn.Inputs, drawn.Targets));
    }

    private static IEnumerable<NetworkDescription> OfEnding(IReadOnlyList<NetworkDescription> descriptions, int ending)
    {
        int precisions = Enum.GetValues<Precision>().Length;
        return descriptions.Skip(precisions * ending).Take(precisions);
    }

    /// <summary>A straight-line network has the activation in its first layer too; the pair's part of a tiled one needs no second layer.</summary>
    private static NetworkDescription Describe(int ending, Precision precision, Unroll unroll)
    {
        (Activation last, Loss loss) = TestedFunctions.Endings[ending];
        Activation hidden = TestedFunctions.EndsNetwork(last) ? TestedFunctions.Hidden[ending % TestedFunctions.Hidden.Count]
            : loss == Loss.GaussianNll ? Activation.Tanh
            : last;
        bool isUsual = (ending + (int)precision) % 2 == 0;
        var lastLayer = new LayerDescription(
            4, loss == Loss.GaussianNll ? 6 : 3, last, HasBias: !isUsual, Argument: ArgumentOf(last, isUsual));
        return new NetworkDescription(
            $"Ending{ending}{precision}{unroll}",
            loss,
            Reduction.Mean,
            precision,
            unroll,
            unroll == Unroll.Tiled ? [lastLayer] : [new LayerDescription(3, 4, hidden, Argument: ArgumentOf(hidden, isUsual)), lastLayer])
        {
            LossArgument = isUsual || TestedFunctions.ArgumentName(loss) is null ? null
                : loss switch { Loss.FocalLoss => last == Activation.Softmax ? 1.5 : 0.5, Loss.GaussianNll => 1e-3, _ => 0.3 },
            LabelSmoothing = isUsual || loss != Loss.CrossEntropy ? 0 : 0.2,
            Weights = loss switch
            {
                Loss.CrossEntropy when last != Activation.Softmax => [0.5, 2, 1],
                Loss.BinaryCrossEntropy when !isUsual => [3, 0.5, 0],
                _ => null,
            },
        };
    }

    private static double? ArgumentOf(Activation activation, bool isUsual) =>
        isUsual || TestedFunctions.ArgumentName(activation) is null ? null : 0.3;
}
