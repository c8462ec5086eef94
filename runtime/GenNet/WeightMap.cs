using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using GenNet.Persistence;

namespace GenNet;

/// <summary>
/// What a weight file that others wrote leaves open: which of its layers is which of a network's, where names and shapes do not tell, and whose order its
/// values have. Most files need none.
/// </summary>
/// <remarks>
/// A pair is a layer of the file and one of the network, <c>["encoder.a"] = "layer1"</c>, or a tensor of each,
/// <c>["encoder.a.weight"] = "layer1.kernel"</c>; the slope of a PReLU is a layer of its own in PyTorch and Keras, and here <c>layer1.slope</c>. What no
/// pair names is found as ever.
/// </remarks>
/// <example>
/// <code>
/// var network = Twins.Load("twins.safetensors", new WeightMap { ["left"] = "layer1", ["right"] = "layer2" });
/// </code>
/// </example>
public sealed class WeightMap : IEnumerable<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> _pairs = [];

    /// <summary>Whose names and order a file has. Default: null, which its names say, and its shapes.</summary>
    public WeightNames? Names { get; init; }

    /// <summary>Whether a file may have tensors that the network has no layer for. Default: false, they are an error.</summary>
    public bool IgnoresOthers { get; init; }

    /// <summary>The number of pairs.</summary>
    public int Count => _pairs.Count;

    /// <summary>The layer or tensor of the network that one of the file is.</summary>
    /// <param name="inFile">A layer of the file, what the names of its tensors begin with; or the whole name of a tensor.</param>
    /// <returns>The layer of the network, <c>layer1</c> for the first, or one of its tensors, <c>layer1.kernel</c>.</returns>
    /// <exception cref="KeyNotFoundException">There is no such pair.</exception>
    public string this[string inFile]
    {
        get
        {
            int index = IndexOf(inFile);
            return index >= 0 ? _pairs[index].Value : throw new KeyNotFoundException($"There is no pair for '{inFile}'.");
        }

        set
        {
            ArgumentException.ThrowIfNullOrEmpty(value);
            int index = IndexOf(inFile);
            if (index >= 0)
            {
                _pairs[index] = new(inFile, value);
            }
            else
            {
                _pairs.Add(new(inFile, value));
            }
        }
    }

    /// <summary>Adds a pair.</summary>
    /// <param name="inFile">A layer or a tensor of the file.</param>
    /// <param name="ours">A layer or a tensor of the network.</param>
    public void Add(string inFile, string ours) => this[inFile] = ours;

    /// <summary>Which tensor of a file fills which of a network: <c>fc1.weight 64 × 784 → layer1.kernel 784 × 64</c>, a line each.</summary>
    /// <param name="network">Any network of the class; it stays as it is.</param>
    /// <param name="path">The file.</param>
    /// <param name="map">What the file leaves open; null where that is nothing.</param>
    /// <returns>The lines.</returns>
    /// <exception cref="InvalidDataException">The file does not fit, as when it is loaded.</exception>
    public static string Describe(Network network, string path, WeightMap? map = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = FileOpening.Read(path);
        return WeightReading.Describe(network.Layout, file, path, map);
    }

    /// <summary>The pairs, in the order in which they were added.</summary>
    /// <returns>An enumerator.</returns>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _pairs.GetEnumerator();

    /// <summary>What it says of a file.</summary>
    /// <returns><c>left is layer1, right is layer2, PyTorch's names, others ignored</c>.</returns>
    public override string ToString()
    {
        List<string> parts = _pairs.ConvertAll(pair => $"{pair.Key} is {pair.Value}");
        if (Names is { } names)
        {
            parts.Add($"{names}'s names");
        }

        if (IgnoresOthers)
        {
            parts.Add("others ignored");
        }

        return parts.Count == 0 ? "nothing" : string.Join(", ", parts);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(string inFile)
    {
        ArgumentException.ThrowIfNullOrEmpty(inFile);
        return _pairs.FindIndex(pair => pair.Key == inFile);
    }
}
