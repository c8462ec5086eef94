using System.Globalization;

namespace GenNet.Persistence;

/// <summary>A layer in words: as the metadata of a weight file says it, and as a message does.</summary>
internal static class LayerDescription
{
    /// <summary>For the file: <c>dense 784 64 sigmoid bias</c>, the last word only where there is a bias.</summary>
    public static string ForFile(LayerLayout layer) => string.Create(
        CultureInfo.InvariantCulture,
        $"dense {layer.Inputs} {layer.Outputs} {Name(layer)}{(layer.HasBias ? " bias" : "")}");

    /// <summary>For a person: <c>784 → 64, sigmoid</c>, from what <see cref="ForFile"/> wrote or something else wrote instead.</summary>
    public static string ForPerson(string description) => description.Split(' ') switch
    {
        ["dense", string inputs, string outputs, string activation, "bias"] => Plain($"{inputs} → {outputs}, {activation}"),
        ["dense", string inputs, string outputs, string activation] => Plain($"{inputs} → {outputs}, {activation}, no bias"),
        _ => SafetensorsHeader.Quote(description),
    };

    /// <summary>A built-in activation is written in small letters, a method as it is called.</summary>
    private static string Name(LayerLayout layer) => layer.Function ?? layer.Activation.ToString()!.ToLowerInvariant();

    private static string Plain(string text) => SafetensorsHeader.Quote(text).Trim('\'');
}
