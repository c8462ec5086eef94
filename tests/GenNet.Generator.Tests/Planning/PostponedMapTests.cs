using System;
using GenNet.Generator.Tests.Harness;
using Xunit;

namespace GenNet.Generator.Tests.Planning;

/// <summary>ReLU is computed of what a max pool leaves, wherever nobody else has to do with what it was declared for.</summary>
public sealed class PostponedMapTests
{
    [Theory]
    [InlineData("[Input(28, 28, 1)] [Conv2D(8, 3, ReLU)] [MaxPool2D(2)] [Flatten] [Layer(10)]")]
    [InlineData("[Network(Trainable = false)] [Input(28, 28, 1)] [Conv2D(8, 3, ReLU)] [MaxPool2D(2)] [Flatten] [Layer(10)]")]
    [InlineData("[Input(60, 3)] [Conv1D(16, 5, ReLU)] [GlobalMaxPool] [Layer(10)]")]
    [InlineData("[Input(60, 3)] [Layer(16, ReLU)] [MaxPool1D(3, Stride = 2, Padding = 1)] [Flatten] [Layer(10)]")]
    public void ItStandsBehindThePool(string layers)
    {
        string forward = Forward(layers);

        Assert.Contains("// Layer 2: z2 = max of z1 over ", forward, StringComparison.Ordinal);
        Assert.Contains(", a2 = max(z2, 0).", forward, StringComparison.Ordinal);
        Assert.DoesNotContain("a1", forward, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Input(28, 28, 1)] [Conv2D(8, 3, Tanh)] [MaxPool2D(2)] [Flatten] [Layer(10)]")]
    [InlineData("[Input(28, 28, 1)] [Conv2D(8, 3, ReLU)] [AveragePool2D(2)] [Flatten] [Layer(10)]")]
    [InlineData("[Network(Explore = true)] [Input(28, 28, 1)] [Conv2D(8, 3, ReLU)] [MaxPool2D(2)] [Flatten] [Layer(10)]")]
    [InlineData("[Input(28, 28, 1)] [Conv2D(8, 3, ReLU, Name = \"both\")] [MaxPool2D(2)] [GlobalMaxPool(Name = \"largest\")] [GlobalAveragePool(From = \"both\")] [Add(\"largest\")] [Layer(10)]")]
    [InlineData("[Input(28, 28, 1)] [Conv2D(8, 3, ReLU)] [GlobalMaxPool]")]
    [InlineData("[Input(28, 28, 1)] [Conv2D(8, 3)] [BatchNorm] [Activate(ReLU)] [MaxPool2D(2)] [Flatten] [Layer(10)]")]
    public void ItStaysWhereItWasDeclared(string layers) =>
        Assert.DoesNotContain("= max of z", Forward(layers), StringComparison.Ordinal);

    private static string Forward(string layers) => GeneratorHarness
        .RunUnchecked($"using GenNet;\nusing static GenNet.Activation;\n{layers}\npublic sealed partial class Net;")
        .TextOf("Net.Forward.g.cs");
}
