using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GenNet.Generator.Tests.Harness;
using GenNet.Generator.Weights;
using GenNet.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace GenNet.Generator.Tests.Diagnostics;

/// <summary>What the code fixes make of a mistake, to the last blank, and that it compiles.</summary>
public sealed class CodeFixTests
{
    public static TheoryData<string> FixableIds =>
    [
        .. TestScope.Cases(CodeFixHarness.Providers.SelectMany(provider => provider.FixableDiagnosticIds).Distinct().Order(StringComparer.Ordinal), quick: 3),
    ];

    [Theory]
    [MemberData(nameof(FixableIds))]
    public async Task EveryFixTurnsTheExampleOfThePageIntoAProgramThatCompiles(string id)
    {
        ImmutableArray<AdditionalText> files = RulePages.FilesOf(id);
        IReadOnlyList<CodeFixOffer> offers = await CodeFixHarness.OffersFor(files, RulePages.ExampleOf(id));

        Assert.NotEmpty(offers);
        foreach (CodeFixOffer offer in offers)
        {
            Assert.Equal(id, offer.Id);
            Assert.Contains($"*{offer.Title}*", RulePages.Read($"{id}.md"), StringComparison.Ordinal);
            await AssertIsCorrect(files, offer.Sources);
        }
    }

    [Theory]
    [InlineData("net2.safetensors", "Weights = \"net.safetensors\"", "Write \"net2.safetensors\"", "Weights = \"net2.safetensors\"")]
    [FullInlineData("a/net.safetensors b/net.safetensors", "Weights = \"nett.safetensors\"", "Write \"a/net.safetensors\"", "Weights = \"a/net.safetensors\"")]
    [FullInlineData("models/digits.npz other.npz", "Weights = @\"models\\digit.npz\"", "Write \"digits.npz\"", "Weights = \"digits.npz\"")]
    [InlineData("b/net.npz a/net.npz", "Weights = \"net.npz\"", "Write \"b/net.npz\"", "Weights = \"b/net.npz\"")]
    public Task AWeightFileIsNamedThatThereIs(string files, string broken, string title, string repaired) => VerifyWeights(
        [.. files.Split(' ').Select(file => DescribedWeights.Of(file, "layer1.kernel 2 3", "layer1.bias 3"))],
        $"[Network({broken})]\n[Layer(2, 3)]",
        title,
        $"[Network({repaired})]\n[Layer(2, 3)]");

    [Theory]
    [InlineData("layer1.kernel 2 3|layer1.bias 3", "[Layer(2, 4, Tanh)]", "Change layer 1's outputs to 3", "[Layer(2, 3, Tanh)]")]
    [FullInlineData("layer1.kernel 2 3|layer1.bias 3", "[Layer(outputs: 3, inputs: 4)]", "Change layer 1's inputs to 2", "[Layer(outputs: 3, inputs: 2)]")]
    [FullInlineData("layer1.kernel 3 3 1 4|layer1.bias 4", "[Input(5, 5, 1)]\n[Conv2D(2, 3)]", "Change layer 1's filters to 4", "[Input(5, 5, 1)]\n[Conv2D(4, 3)]")]
    [InlineData("0.weight 3 2|0.bias 3", "[Layer(2, 4, Tanh)]", "Change layer 1's outputs to 3", "[Layer(2, 3, Tanh)]")]
    [FullInlineData(
        "0.weight_ih_l0 16 3|0.weight_hh_l0 16 4|0.bias_ih_l0 16|0.bias_hh_l0 16",
        "[Input(5, 3)]\n[Lstm(units: 6)]",
        "Change layer 1's units to 4",
        "[Input(5, 3)]\n[Lstm(units: 4)]")]
    public Task ALayerGetsTheSizeThatTheWeightFileHas(string tensors, string broken, string title, string repaired)
    {
        string[] described = tensors.Split('|');
        return VerifyWeights(
            [described[0].StartsWith("layer", StringComparison.Ordinal) ? DescribedWeights.Of("a.npz", described) : DescribedWeights.OfOthers("a.npz", described)],
            $"[Network(Weights = \"a.npz\")]\n{broken}",
            title,
            $"[Network(Weights = \"a.npz\")]\n{repaired}");
    }

