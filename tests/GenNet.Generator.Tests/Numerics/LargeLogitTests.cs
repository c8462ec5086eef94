using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>
/// What follows a softmax or a log-softmax depends on the differences of its logits alone: outputs, loss and gradient of z + c are those
/// of z to the last bit, as far from 0 as numbers still tell logits apart, and finite where a difference overflows.
/// </summary>
public sealed class LargeLogitTests
{
    private const int Samples = 5;

    private static readonly (Unroll Unroll, int Inputs, int Outputs)[] s_shapes =
    [
        (Unroll.Full, 1, 3),

        // In blocks, as it is more than a method takes.
        (Unroll.Full, 14, 19),
        (Unroll.Tiled, 1, 3),
        (Unroll.Tiled, 1, 16),
        (Unroll.Tiled, 1, 19),
    ];

    private static readonly IReadOnlyList<NetworkDescription> s_descriptions = TestScope.Cases(
        from ending in TestedFunctions.Endings
        where TestedFunctions.IsCoupled(ending.Activation)
        from variant in Enumerable.Range(0, VariantsOf(ending.Loss))
        from precision in Enum.GetValues<Precision>()
        from shape in s_shapes
        select Describe(ending.Activation, ending.Loss, variant, precision, shape),
        quick: 7);

    private static readonly Lazy<GeneratedNetworks> s_networks = new(() => GeneratedNetworks.Compile(s_descriptions));

    public static TheoryData<string> Names => [.. s_descriptions.Select(description => description.Name)];

    public static TheoryData<string> NamesOfLogarithmicLosses =>
        [.. s_descriptions.Where(IsLogarithmic).Select(description => description.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void OnlyDifferencesCount(string name)
    {
        NetworkDescription description = s_descriptions.Single(description => description.Name == name);
        var random = new Random(name.Length);
        double[] logits = [.. Enumerable.Range(0, description.OutputSize).Select(_ => (double)-random.Next(7))];
        (double[] inputs, double[] targets) = Draw(description, random);
        double[] Parameters(double shift) => ParametersOf(description, Array.ConvertAll(logits, z => z + shift));
        GeneratedNetwork network = s_networks.Value.Create(description, Parameters(0));

        ReferenceResult near = network.Gradient(inputs, targets);

        if (IsLogarithmic(description))
        {
            Agreement.Same(description, new ReferenceNetwork(description, Parameters(0)).Backpropagate(inputs, targets), near);
        }

        double[] shifts = description.Precision == Precision.Single
            ? [1, -1, 1e4, -1e4, 1e6, 8e6, -8e6, 1.6e7]
            : [1, -1, 1e6, 1e10, -1e10, 1e14, 8e15, -8e15];
        foreach (double shift in shifts)
        {
            network.Parameters = Parameters(shift);
            ReferenceResult far = network.Gradient(inputs, targets);
            Assert.Equal(near.Loss, far.Loss);
            Assert.Equal(near.Gradient, far.Gradient);
            Assert.Equal(near.Outputs, far.Outputs);
            Assert.Equal(
                near.Outputs[..description.OutputSize], network.Predict(inputs[..description.InputSize]), Close(description));
        }
    }

    [Theory]
    [MemberData(nameof(NamesOfLogarithmicLosses))]
    public void DifferencesThatOverflowLeaveNoNaN(string name)
    {
        NetworkDescription description = s_descriptions.Single(description => description.Name == name);
        double most = description.Precision == Precision.Single ? 3e38 : 1.7e308;
        double[] logits = [most, -most, .. new double[description.OutputSize - 2]];
        double[] inputs = new double[Samples * description.InputSize];
        double[] target = [1, .. new double[description.OutputSize - 1]];
        double[] targets = [.. Enumerable.Range(0, Samples).SelectMany(_ => target)];
        GeneratedNetwork network = s_networks.Value.Create(description, ParametersOf(description, logits));

        ReferenceResult result = network.Gradient(inputs, targets);

        Assert.True(double.IsFinite(result.Loss), $"{description}: the loss is {result.Loss}.");
        Assert.All(result.Gradient, value => Assert.True(double.IsFinite(value), $"{description}: a gradient is {value}."));
        Assert.All(result.Outputs, value => Assert.True(double.IsFinite(value), $"{description}: an output is {value}."));
        if (description.LabelSmoothing == 0)
        {
            // The target's probability is 1, and the others' are 0.
            Assert.Equal(0, result.Loss);
            Assert.All(result.Gradient, value => Assert.Equal(0, value));
        }
    }

    /// <summary>One sample has kernels of its own, which sum 0 · x in their own order; the logits are the biases all the same.</summary>
    private static EqualityComparer<double> Close(NetworkDescription description) => EqualityComparer<double>.Create(
        (a, b) => Math.Abs(a - b) <= Agreement.ToleranceOf(description.Precision) * Math.Max(1, Math.Abs(a)));

    /// <summary>No weights, so that the biases are the logits.</summary>
    private static double[] ParametersOf(NetworkDescription description, double[] logits) =>
        [.. new double[description.InputSize * description.OutputSize], .. logits];

    private static (double[] Inputs, double[] Targets) Draw(NetworkDescription description, Random random) =>
    (
        [.. Enumerable.Range(0, Samples * description.InputSize).Select(_ => description.Round(random.NextNormal()))],
        [.. Enumerable.Range(0, Samples * description.OutputSize).Select(_ => description.Round(random.NextDouble()))]);

    /// <summary>Whether the loss is computed from ln a, and depends on the target's own probability alone.</summary>
    private static bool IsLogarithmic(NetworkDescription description) =>
        description.Loss is Loss.CrossEntropy or Loss.KLDivergence or Loss.FocalLoss;

    private static int VariantsOf(Loss loss) => loss switch
    {
        Loss.CrossEntropy => 4,
        Loss.FocalLoss => 3,
        _ => 1,
    };

    private static NetworkDescription Describe(
        Activation last, Loss loss, int variant, Precision precision, (Unroll Unroll, int Inputs, int Outputs) shape)
    {
        bool isWeighted = loss == Loss.CrossEntropy && (variant is 2 or 3);
        return new NetworkDescription(
            $"{last}{loss}{variant}{precision}{shape.Unroll}{shape.Outputs}",
            loss,
            Reduction.Mean,
            precision,
            shape.Unroll,
            new LayerDescription(shape.Inputs, shape.Outputs, last))
        {
            LossArgument = loss == Loss.FocalLoss ? variant switch { 1 => 1.5, 2 => 0.5, _ => null } : null,
            LabelSmoothing = loss == Loss.CrossEntropy && (variant is 1 or 3) ? 0.1 : 0,
            Weights = isWeighted ? [.. Enumerable.Range(0, shape.Outputs).Select(i => 0.5 + (i % 3))] : null,
        };
    }
}
