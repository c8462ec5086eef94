using System;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Diagnostics;

/// <summary>
/// Mistakes in how layers hang together: shapes, names, and what takes what. In each of these the rest of the program still compiles.
/// </summary>
public sealed class GraphRulesTests
{
    [Fact]
    public Task GN0080_AnImageIsNoVector() => Verify(
        """
        [Input(28, 28, 1)]
        [Layer({|GN0080:784|}, 64, Sigmoid)]
        [Layer(64, 10, Softmax)]
        """,
        "Layer 1 takes 784 inputs but a sample has 28 × 28 × 1 = 784 values: add [Flatten] before it");

    [Fact]
    public Task GN0080_NeitherIsWhatALayerYields() => Verify(
        """
        [Input(4, 3)]
        [Layer(5, Tanh)]
        [Layer(inputs: {|GN0080:4 * 5|}, outputs: 2)]
        """,
        "Layer 2 takes 20 inputs but layer 1 yields 4 × 5 = 20 values: add [Flatten] before it");

    [Fact]
    public Task GN0080_WhatComesBehindIsAVector() => Verify(
        """
        [Input(4, 3)]
        [Layer({|GN0080:12|}, 5)]
        [Layer({|GN0001:6|}, 2)]
        """,
        "Layer 1 takes 12 inputs but a sample has 4 × 3 = 12 values: add [Flatten] before it",
        "Layer 2 takes 6 inputs but layer 1 yields 5. Change 6 to 5, or layer 1's outputs to 6.");

    [Fact]
    public Task GN0081_OtherInputsThanASampleHas() => Verify(
        """
        [Input(3)]
        [Layer({|GN0081:2|}, 4)]
        """,
        "Layer 1 takes 2 inputs but a sample has 3 values. Change 2 to 3, or leave it out.");

    [Fact]
    public Task GN0081_OneInput() => Verify(
        """
        [Input(3)]
        [Layer({|GN0081:1|}, 2)]
        [Layer({|GN0001:1|}, 4)]
        """,
        "Layer 1 takes 1 input but a sample has 3 values. Change 1 to 3, or leave it out.",
        "Layer 2 takes 1 input but layer 1 yields 2. Change 1 to 2, or layer 1's outputs to 1.");

    [Fact]
    public Task GN0081_OneValue() => Verify(
        """
        [Input(1)]
        [Layer({|GN0081:2|}, 4)]
        """,
        "Layer 1 takes 2 inputs but a sample has 1 value. Change 2 to 1, or leave it out.");

    [Fact]
    public Task GN0081_OtherInputsThanAnImageHasChannels() => Verify(
        """
        [Input(8, 8, 3)]
        [Layer({|GN0081:64|}, 4)]
        """,
        "Layer 1 takes 64 inputs but a sample has 8 × 8 × 3 = 192 values, 3 in the last dimension. Change 64 to 3, or leave it out.");

    [Fact]
    public Task GN0081_OtherInputsThanALayerWithoutSizesYields() => Verify(
        """
        [Input(7, 8)]
        [Flatten]
        [Layer({|GN0081:55|}, 4)]
        [LayerNorm]
        [Layer(outputs: 1, inputs: {|GN0081:5|})]
        """,
        "Layer 2 takes 55 inputs but layer 1 yields 56 values. Change 55 to 56, or leave it out.",
        "Layer 4 takes 5 inputs but layer 3 yields 4 values. Change 5 to 4, or leave it out.");

    [Fact]
    public Task GN0082_NobodyHasANameInFrom() => Verify(
        """
        [Input(3)]
        [Layer(4)]
        [Layer(2, From = {|GN0082:"trunk"|})]
        """,
        "Layer 2 takes \"trunk\", but no layer before it has that name. Give the layer that is meant Name = \"trunk\".");

    [Fact]
    public Task GN0082_ANearNameInFrom() => Verify(
        """
        [Input(3)]
        [Layer(4, Name = "trunk")]
        [Layer(2, From = {|GN0082:"Trunks"|})]
        """,
        "Layer 2 takes \"Trunks\", but no layer before it has that name. Write \"trunk\" if that is what you mean.");