    [Fact]
    public Task ALayerGetsTheActivationThatTheWeightFileSays()
    {
        WeightsDescription plain = DescribedWeights.Of("a.safetensors", "layer1.kernel 2 3", "layer1.bias 3");
        var described = new WeightsDescription
        {
            Name = plain.Name,
            Values = plain.Values,
            Tensors = plain.Tensors,
            Texts = [.. plain.Texts, KeyValuePair.Create("layer1", "dense 2 3 relu bias")],
        };
        const string Before = "[Network(Weights = \"a.safetensors\")]\n[Layer(2, 3, ";
        return VerifyWeights([described], Before + "Tanh)]", "Change layer 1's activation to Activation.ReLU", Before + "ReLU)]");
    }

    [Fact]
    public Task ANetworkGetsThePrecisionThatTheWeightFileHas()
    {
        WeightsDescription single = DescribedWeights.Of("a.safetensors", "layer1.kernel 2 3", "layer1.bias 3");
        return VerifyWeights(
            [single],
            "[Network(Weights = \"a.safetensors\", Precision = Precision.Double)]\n[Layer(2, 3)]",
            "Change the precision to Precision.Single",
            "[Network(Weights = \"a.safetensors\", Precision = Precision.Single)]\n[Layer(2, 3)]");
    }

    [Theory]
    [InlineData("Change layer 2's inputs to 64", "[Layer(784, 64, Sigmoid)]\n[Layer(64, 10)]")]
    [InlineData("Change layer 1's outputs to 32", "[Layer(784, 32, Sigmoid)]\n[Layer(32, 10)]")]
    public Task EitherSizeCanBeChanged(string title, string repaired) =>
        Verify("[Layer(784, 64, Sigmoid)]\n[Layer(32, 10)]", title, repaired);

    [Fact]
    public Task AConstantIsWrittenAsItsNeighbourIs() => Verify(
        "[Layer(2, Sizes.Hidden)]\n[Layer(outputs: 1, inputs: /* was 8 */ 4)]",
        "Change layer 2's inputs to Sizes.Hidden",
        "[Layer(2, Sizes.Hidden)]\n[Layer(outputs: 1, inputs: /* was 8 */ Sizes.Hidden)]");

    [Fact]
    public Task ASizeBelowOneBecomesItsNeighbours() => Verify(
        "[Layer(2, 3)]\n[Layer(0, 1)]", "Change layer 2's inputs to 3", "[Layer(2, 3)]\n[Layer(3, 1)]");

    [Theory]
    [InlineData("[Input(2, 3)]\n  [Layer(6, 1)]", "Add [Flatten]", "[Input(2, 3)]\n  [Flatten]\n  [Layer(6, 1)]")]
    [FullInlineData("[Input(2, 3)] [Layer(6, 1)]", "Add [Flatten]", "[Input(2, 3)] [Flatten] [Layer(6, 1)]")]
    [FullInlineData("[Input(2, 3), Layer(6, 1)]", "Add [Flatten]", "[Input(2, 3), Flatten, Layer(6, 1)]")]
    [InlineData("[Input(2, 3)]\n[GenNet.Layer(6, 1)]", "Add [Flatten]", "[Input(2, 3)]\n[GenNet.Flatten]\n[GenNet.Layer(6, 1)]")]
    [FullInlineData(
        "[Input(2, 3), Layer(3, Name = \"a\"), Flatten, Layer(2, Name = \"b\"), Layer(6, 2, From = \"a\", Bias = false), Add(\"b\")]",
        "Add [Flatten]",
        "[Input(2, 3), Layer(3, Name = \"a\"), Flatten, Layer(2, Name = \"b\"), Flatten(From = \"a\"), Layer(6, 2, Bias = false), Add(\"b\")]")]
    public Task AMatrixIsFlattened(string broken, string title, string repaired) => Verify(broken, title, repaired);

