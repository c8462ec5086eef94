using System.Text;

namespace GenNet.Persistence;

/// <summary>A layer in words: as the metadata of a weight file says it, and as a message does.</summary>
internal static class LayerDescription
{
    /// <summary>For the file: <c>dense 784 64 sigmoid bias</c>, the last word only where there is a bias.</summary>
    /// <remarks>
    /// Sizes are the same in every culture. Naming one, even the invariant, loads the tables of all languages: two milliseconds, four fifths of
    /// what loading a small network takes a native program that has just begun.
    /// </remarks>
    public static string ForFile(LayerLayout layer) =>
        $"dense {layer.Inputs} {layer.Outputs} {Name(layer)}{(layer.HasBias ? " bias" : "")}";

    /// <summary>For a person: <c>784 → 64, sigmoid</c>, from what <see cref="ForFile"/> wrote or something else wrote instead.</summary>
    public static string ForPerson(string description) => description.Split(' ') switch
    {
        ["dense", string inputs, string outputs, string activation, "bias"] => Plain($"{inputs} → {outputs}, {activation}"),
        ["dense", string inputs, string outputs, string activation] => Plain($"{inputs} → {outputs}, {activation}, no bias"),
        _ => SafetensorsHeader.Quote(description),
    };

    /// <summary>A built-in activation is written in small letters, a method as it is called.</summary>
    private static string Name(LayerLayout layer) => layer.Function ?? Lower(layer.Activation.ToString()!);

    /// <summary>Letters of ASCII made small, which takes no culture.</summary>
    private static string Lower(string name) =>
        string.Create(name.Length, name, static (lower, text) => Ascii.ToLower(text, lower, out _));

    private static string Plain(string text) => SafetensorsHeader.Quote(text).Trim('\'');
}
