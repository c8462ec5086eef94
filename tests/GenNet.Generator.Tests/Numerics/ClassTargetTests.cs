using System;
using System.Linq;
using GenNet.Generator.Tests.Harness;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>Class indices in place of targets: the same bits as with rows of 0 and 1, and no index out of range is overlooked.</summary>
public sealed class ClassTargetTests
{
    private const string Source =
        """
        using System;
        using GenNet;
        using static GenNet.Activation;

        [Layer(2, 3, Softmax)]
        public sealed partial class Classes;

        [Network(Loss = Loss.CrossEntropy, Precision = Precision.Double, Unroll = Unroll.Tiled, LabelSmoothing = 0.1)]
        [Layer(2, 3, LogSoftmax)]
        public sealed partial class Logarithms;

        [Network(ByteScale = 0.25)]
        [Layer(2, 3, Softmax)]
        public sealed partial class Pixels;

        public static class Program
        {
            public static float[] FromBytesAndClasses(byte[] inputs, int[] classes)
            {
                var network = new Pixels(3);
                float[] gradient = new float[Pixels.ParameterCount];
                float[] parameters = new float[Pixels.ParameterCount];
                float loss = network.Gradient(inputs, classes, gradient);
                float before = network.TrainStep(inputs, classes, new Sgd(0.5));
                network.CopyParametersTo(parameters);
                return [loss, before, .. gradient, .. parameters];
            }

            public static float[] FromBytesAndTargets(byte[] inputs, float[] targets)
            {
                var network = new Pixels(3);
                float[] gradient = new float[Pixels.ParameterCount];
                float[] parameters = new float[Pixels.ParameterCount];
                float loss = network.Gradient(inputs, targets, gradient);
                float before = network.TrainStep(inputs, targets, new Sgd(0.5));
                network.CopyParametersTo(parameters);
                return [loss, before, .. gradient, .. parameters];
            }

            public static float BracketsAfterBytes(byte[] inputs) => new Pixels(1).TrainStep(inputs, [0, 1, 0], new Sgd(0.1));

            public static float BracketsWhereBytesAreTaken() => new Pixels(1).TrainStep([0, 1], [0, 1, 0], new Sgd(0.1));

            public static float[] FromClasses(float[] inputs, int[] classes)
            {
                float[] gradient = new float[Classes.ParameterCount];
                float loss = new Classes(1).Gradient(inputs, classes, gradient);
                return [loss, .. gradient];
            }

            public static float[] FromTargets(float[] inputs, float[] targets)
            {
                float[] gradient = new float[Classes.ParameterCount];
                float loss = new Classes(1).Gradient(inputs, targets, gradient);
                return [loss, .. gradient];
            }

            public static double[] StepFromClasses(double[] inputs, int[] classes)
            {
                var network = new Logarithms(2);
                double[] parameters = new double[Logarithms.ParameterCount];
                double loss = network.TrainStep(inputs, classes, new Sgd(0.5));
                network.CopyParametersTo(parameters);
                return [loss, .. parameters];
            }

            public static double[] StepFromTargets(double[] inputs, double[] targets)
            {
                var network = new Logarithms(2);
                double[] parameters = new double[Logarithms.ParameterCount];
                double loss = network.TrainStep(inputs, targets, new Sgd(0.5));
                network.CopyParametersTo(parameters);
                return [loss, .. parameters];
            }

            // Numbers in brackets are targets, although 0 and 1 are ints: three of them for one sample would be no classes.
            public static float Brackets() => new Classes(1).TrainStep([0, 1], [0, 1, 0], new Sgd(0.1));
        }
        """;

    private static readonly Lazy<LoadedNetworks> s_program = new(() => GeneratorHarness.CompileAndLoad(Source));

    [Fact]
    public void GradientIsThatOfRowsOfZeroAndOne()
    {
        float[] inputs = [0.5f, -1, 2, 0.25f, -0.75f, 1];

        Assert.Equal(
            Call<float[]>("FromTargets", inputs, new float[] { 0, 0, 1, 1, 0, 0, 0, 1, 0 }),
            Call<float[]>("FromClasses", inputs, new[] { 2, 0, 1 }));
    }

    [Fact]
    public void StepIsThatOfRowsOfZeroAndOne()
    {
        double[] inputs = [0.5, -1, 2, 0.25];

        Assert.Equal(
            Call<double[]>("StepFromTargets", inputs, new double[] { 0, 0, 1, 1, 0, 0 }),
            Call<double[]>("StepFromClasses", inputs, new[] { 2, 0 }));
    }

    [Fact]
    public void BytesGoWithClassesToo()
    {
        byte[] inputs = [0, 255, 7, 3, 128, 1];

        Assert.Equal(
            Call<float[]>("FromBytesAndTargets", inputs, new float[] { 0, 0, 1, 1, 0, 0, 0, 1, 0 }),
            Call<float[]>("FromBytesAndClasses", inputs, new[] { 2, 0, 1 }));
    }

    [Fact]
    public void NumbersInBracketsAreTargets()
    {
        Assert.True(float.IsFinite(Call<float>("Brackets")));
        Assert.True(float.IsFinite(Call<float>("BracketsAfterBytes", new byte[] { 1, 2 })));
        Assert.True(float.IsFinite(Call<float>("BracketsWhereBytesAreTaken")));
    }

    [Theory]
    [InlineData(3, "classes[1] is 3, but Classes has 3 classes, 0 to 2. (Parameter 'classes')")]
    [InlineData(-1, "classes[1] is -1, but Classes has 3 classes, 0 to 2. (Parameter 'classes')")]
    public void IndexOutOfRangeIsRefused(int index, string message) =>
        Assert.Equal(message, Refusal("FromClasses", new float[4], new[] { 0, index }));

    [Fact]
    public void LengthsThatDoNotFitAreRefused() => Assert.Equal(
        "classes has 2 indices, one a sample, so inputs must have 4 values (2 a sample), but it has 3. (Parameter 'classes')",
        Refusal("FromClasses", new float[3], new[] { 0, 1 }));

    private static T Call<T>(string method, params object[] arguments) => (T)s_program.Value.Call("Program", method, arguments)!;

    private static string Refusal(string method, params object[] arguments) =>
        Assert.Throws<ArgumentException>(() => Call<object>(method, arguments)).Message;
}