    [Theory]
    [InlineData("[Input(3)]\n[Layer(2, 4)]", "Change layer 1's inputs to 3", "[Input(3)]\n[Layer(3, 4)]")]
    [InlineData(
        "[Layer(2, 4, Name = \"left\"), Layer(4, Name = \"right\"), Add(\"left\", \"rigth\")]",
        "Write \"right\"",
        "[Layer(2, 4, Name = \"left\"), Layer(4, Name = \"right\"), Add(\"left\", \"right\")]")]
    [InlineData(
        "[Layer(2, 4, Name = \"left\"), Layer(4, Name = \"b\"), Layer(4, From = \"lefd\"), Add(\"b\")]",
        "Write \"left\"",
        "[Layer(2, 4, Name = \"left\"), Layer(4, Name = \"b\"), Layer(4, From = \"left\"), Add(\"b\")]")]
    public Task AValueIsTakenAsItIsThere(string broken, string title, string repaired) => Verify(broken, title, repaired);

    [Theory]
    [InlineData(
        "[Input(4, 4, 1)]\n[Conv2D(2, 3, Same = true, PaddingHeight = 1)]", "Remove PaddingHeight", "[Input(4, 4, 1)]\n[Conv2D(2, 3, Same = true)]")]
    [InlineData("[Input(4, 1)]\n[Conv1D(2, 3, Causal = true, Same = true)]", "Remove Causal", "[Input(4, 1)]\n[Conv1D(2, 3, Same = true)]")]
    [InlineData("[Input(4, 1)]\n[MaxPool1D(2, Padding = -1)]", "Remove Padding", "[Input(4, 1)]\n[MaxPool1D(2)]")]
    public Task ABorderIsRemoved(string broken, string title, string repaired) => Verify(broken, title, repaired);

    [Theory]
    [InlineData("[Network(Loss = Loss.CrossEntropy), Layer(3, 2, Tanh)]", "[Network(Loss = Loss.CrossEntropy), Layer(3, 2, Softmax)]")]
    [FullInlineData("[Network(Loss = Loss.CrossEntropy), Layer(3, 2)]", "[Network(Loss = Loss.CrossEntropy), Layer(3, 2, Activation.Softmax)]")]
    [FullInlineData(
        "[Network(Loss = Loss.CrossEntropy), Layer(3, 2, Bias = false)]",
        "[Network(Loss = Loss.CrossEntropy), Layer(3, 2, Activation.Softmax, Bias = false)]")]
    [InlineData(
        "[Network(Loss = Loss.CrossEntropy), Layer(outputs: 2, inputs: 3, Bias = false)]",
        "[Network(Loss = Loss.CrossEntropy), Layer(outputs: 2, inputs: 3, activation: Activation.Softmax, Bias = false)]")]
    [FullInlineData(
        "[Network(Loss = GenNet.Loss.CrossEntropy), Layer(3, 2, GenNet.Activation.Tanh)]",
        "[Network(Loss = GenNet.Loss.CrossEntropy), Layer(3, 2, GenNet.Activation.Softmax)]")]
    public Task TheActivationIsWrittenAsItWas(string broken, string repaired) =>
        Verify(broken, "Change layer 1's activation to Activation.Softmax", repaired);

    [Theory]
    [InlineData("[Layer(2, 1, \"relu\")]", "Write Activation.ReLU", "[Layer(2, 1, Activation.ReLU)]")]
    [FullInlineData("[Layer(2, function: \"tahn\", outputs: 1)]", "Write Activation.Tanh", "[Layer(2, activation: Activation.Tanh, outputs: 1)]")]
    [FullInlineData("[Network(LossFunction = \"mse\"), Layer(2, 1)]", "Write Loss.MeanSquaredError", "[Network(Loss = Loss.MeanSquaredError), Layer(2, 1)]")]
    [InlineData("[Input(2), Layer(1, Relu)]", "Write Activation.ReLU", "[Input(2), Layer(1, ReLU)]")]
    [FullInlineData("[Layer(2, 1), Activate(Activation.Relu)]", "Write Activation.ReLU", "[Layer(2, 1), Activate(Activation.ReLU)]")]
    [FullInlineData("[Layer(2, 1, Relu, Bias = false)]", "Write Activation.ReLU", "[Layer(2, 1, ReLU, Bias = false)]")]
    [InlineData("[Layer(2, 2, Activation.SoftMax)]", "Write Activation.Softmax", "[Layer(2, 2, Activation.Softmax)]")]
    [FullInlineData("[Network(Loss = Loss.MSE), Layer(2, 1)]", "Write Loss.MeanSquaredError", "[Network(Loss = Loss.MeanSquaredError), Layer(2, 1)]")]
    [FullInlineData("[Network(Unroll = Unroll.full), Layer(2, 1)]", "Write Unroll.Full", "[Network(Unroll = Unroll.Full), Layer(2, 1)]")]
    [InlineData("[Network(Precision = GenNet.Precision.Float64), Layer(2, 1)]", "Write Precision.Double", "[Network(Precision = GenNet.Precision.Double), Layer(2, 1)]")]
    [FullInlineData("[Layer(2, 1, Initializer = Initializer.HeNormla)]", "Write Initializer.HeNormal", "[Layer(2, 1, Initializer = Initializer.HeNormal)]")]
    public Task WhatWasMeantIsWritten(string broken, string title, string repaired) => Verify(broken, title, repaired);