    [Fact]
    public Task GN0082_ANearNameAmongSeveral() => Verify(
        """
        [Input(3)]
        [Layer(4, Name = "left")]
        [Layer(4, Name = "right")]
        [Add("left", {|GN0082:"rihgt"|})]
        """,
        "Layer 3 takes \"rihgt\", but no layer before it has that name. Write \"right\" if that is what you mean.");

    [Fact]
    public Task GN0082_NoNearName() => Verify(
        """
        [Input(3)]
        [Layer(4, Name = "left")]
        [Layer(4, Name = "right")]
        [Concat({|GN0082:"before"|}, "right")]
        """,
        "Layer 3 takes \"before\", but no layer before it has that name. The names before it: \"left\", \"right\".");

    [Fact]
    public Task GN0082_NamesInAnArray() => Verify(
        """
        [Input(4)]
        [Layer(4, Name = "left")]
        [{|GN0082:Add(new[] { "left", "lft" })|}]
        """,
        "Layer 2 takes \"lft\", but no layer before it has that name. Write \"left\" if that is what you mean.");

    [Fact]
    public Task GN0082_ALaterLayer() => Verify(
        """
        [Input(4)]
        [Add({|GN0082:"end"|})]
        [Layer(4, Name = "end")]
        """,
        "Layer 1 takes \"end\", which only layer 2 yields: values flow forward only. Take what a layer before it yields.");

    [Fact]
    public Task GN0082_ALaterLayerBesideEarlierNames() => Verify(
        """
        [Input(4)]
        [Layer(4, Name = "start")]
        [Multiply({|GN0082:"end"|})]
        [Layer(4, Name = "end")]
        """,
        "Layer 2 takes \"end\", which only layer 3 yields: values flow forward only. The names before it: \"start\".");

    [Fact]
    public Task GN0082_ItsOwnName() => Verify(
        """
        [Input(4)]
        [Layer(4)]
        [Add({|GN0082:"sum"|}, Name = "sum")]
        """,
        "Layer 2 takes \"sum\", which is its own name: values flow forward only. Take what a layer before it yields.");

    [Theory]
    [InlineData("Add")]
    [InlineData("Multiply")]
    [InlineData("Concat")]
    public Task GN0082_NoNames(string attribute) => Verify(
        $$"""
        [Input(4)]
        [Layer(4)]
        [{|GN0082:{{attribute}}|}]
        """,
        $"Layer 2 names no other value. Name one, as in [{attribute}(\"name\")].");

    [Fact]
    public Task GN0083_TheSameNameTwice() => Verify(
        """
        [Input(4)]
        [Layer(4, Name = "hidden")]
        [Layer(4, Name = {|GN0083:"hidden"|})]
        [Add("hidden")]
        """,
        "Layer 2 is called \"hidden\", as layer 1 is. Give it another name.");

    [Fact]
    public Task GN0084_ValuesOfDifferentShapes() => Verify(
        """
        [Input(7, 8)]
        [Layer(8, Name = "start")]
        [Layer(16, Name = "wide")]
        [Add({|GN0084:"start"|})]
        [Multiply({|GN0084:"start"|}, From = "wide")]
        """,
        "Layer 3 adds values of different shapes, 7 × 8 and 7 × 16: all must be alike.",
        "Layer 4 multiplies values of different shapes, 7 × 8 and 7 × 16: all must be alike.");

    [Fact]
    public Task GN0084_ValuesThatDoNotStandSideBySide() => Verify(
        """
        [Input(6, 8)]
        [Layer(8, Name = "rows")]
        [Reshape(4, 12)]
        [Concat({|GN0084:"rows"|})]
        """,
        "Layer 3 joins values of shapes that differ before their last dimension, 6 × 8 and 4 × 12: make those dimensions alike.");

