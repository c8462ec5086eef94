using System;
using System.Numerics;

namespace GenNet.Training;

/// <summary>What of the samples may be why training diverged. Nobody looks before it has: a look at every number would take as long as a small network does.</summary>
internal static class DataFaults
{
    private const string CountedFromZero = ", both counted from 0";
    private const string Remedy = "Write numbers in place of such values, leave such samples out, or give them the weight 0 in SampleWeights.";

    /// <summary>Says which sample has a value that is no finite number; null where none has. Samples that count nothing may hold anything.</summary>
    /// <param name="layout">The network.</param>
    /// <param name="dataset">The samples.</param>
    /// <param name="weighting">What each counts; null where all count alike.</param>
    /// <param name="ofInputs">Whether inputs are looked at, and not targets alone.</param>
    public static string? FindNotFinite(NetworkLayout layout, Dataset dataset, SampleWeighting? weighting, bool ofInputs)
    {
        string? first = null;
        int others = 0;
        float[] inputs = new float[dataset.InputSize];
        float[] targets = new float[layout.TargetSize];
        for (int sample = 0; sample < dataset.Count; sample++)
        {
            if (weighting is not null && weighting[sample] == 0)
            {
                continue;
            }

            if (ofInputs)
            {
                dataset.CopyInputs(sample, 1, inputs.AsSpan());
            }

            dataset.CopyTargets(sample, 1, targets.AsSpan(), layout.TargetSize);
            if (first is not null)
            {
                others += IndexOfNotFinite<float>(inputs) >= 0 || IndexOfNotFinite<float>(targets) >= 0 ? 1 : 0;
            }
            else if (Describe<float>(inputs, targets) is { } value)
            {
                first = FormattableString.Invariant($"{value.What} of sample {sample} of the data set is {value.Number}{CountedFromZero}");
            }
        }

        string more = others == 0 ? string.Empty : $", and {Counted.Of(others, "sample more has", "samples more have")} such values";
        return first is null ? null : $"{first}{more}. {Remedy}";
    }

    /// <summary>The same of one sample as an augmentation has made it, or left it.</summary>
    public static string? FindNotFinite<T>(ReadOnlySpan<T> augmented, Dataset dataset, int sample)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Describe(augmented, []) is not { } value)
        {
            return null;
        }

        float[] inputs = new float[dataset.InputSize];
        dataset.CopyInputs(sample, 1, inputs.AsSpan());
        return Describe<float>(inputs, []) is { } own
            ? FormattableString.Invariant($"{own.What} of sample {sample} of the data set is {own.Number}{CountedFromZero}. {Remedy}")
            : FormattableString.Invariant($"Augment makes {value.What.ToLowerInvariant()} of sample {sample} {value.Number}{CountedFromZero}. Let it make numbers.");
    }

    /// <summary>The same of one sample of a data source, whose inputs may have been augmented.</summary>
    public static string? FindNotFinite<T>(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, int sample, bool isAugmented)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Describe(inputs, targets) is not { } value ? null
            : isAugmented && value.IsInput
            ? FormattableString.Invariant($"{value.What} of sample {sample} of the data source is {value.Number} as Augment made it{CountedFromZero}. Let both yield numbers, or leave such samples out.")
            : FormattableString.Invariant($"{value.What} of sample {sample} of the data source is {value.Number}{CountedFromZero}. Let it yield numbers, or leave such samples out.");

    /// <summary>The least and the largest target: from -1 to 3.2E+05.</summary>
    public static string TargetsInWords(Dataset dataset, SampleWeighting? weighting)
    {
        float least = float.PositiveInfinity;
        float largest = float.NegativeInfinity;
        ReadOnlySpan<float> targets = dataset.Targets.Span;
        for (int i = 0; i < targets.Length; i++)
        {
            if (weighting is null || weighting[i / dataset.TargetSize] > 0)
            {
                least = Math.Min(least, targets[i]);
                largest = Math.Max(largest, targets[i]);
            }
        }

        return FormattableString.Invariant($"from {least:G4} to {largest:G4}");
    }

    /// <summary>The place of the first value that is no finite number; −1 where there is none.</summary>
    public static int IndexOfNotFinite<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static (string What, double Number, bool IsInput)? Describe<T>(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (IndexOfNotFinite(inputs) is >= 0 and var input)
        {
            return (FormattableString.Invariant($"Input {input}"), double.CreateTruncating(inputs[input]), true);
        }

        return IndexOfNotFinite(targets) is >= 0 and var target
            ? (FormattableString.Invariant($"Target {target}"), double.CreateTruncating(targets[target]), false)
            : null;
    }
}
