using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenNet.Generator.Tests.Diagnostics;

/// <summary>Mistakes in how a network names its functions: under the name, and one each.</summary>
public sealed class NetworkFunctionTests
{
    [Theory]
    [InlineData("\"Wavelet\"", "Net has no method Wavelet. Name a static method with nameof, nameof(Functions.Swish) for example.")]
    [FullInlineData("\"\"", "Net has no method without a name. Name a static method with nameof, nameof(Functions.Swish) for example.")]
    [FullInlineData("(string)null!", "Net has no method without a name. Name a static method with nameof, nameof(Functions.Swish) for example.")]
    [InlineData("nameof(Functions.Slope)", "Functions has no method Slope. Name a static method with nameof, nameof(Functions.Swish) for example.")]
    [FullInlineData("nameof(Functions)", "Net has no method Functions. Name a static method with nameof, nameof(Functions.Swish) for example.")]
    [FullInlineData("Functions.Name", "Net has no method Swish. Write Activation.SiLU if that is what you mean; a function of your own is a static method, named with nameof.")]
    public Task GN0051_NoSuchActivation(string name, string message) => Verify($"[Layer(2, 3, {{|GN0051:{name}|}})]", message);

    [Theory]
    [InlineData("relu", "ReLU")]
    [FullInlineData("RELU", "ReLU")]
    [FullInlineData("Sigmiod", "Sigmoid")]
    [InlineData("leaky_relu", "LeakyReLU")]
    [FullInlineData("log-softmax", "LogSoftmax")]
    [FullInlineData("identity", "Linear")]
    public Task GN0051_BuiltInActivation(string name, string activation) => Verify(
        $"[Layer(2, 3, {{|GN0051:\"{name}\"|}})]",
        $"Net has no method {name}. Write Activation.{activation} if that is what you mean; a function of your own is a static method, named with nameof.");

    [Theory]
    [InlineData("cross_entropy", "CrossEntropy")]
    [FullInlineData("mse", "MeanSquaredError")]
    [FullInlineData("huberLoss", null)]
    [InlineData("Hubert", "Huber")]
    public Task GN0051_BuiltInLoss(string name, string? loss) => Verify(
        $"[Layer(2, 1), Network(LossFunction = {{|GN0051:\"{name}\"|}})]",
        loss is null
            ? $"Net has no method {name}. Name a static method with nameof, nameof(Functions.Swish) for example."
            : $"Net has no method {name}. Write Loss = Loss.{loss} if that is what you mean; a function of your own is a static method, named with nameof.");

    [Fact]
    public Task GN0051_NoSuchLoss() => Verify(
        "[Layer(2, 1), Network(LossFunction = {|GN0051:\"Cosh\"|})]",
        "Net has no method Cosh. Name a static method with nameof, nameof(Functions.Swish) for example.");

    [Theory]
    [InlineData("Unmarked")]
    [InlineData("LogCosh")]
    public Task GN0052_NotAnActivation(string name) => Verify(
        $"[Layer(2, 3, {{|GN0052:nameof(Functions.{name})|}})]",
        $"{name} is not marked as an activation function. Write [ActivationFunction] above it, or name another method.");

    [Fact]
    public Task GN0052_NotALoss() => Verify(
        "[Layer(2, 3), Network(LossFunction = {|GN0052:nameof(Functions.Swish)|})]",
        "Swish is not marked as a loss function. Write [LossFunction] above it, or name another method.");

    [Fact]
    public Task GN0040_AFunctionTakesNoNumbers() => Verify(
        """
        [Network(LossFunction = nameof(Functions.LogCosh), Delta = {|GN0040:2|}, LabelSmoothing = {|GN0040:0.1|})]
        [Layer(2, 3, nameof(Functions.Swish), Beta = {|GN0040:2|})]
        [Layer(3, 1)]
        """,
        "LogCosh does not take Delta, which so has no effect. Remove Delta, or choose Huber.",
        "LogCosh does not take LabelSmoothing, which so has no effect. Remove LabelSmoothing, or choose CrossEntropy.",
        "Swish does not take Beta, which so has no effect. Remove Beta, or choose Softplus.");

    [Fact]
    public Task GN0054_ActivationOfTheFramework() => Verify(
        "[Layer(2, 3, {|GN0054:nameof(MathF.Exp)|})]",
        "Exp comes from the assembly System.Private.CoreLib, and only source can be differentiated. Copy the method into this project.");

