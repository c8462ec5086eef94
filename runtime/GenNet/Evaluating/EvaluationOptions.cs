using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using GenNet.Training;

namespace GenNet;

/// <summary>What counts in an evaluation, and what its classes are called.</summary>
public sealed class EvaluationOptions
{
    /// <summary>What each sample counts, in the loss and in every metric: one finite number for each, 0 or more; null, for 1 each, unless said.</summary>
    /// <exception cref="ArgumentException">A weight is negative, infinite or NaN.</exception>
    public IReadOnlyList<double>? SampleWeights
    {
        get;
        init => field = SampleWeighting.Checked(value, nameof(SampleWeights));
    }

    /// <summary>
    /// What the samples of each class count: one finite number for each class, 0 or more; null, for 1 each, unless said. The weight of a sample is that
    /// of its class, times its own in <see cref="SampleWeights"/>.
    /// </summary>
    /// <exception cref="ArgumentException">A weight is negative, infinite or NaN.</exception>
    public IReadOnlyList<double>? ClassWeights
    {
        get;
        init => field = SampleWeighting.Checked(value, nameof(ClassWeights));
    }

    /// <summary>
    /// What the classes, the labels or the outputs of a regression are called; null, for what the data set calls them (<see cref="Dataset.Names"/>) or else their
    /// numbers, unless said.
    /// </summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>The options in words, <c>every sample counts the same</c> for those that are the defaults.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString()
    {
        var text = new StringBuilder(SampleWeights is null && ClassWeights is null ? "every sample counts the same" : string.Empty);
        text.Append(SampleWeights is null ? string.Empty : "weighted samples");
        if (ClassWeights is { } classes)
        {
            text.Append(SampleWeights is null ? "class weights" : ", class weights");
            foreach (double weight in classes)
            {
                text.Append(' ').Append(Printed.Exactly(weight));
            }
        }

        return Names is null ? text.ToString() : text.Append(CultureInfo.InvariantCulture, $", names {string.Join(' ', Names)}").ToString();
    }

    /// <summary>A name for each of so many: the data set's where none are given here, and numbers where that has none for all of them.</summary>
    internal string[] NamesFor(int count, string what, Dataset dataset)
    {
        if (Names is null)
        {
            if (dataset.Names.Count == count)
            {
                return [.. dataset.Names];
            }

            if (dataset.Names.Count == 1 && count == 2)
            {
                // Of a target that is yes or no: no is class 0.
                return [$"not {dataset.Names[0]}", dataset.Names[0]];
            }

            string[] numbers = new string[count];
            for (int i = 0; i < count; i++)
            {
                numbers[i] = i.ToString(CultureInfo.InvariantCulture);
            }

            return numbers;
        }

        return Names.Count == count
            ? [.. Names]
            : throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"Names has {Counted.Of(Names.Count, "name")}, but {Counted.There(count, what)}. Give one name for each."),
                nameof(Names));
    }
}