    [Theory]
    [InlineData("[Layer(2, 1, ELU, Bias = false, Slope = 0.1)]", "Remove Slope", "[Layer(2, 1, ELU, Bias = false)]")]
    [FullInlineData("[Network(Delta = 2), Layer(2, 1)]", "Remove Delta", "[Network, Layer(2, 1)]")]
    [FullInlineData("[Layer(2, 1, CELU, Alpha = -1)]", "Change Alpha to 1", "[Layer(2, 1, CELU, Alpha = 1)]")]
    [InlineData("[Layer(2, 1), Dropout(25)]", "Change rate to 0.25", "[Layer(2, 1), Dropout(0.25)]")]
    [FullInlineData("[Layer(2, 1), Dropout(rate: 1)]", "Change rate to 0.5", "[Layer(2, 1), Dropout(rate: 0.5)]")]
    [FullInlineData("[Layer(2, 1), GaussianNoise(-1)]", "Change standardDeviation to 0.1", "[Layer(2, 1), GaussianNoise(0.1)]")]
    [InlineData(
        "[Network(Loss = Loss.Pinball, Quantile = 5), Layer(2, 1)]",
        "Change Quantile to 0.05",
        "[Network(Loss = Loss.Pinball, Quantile = 0.05), Layer(2, 1)]")]
    [FullInlineData(
        "[Network(ClassWeights = [1, double.NaN]), Layer(2, 2, Softmax)]", "Remove ClassWeights", "[Network, Layer(2, 2, Softmax)]")]
    [FullInlineData(
        "[Network(Loss = Loss.BinaryCrossEntropy, PositiveWeights = new[] { 2.5 }), Layer(2, 2, Sigmoid)]",
        "Change PositiveWeights to [2.5, 1]",
        "[Network(Loss = Loss.BinaryCrossEntropy, PositiveWeights = [2.5, 1]), Layer(2, 2, Sigmoid)]")]
    [InlineData(
        "[Network(ClassWeights = new[] { 1, 2.5, 3 }), Layer(2, 2, Softmax)]",
        "Change ClassWeights to [1, 2.5]",
        "[Network(ClassWeights = [1, 2.5]), Layer(2, 2, Softmax)]")]
    public Task ANumberOfAFormulaIsPutRight(string broken, string title, string repaired) => Verify(broken, title, repaired);

    [Fact]
    public async Task AMemberIsNamedInFullWhereItsEnumIsHidden()
    {
        const string Source =
            """
            namespace GenNet.Tools
            {
                internal enum Activation { None }

                [Network(Loss = GenNet.Loss.BinaryCrossEntropy)]
                [Layer(3, 1)]
                internal sealed partial class Net;
            }
            """;
        CodeFixOffer offer = (await CodeFixHarness.OffersFor(Source)).Single(offer => offer.Title.Contains("activation"));

        Assert.Contains("[Layer(3, 1, GenNet.Activation.Sigmoid)]", Assert.Single(offer.Sources), StringComparison.Ordinal);
        await AssertIsCorrect(offer.Sources);
    }

