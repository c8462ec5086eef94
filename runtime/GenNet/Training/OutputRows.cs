using System;
using System.Globalization;
using System.Text;

namespace GenNet.Training;

/// <summary>
/// Outputs that are several rows, one for each step or pixel: a class of the whole sample is none of theirs. Mostly a <c>[Flatten]</c> was forgotten.
/// </summary>
internal static class OutputRows
{
    /// <summary>Refuses classes or targets of whole samples, where a network has a row of outputs for each position.</summary>
    /// <param name="layout">The network.</param>
    /// <param name="dataset">Samples with as many inputs as the network takes.</param>
    /// <param name="fits">Whether the network has as many outputs, counted row after row, as the samples have targets or classes.</param>
    /// <param name="areCounted">Whether there are as many classes as the largest label tells, because nobody said how many there are.</param>
    /// <param name="name">What the caller calls the data set.</param>
    public static void RequireOne(NetworkLayout layout, Dataset dataset, bool fits, bool areCounted, string name)
    {
        if (!AreSeveral(layout, out int features))
        {
            return;
        }

        // A class may be the place of an output in all rows, as one of 8 × 8 fields, but not where each row has probabilities of its own.
        bool isOfSample = !dataset.HoldsLabels
            ? !fits && dataset.TargetSize == features
            : layout.Scoring == Scoring.Largest || ((areCounted || !fits) && dataset.TargetSize <= Math.Max(features, 2));
        if (isOfSample)
        {
            string what = dataset.HoldsLabels ? (dataset.TargetSize == 1 ? "one class" : $"one of {Counted.Of(dataset.TargetSize, "class")}") : Counted.Of(dataset.TargetSize, "target");
            throw new ArgumentException($"{name} has {what} for each sample{Instead(layout, features)}", name);
        }
    }

    /// <summary>Refuses a class for each sample, where a network has a row of probabilities for each position.</summary>
    /// <param name="layout">The network.</param>
    /// <param name="name">What the caller calls the classes.</param>
    public static void RequireOne(NetworkLayout layout, string name)
    {
        if (AreSeveral(layout, out int features))
        {
            throw new ArgumentException($"{name} has one class for each sample{Instead(layout, features)}", name);
        }
    }

    private static bool AreSeveral(NetworkLayout layout, out int features)
    {
        ReadOnlySpan<int> shape = layout.Layers.IsEmpty ? [] : layout.Layers[^1].Shape;
        features = shape.IsEmpty ? layout.OutputSize : shape[^1];
        return features < layout.OutputSize && layout.TargetSize == layout.OutputSize;
    }

    private static string Instead(NetworkLayout layout, int features)
    {
        var shape = new StringBuilder();
        foreach (int size in layout.Layers[^1].Shape)
        {
            shape.Append(CultureInfo.InvariantCulture, $"{(shape.Length == 0 ? string.Empty : " × ")}{size}");
        }

        return $", but {layout.Name} yields {shape} = {layout.OutputSize} outputs, {features} for each of {layout.OutputSize / features} positions. "
            + "Put [Flatten] or [GlobalAveragePool] before the last [Layer], which then sees the sample as a whole; or, if every position has targets of its own, "
            + $"give rows of {Counted.Of(layout.OutputSize, "target")}.";
    }
}
