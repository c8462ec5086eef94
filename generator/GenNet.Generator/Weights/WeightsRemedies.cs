using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GenNet.Generator.Declaration;
using GenNet.Generator.Model;
using Microsoft.CodeAnalysis.CSharp;

namespace GenNet.Generator.Weights;

/// <summary>What to change in a declaration so that the file that it names fits.</summary>
internal static class WeightsRemedies
{
    private static readonly string[] s_precisions = [nameof(Precision.Single), nameof(Precision.Double)];

    /// <summary>The same declaration with another file.</summary>
    public static WeightsRemedy OfFile(string name) => new("Write {0}", 0, "Weights", SymbolDisplay.FormatLiteral(name, quote: true));

    /// <summary>The same network, computed with the numbers of the file.</summary>
    public static IReadOnlyList<WeightsRemedy> OfType(string type) =>
        type is "F32" or "F64" ? [new("Change the precision to {0}", 0, "Precision", $"Precision.{s_precisions[type == "F32" ? 0 : 1]}")] : [];

    /// <summary>A layer whose tensor is as large as that of the file.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="word">Which tensor of it: kernel.</param>
    /// <param name="declared">Its shape as declared.</param>
    /// <param name="found">Its shape in the file.</param>
    public static IReadOnlyList<WeightsRemedy> OfShape(LayerModel layer, string word, IReadOnlyList<int> declared, IReadOnlyList<long> found)
    {
        bool isKernel = word == "kernel" && declared.Count == found.Count && found.All(size => size is >= 1 and <= int.MaxValue);
        return !isKernel ? [] : layer.Spec.SizesFor(declared, found)
            .Where(size => size.Declared != size.Found)
            .Select(size => new WeightsRemedy(
                $"Change layer {layer.Number}'s {size.Argument} to {{0}}", layer.Number, size.Argument, size.Found.ToString(CultureInfo.InvariantCulture)))
            .ToList();
    }

    /// <summary>A layer with the activation that the file says it had, where that is all that differs.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="declared">The words for it as declared: dense 2 3 tanh bias.</param>
    /// <param name="inFile">The words in the file.</param>
    public static IReadOnlyList<WeightsRemedy> OfActivation(LayerModel layer, string declared, string inFile)
    {
        string[] ours = declared.Split(' ');
        string[] theirs = inFile.Split(' ');
        List<int> differences = Enumerable.Range(0, Math.Min(ours.Length, theirs.Length)).Where(index => ours[index] != theirs[index]).ToList();
        return ours.Length == theirs.Length
            && differences.Count == 1
            && layer.Activation is { Method: null } activation
            && ours[differences[0]] == activation.Activation.ToString().ToLowerInvariant()
            && Enum.GetNames(typeof(Activation)).FirstOrDefault(name => name.ToLowerInvariant() == theirs[differences[0]]) is { } other
            ? [new($"Change layer {layer.Number}'s activation to {{0}}", layer.Number, "activation", $"Activation.{other}")]
            : [];
    }
}