    [Theory]
    [InlineData("[Layer(2, 3, InitializerScale = double.NaN)]", "Remove InitializerScale", "[Layer(2, 3)]")]
    [FullInlineData("[Layer(2, 3, InitializerScale = 2, Initializer = Initializer.Zeros)]", "Remove InitializerScale", "[Layer(2, 3, Initializer = Initializer.Zeros)]")]
    [FullInlineData("[Network(Unroll = (Unroll)8), Layer(2, 3)]", "Remove Unroll", "[Network, Layer(2, 3)]")]
    [InlineData("[Layer(2, 3, (Activation)99, Bias = false)]", "Write Activation.Linear", "[Layer(2, 3, Activation.Linear, Bias = false)]")]
    [FullInlineData("[Layer(2, 1, Softmax)]", "Change layer 1's activation to Activation.Sigmoid", "[Layer(2, 1, Sigmoid)]")]
    [FullInlineData("[Network(Reduction = Reduction.Sum)]", "Add a layer", "[Network(Reduction = Reduction.Sum)]\n[Layer(2, 1)]")]
    public Task OtherArguments(string broken, string title, string repaired) => Verify(broken, title, repaired);

    [Theory]
    [InlineData("[Layer(2, 1)] public sealed class Net;", "Add 'partial'", "[Layer(2, 1)] public sealed partial class Net;")]
    [FullInlineData(
        "class A { struct B { interface C { [Layer(2, 1)] class Net; } } }",
        "Add 'partial'",
        "partial class A { partial struct B { partial interface C { [Layer(2, 1)] partial class Net; } } }")]
    [FullInlineData("[Layer(2, 1)] sealed partial record Net;", "Change 'record' to 'class'", "[Layer(2, 1)] sealed partial class Net;")]
    [InlineData("[Layer(2, 1)] sealed partial record class Net;", "Change 'record' to 'class'", "[Layer(2, 1)] sealed partial class Net;")]
    [FullInlineData("[Layer(2, 1)] static partial class Net; static partial class Net;", "Remove 'static'", "[Layer(2, 1)] partial class Net; partial class Net;")]
    [FullInlineData("[Layer(2, 1)] public abstract /* so far */ partial class Net;", "Remove 'abstract'", "[Layer(2, 1)] public /* so far */ partial class Net;")]
    [InlineData("file partial class A { [Layer(2, 1)] partial class Net; }", "Remove 'file'", "partial class A { [Layer(2, 1)] partial class Net; }")]
    [FullInlineData(
        "[Layer(2, 1)] public partial class Net<T, U> where T : class where U : T { }",
        "Remove the type parameters",
        "[Layer(2, 1)] public partial class Net { }")]
    [FullInlineData("[Layer(2, 1)] public partial class Net : System.Attribute { }", "Remove the base class System.Attribute", "[Layer(2, 1)] public partial class Net { }")]
    [InlineData(
        "[Layer(2, 1)] public partial class Net : System.Attribute, System.IDisposable { public void Dispose() { } }",
        "Remove the base class System.Attribute",
        "[Layer(2, 1)] public partial class Net : System.IDisposable { public void Dispose() { } }")]
    [FullInlineData(
        "[Layer(2, 3)]\n[Layer(3, 4)]\npartial class Net;\n\n// The rest.\n[Layer(4, 5), Layer(5, 6)]\n[Layer(6, 1)]\npartial class Net;",
        "Move all layers to one part",
        "[Layer(2, 3)]\n[Layer(3, 4)]\n[Layer(4, 5)]\n[Layer(5, 6)]\n[Layer(6, 1)]\npartial class Net;\n\n// The rest.\npartial class Net;")]
    [FullInlineData(
        "[Layer(2, 3)] partial class Net; [Layer(3, 1), System.Serializable] partial class Net;",
        "Move all layers to one part",
        "[Layer(2, 3)] [Layer(3, 1)] partial class Net; [System.Serializable] partial class Net;")]
    [InlineData("[Network] partial class Net;", "Remove [Network]", "partial class Net;")]
    [InlineData("[Input(4)] partial class Net;", "Remove [Input]", "partial class Net;")]
    [FullInlineData("[Network]\n[Input(4)]\npartial class Net;", "Add a layer", "[Network]\n[Input(4)]\n[Layer(1)]\npartial class Net;")]
    [FullInlineData("[Network, Input(4)]\npartial class Net;", "Add a layer", "[Network, Input(4)]\n[Layer(1)]\npartial class Net;")]
    [InlineData("[Input(4)]\npartial class Net;", "Add a layer", "[Input(4)]\n[Layer(1)]\npartial class Net;")]
    [FullInlineData("[Layer(2, 1)] readonly partial struct Net { }", "Change 'struct' to 'class'", "[Layer(2, 1)] partial class Net { }")]
    [FullInlineData("[Layer(2, 1)] partial record struct Net;", "Change 'record' to 'class'", "[Layer(2, 1)] partial class Net;")]
    [InlineData("[Layer(2, 1)] partial interface Net;", "Change 'interface' to 'class'", "[Layer(2, 1)] partial class Net;")]
    [FullInlineData("[Layer(2, 1)] partial class Net { public required int Size { get; set; } }", "Remove 'required'", "[Layer(2, 1)] partial class Net { public int Size { get; set; } }")]
    [FullInlineData("[GenNet.Network] partial class Net;", "Add a layer", "[GenNet.Network] [GenNet.Layer(2, 1)] partial class Net;")]
    [InlineData(
        "[Layer(2, 1)]\npartial class Net\n{\n    /// <summary>Two.</summary>\n    public const int InputSize = 2;\n}",
        "Remove what is generated anyway",
        "[Layer(2, 1)]\npartial class Net\n{\n}")]
    [FullInlineData(
        "partial class A { [Layer(2, 3)] public partial class B; [Layer(B.OutputSize, 1)] public partial class C; }",
        "Write 3",
        "partial class A { [Layer(2, 3)] public partial class B; [Layer(3, 1)] public partial class C; }")]
    public Task Classes(string broken, string title, string repaired) => VerifySource(broken, title, repaired);

