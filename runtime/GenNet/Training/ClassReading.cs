using System;
using System.Numerics;

namespace GenNet.Training;

/// <summary>
/// The one rule of classes: which class outputs name, and which of them are right. It is decided by the loss and the last activation,
/// and where those leave it open by what the targets are.
/// </summary>
internal static class ClassReading
{
    /// <summary>The class that the outputs of one sample name.</summary>
    /// <exception cref="InvalidOperationException">The network yields one number, and its loss is that of a regression.</exception>
    public static int ClassOf<T>(NetworkLayout layout, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Behind the means of GaussianNll come their variances.
        outputs = outputs[..layout.TargetSize];
        if (outputs.Length > 1 || layout.Scoring == Scoring.Largest)
        {
            return IndexOfLargest(outputs);
        }

        if (layout.Scoring == Scoring.None)
        {
            throw new InvalidOperationException(
                $"{layout.Name} yields a number and no class: Loss.{layout.Loss} is the loss of a regression. Read the number with Predict.");
        }

        return IsYes(layout, outputs[0]) ? 1 : 0;
    }

    /// <summary>The class that the targets of one sample name, where they name one.</summary>
    public static int ClassOfTarget<T>(NetworkLayout layout, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        targets.Length > 1 ? IndexOfLargest(targets) : IsYesOfTarget(layout, targets[0]) ? 1 : 0;

    /// <summary>How the outputs are compared with the targets of a data set.</summary>
    public static Scoring Decide(NetworkLayout layout, Dataset dataset)
    {
        if (layout.Scoring is Scoring.None or Scoring.Largest)
        {
            return layout.Scoring;
        }

        if (dataset.HoldsLabels)
        {
            return layout.TargetSize > 1 ? Scoring.Largest : Scoring.Labels;
        }

        // Every target must be 1 or the other label, which the first target that is not 1 tells.
        ReadOnlySpan<float> targets = dataset.Targets.Span;
        int other = targets.IndexOfAnyExcept(1);
        float low = other < 0 ? -1 : targets[other];
        bool areLabels = low is 0 or -1 && !targets.ContainsAnyExcept(1, low);
        bool areNumbers = layout.Scoring switch
        {
            Scoring.Labels => false,
            Scoring.Nearest => !areLabels || !(layout.Threshold > low && layout.Threshold < 1),
            _ => !areLabels,
        };
        if (areNumbers)
        {
            return Scoring.None;
        }

        // An output for each class is what Classify takes it for, whatever the loss: counted one by one, ten outputs that all say no
        // would be right nine times in ten.
        return areLabels && HaveOneClassEach(targets, dataset.TargetSize) ? Scoring.Largest : Scoring.Labels;
    }

    /// <summary>
    /// How many decisions there are about one sample: one for its class, or one for each label.
    /// </summary>
    public static int DecisionsPerSample(Scoring decided, NetworkLayout layout) => decided == Scoring.Labels ? layout.TargetSize : 1;

    /// <summary>How many decisions about some samples are right. NaN is never right.</summary>
    public static int CountRight<T>(
        Scoring decided, NetworkLayout layout, ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int right = 0;
        for (int sample = 0; sample < samples && decided != Scoring.None; sample++)
        {
            ReadOnlySpan<T> output = outputs.Slice(sample * layout.OutputSize, layout.TargetSize);
            ReadOnlySpan<T> target = targets.Slice(sample * layout.TargetSize, layout.TargetSize);
            if (decided == Scoring.Largest)
            {
                right += !HasNaN(output) && !HasNaN(target) && IndexOfLargest(output) == IndexOfLargest(target) ? 1 : 0;
                continue;
            }

            for (int i = 0; i < output.Length; i++)
            {
                bool isNumber = !T.IsNaN(output[i]) && !T.IsNaN(target[i]);
                right += isNumber && IsYes(layout, output[i]) == IsYesOfTarget(layout, target[i]) ? 1 : 0;
            }
        }

        return right;
    }

    /// <summary>The index of the largest value, the first of them where several are; NaN counts as smaller than everything.</summary>
    internal static int IndexOfLargest<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best] || (T.IsNaN(values[best]) && !T.IsNaN(values[i])))
            {
                best = i;
            }
        }

        return best;
    }

    /// <summary>Whether there are several targets for a sample and exactly one of them is 1, in every sample.</summary>
    private static bool HaveOneClassEach(ReadOnlySpan<float> targets, int size)
    {
        for (int first = 0; size > 1 && first < targets.Length; first += size)
        {
            if (targets.Slice(first, size).Count(1) != 1)
            {
                return false;
            }
        }

        return size > 1;
    }

    /// <summary>Whether an output says yes to its label.</summary>
    public static bool IsYes<T>(NetworkLayout layout, T output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        output > T.CreateTruncating(layout.Threshold);

    /// <summary>Where outputs come near to targets, or are on a scale of their own, targets are labels, and 1 is yes.</summary>
    public static bool IsYesOfTarget<T>(NetworkLayout layout, T target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        layout.Scoring == Scoring.Labels ? IsYes(layout, target) : target == T.One;

    /// <summary>Whether a value is NaN.</summary>
    public static bool HasNaN<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (T value in values)
        {
            if (T.IsNaN(value))
            {
                return true;
            }
        }

        return false;
    }
}
