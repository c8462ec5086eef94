using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace GenNet;

/// <summary>Checks that spans have the lengths a network needs.</summary>
internal static class BatchShape
{
    /// <summary>The number of samples in a batch of inputs and one of outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountSamples(NetworkLayout layout, int inputsLength, int outputsLength, string outputsName) =>
        Count(layout, inputsLength, outputsLength, layout.OutputSize, outputsName);

    /// <summary>The number of samples in a batch of inputs.</summary>
    public static int CountSamples(NetworkLayout layout, int inputsLength)
    {
        int samples = layout.WholeSamples(inputsLength);
        if (samples * layout.InputSize != inputsLength)
        {
            RefusePart(layout, inputsLength);
        }

        return samples;
    }

    /// <summary>As <see cref="CountSamples(NetworkLayout, int, int, string)"/>, for training, which needs at least one sample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountTrainingSamples(NetworkLayout layout, int inputsLength, int targetsLength)
    {
        int samples = Count(layout, inputsLength, targetsLength, layout.TargetSize, "targets");
        if (samples == 0)
        {
            RefuseEmpty(layout);
        }

        if (IsOneValue(layout, samples))
        {
            RefuseOneValue(layout);
        }

        return samples;
    }

    /// <summary>Whether a channel that is normalized over the batch has a single value there, and so no variance.</summary>
    public static bool IsOneValue(NetworkLayout layout, int samples) => samples == 1 && layout.FewestPositions.Positions == 1;

    /// <summary>Outputs of one sample must not be written over the inputs of the next.</summary>
    public static void RefuseOverlap<T>(ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputs)
    {
        if (inputs.Overlaps(outputs))
        {
            throw new ArgumentException("outputs overlaps inputs: give several samples an output span of their own.", nameof(outputs));
        }
    }

    public static void RequireParameterCount(NetworkLayout layout, int length, string name)
    {
        if (length != layout.ParameterCount)
        {
            throw new ArgumentException(
                $"{layout.Name} has {Counted.Of(layout.ParameterCount, "parameter")}, but {name} has {Counted.Of(length, "value")}.", name);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Count(NetworkLayout layout, int inputsLength, int valuesLength, int valuesOfSample, string valuesName)
    {
        int samples = layout.WholeSamples(inputsLength);
        if (samples * layout.InputSize != inputsLength || valuesLength != (long)samples * valuesOfSample)
        {
            Refuse(layout, samples, inputsLength, valuesLength, valuesOfSample, valuesName);
        }

        return samples;
    }

    /// <summary>A data set of which one batch would have a single sample, where that makes no sense.</summary>
    /// <param name="layout">The network.</param>
    /// <param name="samples">The samples of the data set.</param>
    /// <param name="batchSize">The samples of a batch.</param>
    public static void RequireBatches(NetworkLayout layout, int samples, int batchSize)
    {
        if (layout.FewestPositions.Positions == 1 && (batchSize == 1 || samples % batchSize == 1))
        {
            string which = batchSize == 1
                ? "BatchSize is 1"
                : $"{Counted.Of(samples, "sample")} in batches of {batchSize} leave 1 sample for the last batch";
            throw new ArgumentException(
                $"{which}, but {OneValue(layout)}. Choose a BatchSize of 2 or more that leaves no single sample.", "options");
        }
    }

    /// <summary>The refusal of a batch whose workspace does not fit into one array.</summary>
    public static ArgumentException TooManySamples(NetworkLayout layout, int samples, long most) => new(
        $"inputs has {Counted.Of(samples, "sample")}, which {layout.Name} has to hold in memory at once, because batch normalization is over all of them: "
        + $"that is {Counted.Of(layout.WorkspaceOfSample, "value")} a sample, and at most {most} fit. Train with smaller batches.",
        "inputs");

    [DoesNotReturn]
    private static void RefuseOneValue(NetworkLayout layout) =>
        throw new ArgumentException($"inputs has 1 sample, but {OneValue(layout)}. Train with 2 samples or more.", "inputs");

    /// <summary>Why a single value per channel is too few, in words.</summary>
    public static string OneValue(NetworkLayout layout) =>
        $"layer {layout.FewestPositions.Layer} of {layout.Name} normalizes each channel by its variance over the batch, and 1 value has none";

    [DoesNotReturn]
    private static void RefuseEmpty(NetworkLayout layout) =>
        throw new ArgumentException($"inputs is empty: {layout.Name} needs at least one sample to learn from.", "inputs");

    [DoesNotReturn]
    private static void RefusePart(NetworkLayout layout, int inputsLength) => throw new ArgumentException(
        $"inputs has {Counted.Of(inputsLength, "value")}, which is no whole number of samples: {layout.Name} takes {Counted.Of(layout.InputSize, "value")} a sample.", "inputs");

    [DoesNotReturn]
    private static void Refuse(
        NetworkLayout layout, int samples, int inputsLength, int valuesLength, int valuesOfSample, string valuesName)
    {
        if (samples * layout.InputSize != inputsLength)
        {
            RefusePart(layout, inputsLength);
        }

        bool mayBeClasses = valuesName == "targets" && valuesLength == samples && layout.Scoring == Scoring.Largest;
        throw new ArgumentException(
            $"inputs has {Counted.Of(samples, "sample")}, so {valuesName} must have {Counted.Of((long)samples * valuesOfSample, "value")} "
            + $"({valuesOfSample} a sample), but it has {valuesLength}."
            + (mayBeClasses ? " If they are numbers of classes, hand them over as ints: a literal such as [2] is taken for floats, (int[])[2] is not." : string.Empty),
            valuesName);
    }
}