    [Theory]
    [InlineData("[Layer(2, 1)] partial class Net { public Net() => System.GC.Collect(); }")]
    [FullInlineData("[Layer(2, 1)] partial class Net { public Net() { System.GC.Collect(); } }")]
    [FullInlineData("[Layer(2, 1)] partial class Net { int InputSize = 1, B = 2; }")]
    [InlineData("[Layer(2, 1)] partial class Net(int seed) { int Seed => seed; }")]
    [FullInlineData("[Layer(2, 1)] partial record Net(int Seed);")]
    [FullInlineData("[Layer(2, 1)] partial struct Net(int seed) { int Seed => seed; }")]
    [InlineData("[Layer(2, 1)] partial interface Net { int Seed { get; } }")]
    [FullInlineData("[Layer(2, 1)] enum Net { One }")]
    [FullInlineData("[Layer(2, 1)] partial class Net<T> { T? Value { get; set; } }")]
    [InlineData("partial class Outer<T> { [Layer(2, 1)] partial class Net; }")]
    [FullInlineData("[Layer(2, 0)] partial class Net;")]
    public async Task NothingIsOfferedThatWouldLoseCodeOrGuess(string source) =>
        Assert.Empty(await CodeFixHarness.OffersFor($"using GenNet;\n{source}"));

    [Fact]
    public async Task AllMismatchesOfADocumentAreFixedAtOnce()
    {
        const string Broken =
            """
            using GenNet;

            [Layer(2, 3), Layer(4, 5), Layer(6, 7), Layer(7, 1)]
            public sealed partial class First;

            [Layer(2, 3)]
            [Layer(2, 1)]
            public sealed partial class Second;
            """;
        string[] inputs = await CodeFixHarness.FixAll("GN0001", "Change layer 2's inputs to 3", FixAllScope.Document, Broken);
        string[] outputs = await CodeFixHarness.FixAll("GN0001", "Change layer 1's outputs to 4", FixAllScope.Document, Broken);

        Assert.Contains("[Layer(2, 3), Layer(3, 5), Layer(5, 7), Layer(7, 1)]", inputs[0], StringComparison.Ordinal);
        Assert.Contains("[Layer(2, 3)]\n[Layer(3, 1)]", inputs[0], StringComparison.Ordinal);
        Assert.Contains("[Layer(2, 4), Layer(4, 6), Layer(6, 7), Layer(7, 1)]", outputs[0], StringComparison.Ordinal);
        Assert.Contains("[Layer(2, 2)]\n[Layer(2, 1)]", outputs[0], StringComparison.Ordinal);
        await AssertIsCorrect(inputs);
        await AssertIsCorrect(outputs);
    }

