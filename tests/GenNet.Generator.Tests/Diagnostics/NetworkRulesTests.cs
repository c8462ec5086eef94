using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GenNet.Generator.Tests.Diagnostics;

/// <summary>Mistakes in a <c>[Network]</c>. In each of these the rest of the program still compiles, whatever it calls.</summary>
public sealed class NetworkRulesTests
{
    [Fact]
    public Task GN0005_CrossEntropyWithoutSoftmax() => Verify(
        """
        [Network(Loss = {|GN0005:Loss.CrossEntropy|})]
        [Layer(2, 3)]
        [Layer(3, 1, Sigmoid)]
        """,
        "CrossEntropy needs a softmax or a log-softmax in the last layer, but layer 2 ends in Sigmoid. Change layer 2's activation to Softmax, or "
        + "choose another loss, BinaryCrossEntropy for example.");

    [Fact]
    public Task GN0005_BinaryCrossEntropyWithoutSigmoid() => Verify(
        """
        [Layer(2, 3)]
        [Network(Reduction = Reduction.Sum, Loss = {|GN0005:Loss.BinaryCrossEntropy|})]
        """,
        "BinaryCrossEntropy needs a sigmoid in the last layer, but layer 1 ends in Linear. Change layer 1's activation to Sigmoid, "
        + "or choose another loss, MeanSquaredError for example.");

    [Fact]
    public Task GN0040_NumberOfAnotherLoss() => Verify(
        """
        [Network(Loss = Loss.Huber, Gamma = {|GN0040:2|}, LabelSmoothing = {|GN0040:0.1|})]
        [Layer(2, 1)]
        """,
        "Huber does not take Gamma, which so has no effect. Remove Gamma, or choose FocalLoss.",
        "Huber does not take LabelSmoothing, which so has no effect. Remove LabelSmoothing, or choose CrossEntropy.");

    [Fact]
    public Task GN0041_NumberOutOfRange() => Verify(
        """
        [Network(Loss = Loss.Pinball, Quantile = {|GN0041:90|})]
        [Layer(2, 1)]
        """,
        "Pinball's Quantile is 90. Give a number above 0 and below 1.");

    [Fact]
    public Task GN0041_SmoothingOutOfRange() => Verify(
        """
        [Network(LabelSmoothing = {|GN0041:1|})]
        [Layer(2, 3, Softmax)]
        """,
        "CrossEntropy's LabelSmoothing is 1. Give a number from 0 to below 1.");

    [Fact]
    public Task GN0041_WeightOutOfRange() => Verify(
        """
        [Network(ClassWeights = {|GN0041:new[] { 1, -2.0, 1 }|})]
        [Layer(2, 3, Softmax)]
        """,
        "CrossEntropy's ClassWeights is -2. Give a finite number, 0 or more.");

    [Fact]
    public Task GN0041_NoClassCounts() => Verify(
        """
        [Network(ClassWeights = {|GN0041:new[] { 0.0, 0, 0 }|})]
        [Layer(2, 3, Softmax)]
        """,
        "CrossEntropy's ClassWeights is 0 for every class. Give one of them a number above 0, or leave it out.");

    [Fact]
    public Task GN0040_WeightsOfAnotherLoss() => Verify(
        """
        [Network(PositiveWeights = {|GN0040:new[] { 1.0, 2, 3 }|})]
        [Layer(2, 3, Softmax)]
        """,
        "CrossEntropy does not take PositiveWeights, which so has no effect. Remove PositiveWeights, or choose BinaryCrossEntropy.");

    [Fact]
    public Task GN0041_PositiveWeightOutOfRange() => Verify(
        """
        [Network(Loss = Loss.BinaryCrossEntropy, PositiveWeights = {|GN0041:new[] { 1, double.NaN }|})]
        [Layer(2, 2, Sigmoid)]
        """,
        "BinaryCrossEntropy's PositiveWeights is not a number. Give a finite number, 0 or more.");

    [Fact]
    public Task GN0041_GammaOutOfRange() => Verify(
        """
        [Network(Loss = Loss.FocalLoss, Gamma = {|GN0041:-0.5|})]
        [Layer(2, 2, Sigmoid)]
        """,
        "FocalLoss's Gamma is -0.5. Give a finite number, 0 or more.");

