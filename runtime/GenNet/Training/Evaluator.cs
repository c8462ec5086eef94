using System;
using System.Buffers;
using System.Numerics;

namespace GenNet.Training;

/// <summary>Runs a network over a data set, pass by pass, and hands its outputs to whoever compares them with the targets.</summary>
internal static class Evaluator
{
    /// <summary>How many samples one pass takes where the network would take more: keeps the buffers small.</summary>
    private const int MostSamplesPerPass = 1024;

    public static Evaluation Evaluate<T>(Network<T> network, Dataset dataset, SampleWeighting? weighting = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(dataset);
        dataset.RequireSizes(network.Layout, nameof(dataset));
        var decisions = new DecisionCounter<T>(network.Layout, ClassReading.Decide(network.Layout, dataset));
        return new Evaluation(Run(network, dataset, weighting, decisions), decisions.Accuracy);
    }

    /// <summary>Runs the network over all samples that count something.</summary>
    /// <param name="network">The network.</param>
    /// <param name="dataset">Samples that fit it.</param>
    /// <param name="weighting">What each of them counts; null where all count the same.</param>
    /// <param name="observer">Gets the outputs, in passes of samples that count the same.</param>
    /// <returns>The sum of weights times losses, divided by the number of samples where the network declares a mean.</returns>
    public static double Run<T>(Network<T> network, Dataset dataset, SampleWeighting? weighting, OutputObserver<T> observer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkLayout layout = network.Layout;
        int passLength = Math.Min(Math.Min(layout.SamplesPerPrediction, MostSamplesPerPass), dataset.Count);

        // A single network reads floats in place.
        bool isCopied = weighting is not null || !dataset.IsReadInPlace<T>();
        T[] outputs = ArrayPool<T>.Shared.Rent(checked(passLength * layout.OutputSize));
        T[] inputs = isCopied ? ArrayPool<T>.Shared.Rent(checked(passLength * layout.InputSize)) : [];
        T[] targets = isCopied ? ArrayPool<T>.Shared.Rent(checked(passLength * layout.TargetSize)) : [];
        try
        {
            int[]? order = weighting?.Order();
            double loss = 0;
            int samples;
            for (int first = 0; first < dataset.Count; first += samples)
            {
                samples = NetworkLayout.NextPass(dataset.Count - first, passLength);
                double weight = 1;
                ReadOnlySpan<T> inputRows;
                ReadOnlySpan<T> targetRows;
                if (order is null)
                {
                    inputRows = dataset.ReadInputs<T>(first, samples, inputs);
                    targetRows = dataset.ReadTargets<T>(first, samples, targets, layout.TargetSize);
                }
                else
                {
                    samples = weighting!.CountOfOneWeight(order.AsSpan(first, samples), out weight);
                    if (weight == 0)
                    {
                        continue;
                    }

                    Copy(dataset, layout, order.AsSpan(first, samples), inputs, targets);
                    inputRows = inputs.AsSpan(0, samples * layout.InputSize);
                    targetRows = targets.AsSpan(0, samples * layout.TargetSize);
                }

                loss += weight * RunPass(network, inputRows, targetRows, outputs, samples);
                observer.Observe(outputs, targetRows, samples, weight);
            }

            return layout.Reduction == Reduction.Mean ? loss / dataset.Count : loss;
        }
        finally
        {
            ArrayPool<T>.Shared.Return(outputs);
            if (isCopied)
            {
                ArrayPool<T>.Shared.Return(inputs);
                ArrayPool<T>.Shared.Return(targets);
            }
        }
    }

    /// <summary>Fetches samples in an order of their own.</summary>
    private static void Copy<T>(Dataset dataset, NetworkLayout layout, ReadOnlySpan<int> samples, Span<T> inputs, Span<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < samples.Length; i++)
        {
            dataset.CopyInputs(samples[i], 1, inputs[(i * layout.InputSize)..]);
            dataset.CopyTargets(samples[i], 1, targets[(i * layout.TargetSize)..], layout.TargetSize);
        }
    }

    /// <summary>The sum of the samples' losses; their outputs go to <paramref name="outputs"/>.</summary>
    private static unsafe double RunPass<T>(
        Network<T> network, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Span<T> outputs, int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T workspace = ref Workspace.Rent<T>(network.Layout.PredictionWorkspaceLength);
        fixed (T* input = inputs, target = targets, scratch = &workspace, output = outputs)
        {
            var batch = new Batch<T>(input, target, scratch, samples, T.One);
            return double.CreateTruncating(network.ForwardWithLoss(in batch, ref *output));
        }
    }
}
