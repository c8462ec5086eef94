using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GenNet.Training;

namespace GenNet;

/// <summary>What samples of each class are taken for: a row for each class that samples have, a column for each class that the network says.</summary>
public sealed class ConfusionMatrix
{
    private readonly double[] _counts;
    private readonly string[] _names;

    internal ConfusionMatrix(double[] counts, string[] names)
    {
        _counts = counts;
        _names = names;
    }

    /// <summary>The number of classes.</summary>
    public int ClassCount => _names.Length;

    /// <summary>What the classes are called.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>How many samples of one class are taken for another, or rightly for the same; each counts by its weight.</summary>
    /// <param name="actual">The class that the samples have.</param>
    /// <param name="predicted">The class that the network says.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double this[int actual, int predicted] => _counts[(Require(actual, nameof(actual)) * ClassCount) + Require(predicted, nameof(predicted))];

    /// <summary>The two classes that are confused most: samples of the one that are taken for the other.</summary>
    /// <returns>The class they have, the class that the network says, and how many they are; 0 where no sample is taken for another class.</returns>
    public (int Actual, int Predicted, double Count) Worst()
    {
        (int Actual, int Predicted, double Count) worst = (0, 0, 0);
        for (int actual = 0; actual < ClassCount; actual++)
        {
            for (int predicted = 0; predicted < ClassCount; predicted++)
            {
                if (actual != predicted && this[actual, predicted] > worst.Count)
                {
                    worst = (actual, predicted, this[actual, predicted]);
                }
            }
        }

        return worst;
    }

    /// <summary>The matrix as a table.</summary>
    /// <returns>Lines that end in <c>\n</c>, the same in every culture; what is 0 is a dot.</returns>
    public override string ToString()
    {
        var table = new TextTable(["is \\ said", .. _names, string.Empty]);
        for (int actual = 0; actual < ClassCount; actual++)
        {
            double all = 0;
            var row = new List<string> { _names[actual] };
            for (int predicted = 0; predicted < ClassCount; predicted++)
            {
                double count = this[actual, predicted];
                all += count;
                row.Add(count == 0 ? "·" : Text(count));
            }

            row.Add(all > 0 ? (100 * this[actual, actual] / all).ToString("F1", CultureInfo.InvariantCulture) + " %" : string.Empty);
            table.Add([.. row]);
        }

        return table.ToString();
    }

    private static string Text(double count) => count.ToString("0.##", CultureInfo.InvariantCulture);

    private int Require(int index, string name) => (uint)index < (uint)ClassCount
        ? index
        : throw new ArgumentOutOfRangeException(
            name, index, string.Create(CultureInfo.InvariantCulture, $"There is no class {index}: they are numbered from 0 to {ClassCount - 1}."));
}