    [Fact]
    public Task GN0042_TooManyPositiveWeights() => Verify(
        """
        [Network(Loss = Loss.BinaryCrossEntropy, PositiveWeights = {|GN0042:new[] { 1.0, 2, 3 }|})]
        [Layer(2, 2, Sigmoid)]
        """,
        "PositiveWeights has 3 numbers, but the last layer has 2 outputs. Give one number for each output.");

    [Fact]
    public Task GN0042_TooFewWeights() => Verify(
        """
        [Network(ClassWeights = {|GN0042:new[] { 1.0, 2 }|})]
        [Layer(2, 3, Softmax)]
        """,
        "ClassWeights has 2 numbers, but the last layer has 3 outputs. Give one number for each output.");

    [Fact]
    public Task GN0043_OneOutput() => Verify(
        """
        [Network(Loss = Loss.GaussianNll)]
        [Layer(2, {|GN0043:1|}, Softplus)]
        """,
        "GaussianNll takes as many variances as means, but layer 1 yields 1 output. Give it 2, for 1 of each.");

    [Fact]
    public Task GN0043_OddOutputs() => Verify(
        """
        [Layer(2, 4, ReLU)]
        [Layer(4, {|GN0043:5|}, MeanAndVariance)]
        """,
        "GaussianNll takes as many variances as means, but layer 2 yields 5 outputs. Give it 6, for 3 of each.");

    [Fact]
    public Task GN0044_LossOfSquares() => Verify(
        """
        [Network(Loss = {|GN0044:Loss.MeanSquaredError|})]
        [Layer(2, 4, MeanAndVariance)]
        """,
        "Layer 1 ends in MeanAndVariance, which makes means and variances for GaussianNll, but the loss is MeanSquaredError. Change the loss to "
        + "GaussianNll, or choose another activation for layer 1.");

    [Fact]
    public Task GN0005_GaussianNllOfLinearOutputs() => Verify(
        """
        [Network(Loss = {|GN0005:Loss.GaussianNll|})]
        [Layer(2, 4)]
        """,
        "GaussianNll needs a mean and variance or a softplus or an exponential in the last layer, but layer 1 ends in Linear. Change layer 1's "
        + "activation to MeanAndVariance, or choose another loss, MeanSquaredError for example.");

    [Theory]
    [InlineData("Loss", "a Loss", "Auto, HalfSquaredError, SquaredError, MeanSquaredError, BinaryCrossEntropy, CrossEntropy, MeanAbsoluteError, Huber, LogCosh, Pinball, Hinge, SquaredHinge, KLDivergence, PoissonNll, FocalLoss, GaussianNll")]
    [FullInlineData("Reduction", "a Reduction", "Mean, Sum")]
    [FullInlineData("Precision", "a Precision", "Single, Double")]
    [InlineData("Unroll", "an Unroll", "Auto, Full, Tiled")]
    public Task GN0006_UndefinedValue(string property, string kind, string members) => Verify(
        $$"""
        [Network({{property}} = {|GN0006:({{property}})99|})]
        [Layer(2, 3, Softmax)]
        """,
        $"99 is not {kind}. Use one of {members}.");

    [Fact]
    public Task GN0015_NoLayer() => Verify(
        "[{|GN0015:Network(Reduction = Reduction.Sum)|}]",
        "Net has a [Network] but no [Layer]. Add one, [Layer(2, 1)] for example, or remove [Network].");

    [Theory]
    [InlineData("Input(4)")]
    [InlineData("Input(28, 28, 1, Name = \"pixels\")")]
    [InlineData("GenNet.InputAttribute(4)")]
    public Task GN0015_AnInputAlone(string input) => Verify(
        $$"""[{|GN0015:{{input}}|}]""",
        "Net has an [Input] but no [Layer]. Add one, [Layer(1)] for example, or remove [Input].");

    [Fact]
    public Task GN0015_AnInputOfANetwork() => Verify(
        """
        [{|GN0015:Network(Reduction = Reduction.Sum)|}]
        [Input(4)]
        """,
        "Net has [Network] and [Input] but no [Layer]. Add one, [Layer(1)] for example, or remove [Network] and [Input].");

