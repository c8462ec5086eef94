using System.Threading.Tasks;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Diagnostics;

/// <summary>Mistakes in recurrent layers. In each of these the rest of the program still compiles.</summary>
public sealed class RecurrentRulesTests
{
    [Theory]
    [InlineData("Rnn")]
    [InlineData("Gru")]
    [InlineData("Lstm")]
    public Task GN0084_AVectorHasNoSteps(string kind) => Verify(
        $$"""
        [Layer(5, 8)]
        [{|GN0084:{{kind}}(4)|}]
        """,
        "Layer 2 goes over steps, [steps × features], but takes 8 values without steps: add [Reshape(8, 1)] before it for steps of one value each, "
        + "or set Sequences = true where a recurrent layer yields them.");

    [Fact]
    public Task GN0084_AnImageHasRows() => Verify(
        """
        [Input(28, 14, 2)]
        [{|GN0084:Lstm(4)|}]
        """,
        "Layer 1 goes over steps, [steps × features], but takes 28 × 14 × 2 = 784 values: add [Reshape(28, 28)] before it for a step a row.");

    [Fact]
    public Task GN0084_TheLastStepAloneHasNoSteps() => Verify(
        """
        [Input(20, 3)]
        [Gru(16)]
        [{|GN0084:Gru(16)|}]
        """,
        "Layer 2 goes over steps, [steps × features], but takes 16 values without steps: add [Reshape(16, 1)] before it for steps of one value "
        + "each, or set Sequences = true where a recurrent layer yields them.");

    [Fact]
    public Task GN0088_NoUnits() => Verify(
        """
        [Input(20, 3)]
        [Rnn({|GN0088:0|})]
        """,
        "[Rnn] has 0 units. Every size is 1 or more, and their product is below 2³¹.");

    [Fact]
    public Task GN0080_ADenseLayerOfAllSteps() => Verify(
        """
        [Input(5, 3)]
        [Lstm(4, Sequences = true)]
        [Layer({|GN0080:20|}, 2)]
        """,
        "Layer 2 takes 20 inputs but layer 1 yields 5 × 4 = 20 values: add [Flatten] before it");

    [Theory]
    [InlineData("[Input(5, 3)] [Rnn(4)] [Layer(4, 2)]")]
    [FullInlineData("[Input(5, 3)] [Gru(4, Sequences = true, Bidirectional = true)] [Layer(8, 2)]")]
    [FullInlineData("[Input(5, 3)] [Lstm(4, Bias = false, Frozen = true, Initializer = Initializer.Uniform01, InitializerScale = 0.1)]")]
    [InlineData("[Input(1, 1)] [Lstm(1)]")]
    [FullInlineData("[Input(28, 28, 1)] [Reshape(28, 28)] [Lstm(8)] [Layer(10, Softmax, Initializer = Initializer.Orthogonal)]")]
    public Task CorrectDeclarationsAreLeftAlone(string attributes) => Verify(attributes);

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
