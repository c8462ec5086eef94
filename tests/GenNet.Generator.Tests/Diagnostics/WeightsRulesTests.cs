using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GenNet.Generator.Tests.Harness;
using GenNet.Generator.Weights;
using GenNet.Tests;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GenNet.Generator.Tests.Diagnostics;

/// <summary>Weight files that a network names and gets nothing from. What uses the network compiles all the same, <c>Pretrained</c> among it.</summary>
public sealed class WeightsRulesTests
{
    private static readonly string[] s_fitting = ["layer1.kernel 2 3", "layer1.bias 3", "layer2.kernel 3 1", "layer2.bias 1"];

    [Fact]
    public Task GN0104_NoWeightFileInTheProject() => Verify(
        [],
        "{|GN0104:\"models/net.safetensors\"|}",
        "The project has no weight file models/net.safetensors. Add <GenNetWeights Include=\"models/net.safetensors\" /> to an ItemGroup of the project file.");

    [Fact]
    public Task GN0104_OtherWeightFiles() => Verify(
        [DescribedWeights.Of("../b.safetensors", s_fitting), DescribedWeights.Of("a.safetensors", s_fitting)],
        "{|GN0104:\"c.safetensors\"|}",
        "The project has no weight file c.safetensors. Add <GenNetWeights Include=\"c.safetensors\" /> to an ItemGroup of the project file, or name one that it "
        + "has: ../b.safetensors, a.safetensors.");

    [Fact]
    public Task GN0104_NoName() => Verify(
        [],
        "{|GN0104:\"\"|}",
        "Weights is empty and names no file. Add <GenNetWeights Include=\"digits.safetensors\" /> to an ItemGroup of the project file.");

    [Fact]
    public Task GN0105_WhatTheBuildFoundInTheFile() => Verify(
        [new WeightsDescription { Name = "net.safetensors", Mistake = "net.safetensors is empty." }],
        "{|GN0105:\"net.safetensors\"|}",
        "net.safetensors is empty.");

    [Fact]
    public Task GN0106_TwoFilesOfOneName() => Verify(
        [DescribedWeights.Of("b/net.safetensors", s_fitting), DescribedWeights.Of("a/net.safetensors", s_fitting)],
        "{|GN0106:\"net.safetensors\"|}",
        "Several weight files of the project are called net.safetensors: a/net.safetensors and b/net.safetensors. Write the path of the one that is meant.");

    [Fact]
    public Task GN0107_AnotherShape() => Verify(
        [DescribedWeights.Of("net.safetensors", "layer1.kernel 2 4", "layer1.bias 4", "layer2.kernel 4 1", "layer2.bias 1")],
        "{|GN0107:\"net.safetensors\"|}",
        "layer1.kernel is 2 × 4 in net.safetensors but layer 1 declares 2 × 3. Change the layer, or name a file that was saved from the same layers.");

    [Fact]
    public Task GN0107_ATensorThatIsMissing() => Verify(
        [DescribedWeights.Of("net.safetensors", s_fitting[..^1])],
        "{|GN0107:\"net.safetensors\"|}",
        "net.safetensors has no layer2.bias, which layer 2 needs. Name a file that was saved from the same layers.");

    [Fact]
    public Task GN0107_ATensorTooMany() => Verify(
        [DescribedWeights.Of("net.safetensors", [.. s_fitting, "layer3.kernel 1 2"])],
        "{|GN0107:\"net.safetensors\"|}",
        "net.safetensors has a tensor layer3.kernel, which Net has not. Declare the layers that were saved, or name another file.");

    [Fact]
    public Task GN0107_AnotherType()
    {
        WeightsDescription single = DescribedWeights.Of("net.safetensors", s_fitting);
        var half = new WeightsDescription
        {
            Name = single.Name,
            Values = single.Values,
            Texts = single.Texts,
            Tensors = [.. single.Tensors.Select(tensor => tensor with { Type = "F64" })],
        };
        return Verify(
            [half],
            "{|GN0107:\"net.safetensors\"|}",
            "net.safetensors holds layer1.kernel as F64, but Net computes in single precision, F32. Declare Precision.Double, or save the file as F32.");
    }

    [Fact]
    public Task GN0107_AnotherActivation()
    {
        WeightsDescription plain = DescribedWeights.Of("net.safetensors", s_fitting);
        var described = new WeightsDescription
        {
            Name = plain.Name,
            Values = plain.Values,
            Tensors = plain.Tensors,
            Texts = [.. plain.Texts, KeyValuePair.Create("layer1", "dense 2 3 relu bias"), KeyValuePair.Create("layer2", "dense 3 1 sigmoid bias")],
        };
        return Verify(
            [described],
            "{|GN0107:\"net.safetensors\"|}",
            "Layer 1 is \"dense 2 3 relu bias\" in net.safetensors but \"dense 2 3 tanh bias\" in Net. Declare the layers that were saved, or name a file that "
            + "was saved from these.");
    }

    [Fact]
    public Task GN0107_AVectorOfAnotherLength() => Verify(
        [Vector(14, 1)],
        "{|GN0107:\"net.npy\"|}",
        "net.npy holds a vector of 14 values of type F64, but Net has 13 parameters. Save its tensors by their names: numpy.savez(path, **{name: array, …}).");

    [Fact]
    public Task GN0107_AValueThatIsTooLarge() => Verify(
        [Vector(13, 1e300)],
        "{|GN0107:\"net.npy\"|}",
        "net.npy holds a value that is too large for Net, which computes in single precision. Declare Precision.Double, or make the weights smaller.");

    [Fact]
    public Task AVectorOfAllValuesFits() => Verify([Vector(13, 1)], "\"net.npy\"");

    [Theory]
    [InlineData("models/net.safetensors")]
    [FullInlineData("models\\net.safetensors")]
    [FullInlineData("./models/net.safetensors")]
    [InlineData("net.safetensors")]
    [FullInlineData("linked.safetensors")]
    public Task AFileIsFoundByItsPathItsLinkOrItsName(string name)
    {
        WeightsDescription file = DescribedWeights.Of("models/net.safetensors", s_fitting);
        var linked = new WeightsDescription { Name = file.Name, Link = "linked.safetensors", Values = file.Values, Tensors = file.Tensors };
        return Verify([linked, DescribedWeights.Of("other/net2.safetensors", s_fitting)], $"@\"{name}\"");
    }

    [Fact]
    public Task APathSaysWhichOfTwoFilesOfOneName() => Verify(
        [DescribedWeights.Of("net.safetensors", s_fitting), DescribedWeights.Of("a/net.safetensors", "layer1.kernel 7 7")], "\"net.safetensors\"");

    private static WeightsDescription Vector(int count, double value) => new()
    {
        Name = "net.npy",
        Format = "npy",
        Tensors = [new DescribedTensor("arr_0", "F64", [count], 0)],
        Values = Convert.ToBase64String([.. Enumerable.Repeat(value, count).SelectMany(BitConverter.GetBytes)]),
    };

    private static Task Verify(IEnumerable<WeightsDescription> files, string argument, params string[] messages) => DiagnosticTest.Verify(
        [.. files.Select(file => (AdditionalText)new DescribedWeights(file))],
        $$"""
        using GenNet;
        using static GenNet.Activation;

        [Network(Weights = {{argument}})]
        [Layer(2, 3, Tanh)]
        [Layer(3, 1, Sigmoid)]
        public sealed partial class Net;

        public static class UsePretrained
        {
            public static float[] Predict() => Net.Pretrained().Predict([0, 1]);
        }

        {{DiagnosticTest.Use}}
        """,
        messages);
}