    [Fact]
    public Task GN0017_TooLargeToUnroll() => Verify(
        """
        [Network(Unroll = {|GN0017:Unroll.Full|})]
        [Layer(300, 200, Bias = false)]
        [Layer(200, 1, Bias = false)]
        """,
        "Net has 60,200 parameters, and Unroll.Full writes statements for each; 60,000 is the most. Use Auto or Tiled.");

    [Fact]
    public Task GN0019_SizeOfAnotherNetwork() => Verify(
        """
        [Layer(2, 3)]
        public sealed partial class Encoder;

        [Layer({|GN0019:Encoder.OutputSize|}, 1)]
        """,
        "Net was generated without knowing this value, because it comes from generated code, which a generator cannot see. Write "
        + "it out, or use a constant of your own.");

    [Fact]
    public async Task GN0050_CheckWithoutBackwardPass() => await DiagnosticTest.Verify(
        """
        [GenNet.Network(Trainable = false, CheckGradients = {|GN0050:true|})]
        [GenNet.Layer(2, 1)]
        public sealed partial class Net;
        """,
        "CheckGradients compares the backward pass with numbers, but Trainable = false leaves out the backward pass. Remove one of "
        + "the two.");

    [Theory]
    [InlineData("1 / 255", "0")]
    [FullInlineData("0", "0")]
    [FullInlineData("double.NaN", "NaN")]
    [InlineData("double.PositiveInfinity", "Infinity")]
    public Task GN0070_ByteScale(string scale, string value) => DiagnosticTest.Verify(
        $$$"""
        [GenNet.Network(ByteScale = {|GN0070:{{{scale}}}|})]
        [GenNet.Layer(2, 1)]
        public sealed partial class Net;
        """,
        $"ByteScale is {value}, and every byte of an input would be multiplied by it. Write a finite number other than 0, 1.0 / 255 for "
        + "pixels, or remove it if inputs are no bytes.");

    [Fact]
    public Task GN0016_CheckGradientsOfOnesOwn() => DiagnosticTest.Verify(
        """
        [GenNet.Network(CheckGradients = true)]
        [GenNet.Layer(2, 1)]
        public sealed partial class Net
        {
            public void {|GN0016:CheckGradients|}(System.ReadOnlySpan<float> x, System.ReadOnlySpan<float> t, int most) { }

            public void CheckGradients() { }
        }
        """,
        "CheckGradients is generated into Net. Rename this one, or remove it.");

    /// <summary>What cannot be read is left to the compiler; the layers beside it, and other networks, are not.</summary>
    [Theory]
    [InlineData("[Layer(\"two\", 3)]")]
    [InlineData("[Layer(2.5, 3)]")]
    [InlineData("[Layer(2, 3, \"Tanh\", 4)]")]
    [InlineData("[Layer(2, 3, Bias = 1)]")]
    public async Task AnArgumentThatDoesNotCompileHidesNoOtherMistake(string layer)
    {
        MarkedSource source = MarkedSource.Parse(
            $$"""
            using GenNet;

            {{layer}}
            [Layer({|GN0002:0|}, 1)]
            public partial class Wrong;

            [Layer(2, 3)]
            [Layer({|GN0001:4|}, 1)]
            public partial class Net;
            """);
        ImmutableArray<Diagnostic> diagnostics = await AnalyzerHarness.DiagnosticsOf(GeneratorHarness.RunUnchecked(source.Text).Compilation);
        Assert.Equal(source.Marks, diagnostics.Select(diagnostic => (diagnostic.Id, diagnostic.Location.SourceSpan)));
    }

    [Fact]
    public Task ACorrectProgramHasNone() => Verify(
        """
        [Network(Loss = Loss.BinaryCrossEntropy, Reduction = Reduction.Sum, Precision = Precision.Single, Trainable = true)]
        [Layer(2, Sizes.Hidden, ReLU, Initializer = Initializer.StandardNormal, InitializerScale = -0.01)]
        [Layer(activation: Sigmoid, outputs: 1, inputs: Sizes.Hidden, Bias = false)]
        """);

    private static Task Verify(string attributes, params string[] messages) => DiagnosticTest.Verify(
        $$"""
        using GenNet;
        using static GenNet.Activation;

        {{attributes}}
        public sealed partial class Net;

        internal static class Sizes
        {
            public const int Hidden = 3;
        }

        {{DiagnosticTest.Use}}
        """,
        messages);
}
