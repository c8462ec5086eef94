using System;
using System.Collections.Generic;
using System.Globalization;

#if GENNET_GENERATOR
namespace GenNet.Generator.Mapping;
#else
namespace GenNet.Persistence.Mapping;
#endif

/// <summary>Files and networks in words.</summary>
internal static class MappingText
{
    private const int MostCharacters = 60;
    private const int MostListed = 8;

    /// <summary>What is said of one layer, and of all of a list.</summary>
    private const int MostOfItem = 80;
    private const int MostOfList = 160;

    /// <summary>Text from a file as it may appear in a message: short, and on one line.</summary>
    public static string Clean(string text)
    {
        char[] shown = text.ToCharArray(0, Math.Min(text.Length, MostCharacters));
        for (int i = 0; i < shown.Length; i++)
        {
            shown[i] = char.IsControl(shown[i]) || char.IsSurrogate(shown[i]) ? '?' : shown[i];
        }

        return new string(shown) + (text.Length > MostCharacters ? "…" : string.Empty);
    }

    /// <summary>784 × 64.</summary>
    public static string Shape(IReadOnlyList<long> shape) => shape.Count == 0
        ? "a single value"
        : string.Join(" × ", Convert(shape, size => size.ToString(CultureInfo.InvariantCulture)));

    public static string Shape(int[] shape) => Shape(Array.ConvertAll(shape, size => (long)size));

    /// <summary>fc1 (weight 64 × 784, bias 64).</summary>
    public static string Unit(FileUnit unit) =>
        $"{Name(unit)}({string.Join(", ", Convert(Most(unit.Order), role => $"{Clean(role)} {Shape(unit.Roles[role].Shape)}"))})";

    /// <summary>layer1 (784 → 64: kernel 784 × 64, bias 64).</summary>
    public static string Part(LayerPart part)
    {
        var tensors = new List<string>();
        foreach (NetworkTensor tensor in part.Tensors)
        {
            tensors.Add($"{tensor.Name.Substring(part.Layer.Name.Length + 1)} {Shape(tensor.Shape)}");
        }

        return $"{part.Name} ({Kind(part)}: {string.Join(", ", tensors)})";
    }

    /// <summary>What a layer is, in the words of a person.</summary>
    public static string Kind(LayerPart part) => part.IsSlope ? "the slope of its PReLU" : Clean(part.Layer.Known.Words);

    /// <summary>Everything that is in a file, and everything that a network has.</summary>
    public static string BothSides(string file, IReadOnlyList<FileUnit> units, string network, IReadOnlyList<LayerPart> parts) =>
        $"In {file}: {List(units, Unit)}. In {network}: {List(parts, Part)}";

    /// <summary>A mapping as a table, a line for each tensor of the file that is taken: fc1.weight 64 × 784 → layer1.kernel 784 × 64.</summary>
    public static string Table(WeightMapping mapping)
    {
        var lines = new List<string>();
        foreach (MappedSource source in mapping.Sources)
        {
            var targets = new List<string>();
            foreach (TensorPiece piece in source.Pieces)
            {
                string target = $"{(piece.Adds ? "+ " : string.Empty)}{piece.Target.Name} {Shape(piece.Target.Shape)}";
                if (!targets.Contains(target) && !targets.Contains(target.Substring(piece.Adds ? 2 : 0)))
                {
                    targets.Add(target);
                }
            }

            lines.Add($"{Clean(source.Tensor.Name)} {Shape(source.Tensor.Shape)} → {string.Join(", ", targets)}");
        }

        foreach (FileTensor other in mapping.Others)
        {
            lines.Add($"{Clean(other.Name)} {Shape(other.Shape)} is left out");
        }

        return string.Join("\n", lines);
    }

    /// <summary>Why a vector without names is not all values of a network.</summary>
    /// <param name="file">What the file is called.</param>
    /// <param name="vector">What is in it.</param>
    /// <param name="network">The network.</param>
    /// <param name="values">How many values that has, state among them.</param>
    /// <param name="state">How many of them are state.</param>
    public static string Vector(string file, FileTensor vector, string network, int values, int state) =>
        $"{file} holds a vector of {Counted.Of(vector.Shape[0], "value")} of type {Clean(vector.Type)}, but {network} has "
        + (state == 0 ? Counted.Of(values, "parameter") : $"{values} parameters and state, {values - state} and {Counted.Of(state, "running value")}")
        + ". Save its tensors by their names: numpy.savez(path, **{name: array, …}).";

    /// <summary>a, b and 3 more.</summary>
    public static string List<T>(IReadOnlyList<T> items, Func<T, string> text)
    {
        string listed = string.Empty;
        for (int i = 0; i < items.Count; i++)
        {
            if (i == MostListed || listed.Length > MostOfList)
            {
                return $"{listed} and {items.Count - i} more";
            }

            string item = text(items[i]);
            listed += (i == 0 ? string.Empty : ", ") + (item.Length > MostOfItem ? item.Substring(0, MostOfItem) + "…" : item);
        }

        return listed.Length == 0 ? "nothing" : listed;
    }

    private static List<T> Most<T>(IReadOnlyList<T> items)
    {
        var most = new List<T>();
        for (int i = 0; i < Math.Min(items.Count, MostListed); i++)
        {
            most.Add(items[i]);
        }

        return most;
    }

    private static List<string> Convert<T>(IReadOnlyList<T> items, Func<T, string> text)
    {
        var texts = new List<string>();
        foreach (T item in items)
        {
            texts.Add(text(item));
        }

        return texts;
    }

    private static string Name(FileUnit unit) => unit.Name.Length == 0 ? string.Empty : Clean(unit.Name) + " ";
}