    [Fact]
    public Task GN0084_AMatrixAndAVector() => Verify(
        """
        [Input(6, 8)]
        [Layer(8, Name = "rows")]
        [Flatten]
        [Concat({|GN0084:"rows"|})]
        """,
        "Layer 3 joins values of shapes that differ before their last dimension, 6 × 8 and 48: make those dimensions alike.");

    [Fact]
    public Task GN0084_AnotherNumberOfValues() => Verify(
        """
        [Input(6, 8)]
        [{|GN0084:Reshape(7, 7)|}]
        [Layer(2)]
        """,
        "Layer 1 makes 7 × 7 = 49 values of 6 × 8 = 48: give it sizes whose product is 48.");

    [Fact]
    public Task GN0084_NoImageAndNoSteps() => Verify(
        """
        [Input(6, 8)]
        [{|GN0084:Conv2D(4, 3)|}]
        [Flatten]
        [Layer(2)]
        """,
        "Layer 1 takes an image, height × width × channels, but there are 6 × 8 = 48 values: add [Reshape(height, width, channels)] before it.");

    [Fact]
    public Task GN0084_AVectorHasNoSteps() => Verify(
        """
        [Input(6)]
        [{|GN0084:Conv1D(4, 3)|}]
        [Flatten]
        """,
        "Layer 1 takes steps × channels, but there are 6 values: add [Reshape(steps, channels)] before it.");

    [Fact]
    public Task GN0084_AVectorHasNothingToPool() => Verify(
        """
        [Input(6)]
        [{|GN0084:GlobalMaxPool|}]
        [Layer(2)]
        """,
        "Layer 1 takes steps or an image, but there are 6 values: it has nothing to pool.");

    [Fact]
    public Task GN0084_WindowsThatDoNotFit() => Verify(
        """
        [Input(4, 9, 2)]
        [Conv2D(4, 3, Dilation = {|GN0084:2|})]
        [GlobalAveragePool]
        """,
        "Layer 1 has windows of 5 × 5 where there are 4 × 9, zeros around not counted: make the windows smaller, or add Padding.");

    /// <summary>The argument that is marked is the one that is wrong: of an axis or of both, a dilation where the windows alone would fit, the value that differs.</summary>
    [Theory]
    [InlineData("Conv2D(4, {|GN0084:5|})")]
    [InlineData("Conv2D(filters: 4, kernel: {|GN0084:5|})")]
    [InlineData("Conv2D(4, {|GN0084:5|}, 3)")]
    [InlineData("Conv2D(4, 3, {|GN0084:10|})")]
    [InlineData("Conv2D(4, 3, {|GN0084:12|}, ReLU, Padding = 1)")]
    [InlineData("Conv2D(4, 2, 3, DilationHeight = {|GN0084:4|})")]
    [InlineData("Conv2D(4, 2, 3, Dilation = 3, DilationWidth = {|GN0084:5|})")]
    [InlineData("MaxPool2D({|GN0084:5|})")]
    [InlineData("MaxPool2D({|GN0084:5|}, 2)")]
    [InlineData("AveragePool2D(2, {|GN0084:10|})")]
    [InlineData("AveragePool2D(2, 3, PaddingWidth = {|GN0084:3|})")]
    [InlineData("MaxPool2D(2, 3, PaddingHeight = {|GN0084:2|})")]
    [InlineData("ConvTranspose2D(4, 1, 3, PaddingHeight = {|GN0084:2|})")]
    [InlineData("ConvTranspose2D(4, 3, 1, PaddingWidth = {|GN0084:5|})")]
    [InlineData("Conv2D(3, 2, Groups = {|GN0084:2|})")]
    [InlineData("Conv2D(4, 3, Padding = {|GN0084:int.MaxValue|})")]
    [InlineData("Conv2D(4, 3, Padding = 1, PaddingWidth = {|GN0084:2000000000|})")]
    [InlineData("Conv2D(4, 3, Same = true, Dilation = {|GN0084:int.MaxValue|})")]
    [InlineData("ConvTranspose2D(4, 3, Stride = {|GN0084:int.MaxValue|})")]
    [InlineData("ConvTranspose2D(4, 3, StrideHeight = 2, StrideWidth = {|GN0084:int.MaxValue|})")]
    [InlineData("Add({|GN0084:\"small\"|})")]
    [InlineData("Add(\"x\", {|GN0084:\"small\"|})")]
    [InlineData("Concat(\"x\", {|GN0084:\"small\"|}, \"x\")")]
    public async Task GN0084_TheArgumentIsMarked(string layer)
    {
        MarkedSource source = MarkedSource.Parse(
            $$"""
            using GenNet;
            using static GenNet.Activation;

            [Input(4, 9, 2, Name = "x")]
            [MaxPool2D(2, Name = "small")]
            [{{layer[..^1]}}, From = "x")]
            [Flatten]
            [Layer(2)]
            partial class Net;
            """);
        Compilation compilation = GeneratorHarness.RunUnchecked(source.Text).Compilation;
        Diagnostic diagnostic = Assert.Single(await AnalyzerHarness.DiagnosticsOf(compilation));
        Assert.Equal(source.Marks, [(diagnostic.Id, diagnostic.Location.SourceSpan)]);
    }

