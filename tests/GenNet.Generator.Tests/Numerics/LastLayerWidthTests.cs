using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// Every last activation with every loss that may follow it, and losses that users write, in tiled networks of both precisions whose last
/// layer fills its rows and whose last layer leaves padding in them; the numbers that they take are the usual ones and others. Outputs, loss
/// and gradient are those of the reference.
/// </summary>
/// <remarks>
/// A few dozen of the cases, all of them in a full run. Where the outputs are coupled, padding has
/// code of its own, so each such pair without padding is always among them.
/// </remarks>
public sealed class LastLayerWidthTests
{
    private const int Samples = 7;

    /// <summary>Losses as a user writes them, and the built-in ones that are the same.</summary>
    private static readonly IReadOnlyList<(string Function, Loss Loss)> s_written =
        [("HalfSquare", Loss.HalfSquaredError), ("Square", Loss.SquaredError)];

    private static readonly IReadOnlyList<NetworkDescription> s_all =
    [
        .. from ending in Endings()
           from precision in Enum.GetValues<Precision>()
           from isUsual in new[] { true, false }
           from width in Widths(precision)
           where ending.Function is null || isUsual
           select Describe(ending.Activation, ending.Loss, ending.Function, precision, isUsual, width),
    ];

    private static readonly IReadOnlyList<NetworkDescription> s_descriptions = Choose();

    private static readonly Lazy<GeneratedNetworks> s_networks = new(() => GeneratedNetworks.Compile(
    [
        "public static class Losses\n{\n    [GenNet.LossFunction] public static float HalfSquare(float a, float t) => 0.5f * (a - t) * (a - t);\n\n"
            + "    [GenNet.LossFunction] public static float Square(float a, float t) => (a - t) * (a - t);\n}\n",
        .. s_descriptions.Select(description => description.Source),
    ]));

    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(Activations))]
    public void NetworksAgreeWithTheReference(Activation activation)
    {
        foreach (NetworkDescription description in s_descriptions.Where(description => description.LastActivation == activation))
        {
            var random = new Random(description.OutputSize + (int)description.Loss);
            double[] parameters = description.DrawParameters(random);
            RandomCase drawn = RandomCases.DrawBatch(description, parameters, Samples, random);
            ReferenceResult expected = new ReferenceNetwork(description, parameters).Backpropagate(drawn.Inputs, drawn.Targets);

            Agreement.Same(description, expected, s_networks.Value.Create(description, parameters).Gradient(drawn.Inputs, drawn.Targets));
        }
    }

    [Fact]
    public void EveryEndingIsAmongTheCasesWithoutPadding()
    {
        foreach ((Activation activation, Loss loss) in TestedFunctions.Endings)
        {
            Assert.Equal(
                8,
                s_all.Count(description => description.LastActivation == activation
                    && description.Loss == loss
                    && description.LossFunction is null
                    && HasNoPadding(description)));
        }
    }

    private static IReadOnlyList<NetworkDescription> Choose() => TestScope.Full
        ? s_all
        :
        [
            .. s_all
                .Where(description => TestedFunctions.IsCoupled(description.LastActivation) && HasNoPadding(description))
                .GroupBy(description => (description.LastActivation, description.Loss, description.LossFunction))
                .Select((cases, index) => cases.ElementAt(index % cases.Count()))
                .Union(TestScope.Cases(s_all, quick: 3)),
        ];

    private static IEnumerable<(Activation Activation, Loss Loss, string? Function)> Endings() =>
    [
        .. TestedFunctions.Endings.Select(ending => (ending.Activation, ending.Loss, (string?)null)),
        .. from activation in Enum.GetValues<Activation>()
           where activation != Activation.MeanAndVariance
           from written in s_written
           select (activation, written.Loss, written.Function),
    ];

    /// <summary>One cache line and two, and an even number in between.</summary>
    private static int[] Widths(Precision precision)
    {
        int line = ElementsPerLine(precision);
        return [line, line + 4, 2 * line];
    }

    private static bool HasNoPadding(NetworkDescription description) => description.OutputSize % ElementsPerLine(description.Precision) == 0;

    private static int ElementsPerLine(Precision precision) => precision == Precision.Single ? 16 : 8;

    private static NetworkDescription Describe(
        Activation activation, Loss loss, string? function, Precision precision, bool isUsual, int width) => new(
        $"{activation}{function ?? loss.ToString()}{precision}{(isUsual ? "Usual" : "Other")}{width}",
        loss,
        Reduction.Mean,
        precision,
        Unroll.Tiled,
        new LayerDescription(
            2, width, activation, HasBias: !isUsual, Argument: isUsual || TestedFunctions.ArgumentName(activation) is null ? null : 0.3))
    {
        LossFunction = function is null ? null : $"Losses.{function}",
        LossArgument = isUsual || TestedFunctions.ArgumentName(loss) is null ? null
            : loss switch { Loss.FocalLoss => activation != Activation.Softmax ? 0.5 : 1.5, Loss.GaussianNll => 1e-3, _ => 0.3 },
        LabelSmoothing = isUsual || loss != Loss.CrossEntropy ? 0 : 0.2,
        Weights = isUsual || loss is not (Loss.CrossEntropy or Loss.BinaryCrossEntropy) || activation == Activation.Softmax
            ? null
            : [.. Enumerable.Range(0, width).Select(i => 0.5 + (i % 3))],
    };
}
