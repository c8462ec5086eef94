using System;
using System.Threading.Tasks;
using GenNet.Generator.Tests.Harness;
using Xunit;

namespace GenNet.Generator.Tests.Diagnostics;

/// <summary>Mistakes in a <c>[Layer]</c>. In each of these the rest of the program still compiles, whatever it calls.</summary>
public sealed class LayerRulesTests
{
    [Fact]
    public Task GN0001_NeighboursDiffer() => Verify(
        """
        [Layer(784, 64, Sigmoid)]
        [Layer({|GN0001:32|}, 10, Softmax)]
        """,
        "Layer 2 takes 32 inputs but layer 1 yields 64. Change 32 to 64, or layer 1's outputs to 32.");

    [Fact]
    public Task GN0001_FindsANamedArgument() => Verify(
        """
        [Layer(outputs: 3, inputs: 2)]
        [Layer(activation: Sigmoid, outputs: 1, inputs: {|GN0001:2 * 2|})]
        """,
        "Layer 2 takes 4 inputs but layer 1 yields 3. Change 4 to 3, or layer 1's outputs to 4.");

    [Fact]
    public Task GN0001_EveryPairIsAMistakeOfItsOwn() => Verify(
        """
        [Layer(2, 3), Layer({|GN0001:4|}, 5)]
        [Layer(5, 6)]
        [Layer({|GN0001:7|}, 1)]
        """,
        "Layer 2 takes 4 inputs but layer 1 yields 3. Change 4 to 3, or layer 1's outputs to 4.",
        "Layer 4 takes 7 inputs but layer 3 yields 6. Change 7 to 6, or layer 3's outputs to 7.");

    [Fact]
    public Task GN0002_NoInputs() => Verify(
        "[Layer({|GN0002:0|}, 3)]",
        "Layer 1 has 0 inputs. Give it 1 or more.");

    [Fact]
    public Task GN0002_FewerOutputsThanNone() => Verify(
        """
        [Layer(2, outputs: {|GN0002:-3|})]
        [Layer(3, 1)]
        """,
        "Layer 1 has -3 outputs. Give it 1 or more.");

    [Fact]
    public Task GN0002_ComesWithoutGN0001() => Verify(
        """
        [Layer(2, 3)]
        [Layer({|GN0002:0|}, 1)]
        """,
        "Layer 2 has 0 inputs. Give it 1 or more.");

    [Fact]
    public Task GN0003_TooManyOutputs() => Verify(
        """
        [Layer(1000, 2000)]
        [Layer(2000, {|GN0003:int.MaxValue|})]
        """,
        "With layer 2 the network needs 8,632,886,289,232 values at once to learn (a gradient, transposed weights and outputs, in "
        + "rows filled up to 8 or 16), but 536,854,528 is the most. Make a layer smaller.");

    [Fact]
    public Task GN0003_TooManyInputs() => Verify(
        "[Layer({|GN0003:int.MaxValue|}, 1, Bias = false)]",
        "With layer 1 the network needs 17,179,878,784 values at once to learn (a gradient, transposed weights and outputs, in "
        + "rows filled up to 8 or 16), but 536,854,528 is the most. Make a layer smaller.");

    [Fact]
    public Task GN0004_SoftmaxInside() => Verify(
        """
        [Layer(2, 3, {|GN0004:Softmax|})]
        [Layer(3, 2, Softmax)]
        """,
        "Layer 1 ends in a softmax, but only the last layer, layer 2, can. Choose another activation for layer 1, or end the "
        + "network with it.");

    [Fact]
    public Task GN0004_ComesWithoutGN0005() => Verify(
        """
        [Network(Loss = Loss.CrossEntropy)]
        [Layer(2, 3, activation: {|GN0004:Softmax|})]
        [Layer(3, 2)]
        """,
        "Layer 1 ends in a softmax, but only the last layer, layer 2, can. Choose another activation for layer 1, or end the "
        + "network with it.");

    [Fact]
    public Task GN0004_MeanAndVarianceBeforeTheLastLayer() => Verify(
        """
        [Layer(2, 4, {|GN0004:MeanAndVariance|})]
        [Layer(4, 2, MeanAndVariance)]
        """,
        "Layer 1 ends in a mean and variance, but only the last layer, layer 2, can. Choose another activation for layer 1, or end the network "
        + "with it.");

    [Fact]
    public Task GN0006_UndefinedActivation() => Verify(
        "[Layer(2, 3, {|GN0006:(Activation)99|})]",
        $"99 is not an Activation. Use one of {string.Join(", ", Enum.GetNames<Activation>())}.");