    [Fact]
    public Task GN0084_NothingIsLeftOfASpreadValue() => Verify(
        """
        [Input(1, 1, 2)]
        [ConvTranspose2D(4, 3, Padding = {|GN0084:2|})]
        [GlobalAveragePool]
        """,
        "Layer 1 spreads 1 × 1 over windows of 3 × 3 and cuts off more than there is: take less Padding.");

    [Fact]
    public Task GN0084_MoreZerosThanAnIndexCounts() => Verify(
        """
        [Input(8, 8, 2)]
        [Conv2D(4, 3, Padding = {|GN0084:int.MaxValue|})]
        [GlobalAveragePool]
        """,
        "Layer 1 has 4294967302 values with the zeros around along the height, where 2147483647 are the most: make Padding smaller.");

    [Fact]
    public Task GN0084_SpreadFartherThanAnIndexCounts() => Verify(
        """
        [Input(8, 2)]
        [ConvTranspose1D(4, 3, Stride = {|GN0084:int.MaxValue|})]
        [GlobalAveragePool]
        """,
        "Layer 1 spreads 8 over 15032385532 values, where 2147483647 are the most: make Stride smaller.");

    [Fact]
    public Task GN0084_AWindowWithoutAValue() => Verify(
        """
        [Input(8, 2)]
        [MaxPool1D(2, Padding = {|GN0084:2|})]
        [GlobalAveragePool]
        """,
        "Layer 1 has windows of 2 and 2 zeros around, so that a window has no value: take a Padding below 2.");

    [Fact]
    public Task GN0084_GroupsThatDoNotDivide() => Verify(
        """
        [Input(8, 6)]
        [Conv1D(9, 3, Groups = {|GN0084:2|})]
        [GlobalAveragePool]
        """,
        "Layer 1 cuts 6 channels and 9 filters into 2 groups, which do not divide both: 3 do.");

    [Fact]
    public Task GN0084_GroupsOfWhichOnlyOneDivides() => Verify(
        """
        [Input(8, 4)]
        [Conv1D(9, 3, Groups = {|GN0084:2|})]
        [GlobalAveragePool]
        """,
        "Layer 1 cuts 4 channels and 9 filters into 2 groups, which do not divide both: only 1 does.");

    [Fact]
    public Task GN0084_AnOddNumberOfMoments() => Verify(
        """
        [Input(8, 6)]
        [Conv1D({|GN0084:3|}, 3, MeanAndVariance)]
        """,
        "Layer 1 yields means and variances of 3 filters: make it 4, as many of each.");

