using System.Threading.Tasks;
using GenNet.Generator.Tests.Harness;
using Xunit;

namespace GenNet.Generator.Tests.Diagnostics;

/// <summary>Numbers that a network's precision does not hold; <c>NumberEdgeTests</c> goes through every argument and edge.</summary>
public sealed class PrecisionRulesTests
{
    [Fact]
    public Task GN0045_ByteScaleThatWouldBeZero() => Verify(
        """
        [Network(ByteScale = {|GN0045:1e-46|})]
        [Layer(2, 3)]
        """,
        "ByteScale is 1E-46, but single precision holds 0 and numbers from 1.4E-45 to 3.4E+38 in size. Give another number, or compute with "
        + "Precision.Double.");

    [Fact]
    public Task GN0045_SlopeThatWouldBeInfinite() => Verify(
        "[Layer(2, 3, LeakyReLU, Slope = {|GN0045:-1e300|})]",
        "LeakyReLU's Slope is -1E+300, but single precision holds 0 and numbers from 1.4E-45 to 3.4E+38 in size. Give another number, or "
        + "compute with Precision.Double.");

    [Fact]
    public Task GN0045_ReciprocalThatWouldBeInfinite() => Verify(
        "[Layer(2, 3, Softplus, Beta = {|GN0045:1e-40|})]",
        "Softplus's Beta is 1E-40, which makes 1E+40 in a formula, but single precision holds 0 and numbers from 1.4E-45 to 3.4E+38 in size. "
        + "Give another number, or compute with Precision.Double.");

    [Fact]
    public Task GN0045_ClassWeights() => Verify(
        """
        [Network(ClassWeights = {|GN0045:new[] { 1, 1e39, 1 }|})]
        [Layer(2, 3, Softmax)]
        """,
        "A number of ClassWeights is 1E+39, but single precision holds 0 and numbers from 1.4E-45 to 3.4E+38 in size. Give another number, or "
        + "compute with Precision.Double.");

    [Fact]
    public Task GN0045_InitializerScale() => Verify(
        "[Layer(2, 3, InitializerScale = {|GN0045:1e-46|})]",
        "Layer 1's InitializerScale is 1E-46, but single precision holds 0 and numbers from 1.4E-45 to 3.4E+38 in size. Give another number, "
        + "or compute with Precision.Double.");

    /// <summary>Whatever kind of layer has them.</summary>
    [Theory]
    [InlineData("[Conv2D(3, 2, InitializerScale = {|GN0045:1e-46|})]", "Layer 1's InitializerScale")]
    [InlineData("[Reshape(4, 4)] [Lstm(3, InitializerScale = {|GN0045:1e-46|})]", "Layer 2's InitializerScale")]
    [InlineData("[Conv2D(3, 2, Activation.ELU, Alpha = {|GN0045:1e-46|})]", "ELU's Alpha")]
    [InlineData("[Activate(Activation.ELU, Alpha = {|GN0045:1e-46|})]", "ELU's Alpha")]
    public Task GN0045_NumbersOfOtherLayers(string layers, string number) => Verify(
        $"[Input(4, 4, 1)] {layers} [Flatten] [Layer(2)]",
        $"{number} is 1E-46, but single precision holds 0 and numbers from 1.4E-45 to 3.4E+38 in size. Give another number, or compute with Precision.Double.");

    [Fact]
    public Task GN0045_StandardDeviation() => Verify(
        """
        [Layer(2, 3)]
        [GaussianNoise({|GN0045:1e300|})]
        """,
        "Layer 2's standardDeviation is 1E+300, but single precision holds 0 and numbers from 1.4E-45 to 3.4E+38 in size. Give another number, "
        + "or compute with Precision.Double.");

    [Fact]
    public Task GN0045_NumberInAFunction() => DiagnosticTest.Verify(
        """
        using GenNet;

        public static class Functions
        {
            [ActivationFunction] public static double Steep(double x) => 3.5e38 * x;
        }

        [Layer(2, 3, {|GN0045:nameof(Functions.Steep)|})]
        public sealed partial class Net;
        """,
        "Steep has 3.5E+38 in its formula or its derivative, but single precision holds 0 and numbers from 1.4E-45 to 3.4E+38 in size. Give "
        + "another number, or compute with Precision.Double.");

    private static Task Verify(string attributes, params string[] messages) => DiagnosticTest.Verify(
        $$"""
        using GenNet;
        using static GenNet.Activation;

        {{attributes}}
        public sealed partial class Net;
        """,
        messages);
}