    [Fact]
    public Task GN0006_UndefinedInitializer() => Verify(
        "[Layer(2, 3, Initializer = {|GN0006:(Initializer)(-1)|})]",
        "-1 is not an Initializer. Use one of Auto, GlorotUniform, HeNormal, StandardNormal, Uniform01, Zeros, LeCunNormal, Orthogonal, GlorotNormal, HeUniform, LeCunUniform, TruncatedNormal, Uniform, Constant, Identity, TorchUniform.");

    [Fact]
    public Task GN0007_ScaleIsNotANumber() => Verify(
        """
        [Layer(2, 3)]
        [Layer(3, 1, InitializerScale = {|GN0007:double.NaN|})]
        """,
        "Layer 2's InitializerScale is not a number, and so would every weight be. Give a finite number.");

    [Fact]
    public Task GN0007_ScaleIsInfinite() => Verify(
        """
        [Layer(2, 3, InitializerScale = {|GN0007:1e300 * 1e300|})]
        [Layer(3, 1, InitializerScale = {|GN0007:double.NegativeInfinity|})]
        """,
        "Layer 1's InitializerScale is infinite, and so would every weight be. Give a finite number.",
        "Layer 2's InitializerScale is minus infinity, and so would every weight be. Give a finite number.");

    [Fact]
    public Task GN0020_ScaleOfZeros() => Verify(
        """
        [Layer(2, 3)]
        [Layer(3, 1, InitializerScale = {|GN0020:0.5|}, Initializer = Initializer.Zeros)]
        """,
        "Layer 2's weights are all zero, and InitializerScale times zero is zero. Remove it, or choose an Initializer that draws "
        + "weights.");

    [Fact]
    public Task GN0023_SoftmaxOverOneOutput() => Verify(
        """
        [Layer(2, 3)]
        [Layer(3, 1, {|GN0023:Softmax|})]
        """,
        "Layer 2 is a softmax over one output, which is 1 whatever the network learns. Use Sigmoid for one probability, or give the "
        + "layer an output for each class.");

    [Fact]
    public Task GN0040_NumberOfAnotherActivation() => Verify(
        """
        [Layer(2, 3, ELU, Slope = {|GN0040:0.1|})]
        [Activate(ReLU, PerChannel = {|GN0040:true|})]
        [Layer(3, 1, Alpha = {|GN0040:2|})]
        """,
        "ELU does not take Slope, which so has no effect. Remove Slope, or choose LeakyReLU or PReLU.",
        "ReLU does not take PerChannel, which so has no effect. Remove PerChannel, or choose PReLU.",
        "Linear does not take Alpha, which so has no effect. Remove Alpha, or choose ELU or CELU.");

    [Fact]
    public Task GN0041_NumberOutOfRange() => Verify(
        """
        [Layer(2, 3, LeakyReLU, Slope = {|GN0041:double.NaN|})]
        [Layer(3, 3, CELU, Alpha = {|GN0041:0|})]
        [Layer(3, 1, Softplus, Beta = {|GN0041:-1.5|})]
        """,
        "LeakyReLU's Slope is not a number. Give a finite number.",
        "CELU's Alpha is 0. Give a finite number above 0.",
        "Softplus's Beta is -1.5. Give a finite number above 0.");

    [Fact]
    public Task GN0041_NumberOfALayerOutOfRange() => Verify(
        """
        [Layer(2, 3, Tanh)]
        [Dropout({|GN0041:25|})]
        [Dropout(rate: {|GN0041:1|})]
        [GaussianNoise({|GN0041:0|})]
        [LayerNorm(Epsilon = {|GN0041:-1|})]
        [BatchNorm(Momentum = {|GN0041:1.5|}, Epsilon = {|GN0041:0|})]
        """,
        "Dropout's rate is 25. Give a number from 0 to below 1.",
        "Dropout's rate is 1. Give a number from 0 to below 1.",
        "GaussianNoise's standardDeviation is 0. Give a finite number above 0.",
        "LayerNorm's Epsilon is -1. Give a finite number above 0.",
        "BatchNorm's Momentum is 1.5. Give a number above 0, at most 1.",
        "BatchNorm's Epsilon is 0. Give a finite number above 0.");

    private static Task Verify(string attributes, params string[] messages) => DiagnosticTest.Verify(
        $"""
        using GenNet;
        using static GenNet.Activation;

        {attributes}
        public sealed partial class Net;

        {DiagnosticTest.Use}
        """,
        messages);
}