    [Fact]
    public Task GN0088_SizesOfWindows() => Verify(
        """
        [Input(8, 8, 1)]
        [Conv2D({|GN0088:0|}, {|GN0088:-3|}, Stride = {|GN0088:0|})]
        [MaxPool2D({|GN0088:0|}, 2)]
        [Flatten]
        [Layer(2)]
        """,
        "[Conv2D] has 0 filters. Every size is 1 or more, and their product is below 2³¹.",
        "[Conv2D] has -3 as its kernel. Every size is 1 or more, and their product is below 2³¹.",
        "[Conv2D] has 0 as its Stride. Every size is 1 or more, and their product is below 2³¹.",
        "[MaxPool2D] has 0 as its sizeHeight. Every size is 1 or more, and their product is below 2³¹.");

    [Fact]
    public Task GN0089_BiasesThatCannotBeDrawn() => Verify(
        """
        [Input(8, 8, 1)]
        [Conv2D(2, 3, Bias = false, DrawBiases = {|GN0089:true|})]
        [Flatten]
        [Layer(4, Initializer = Initializer.Zeros, DrawBiases = {|GN0089:true|})]
        [Layer(4, Initializer = Initializer.Orthogonal, DrawBiases = {|GN0089:true|})]
        [Layer(4, Initializer = Initializer.Constant, DrawBiases = true)]
        [Layer(4, Bias = false, DrawBiases = false)]
        """,
        "[Conv2D] has no biases. Remove DrawBiases.",
        "[Layer] draws no weights, as which biases would be drawn. Remove DrawBiases.",
        "[Layer] begins as Orthogonal says, which is for matrices: its biases begin at 0. Remove DrawBiases.");

    [Fact]
    public Task GN0089_SameAndPadding() => Verify(
        """
        [Input(8, 8, 1)]
        [Conv2D(2, 3, Same = true, Padding = {|GN0089:1|})]
        [Flatten]
        [Reshape(64, 2)]
        [Conv1D(2, 3, Causal = true, Padding = {|GN0089:2|})]
        [Conv1D(2, 3, Same = true, Causal = {|GN0089:true|})]
        [Flatten]
        [Layer(2)]
        """,
        "[Conv2D] is Same, which says where zeros stand. Remove Padding.",
        "[Conv1D] is Causal, which says where zeros stand. Remove Padding.",
        "[Conv1D] is Same, which says where zeros stand. Remove Causal.");

    [Fact]
    public Task GN0090_ABorderBelowZero() => Verify(
        """
        [Input(8, 8, 1)]
        [Conv2D(2, 3, Padding = {|GN0090:-1|})]
        [AveragePool2D(2, PaddingWidth = {|GN0090:-2|})]
        [Flatten]
        [Layer(2)]
        """,
        "[Conv2D] has -1 as its Padding. It is 0 or more.",
        "[AveragePool2D] has -2 as its PaddingWidth. It is 0 or more.");

    [Fact]
    public Task GN0085_NobodyTakesALayer() => Verify(
        """
        [Input(4)]
        [Layer(4, Name = "trunk")]
        [{|GN0085:Layer(8)|}]
        [Layer(2, From = "trunk")]
        """,
        "Nobody takes what layer 2 yields. Give it a Name and take it by that, or remove the layer.");

    [Fact]
    public Task GN0085_NobodyTakesANamedLayer() => Verify(
        """
        [Input(4)]
        [Layer(4, Name = "trunk")]
        [{|GN0085:Layer(8, Name = "branch")|}]
        [Layer(2, From = "trunk")]
        """,
        "Nobody takes what layer 2 yields. Take it as \"branch\", or remove the layer.");

    [Theory]
    [InlineData("Layer(10, Sigmoid)")]
    [FullInlineData("Flatten")]
    [FullInlineData("LayerNorm")]
    [InlineData("Activate(ReLU)")]
    [FullInlineData("Reshape(2, 2)")]
    public Task GN0086_NobodySaysWhatASampleIs(string first) => Verify(
        $$"""
        [{|GN0086:{{first}}|}]
        [Layer(4, 2)]
        """,
        "The first layer does not say what it takes. Put [Input(…)] before it.");