    [Fact]
    public Task GN0054_CallIntoTheFramework() => DiagnosticTest.Verify(
        """
        internal static class Functions
        {
            [GenNet.ActivationFunction]
            public static float F(float x) => {|GN0054:System.Convert.ToSingle(x)|};
        }
        """,
        "ToSingle comes from the assembly System.Private.CoreLib, and only source can be differentiated. Copy the method into this project.");

    [Fact]
    public async Task GN0054_AnotherProject()
    {
        // A project beside this one has sources too, yet not in this compilation.
        CSharpCompilation other = GeneratorHarness.CreateCompilation(
            """
            public static class Other
            {
                public static readonly float Slope = 2;

                [GenNet.ActivationFunction]
                public static float Twice(float x) => 2 * x;
            }
            """).WithAssemblyName("Other");
        MarkedSource source = MarkedSource.Parse(
            """
            [GenNet.Layer(2, 3, {|GN0054:nameof(Other.Twice)|})]
            public sealed partial class Net
            {
                [GenNet.ActivationFunction]
                public static float Four(float x) => 2 * {|GN0054:Other.Twice(x)|};

                [GenNet.ActivationFunction]
                public static float Two(float x) => x * {|GN0058:Other.Slope|};
            }
            """);
        Compilation compilation = GeneratorHarness.CreateCompilation(source.Text).AddReferences(other.ToMetadataReference());

        ImmutableArray<Diagnostic> found = await AnalyzerHarness.DiagnosticsOf(compilation);

        Assert.Equal(source.Marks, found.Select(diagnostic => (diagnostic.Id, diagnostic.Location.SourceSpan)));
    }

    [Fact]
    public Task GN0060_TwoLosses() => Verify(
        "[Layer(2, 3), Network(Loss = Loss.SquaredError, LossFunction = {|GN0060:nameof(Functions.LogCosh)|})]",
        "The network has a Loss and a LossFunction. Remove one of the two.");

    [Fact]
    public Task AMistakeInAFunctionShowsThereAlone() => Verify(
        """
        [Layer(2, 3, nameof(Broken.Steps))]
        [Layer(3, 2, nameof(Broken.Steps))]
        """,
        [],
        """
        internal static class Broken
        {
            [ActivationFunction]
            public static float Steps(float x) => {|GN0056:MathF.Round(x)|};
        }
        """,
        "MathF.Round can't be differentiated here; it is flat between its jumps, so nothing could be learnt through it");

    [Theory]
    [InlineData("[Layer(2, 3, nameof(Functions.Swish))]")]
    [FullInlineData("[Layer(2, 3, \"Own\")]")]
    [FullInlineData("[Layer(2, 3, nameof(Net.Own), Bias = false)]")]
    [InlineData("[Layer(function: nameof(Net.Own), outputs: 3, inputs: 2)]")]
    [FullInlineData("[Layer(2, 3, Activation.Softmax), Network(LossFunction = nameof(Functions.LogCosh))]")]
    [FullInlineData("[Layer(2, 3), Network(LossFunction = \"OwnLoss\")]")]
    public Task CorrectNamesAreSilent(string attributes) => Verify(attributes);

    private static Task Verify(string attributes, params string[] messages) => Verify(attributes, messages, string.Empty);

    private static Task Verify(string attributes, string[] messages, string more, params string[] moreMessages) => DiagnosticTest.Verify(
        $$"""
        #nullable disable
        using System;
        using GenNet;

        {{attributes}}
        public sealed partial class Net
        {
            [ActivationFunction]
            internal static float Own(float x) => x;

            [LossFunction]
            private static float OwnLoss(float output, float target) => (output - target) * (output - target);
        }

        internal static class Functions
        {
            public const string Name = nameof(Swish);

            public static float Slope => 1;

            [ActivationFunction]
            public static float Swish(float x) => x / (1 + MathF.Exp(-x));

            [LossFunction]
            public static float LogCosh(float output, float target) => MathF.Log(MathF.Cosh(output - target));

            public static float Unmarked(float x) => x;
        }

        {{more}}

        {{DiagnosticTest.Use}}
        """,
        [.. messages, .. moreMessages]);
}
