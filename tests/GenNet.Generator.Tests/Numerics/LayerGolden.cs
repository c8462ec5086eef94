using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json;
using GenNet.Generator.Tests.Numerics.Reference;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>A network of any kinds of layers that PyTorch ran and differentiated; <c>Goldens/make_layer_goldens.py</c> made the files.</summary>
/// <param name="Network">The declaration.</param>
/// <param name="Samples">The number of samples.</param>
/// <param name="Inputs">samples × inputs. Single precision holds them exactly, and targets and parameters too.</param>
/// <param name="Targets">samples × outputs.</param>
/// <param name="Parameters">In GenNet's order.</param>
/// <param name="Tensors">Where each tensor lies in them.</param>
/// <param name="Expected">What PyTorch found in double precision: outputs outside of training, loss and gradient.</param>
/// <param name="Steps">What a few steps of training leave; null for a network whose layers keep no state.</param>
internal sealed record LayerGolden(
    DeclaredNetwork Network,
    int Samples,
    double[] Inputs,
    double[] Targets,
    double[] Parameters,
    IReadOnlyList<(string Name, Range Range)> Tensors,
    ReferenceResult Expected,
    GoldenSteps? Steps)
{
    private const string ResourcePrefix = "LayerGoldens/";

    /// <summary>Drawn numbers are written as multiples of this.</summary>
    private const double Grid = 1.0 / 256;

    /// <summary>All of them, in the order of their names.</summary>
    public static IReadOnlyList<LayerGolden> ReadAll()
    {
        Assembly assembly = typeof(LayerGolden).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => Read(assembly.GetManifestResourceStream(name)!)),
        ];
    }

    private static LayerGolden Read(Stream stream)
    {
        using Stream open = stream;
        using var document = JsonDocument.Parse(open);
        JsonElement root = document.RootElement;
        var network = new DeclaredNetwork(
            root.GetProperty("name").GetString()!,
            Enum.Parse<Loss>(root.GetProperty("loss").GetString()!),
            Enum.Parse<Reduction>(root.GetProperty("reduction").GetString()!),
            root.GetProperty("declaration").EnumerateArray().Select(attribute => attribute.GetString()!));
        var parameters = new List<double>();
        var gradient = new List<double>();
        var tensors = new List<(string Name, Range Range)>();
        foreach (JsonElement tensor in root.GetProperty("tensors").EnumerateArray())
        {
            int start = parameters.Count;
            parameters.AddRange(Numbers(tensor, "values").Select(value => value * Grid));
            gradient.AddRange(Numbers(tensor, "gradient"));
            tensors.Add((tensor.GetProperty("name").GetString()!, start..parameters.Count));
        }

        double scale = network.TakesIndices ? 1 : Grid;
        return new LayerGolden(
            network,
            root.GetProperty("samples").GetInt32(),
            [.. Numbers(root, "inputs").Select(value => value * scale)],
            [.. Numbers(root, "targets").Select(value => value * Grid)],
            [.. parameters],
            tensors,
            new ReferenceResult(Numbers(root, "expectedOutputs"), Numbers(root, "expectedLoss")[0], [.. gradient]),
            root.TryGetProperty("steps", out JsonElement steps) ? ReadSteps(steps) : null);
    }

    private static GoldenSteps ReadSteps(JsonElement steps) => new(
        steps.GetProperty("learningRate").GetDouble(),
        Numbers(steps, "losses"),
        [.. steps.GetProperty("state").EnumerateArray().Select(tensor => (tensor.GetProperty("name").GetString()!, Numbers(tensor, "values")))],
        Numbers(steps, "expectedOutputs"));

    private static double[] Numbers(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
}