    [Fact]
    public Task GN0087_InputBehindALayer() => Verify(
        """
        [Layer(3, 4)]
        [{|GN0087:Input(3)|}]
        [Layer(4, 1)]
        """,
        "[Input] stands behind a layer. Put it first.");

    [Fact]
    public Task GN0087_InputBehindALayerThatNeedsIt() => Verify(
        """
        [Flatten, {|GN0087:Input(3)|}]
        [Layer(4)]
        """,
        "[Input] stands behind a layer. Put it first.");

    [Fact]
    public Task GN0088_NoFeatures() => Verify(
        """
        [Input({|GN0088:0|})]
        [Layer(4)]
        """,
        "[Input] has 0 features. Every size is 1 or more, and their product is below 2³¹.");

    [Fact]
    public Task GN0088_EverySizeIsAMistakeOfItsOwn() => Verify(
        """
        [Input(width: {|GN0088:-1|}, height: {|GN0088:0|}, channels: 3)]
        [Layer(4)]
        """,
        "[Input] has -1 as its width. Every size is 1 or more, and their product is below 2³¹.",
        "[Input] has 0 as its height. Every size is 1 or more, and their product is below 2³¹.");

    [Fact]
    public Task GN0088_ASizeOfAReshape() => Verify(
        """
        [Input(4)]
        [Reshape(4, {|GN0088:0|})]
        [Layer(4)]
        """,
        "[Reshape] has 0 features. Every size is 1 or more, and their product is below 2³¹.");

    [Fact]
    public Task GN0088_TooManyValues() => Verify(
        """
        [{|GN0088:Input(int.MaxValue, int.MaxValue, int.MaxValue)|}]
        [Layer(4)]
        """,
        "[Input] has 2147483647 × 2147483647 × 2147483647 = 9903520300447984150353281023 values. Every size is 1 or more, and their product is "
        + "below 2³¹.");

    [Fact]
    public Task GN0088_ALayerYieldsTooManyValues() => Verify(
        """
        [Input(40000, 5)]
        [Layer({|GN0088:100000|})]
        [Flatten]
        [Layer(2)]
        """,
        "Layer 1 yields 40000 × 100000 = 4000000000 values. Every size is 1 or more, and their product is below 2³¹.");

    /// <summary>Every kind of layer, and every way to take a value, in networks that have no mistake.</summary>
    [Theory]
    [InlineData("[Input(28, 28, 1), Flatten, Layer(784, 64, Sigmoid), Layer(64, 10, Softmax)]")]
    [FullInlineData("[Input(28, 28, 1), Flatten, Layer(64, Sigmoid), Layer(10, Softmax)]")]
    [FullInlineData("[Input(7, 8), Layer(8, 4, Tanh), Activate(ReLU), LayerNorm(Epsilon = 1e-6), Flatten, Layer(28, 2)]")]
    [InlineData("[Input(6), Reshape(2, 3), Layer(4), Reshape(2, 2, 2), Layer(2, 1), Reshape(4)]")]
    [FullInlineData("[Layer(4, 8, Name = \"a\"), Layer(8, ReLU), Add(\"a\"), Layer(8, Name = \"b\"), Multiply(\"a\", \"b\"), Concat(\"b\", \"a\", Name = \"c\"), Layer(24, 2)]")]
    [FullInlineData("[Input(4), Layer(8, ReLU, Name = \"trunk\"), Layer(8, Sigmoid, Name = \"gate\"), Layer(8, From = \"trunk\"), Multiply(\"gate\"), Add(new[] { \"trunk\" }), Layer(2)]")]
    [InlineData("[Input(4), Layer(8, ReLU, Frozen = true), LayerNorm(Frozen = true), Activate(PReLU), Layer(2, Bias = false)]")]
    public Task CorrectDeclarationsAreLeftAlone(string attributes) => Verify(attributes);

