using System.Threading.Tasks;
using GenNet.Generator.Tests.Harness;
using Xunit;

namespace GenNet.Generator.Tests.Diagnostics;

/// <summary>Mistakes in self-attention. In each of these the rest of the program still compiles.</summary>
public sealed class AttentionRulesTests
{
    [Theory]
    [InlineData(3, "3 heads", "take 2 or 4")]
    [InlineData(48, "48 heads", "take 32 or 64")]
    [InlineData(65, "65 heads", "take 64")]
    public Task GN0084_HeadsDivideTheFeatures(int heads, string has, string remedy) => Verify(
        $$"""
        [Input(10, 64)]
        [SelfAttention({|GN0084:{{heads}}|})]
        """,
        $"Layer 1 has {has}, which do not divide its 64 features: {remedy}.");

    [Fact]
    public Task GN0084_AVectorHasNoSteps() => Verify(
        """
        [Layer(5, 8)]
        [{|GN0084:SelfAttention(2)|}]
        """,
        "Layer 2 looks from step to step, [steps × features], but takes 8 values without steps: add [Reshape(8, 1)] before it for steps of one value each, "
        + "or set Sequences = true where a recurrent layer yields them.");

    [Fact]
    public Task GN0084_AnImageHasPixels() => Verify(
        """
        [Input(7, 6, 4)]
        [{|GN0084:SelfAttention(2)|}]
        """,
        "Layer 1 looks from step to step, [steps × features], but takes 7 × 6 × 4 = 168 values: add [Reshape(42, 4)] before it for a step a pixel.");

    [Fact]
    public Task GN0088_NoHeads() => Verify(
        """
        [Input(7, 6)]
        [SelfAttention({|GN0088:0|})]
        """,
        "[SelfAttention] has 0 heads. Every size is 1 or more, and their product is below 2³¹.");

    [Theory]
    [InlineData("[Input(5, 4)] [SelfAttention(2)]")]
    [InlineData("[Input(5, 4)] [SelfAttention(4, Causal = true, Bias = false, Frozen = true, Initializer = Initializer.HeNormal, InitializerScale = 0.5)]")]
    [InlineData("[Input(5)] [Embedding(9, 4, Name = \"e\")] [SelfAttention(1)] [Add(\"e\")] [LayerNorm] [Layer(3, Softmax)]")]
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
