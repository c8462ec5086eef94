using System;
using System.Collections.Generic;
using System.Numerics;

namespace GenNet.Training;

/// <summary>
/// Evaluates a network on a data set whose classes have weights: class by class, each of them counting by its weight in the loss and in the accuracy.
/// </summary>
internal sealed class WeightedValidation
{
    private readonly List<(Dataset Samples, double Weight)> _classes = [];

    public WeightedValidation(NetworkLayout layout, Dataset dataset, IReadOnlyList<double> weights)
    {
        int[] order = new int[dataset.Count];
        int[] classOf = SampleWeighting.ClassesOf(layout, dataset, weights);
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        // Samples of a class keep their order.
        Array.Sort(order, (a, b) => classOf[a] != classOf[b] ? classOf[a].CompareTo(classOf[b]) : a.CompareTo(b));
        float[] inputs = new float[dataset.Inputs.Length];
        float[] targets = new float[dataset.Targets.Length];
        for (int i = 0; i < order.Length; i++)
        {
            dataset.InputRows(order[i], 1).CopyTo(inputs.AsSpan(i * dataset.InputSize));
            dataset.TargetRows(order[i], 1).CopyTo(targets.AsSpan(i * dataset.TargetSize));
        }

        var sorted = new Dataset(inputs, targets, dataset.InputSize, dataset.TargetSize);
        for (int first = 0; first < order.Length;)
        {
            int end = first;
            while (end < order.Length && classOf[order[end]] == classOf[order[first]])
            {
                end++;
            }

            _classes.Add((sorted.Slice(first, end - first), weights[classOf[order[first]]]));
            first = end;
        }
    }

    /// <summary>The weighted loss, divided by the number of samples where it is a mean, and the weighted share of right decisions.</summary>
    public Evaluation Evaluate<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool isMean = network.Layout.Reduction == Reduction.Mean;
        double loss = 0;
        double right = 0;
        double weights = 0;
        long samples = 0;
        foreach ((Dataset dataset, double weight) in _classes)
        {
            samples += dataset.Count;
            if (weight == 0)
            {
                continue;
            }

            Evaluation evaluation = Evaluator.Evaluate(network, dataset);
            loss += weight * evaluation.Loss * (isMean ? dataset.Count : 1);
            right += weight * dataset.Count * evaluation.Accuracy;
            weights += weight * dataset.Count;
        }

        return new Evaluation(isMean ? loss / samples : loss, right / weights);
    }
}