    [Fact]
    public Task GN0100_IndicesAreTheNetworksInputs() => Verify(
        """
        [Input(4)]
        [Layer(8, Tanh)]
        [{|GN0100:Embedding(10, 3)|}]
        """,
        "Layer 2 looks up what layer 1 yields, which are no indices: those are the network's inputs. Make [Embedding] the first layer behind "
        + "[Input(steps)], or give [Input] a Name and take it From there.");

    [Fact]
    public Task GN0100_NothingIsComputedFromIndices() => Verify(
        """
        [Input(4, Name = "words")]
        [Embedding(10, 3)]
        [Flatten(Name = "embedded")]
        [{|GN0100:Layer(2, From = "words")|}]
        [{|GN0100:Concat("embedded", "words")|}]
        """,
        "Layer 3 computes with the network's inputs, but layer 1 makes them indices, whose values mean nothing. Let it take what layer 1 yields.",
        "Layer 4 computes with the network's inputs, but layer 1 makes them indices, whose values mean nothing. Let it take what layer 1 yields.");

    [Fact]
    public Task GN0100_NorFromIndicesInAnotherShape() => Verify(
        """
        [Input(4)]
        [Reshape(2, 2, Name = "pairs")]
        [Embedding(10, 3)]
        [Flatten(Name = "embedded")]
        [{|GN0100:Flatten(From = "pairs")|}]
        [Concat("embedded")]
        """,
        "Layer 4 computes with the network's inputs, but layer 2 makes them indices, whose values mean nothing. Let it take what layer 2 yields.");

    [Fact]
    public Task GN0100_FloatsHoldNoMoreIndices() => Verify(
        """
        [Input(4)]
        [Embedding({|GN0100:16777217|}, 3)]
        """,
        "Layer 1 has a vocabulary of 16777217, but there are no more than 2²⁴ = 16777216 indices, which floats hold exactly. "
        + "Change 16777217 to 16777216 or less.");

    [Fact]
    public Task GN0100_BytesAreNoIndices() => Verify(
        """
        [Network(ByteScale = {|GN0100:1|})]
        [Input(4)]
        [Embedding(10, 3)]
        """,
        "ByteScale makes numbers of bytes, but the network's inputs are indices for its embedding. Remove ByteScale, and give the network integers.");

    [Fact]
    public Task GN0084_IndicesOfThreeDimensions() => Verify(
        """
        [Input(4, 3, 2)]
        [{|GN0084:Embedding(10, 3)|}]
        """,
        "Layer 1 looks up 4 × 3 × 2 indices, and what it yields would have four dimensions: reshape them to one dimension or two.");

    [Fact]
    public Task GN0088_AnEmbeddingWithoutSize() => Verify(
        """
        [Input(4)]
        [Embedding({|GN0088:0|}, {|GN0088:-1|})]
        """,
        "[Embedding] has 0 as its vocabulary. Every size is 1 or more, and their product is below 2³¹.",
        "[Embedding] has -1 as its size. Every size is 1 or more, and their product is below 2³¹.");

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public Task GN0083_NoName(string name) => Verify(
        $$"""
        [Input(4, Name = {|GN0083:"{{name}}"|})]
        [Layer(3)]
        """,
        $"The input is called \"{name}\", as nothing can be. Give it another name.");

    [Theory]
    [InlineData("")]
    [InlineData("\\t")]
    public Task GN0083_NoNameOfALayer(string name) => Verify(
        $$"""
        [Layer(2, 3, Name = {|GN0083:"{{name}}"|})]
        [Layer(3)]
        """,
        $"Layer 1 is called \"{name.Replace("\\t", "\t", StringComparison.Ordinal)}\", as nothing can be. Give it another name.");

    [Fact]
    public Task GN0083_TheInputHasTheName() => Verify(
        """
        [Input(4, Name = "x")]
        [Layer(3, Name = {|GN0083:"x"|})]
        """,
        "Layer 1 is called \"x\", as the input is. Give it another name.");

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
