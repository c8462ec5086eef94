using System;
using System.Buffers;
using System.Numerics;

namespace GenNet.Training;

/// <summary>Runs a network over a data set, pass by pass, and compares its outputs with the targets.</summary>
internal static class Evaluator
{
    /// <summary>How many samples one pass takes where the network would take more: keeps the buffers small.</summary>
    private const int MostSamplesPerPass = 1024;

    public static Evaluation Evaluate<T>(Network<T> network, Dataset dataset)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(dataset);
        NetworkLayout layout = network.Layout;
        dataset.RequireSizes(layout, nameof(dataset));
        int passLength = Math.Min(Math.Min(layout.SamplesPerPass, MostSamplesPerPass), dataset.Count);

        // The data set is single: a network of that precision reads it in place.
        bool isWidened = typeof(T) != typeof(float);
        T[] outputs = ArrayPool<T>.Shared.Rent(checked(passLength * layout.OutputSize));
        T[] inputs = isWidened ? ArrayPool<T>.Shared.Rent(checked(passLength * layout.InputSize)) : [];
        T[] targets = isWidened ? ArrayPool<T>.Shared.Rent(checked(passLength * layout.TargetSize)) : [];
        try
        {
            double loss = 0;
            int correct = 0;
            int samples;
            for (int first = 0; first < dataset.Count; first += samples)
            {
                samples = Math.Min(passLength, dataset.Count - first);
                ReadOnlySpan<T> inputRows = DatasetRows.Read(dataset.InputRows(first, samples), inputs);
                ReadOnlySpan<T> targetRows = DatasetRows.Read(dataset.TargetRows(first, samples), targets);
                loss += RunPass(network, inputRows, targetRows, outputs, samples);
                correct += CountCorrect(outputs, targetRows, samples, layout);
            }

            return new Evaluation(
                layout.Reduction == Reduction.Mean ? loss / dataset.Count : loss,
                (double)correct / dataset.Count);
        }
        finally
        {
            ArrayPool<T>.Shared.Return(outputs);
            if (isWidened)
            {
                ArrayPool<T>.Shared.Return(inputs);
                ArrayPool<T>.Shared.Return(targets);
            }
        }
    }

    /// <summary>The sum of the samples' losses; their outputs go to <paramref name="outputs"/>.</summary>
    private static unsafe double RunPass<T>(
        Network<T> network, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Span<T> outputs, int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T workspace = ref Workspace.Rent<T>(network.Layout.WorkspaceLength);
        fixed (T* input = inputs, target = targets, scratch = &workspace, output = outputs)
        {
            var batch = new Batch<T>(input, target, scratch, samples, T.One);
            return double.CreateTruncating(network.ForwardWithLoss(in batch, ref *output));
        }
    }

    /// <summary>How many samples are classified correctly; where there are means and variances, the means decide.</summary>
    private static int CountCorrect<T>(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int samples, NetworkLayout layout)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T half = T.CreateChecked(0.5);
        int correct = 0;
        for (int sample = 0; sample < samples; sample++)
        {
            ReadOnlySpan<T> output = outputs.Slice(sample * layout.OutputSize, layout.TargetSize);
            ReadOnlySpan<T> target = targets.Slice(sample * layout.TargetSize, layout.TargetSize);
            bool isCorrect = layout.TargetSize == 1
                ? T.Abs(output[0] - target[0]) < half
                : Evaluation.IndexOfLargest(output) == Evaluation.IndexOfLargest(target);
            correct += isCorrect ? 1 : 0;
        }

        return correct;
    }
}
