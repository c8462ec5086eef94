using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Layers;
using GenNet.Generator.Mistakes;
using GenNet.Generator.Model;
using GenNet.Generator.Parsing;
using GenNet.Generator.Planning;
using GenNet.Generator.Tests.GeneratedText;
using GenNet.Generator.Tests.Harness;
using GenNet.Generator.Tests.Numerics;
using GenNet.Tests;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenNet.Generator.Tests.Planning;

/// <summary>Networks of every kind of layer as they are parsed, for tests of what follows and needs no text: graphs and plans.</summary>
internal static class PlannedNetworks
{
    /// <summary>What the networks of layers are too small for: zeros that are skipped, panels of weights, rows of inputs that are moved, one sample a tile.</summary>
    private const string Larger =
        """
        using GenNet;
        using static GenNet.Activation;

        [Layer(784, 64, Sigmoid)] [Layer(64, 10, Softmax)] public sealed partial class Digits;
        [Layer(128, 256, ReLU)] [LayerNorm] [Layer(256, 192, GELU)] [Layer(192, 100)] public sealed partial class Wide;
        [Layer(128, 100, PReLU)] [Layer(100, 17, Softmax)] public sealed partial class Moved;
        [Network(Trainable = false)] [Layer(300, 130, Tanh)] [Layer(130, 3)] public sealed partial class Predicts;
        [Network(Precision = Precision.Double)] [Layer(200, 600, Mish)] [Layer(600, 9, Sigmoid)] public sealed partial class Doubles;
        [Input(28, 28, 1)] [Conv2D(8, 3)] [MaxPool2D(2)] [Flatten] [Layer(1352, 10, Softmax)] public sealed partial class Images;
        """;

    private static readonly Lazy<IReadOnlyList<NetworkModel>> s_models = new(() =>
    [
        .. TestScope.Cases(LayerGolden.ReadAll(), quick: 90).SelectMany(golden => Parse(KnownDeclarations.OfLayers(golden.Network, Precision.Single).Source)),
        .. Parse(Larger),
    ]);

    /// <summary>What was declared.</summary>
    public static IReadOnlyList<NetworkModel> Models => s_models.Value;

    /// <summary>The plans of those that are written as tiles.</summary>
    public static IEnumerable<NetworkPlan> Tiled => Models.Select(model => Planner.Plan(LayerKinds.Build(model))).Where(plan => plan.Strategy == Strategy.Tiled);

    private static IEnumerable<NetworkModel> Parse(string source)
    {
        CSharpCompilation compilation = GeneratorHarness.CreateCompilation(source);
        return compilation.Assembly.GlobalNamespace.GetTypeMembers()
            .Where(type => type.GetAttributes().Any(NetworkParser.IsLayer))
            .Select(type => NetworkParser.Parse(type, compilation, new MistakeCollector(), TestContext.Current.CancellationToken).Model!);
    }
}
