using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using GenNet.Persistence.Mapping;

namespace GenNet.Training;

/// <summary>Looks at a data set before a training: what cannot be meant is refused, and what is seldom meant is said.</summary>
internal static class DatasetCheck
{
    /// <summary>Initializers expect inputs with a root mean square of about 1; what is standardized by other means than the mean and the deviation stays below this.</summary>
    private const double LargestUsual = 10;

    /// <summary>
    /// What a network yields at first is of the size of 1. By <c>Adam</c> with its own rate outputs come some 0.001 nearer in a step, by <c>Sgd</c> the first steps are as large as
    /// the targets.
    /// </summary>
    private const double LargestUsualTarget = 100;

    private const int MostSamples = 256;

    /// <summary>Refuses targets that are no probabilities, where the loss takes such. Samples that count nothing may hold anything.</summary>
    public static void RequireTargets(NetworkLayout layout, Dataset dataset, SampleWeighting? weighting, string name)
    {
        if (dataset.HoldsLabels || layout.Loss is not (Loss.CrossEntropy or Loss.BinaryCrossEntropy or Loss.FocalLoss or Loss.KLDivergence))
        {
            return;
        }

        ReadOnlySpan<float> targets = dataset.Targets.Span;
        int first = FindOther(targets);
        bool needsClass = layout.Scoring == Scoring.Largest;
        for (int sample = needsClass ? 0 : first < 0 ? dataset.Count : first / dataset.TargetSize; sample < dataset.Count; sample++)
        {
            ReadOnlySpan<float> row = targets.Slice(sample * dataset.TargetSize, dataset.TargetSize);
            if (weighting is not null && weighting[sample] == 0)
            {
                continue;
            }

            int other = FindOther(row);
            if (other >= 0)
            {
                string remedy = row[other] < 0
                    ? "Labels of −1 and 1 are for hinge losses: write 0 and 1."
                    : row[other] > 1 && row[other] == Math.Floor(row[other]) && needsClass
                        ? "If they are numbers of classes, make the data set of them as int[]: each is one class."
                        : "Scale them, or declare another loss.";
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Sample {sample} of {name} has the target {row[other]}, but Loss.{layout.Loss} takes probabilities, from 0 to 1. ") + remedy,
                    name);
            }

            if (needsClass && !row.ContainsAnyExcept(0f))
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"All targets of sample {sample} of {name} are 0, so that Loss.{layout.Loss} has nothing to learn from it. ")
                        + "Leave it out, or give it the weight 0 in SampleWeights.",
                    name);
            }
        }
    }

    /// <summary>What to say of the first inputs and targets; nothing if they are as networks expect them.</summary>
    public static IEnumerable<string> HintsOf(NetworkLayout layout, Dataset dataset, int batchSize)
    {
        int samples = Math.Min(Math.Min(batchSize, MostSamples), dataset.Count);
        if (HintOfInputs(layout, dataset, samples) is { } ofInputs)
        {
            yield return ofInputs;
        }

        if (HintOfTargets(layout, dataset, samples) is { } ofTargets)
        {
            yield return ofTargets;
        }
    }

    private static string? HintOfInputs(NetworkLayout layout, Dataset dataset, int samples)
    {
        if (layout.TakesIndices || BeginsWithNormalization(layout))
        {
            return null;
        }

        float[] inputs = new float[samples * dataset.InputSize];
        dataset.CopyInputs(0, samples, inputs.AsSpan());
        (double size, float largest) = SizeOf(inputs);
        if (!(size > LargestUsual))
        {
            return null;
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"The inputs of the first batch go up to {largest:G4} and have a root mean square of {size:G3}, where the initial weights expect about 1: ")
            + (largest <= 255 && Array.TrueForAll(inputs, input => input >= 0 && input == MathF.Floor(input))
                ? "training may stay where it begins. They look like bytes: make the data set of byte[], which are divided by 255, or divide them."
                : "training may stay where it begins. Scale them, with Standardizer.Of(dataset) for example.");
    }

    /// <summary>Whether targets are measures of some scale, and not classes, probabilities, counts or signs, which are as they are.</summary>
    public static bool HasScaledTargets(NetworkLayout layout, Dataset dataset) => !dataset.HoldsLabels
        && layout.Loss is not (Loss.CrossEntropy or Loss.BinaryCrossEntropy or Loss.FocalLoss or Loss.KLDivergence or Loss.PoissonNll or Loss.Hinge or Loss.SquaredHinge);

    /// <summary>Of a regression: other losses say by themselves which targets there are.</summary>
    private static string? HintOfTargets(NetworkLayout layout, Dataset dataset, int samples)
    {
        if (!HasScaledTargets(layout, dataset))
        {
            return null;
        }

        (double size, float largest) = SizeOf(dataset.ReadTargets<float>(0, samples, default, layout.TargetSize));
        return size > LargestUsualTarget
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"The targets of the first batch go up to {largest:G4} and have a root mean square of {size:G3}, where outputs begin at about 1: training may take very long, or diverge. ")
                + "Divide them by such a number, and multiply what the network yields by it."
            : null;
    }

    /// <summary>The root mean square, and the largest but for its sign.</summary>
    private static (double Size, float Largest) SizeOf(ReadOnlySpan<float> values)
    {
        double sum = 0;
        float largest = 0;
        foreach (float value in values)
        {
            sum += (double)value * value;
            largest = Math.Max(largest, Math.Abs(value));
        }

        return (Math.Sqrt(sum / values.Length), largest);
    }

    /// <summary>The first value that is none from 0 to 1.</summary>
    private static int FindOther(ReadOnlySpan<float> values)
    {
        int first = 0;
        for (; first <= values.Length - Vector<float>.Count; first += Vector<float>.Count)
        {
            var x = new Vector<float>(values[first..]);
            if (!Vector.EqualsAll(Vector.GreaterThanOrEqual(x, Vector<float>.Zero) & Vector.LessThanOrEqual(x, Vector<float>.One), Vector<int>.AllBitsSet))
            {
                break;
            }
        }

        for (; first < values.Length; first++)
        {
            if (!(values[first] is >= 0 and <= 1))
            {
                return first;
            }
        }

        return -1;
    }

    /// <summary>Whether the first layer that has parameters makes mean and deviation what they should be.</summary>
    private static bool BeginsWithNormalization(NetworkLayout layout)
    {
        if (layout.Tensors.IsEmpty)
        {
            return false;
        }

        string tensor = layout.Tensors[0].Name;
        foreach (LayerLayout layer in layout.Layers)
        {
            if (tensor.StartsWith(layer.Name + ".", StringComparison.Ordinal))
            {
                return LayerKind.OfDescription(layer.Description).Normalizes;
            }
        }

        return false;
    }
}
