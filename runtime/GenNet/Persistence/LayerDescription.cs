using GenNet.Persistence.Formats;
namespace GenNet.Persistence;

/// <summary>A layer's description in a weight file, in words for a message.</summary>
internal static class LayerDescription
{
    /// <summary><c>784 → 64, sigmoid</c> for <c>dense 784 64 sigmoid bias</c>, and in quotes whatever is none that we write.</summary>
    public static string ForPerson(string description) => description.Split(' ') switch
    {
        ["dense", string inputs, string outputs, string activation, "bias"] => Plain($"{inputs} → {outputs}, {activation}"),
        ["dense", string inputs, string outputs, string activation] => Plain($"{inputs} → {outputs}, {activation}, no bias"),
        _ => FileText.Quote(description),
    };

    private static string Plain(string text) => FileText.Quote(text).Trim('\'');
}