    [Theory]
    [InlineData(FixAllScope.Document, 1)]
    [InlineData(FixAllScope.Project, 2)]
    [InlineData(FixAllScope.Solution, 2)]
    public async Task PartialIsAddedAsFarAsAsked(FixAllScope scope, int repaired)
    {
        string[] broken =
        [
            "using GenNet; class Outer { [Layer(2, 1)] class A; [Layer(2, 1)] class B; class Inner { [Layer(2, 1)] class C; } }",
            "using GenNet; [Layer(2, 1)] class D;",
        ];
        string[] fixedContainers = await CodeFixHarness.FixAll("GN0008", "Add 'partial'", scope, broken);

        Assert.Equal(
            "using GenNet; partial class Outer { [Layer(2, 1)] partial class A; [Layer(2, 1)] partial class B; "
            + "partial class Inner { [Layer(2, 1)] partial class C; } }",
            fixedContainers[0]);
        Assert.Equal(repaired == 2, fixedContainers[1] == "using GenNet; [Layer(2, 1)] partial class D;");
        if (repaired == 2)
        {
            await AssertIsCorrect(fixedContainers);
        }
    }

    [Fact]
    public async Task LayersMoveAcrossFiles()
    {
        string[] broken = ["using GenNet;\n[Layer(2, 3)]\npartial class Net;\n", "using GenNet;\n[Layer(3, 1)]\n[Network]\npartial class Net;\n"];
        CodeFixOffer offer = Assert.Single(await CodeFixHarness.OffersFor(broken));

        Assert.Equal(["using GenNet;\n[Layer(2, 3)]\n[Layer(3, 1)]\npartial class Net;\n", "using GenNet;\n[Network]\npartial class Net;\n"], offer.Sources);
        await AssertIsCorrect(offer.Sources);
    }

    [Fact]
    public async Task LineEndsStayAsTheyAre()
    {
        CodeFixOffer offer = (await CodeFixHarness.OffersFor("using GenNet;\r\n[Network]\r\npartial class Net;\r\n"))
            .First(offer => offer.Title == "Add a layer");

        Assert.Equal("using GenNet;\r\n[Network]\r\n[Layer(2, 1)]\r\npartial class Net;\r\n", Assert.Single(offer.Sources));
    }

    private static Task VerifyWeights(WeightsDescription[] files, string broken, string title, string repaired) => VerifySource(
        $"{broken}\npublic sealed partial class Net;",
        title,
        $"{repaired}\npublic sealed partial class Net;",
        [.. files.Select(file => (AdditionalText)new DescribedWeights(file))]);

    private static Task Verify(string broken, string title, string repaired) => VerifySource(
        $"{broken}\npublic sealed partial class Net;", title, $"{repaired}\npublic sealed partial class Net;");

    /// <summary>The fix of this title, or of this title up to how its last word is qualified, changes this and nothing else.</summary>
    private static async Task VerifySource(string broken, string title, string repaired, ImmutableArray<AdditionalText> files = default)
    {
        files = files.IsDefault ? [] : files;
        const string Before = "using GenNet;\nusing static GenNet.Activation;\n\n";
        const string After = "\n\ninternal static class Sizes { public const int Hidden = 3 + 5; }\n";
        IReadOnlyList<CodeFixOffer> offers = await CodeFixHarness.OffersFor(files, Before + broken + After);
        CodeFixOffer offer = offers.FirstOrDefault(offer => offer.Title == title)
            ?? throw new Xunit.Sdk.XunitException($"Not offered; there are: {string.Join("; ", offers.Select(offer => offer.Title))}");

        Assert.Equal(Before + repaired + After, Assert.Single(offer.Sources));
        await AssertIsCorrect(files, offer.Sources);
    }

    private static Task AssertIsCorrect(string[] sources) => AssertIsCorrect([], sources);

    private static async Task AssertIsCorrect(ImmutableArray<AdditionalText> files, string[] sources)
    {
        Compilation compilation = GeneratorHarness.RunUnchecked(files, sources).Compilation;
        GeneratorHarness.AssertCompiles(compilation);

        // Beside generated code, too, in a full run, where all of that code is bound once more.
        Assert.Empty(await AnalyzerHarness.DiagnosticsOf(
            TestScope.Full ? compilation : GeneratorHarness.CreateCompilation(sources), new AnalyzerOptions(files)));
    }
}
