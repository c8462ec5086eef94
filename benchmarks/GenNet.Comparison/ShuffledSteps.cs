using System;
using System.Diagnostics;

namespace GenNet.Comparison;

/// <summary>Epochs by <c>TrainStep</c> in a random order, as a program has them that does without <see cref="TrainableNetwork{T}.Fit"/>.</summary>
internal static class ShuffledSteps
{
    private const int Seed = 1;

    /// <summary>
    /// Shuffles the numbers of the samples before each epoch, and copies the rows of each batch into memory of its own, where a step takes them from.
    /// In milliseconds an epoch.
    /// </summary>
    public static void Epochs(TrainableNetwork<float> network, Dataset data, Optimizer optimizer, int batchSize, int count)
    {
        (int inputSize, int targetSize) = (data.InputSize, data.TargetSize);
        ReadOnlySpan<float> allInputs = data.Inputs.Span;
        ReadOnlySpan<float> allTargets = data.Targets.Span;
        float[] inputs = new float[batchSize * inputSize];
        float[] targets = new float[batchSize * targetSize];
        int[] order = new int[data.Count];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        var random = new Random(Seed);
        for (int epoch = 0; epoch < count; epoch++)
        {
            double loss = 0;
            long start = Stopwatch.GetTimestamp();
            random.Shuffle(order);
            for (int first = 0; first < order.Length; first += batchSize)
            {
                int samples = Math.Min(batchSize, order.Length - first);
                for (int i = 0; i < samples; i++)
                {
                    int sample = order[first + i];
                    allInputs.Slice(sample * inputSize, inputSize).CopyTo(inputs.AsSpan(i * inputSize));
                    allTargets.Slice(sample * targetSize, targetSize).CopyTo(targets.AsSpan(i * targetSize));
                }

                loss += network.TrainStep(inputs.AsSpan(0, samples * inputSize), targets.AsSpan(0, samples * targetSize), optimizer) * samples;
            }

            Report.Sample(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (epoch == 0)
            {
                Report.Check(loss / order.Length);
            }
        }
    }
}
