using System.Linq;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers;

/// <summary>What kinds say alike about their layers.</summary>
internal static class Words
{
    /// <summary>Where a layer with several inputs takes them from: layers 1 and 3.</summary>
    public static string Sources(LayerModel layer)
    {
        string[] names = layer.Sources.Select(source => source == 0 ? "the input" : $"layer {source}").ToArray();
        return names.Length == 1 ? names[0] : $"{string.Join(", ", names.Take(names.Length - 1))} and {names[names.Length - 1]}";
    }
}
