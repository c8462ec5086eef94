using System;
using GenNet.Generator.Tests.Harness;
using Xunit;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>Networks that take bytes do with them what they do with the bytes' numbers, to the bit.</summary>
public sealed class ByteInputTests
{
    private const string Program = """
        using System;
        using System.Linq;
        using GenNet;

        public static class Program
        {
            public static double[][] Run()
            {
                const int Samples = COUNT;
                var random = new Random(1);
                byte[] bytes = new byte[Samples * Net.InputSize];
                for (int i = 0; i < bytes.Length; i++)
                {
                    bytes[i] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)0;
                }

                ELEMENT[] numbers = bytes.Select(value => value * (ELEMENT)(1.0 / 255)).ToArray();
                ELEMENT[] targets = Enumerable.Range(0, Samples * Net.OutputSize).Select(_ => (ELEMENT)random.NextSingle()).ToArray();
                return Learn(new Net(3), targets, (net, y) => net.Predict(bytes, y), (net, g) => net.Gradient(bytes, targets, g),
                        (net, optimizer) => net.TrainStep(bytes, targets, optimizer))
                    .Concat(Learn(new Net(3), targets, (net, y) => net.Predict(numbers, y), (net, g) => net.Gradient(numbers, targets, g),
                        (net, optimizer) => net.TrainStep(numbers, targets, optimizer)))
                    .ToArray();
            }

            public static double[] NumbersAreNoBytes()
            {
                var net = new Small(1);
                ELEMENT[] collection = new ELEMENT[1];
                net.Predict([0, 1], collection);
                ELEMENT[] numbers = new ELEMENT[1];
                net.Predict(new ELEMENT[] { 0, 1 }, numbers);
                return [collection[0], numbers[0]];
            }

            /// <summary>A round of everything, on arrays of its own.</summary>
            public static Action Round()
            {
                var net = new Net(1);
                byte[] bytes = new byte[3 * Net.InputSize];
                ELEMENT[] outputs = new ELEMENT[3 * Net.OutputSize];
                ELEMENT[] gradient = new ELEMENT[Net.ParameterCount];
                var optimizer = new Adam();
                return () =>
                {
                    net.Predict(bytes, outputs);
                    net.Gradient(bytes, outputs, gradient);
                    net.TrainStep(bytes, outputs, optimizer);
                };
            }

            private static double[][] Learn(
                Net net, ELEMENT[] targets, Action<Net, ELEMENT[]> predict, Func<Net, ELEMENT[], ELEMENT> gradientOf, Func<Net, Optimizer, ELEMENT> step)
            {
                ELEMENT[] outputs = new ELEMENT[targets.Length];
                predict(net, outputs);
                ELEMENT[] gradient = new ELEMENT[Net.ParameterCount];
                ELEMENT loss = gradientOf(net, gradient);
                var optimizer = new Momentum(0.1);
                ELEMENT[] losses = [loss, step(net, optimizer), step(net, optimizer)];
                ELEMENT[] parameters = new ELEMENT[Net.ParameterCount];
                net.CopyParametersTo(parameters);
                return new[] { outputs, gradient, losses, parameters }
                    .Select(values => values.Select(value => (double)value).ToArray()).ToArray();
            }
        }
        """;

    [Theory]
    [InlineData("[Layer(200, 40, Activation.Tanh)]\n[Layer(40, 3)]", Precision.Single, 5)]
    [InlineData("[Layer(200, 40, Activation.Tanh)]\n[Layer(40, 3)]", Precision.Double, 37)]
    [InlineData("[Layer(200, 40, Activation.Tanh)]\n[Layer(40, 3)]", Precision.Single, 1000)]
    [InlineData("[Layer(2, 3, Activation.Sigmoid)]\n[Layer(3, 1)]", Precision.Single, 21)]
    [InlineData("[Layer(2, 3, Activation.Sigmoid)]\n[Layer(3, 1)]", Precision.Double, 1)]
    public void BytesCountAsTheirNumbers(string layers, Precision precision, int samples)
    {
        using LoadedNetworks loaded = Load(layers, precision, samples);

        var results = (double[][])loaded.Call("Program", "Run")!;

        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(results[i + 4], results[i]);
        }

        Assert.Contains(results[1], value => value != 0);
    }

    [Fact]
    public void NumbersInBracketsAreNoBytes()
    {
        using LoadedNetworks loaded = Load("[Layer(2, 1)]", Precision.Single, 1);

        var results = (double[])loaded.Call("Program", "NumbersAreNoBytes")!;

        Assert.Equal(results[1], results[0]);
    }

    [Fact]
    public void NothingIsAllocated()
    {
        using LoadedNetworks loaded = Load("[Layer(200, 40, Activation.Tanh)]\n[Layer(40, 3)]", Precision.Single, 1);

        Allocations.AssertNoneInTheEnd((Action)loaded.Call("Program", "Round")!);
    }

    private static LoadedNetworks Load(string layers, Precision precision, int samples)
    {
        string network = $"[Network(ByteScale = 1.0 / 255, Precision = Precision.{precision})]\n";
        return GeneratorHarness.CompileAndLoad(
            $"using GenNet;\n{network}{layers}\npublic sealed partial class Net;\n{network}[Layer(2, 1)]\npublic sealed partial class Small;",
            Program
                .Replace("COUNT", samples.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("ELEMENT", precision == Precision.Single ? "float" : "double", StringComparison.Ordinal));
    }
}
