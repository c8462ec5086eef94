using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GenNet.Persistence.Mapping;

namespace GenNet.Weights.Tests.Mapping;

/// <summary>Files and networks by their names and shapes alone, written as text.</summary>
internal static class Declared
{
    /// <summary>The tensors of a file: "fc1.weight 64 784, fc1.bias 64".</summary>
    public static FileTensor[] File(string tensors, string type = "F32") =>
    [
        .. tensors.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(tensor => tensor.Split(' ')).Select(
            words => new FileTensor(words[0], [.. words[1..].Select(size => long.Parse(size, CultureInfo.InvariantCulture))], type)),
    ];

    /// <summary>
    /// The layers of a network: "dense 784 64 sigmoid bias: kernel 784 64, bias 64", and in front of the colon "&lt; 5 5 16" for the order of inputs and
    /// "&gt; 5 5 16" for that of outputs.
    /// </summary>
    public static NetworkLayer[] Network(params string[] layers) => [.. layers.Select((layer, i) => Layer($"layer{i + 1}", layer))];

    /// <summary>What is found.</summary>
    public static WeightMapping Find(
        string file, IReadOnlyList<NetworkLayer> network, string? convention = null, bool ignoresOthers = false, params (string InFile, string Ours)[] map) =>
        WeightMapping.Find(
            "digits.safetensors",
            "Digits",
            File(file),
            network,
            WeightAdvice.OfLoad,
            [.. map.Select(pair => KeyValuePair.Create(pair.InFile, pair.Ours))],
            convention,
            ignoresOthers);

    private static NetworkLayer Layer(string name, string text)
    {
        string[] halves = text.Split(':', StringSplitOptions.TrimEntries);
        string[] before = halves[0].Split('>', StringSplitOptions.TrimEntries);
        string[] words = before[0].Split('<', StringSplitOptions.TrimEntries);
        NetworkTensor[] tensors = halves.Length == 1
            ? []
            : [.. File(halves[1]).Select(tensor => new NetworkTensor($"{name}.{tensor.Name}", Array.ConvertAll(tensor.Shape, size => (int)size)))];
        return new NetworkLayer(name, words[0], words.ElementAtOrDefault(1), before.ElementAtOrDefault(1), tensors);
    }
}
