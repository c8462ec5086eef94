using System.Collections.Generic;
using System;

#if GENNET_GENERATOR
namespace GenNet.Generator.Mapping;
#else
namespace GenNet.Persistence.Mapping;
#endif

/// <summary>One layer of a network, as far as weights from elsewhere ask for it.</summary>
/// <param name="name">Its name in our files: layer1.</param>
/// <param name="description">What it is, as our files describe it: dense 784 64 sigmoid bias.</param>
/// <param name="inputOrder">
/// The shapes, channels last, of which its inputs are the values in a row: <c>5 5 16</c>, or <c>5 5 16, 3</c> where they are joined. PyTorch has the channels of
/// each first. Null where inputs have one order everywhere.
/// </param>
/// <param name="outputOrder">The same of its outputs, where they become an image.</param>
/// <param name="tensors">Its tensors, in the order of the network.</param>
internal sealed class NetworkLayer(string name, string description, string? inputOrder, string? outputOrder, IReadOnlyList<NetworkTensor> tensors)
{
    public string Name { get; } = name;

    public string Description { get; } = description;

    public string? InputOrder { get; } = inputOrder;

    public string? OutputOrder { get; } = outputOrder;

    public IReadOnlyList<NetworkTensor> Tensors { get; } = tensors;

    /// <summary>Its number, 1 for the first, as messages say it.</summary>
    public string Number => Name.StartsWith("layer", StringComparison.Ordinal) ? Name.Substring("layer".Length) : Name;

    /// <summary>The first word of its description: dense.</summary>
    public string Kind => Words[0];

    /// <summary>What is known of that kind.</summary>
    public LayerKind Known => LayerKind.Of(Kind);

    public string[] Words => Description.Split(' ');

    /// <summary>The tensor that is called so behind the layer's name; null where there is none.</summary>
    public NetworkTensor? Tensor(string word)
    {
        foreach (NetworkTensor tensor in Tensors)
        {
            if (tensor.Name.Length == Name.Length + 1 + word.Length && tensor.Name.EndsWith("." + word, StringComparison.Ordinal))
            {
                return tensor;
            }
        }

        return null;
    }

    /// <summary>The number behind a word of its description; <paramref name="otherwise"/> where it says nothing of it.</summary>
    public int NumberAfter(string word, int otherwise)
    {
        string[] words = Words;
        int at = Array.IndexOf(words, word);
        return at >= 0 && at + 1 < words.Length && int.TryParse(words[at + 1], out int number) ? number : otherwise;
    }
}
