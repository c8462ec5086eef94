using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using GenNet.Generator.Tests.Numerics;
using GenNet.Generator.Tests.Numerics.Reference;
using GenNet.Tests;

namespace GenNet.Generator.Tests.GeneratedText;

/// <summary>
/// The declarations whose generated text is held: random networks, every activation with every loss, every kind of layer, the networks of the
/// benchmarks, and the options that change what is written.
/// </summary>
internal static class KnownDeclarations
{
    private const int Random = 1000;

    /// <summary>What <c>[Network(…)]</c> and <c>[Layer(…)]</c> may add to a network of each strategy.</summary>
    private static readonly string[] s_networkOptions =
    [
        "Trainable = false",
        "CheckGradients = true",
        "ByteScale = 1.0 / 255",
        "ByteScale = 0.5, CheckGradients = true, Precision = Precision.Double",
        "Loss = Loss.CrossEntropy, LabelSmoothing = 0.1",
        "Loss = Loss.CrossEntropy, ClassWeights = new[] { 1.0, 2, 0.5 }",
        "Loss = Loss.CrossEntropy, ByteScale = 0.25, Trainable = false, Precision = Precision.Double",
        "LossFunction = nameof(Distance)",
        "LossFunction = nameof(Distance), Precision = Precision.Double, CheckGradients = true",
        "Explore = true",
        "Explore = true, Trainable = false, Precision = Precision.Double",
    ];

    private static readonly string[] s_hiddenLayers =
    [
        "ReLU", "PReLU", "PReLU, Slope = 0.1", "ELU, Alpha = 0.5, Bias = false", "nameof(Bump)", "LeakyReLU, Initializer = Initializer.Zeros, InitializerScale = 0.5",
    ];

    /// <summary>Every declaration by its name; names are unique and stay with what they name.</summary>
    public static IEnumerable<(string Name, string Source)> All() =>
    [
        .. Dense(),
        .. OfLayers(),
        ("Comparison", Benchmark("GenNet.Comparison/Networks.cs")),
        ("Scaling", Benchmark("GenNet.Scaling/ScalingNetworks.cs")),
    ];

    /// <summary>A few of them: half are dense networks, of which there are most, and half have other kinds of layers.</summary>
    public static IEnumerable<(string Name, string Source)> Sample() => [.. TestScope.Cases(Dense(), quick: 75), .. TestScope.Cases(OfLayers(), quick: 75)];

    private static IEnumerable<(string Name, string Source)> Dense() =>
        [.. Enumerable.Range(0, Random).Select(RandomCases.Describe).Concat(FunctionPairTests.Descriptions).Select(network => (network.Name, network.Source)), .. WithOptions()];

    private static IEnumerable<(string Name, string Source)> OfLayers() =>
        LayerGolden.ReadAll().SelectMany(golden => Enum.GetValues<Precision>().Select(precision => OfLayers(golden.Network, precision)));

    private static IEnumerable<(string Name, string Source)> WithOptions()
    {
        foreach ((int option, string network) in s_networkOptions.Index())
        {
            foreach ((int layer, string hidden) in s_hiddenLayers.Index())
            {
                foreach ((int inputs, int units) in new[] { (3, 4), (40, 50), (150, 96) })
                {
                    string last = network.Contains("CrossEntropy", StringComparison.Ordinal) ? "Softmax" : "Linear";
                    string name = string.Create(CultureInfo.InvariantCulture, $"Option{option}Layer{layer}Of{inputs}");
                    yield return (name, string.Create(
                        CultureInfo.InvariantCulture,
                        $$"""
                        using GenNet;
                        using static GenNet.Activation;

                        [Network({{network}})]
                        [Layer({{inputs}}, {{units}}, {{hidden}})]
                        [Layer({{units}}, 3, {{last}})]
                        public sealed partial class {{name}}
                        {
                            [ActivationFunction]
                            private static double Bump(double z) => z / (1 + (z * z));

                            [LossFunction]
                            private static double Distance(double a, double t) => System.Math.Sqrt(1 + ((a - t) * (a - t)));
                        }
                        """));
                }
            }
        }
    }

    public static (string Name, string Source) OfLayers(DeclaredNetwork network, Precision precision)
    {
        string name = $"Layers{network.Name}{precision}";
        string functions = DeclaredNetwork.Functions[DeclaredNetwork.Functions.IndexOf("public static class", StringComparison.Ordinal)..];
        return (name, $"{network.Source(name, precision, Unroll.Auto)}\n{functions}");
    }

    private static string Benchmark(string path, [CallerFilePath] string thisFile = "") =>
        "using GenNet;\n" + File.ReadAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../../benchmarks", path));
}
