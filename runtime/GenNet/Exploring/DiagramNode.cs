using System;
using System.Collections.Generic;
using System.Globalization;

namespace GenNet.Exploring;

/// <summary>One box of a network's picture: its input, a layer, or its loss.</summary>
internal sealed class DiagramNode
{
    /// <summary>A longer line is broken behind a comma.</summary>
    private const int MostLetters = 44;

    private DiagramNode(string heading, List<string> lines, int[] sources, string shape, string kind)
    {
        Heading = heading;
        Lines = lines;
        Sources = sources;
        Shape = shape;
        Kind = kind;
    }

    /// <summary>What stands in the first line.</summary>
    public string Heading { get; }

    /// <summary>The lines below it.</summary>
    public List<string> Lines { get; }

    /// <summary>The boxes that it reads.</summary>
    public int[] Sources { get; }

    /// <summary>The shape of what it yields, in words: 28 × 28 × 1; empty where it yields nothing.</summary>
    public string Shape { get; }

    /// <summary>The kind of layer in a word; empty for what is none.</summary>
    public string Kind { get; }

    /// <summary>The boxes of a network: its input, its layers in order, its loss.</summary>
    public static List<DiagramNode> Of(NetworkLayout layout)
    {
        string[] summary = layout.Summary.Split('\n');
        var nodes = new List<DiagramNode> { new("input", Broken(Behind(summary[0])), [], InWords(layout.InputShape), string.Empty) };
        foreach (ExploredLayer layer in LayerFacts.Of(layout, []))
        {
            string number = layer.Number.ToString(CultureInfo.InvariantCulture);
            List<string> lines = Broken(layer.Title);
            if (layer.MultiplyAdds > 0)
            {
                lines.Add($"{layer.MultiplyAdds.ToString("N0", CultureInfo.InvariantCulture)} multiply-add{(layer.MultiplyAdds == 1 ? string.Empty : "s")}");
            }

            string? label = layout.Layers[layer.Number - 1].Label;
            nodes.Add(new DiagramNode(
                label is null ? $"layer {number}" : $"layer {number}: {label}", lines, [.. layer.Sources], InWords([.. layer.OutputShape]), layer.Kind));
        }

        string loss = summary[layout.Layers.Length + 1];
        nodes.Add(new DiagramNode("loss", Broken(Behind(loss)), [layout.Layers.Length], string.Empty, string.Empty));
        return nodes;
    }

    private static string InWords(ReadOnlySpan<int> shape)
    {
        var words = new string[shape.Length];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = shape[i].ToString(CultureInfo.InvariantCulture);
        }

        return string.Join(" × ", words);
    }

    /// <summary>A line of the summary behind what it is about: "○ input: 784 values".</summary>
    private static string Behind(string line) => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..];

    private static List<string> Broken(string text)
    {
        var lines = new List<string>();
        string line = string.Empty;
        foreach (string part in text.Split(", "))
        {
            if (line.Length > 0 && line.Length + part.Length > MostLetters)
            {
                lines.Add(line + ",");
                line = part;
            }
            else
            {
                line = line.Length == 0 ? part : $"{line}, {part}";
            }
        }

        lines.Add(line);
        return lines;
    }
}
