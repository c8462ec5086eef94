using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// Tiled networks at each vector width, whatever this machine has: the choice of the width is taken from the generated code, and
/// .NET emulates vectors that the processor lacks.
/// </summary>
public sealed class LaneWidthTests
{
    private static readonly NetworkDescription[] s_descriptions =
    [
        Describe("OneLine", Precision.Single, Loss.CrossEntropy, (7, 10, Activation.Softmax)),
        Describe("TwoLines", Precision.Single, Loss.BinaryCrossEntropy, (13, 20, Activation.ReLU), (20, 32, Activation.Sigmoid)),
        Describe("ThreeLines", Precision.Single, Loss.MeanSquaredError, (6, 48, Activation.Tanh), (48, 33, Activation.Softmax)),
        Describe("FourLines", Precision.Single, Loss.SquaredError, (1, 64, Activation.Sigmoid), (64, 49, Activation.Linear), (49, 3, Activation.Tanh)),
        Describe("EightLines", Precision.Single, Loss.CrossEntropy, (31, 128, Activation.ReLU), (128, 2, Activation.Softmax)),
        Describe("Slopes", Precision.Single, Loss.MeanSquaredError, (5, 128, Activation.PReLU), (128, 20, Activation.PReLU)),
        Describe("OneLineOfDoubles", Precision.Double, Loss.HalfSquaredError, (5, 8, Activation.Sigmoid), (8, 1, Activation.Sigmoid)),
        Describe("ThreeLinesOfDoubles", Precision.Double, Loss.CrossEntropy, (12, 20, Activation.Tanh), (20, 24, Activation.Softmax)),
        Describe("FourLinesOfDoubles", Precision.Double, Loss.BinaryCrossEntropy, (9, 32, Activation.ReLU), (32, 32, Activation.Sigmoid)),
    ];

    [Theory]
    [FullInlineData(512)]
    [InlineData(256)]
    [FullInlineData(128)]
    public void EveryWidthAgreesWithTheReference(int bits)
    {
        IReadOnlyList<NetworkDescription> descriptions = TestScope.Cases(s_descriptions, quick: 4);
        using LoadedNetworks networks = VectorWidths.CompileFor(bits, [.. descriptions.Select(description => description.Source)]);
        foreach (NetworkDescription description in descriptions)
        {
            var random = new Random(bits);
            foreach (int samples in new[] { 1, 4, 5, 6, 7, 11, 12, 13 })
            {
                RandomCase drawn = RandomCases.DrawBatch(description, description.DrawParameters(random), samples, random);
                GeneratedNetwork network = description.Precision == Precision.Single
                    ? new GeneratedNetwork<float>(networks.CreateSingle(description.Name))
                    : new GeneratedNetwork<double>(networks.CreateDouble(description.Name));
                network.Parameters = drawn.Parameters;

                ReferenceResult expected = new ReferenceNetwork(description, drawn.Parameters).Backpropagate(drawn.Inputs, drawn.Targets);
                Agreement.Same(description, expected, network.Gradient(drawn.Inputs, drawn.Targets));

                network.TrainStep(drawn.Inputs, drawn.Targets, new Sgd(0.5));
                double[] stepped = [.. drawn.Parameters.Zip(expected.Gradient, (p, g) => p - (0.5 * g))];
                Agreement.Same($"{description}: a step", stepped, network.Parameters, Agreement.ToleranceOf(description.Precision));
                Assert.All(network.Padding, value => Assert.Equal(0, value));
            }
        }
    }

    private static NetworkDescription Describe(
        string name, Precision precision, Loss loss, params (int Inputs, int Outputs, Activation Activation)[] layers) => new(
        name,
        loss,
        Reduction.Mean,
        precision,
        Unroll.Tiled,
        [.. layers.Select(layer => new LayerDescription(layer.Inputs, layer.Outputs, layer.Activation))]);
}
