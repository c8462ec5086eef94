using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GenNet.Generator.Tests;

/// <summary>Code that is generic over networks, through what every generated class implements.</summary>
public sealed class GenericNetworkTests
{
    /// <summary>Methods that know a network by its interface alone, or by its base class too.</summary>
    private const string GenericMethods =
        """
        using System;
        using System.IO;
        using System.Numerics;
        using GenNet;

        internal static class Generic
        {
            public static string Describe<TNetwork, T>()
                where TNetwork : INetwork<TNetwork, T>
                where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
                $"{TNetwork.InputSize} {string.Join(',', TNetwork.InputShape.ToArray())} {TNetwork.OutputSize} {TNetwork.ParameterCount} {TNetwork.Summary}";

            public static bool ComesBackFromAFile<TNetwork, T>()
                where TNetwork : INetwork<TNetwork, T>
                where T : unmanaged, IBinaryFloatingPointIeee754<T>
            {
                TNetwork network = TNetwork.Create(7);
                string path = Path.GetTempFileName();
                network.Save(path);
                using var stream = new MemoryStream();
                network.Save(stream);
                stream.Position = 0;
                T[] input = new T[TNetwork.InputSize];
                Array.Fill(input, T.One);
                bool isSame = TNetwork.Create(8).Classify(input) >= 0;
                foreach (TNetwork loaded in new[] { TNetwork.Load(path), TNetwork.Load(stream), TNetwork.Load(stream.ToArray()) })
                {
                    T[] expected = new T[TNetwork.OutputSize];
                    T[] actual = new T[TNetwork.OutputSize];
                    network.Predict(input, expected);
                    loaded.Predict(input, actual, 2);
                    isSame &= actual.AsSpan().SequenceEqual(expected) && loaded.Classify(input) == network.Classify(input);
                }

                File.Delete(path);
                return isSame;
            }

            public static bool Learns<TNetwork, T>()
                where TNetwork : TrainableNetwork<T>, INetwork<TNetwork, T>
                where T : unmanaged, IBinaryFloatingPointIeee754<T>
            {
                TNetwork network = TNetwork.Create(1);
                float[] targets = new float[2 * TNetwork.OutputSize];
                targets[0] = 1;
                targets[TNetwork.OutputSize] = 1;
                var dataset = new Dataset(new float[2 * TNetwork.InputSize], targets, TNetwork.InputSize, TNetwork.OutputSize);
                double before = network.Evaluate(dataset).Loss;
                network.Fit(dataset, new FitOptions { Optimizer = new Sgd(0.01) });
                return network.Evaluate(dataset).Loss < before;
            }
        }
        """;

    [Fact]
    public void EveryKindOfNetworkIsMadeLoadedAndDescribedByItsInterface()
    {
        string[] kinds =
        [
            .. TestScope.Cases(
                from precision in Enum.GetValues<Precision>()
                from trainable in new[] { "true", "false" }
                from bytes in new[] { "", ", ByteScale = 0.5" }
                from last in new[] { "2, Activation.Softmax", "1, Activation.Sigmoid" }
                select $"[Network(Precision = Precision.{precision}, Trainable = {trainable}{bytes})] [Layer(3, 4, Activation.Tanh)] [Layer(4, {last})]",
                quick: 5),
        ];
        List<string> sources = [GenericMethods];
        for (int i = 0; i < kinds.Length; i++)
        {
            // In a namespace, in another class, or neither; and with members of its own that have names of the interface.
            string element = kinds[i].Contains("Double", StringComparison.Ordinal) ? "double" : "float";
            string network = $"{kinds[i]} public sealed partial class Net{i} {{ public int Create(int seed) => seed; private new int Classify(ReadOnlySpan<{element}> input) => -1; }}";
            string declared = (i % 3) switch
            {
                0 => $"namespace Space{i} {{ {network} }}",
                1 => $"public static partial class Outer{i} {{ {network} }}",
                _ => network,
            };
            string name = (i % 3) switch { 0 => $"Space{i}.Net{i}", 1 => $"Outer{i}.Net{i}", _ => $"Net{i}" };
            string learns = kinds[i].Contains("Trainable = true", StringComparison.Ordinal) ? $"Generic.Learns<{name}, {element}>()" : "true";
            sources.Add($$"""
                using System;
                using GenNet;

                {{declared}}

                internal static class Use{{i}}
                {
                    public static string Describe() => Generic.Describe<{{name}}, {{element}}>();

                    public static string Expected() =>
                        {{name}}.InputSize + " " + string.Join(",", {{name}}.InputShape.ToArray()) + " " + {{name}}.OutputSize + " " + {{name}}.ParameterCount + " " + new {{name}}();

                    public static bool ComesBack() => Generic.ComesBackFromAFile<{{name}}, {{element}}>();

                    public static bool Learns() => {{learns}};
                }
                """);
        }

        using LoadedNetworks networks = GeneratorHarness.CompileAndLoad([.. sources]);
        for (int i = 0; i < kinds.Length; i++)
        {
            Assert.Equal(networks.Call($"Use{i}", "Expected"), networks.Call($"Use{i}", "Describe"));
            Assert.True((bool)networks.Call($"Use{i}", "ComesBack")!, kinds[i]);
            Assert.True((bool)networks.Call($"Use{i}", "Learns")!, kinds[i]);
        }
    }

    [Theory]
    [InlineData("[Layer(3, 4), Layer(5, 2)]", "float")]
    [InlineData("[Network(Precision = Precision.Double)] [Layer(0, 2)]", "double")]
    [InlineData("[Network(Trainable = false, ByteScale = 2)] [Layer(3, -2)]", "float")]
    public void AMistakeShowsAloneWhereTheNetworkIsUsedByItsInterface(string declaration, string element)
    {
        GeneratorRun run = GeneratorHarness.RunUnchecked(
            GenericMethods,
            $$"""
            using GenNet;

            {{declaration}} public sealed partial class Net;

            internal static class Use
            {
                public static string Describe() => Generic.Describe<Net, {{element}}>();
            }
            """);
        Assert.Empty(run.Compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }
}
