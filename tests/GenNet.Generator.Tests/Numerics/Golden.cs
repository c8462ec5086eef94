using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json;

namespace GenNet.Generator.Tests.Numerics;

/// <summary>A network that PyTorch ran and differentiated; <c>Goldens/make_goldens.py</c> made the files.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Loss">The loss of one sample.</param>
/// <param name="Reduction">How the losses of a batch become one.</param>
/// <param name="Layers">The layers, first to last.</param>
/// <param name="Parameters">Parameters in GenNet's order; single precision holds them exactly, and inputs and targets too.</param>
/// <param name="Inputs">samples × inputs.</param>
/// <param name="Targets">samples × outputs.</param>
/// <param name="Expected">What PyTorch found in double precision.</param>
internal sealed record Golden(
    string Name,
    Loss Loss,
    Reduction Reduction,
    LayerDescription[] Layers,
    double[] Parameters,
    double[] Inputs,
    double[] Targets,
    ReferenceResult Expected)
{
    /// <summary>The number that the loss takes; null for its default or none.</summary>
    public double? LossArgument { get; init; }

    /// <summary>The share of the targets that is spread over the classes.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>What each class counts; null where all count the same.</summary>
    public double[]? Weights { get; init; }

    private const string ResourcePrefix = "Goldens/";

    /// <summary>All of them, in the order of their names.</summary>
    public static IReadOnlyList<Golden> ReadAll()
    {
        Assembly assembly = typeof(Golden).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => Read(assembly.GetManifestResourceStream(name)!)),
        ];
    }

    /// <summary>The declaration that makes the same network of a generated one.</summary>
    public NetworkDescription Describe(Precision precision, Unroll unroll) =>
        new($"{Name}{precision}{unroll}", Loss, Reduction, precision, unroll, Layers)
        {
            LossArgument = LossArgument,
            LabelSmoothing = LabelSmoothing,
            Weights = Weights,
        };

    private static Golden Read(Stream stream)
    {
        using Stream open = stream;
        using var document = JsonDocument.Parse(open);
        JsonElement root = document.RootElement;
        return new Golden(
            root.GetProperty("name").GetString()!,
            Enum.Parse<Loss>(root.GetProperty("loss").GetString()!),
            Enum.Parse<Reduction>(root.GetProperty("reduction").GetString()!),
            [
                .. root.GetProperty("layers").EnumerateArray().Select(layer => new LayerDescription(
                    layer.GetProperty("inputs").GetInt32(),
                    layer.GetProperty("outputs").GetInt32(),
                    Enum.Parse<Activation>(layer.GetProperty("activation").GetString()!),
                    layer.GetProperty("bias").GetBoolean(),
                    layer.TryGetProperty("argument", out JsonElement argument) ? argument.GetDouble() : null)),
            ],
            Numbers("parameters"),
            Numbers("inputs"),
            Numbers("targets"),
            new ReferenceResult(Numbers("expectedOutputs"), Numbers("expectedLoss")[0], Numbers("expectedGradient")))
        {
            LossArgument = root.TryGetProperty("lossArgument", out JsonElement number) ? number.GetDouble() : null,
            LabelSmoothing = root.TryGetProperty("labelSmoothing", out JsonElement smoothing) ? smoothing.GetDouble() : 0,
            Weights = root.TryGetProperty("weights", out _) ? Numbers("weights") : null,
        };

        double[] Numbers(string name) => [.. root.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
    }
}
