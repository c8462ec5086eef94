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
            Scoring decided = ClassReading.Decide(layout, dataset);
            double loss = 0;
            long right = 0;
            int samples;
            for (int first = 0; first < dataset.Count; first += samples)
            {
                samples = Math.Min(passLength, dataset.Count - first);
                ReadOnlySpan<T> inputRows = DatasetRows.Read(dataset.InputRows(first, samples), inputs);
                ReadOnlySpan<T> targetRows = DatasetRows.Read(dataset.TargetRows(first, samples), targets);
                loss += RunPass(network, inputRows, targetRows, outputs, samples);
                right += ClassReading.CountRight(decided, layout, outputs, targetRows, samples);
            }

            return new Evaluation(
                layout.Reduction == Reduction.Mean ? loss / dataset.Count : loss,
                decided == Scoring.None
                    ? double.NaN
                    : (double)right / ((long)dataset.Count * ClassReading.DecisionsPerSample(decided, layout)));
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
}
