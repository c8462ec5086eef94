using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers;

/// <summary>What kinds say alike about their layers.</summary>
internal static class Words
{
    /// <summary>An activation as weight files name it.</summary>
    public static string InFile(ActivationModel activation) => (activation.Method?.Name ?? activation.Activation.ToString().ToLowerInvariant()) + (activation.IsPerChannel ? " per channel" : string.Empty);

    /// <summary>A number as every culture reads it.</summary>
    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>7 × 8 and 7 × 16.</summary>
    public static string Shapes(IReadOnlyList<Shape> shapes) =>
        $"{string.Join(", ", shapes.Take(shapes.Count - 1))} and {shapes[shapes.Count - 1]}";

    /// <summary>Where a layer with several inputs takes them from: layers 1 and 3.</summary>
    public static string Sources(LayerModel layer)
    {
        string[] names = layer.Sources.Select(source => source == 0 ? "the input" : $"layer {source}").ToArray();
        return names.Length == 1 ? names[0] : $"{string.Join(", ", names.Take(names.Length - 1))} and {names[names.Length - 1]}";
    }
}
