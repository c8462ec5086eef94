using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Emission;
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

/// <summary>Networks of every kind of layer, and networks that are drawn, as they are parsed, for tests of what follows and needs no text: graphs and plans.</summary>
internal static class PlannedNetworks
{
    /// <summary>
    /// What the networks of layers are too small for: zeros that are skipped, panels of weights, rows of inputs that are moved, six samples at a time, and
    /// values of which a pass takes fewer.
    /// </summary>
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
        [Input(400, 300, 3)] [Conv2D(8, 3, ReLU)] [Conv2D(6, 3, Groups = 2)] [GlobalAveragePool] [Layer(3)] public sealed partial class Photographs;
        [Input(1500, 1000, 3)] [Conv2D(8, 3, ReLU)] [GlobalAveragePool] [Layer(3)] public sealed partial class Scans;
        [Network(Loss = Loss.GaussianNll)] [Input(40, 60)] [SelfAttention(4)] [Flatten] [Layer(20, MeanAndVariance)] public sealed partial class Uncertain;
        [Input(12)] [Embedding(20000, 128)] [Gru(48)] [Layer(5, Softmax)] public sealed partial class Words;
        [Input(9, 12)] [Lstm(20)] [Activate(Tanh)] [Layer(20, ReLU)] [Layer(3)] public sealed partial class LastStep;
        [Input(24, 32)] [SelfAttention(2)] [BatchNorm] [Flatten] [Layer(3)] public sealed partial class Normalized;
        [Input(28, 48)] [Lstm(256, Sequences = true)] [Gru(40)] [Layer(300)] public sealed partial class Remembers;
        """;

    /// <summary>How many networks are drawn.</summary>
    private const int Drawn = 200;

    private static readonly Lazy<IReadOnlyList<NetworkModel>> s_models = new(() =>
    [
        .. TestScope.Cases(LayerGolden.ReadAll(), quick: 90).SelectMany(golden => Parse(KnownDeclarations.OfLayers(golden.Network, Precision.Single).Source)),
        .. TestScope.Cases(Enumerable.Range(0, Drawn), quick: 30).SelectMany(seed => Parse("using GenNet;\n" + new RandomGraph(seed).Source(PrecisionOf(seed)))),
        .. Parse(Larger),
    ]);

    /// <summary>What was declared.</summary>
    public static IReadOnlyList<NetworkModel> Models => s_models.Value;

    /// <summary>The plans of those that are written as tiles.</summary>
    public static IEnumerable<NetworkPlan> Tiled => Models.Select(model => Planner.Plan(LayerKinds.Build(model))).Where(plan => plan.Strategy == Strategy.Tiled);

    private static Precision PrecisionOf(int seed) => seed % 4 < 2 ? Precision.Single : Precision.Double;

    /// <summary>The plan of a network of these attributes, with the functions that it declares.</summary>
    public static NetworkPlan PlanOf(string declaration, string members = "") =>
        Planner.Plan(LayerKinds.Build(Parse($"using System;\nusing GenNet;\nusing static GenNet.Activation;\n{declaration} public sealed partial class Net {{ {members} }}").First()));

    /// <summary>The plans of one step of those that can be streams.</summary>
    public static IEnumerable<NetworkPlan> Steps => Models.Where(model => model.IsStream).Select(model => StreamFile.StyleOf(model).Plan);

    private static IEnumerable<NetworkModel> Parse(string source)
    {
        CSharpCompilation compilation = GeneratorHarness.CreateCompilation(source);

        // An attribute that nobody knows would be no layer.
        Assert.DoesNotContain(compilation.GetDeclarationDiagnostics(TestContext.Current.CancellationToken), diagnostic => diagnostic.Id == "CS0246");
        return compilation.Assembly.GlobalNamespace.GetTypeMembers()
            .Where(type => type.GetAttributes().Any(NetworkParser.IsLayer))
            .Select(type => NetworkParser.Parse(type, compilation, new MistakeCollector(), TestContext.Current.CancellationToken).Model!);
    }
}
