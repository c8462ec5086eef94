using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;

namespace GenNet.Training;

/// <summary>
/// What each sample of a data set counts, by <see cref="FitOptions.SampleWeights"/> and <see cref="FitOptions.ClassWeights"/>. A pass has one weight,
/// so the samples of a batch are put in the order of theirs, and those of the same weight are a pass.
/// </summary>
internal sealed class SampleWeighting
{
    private readonly double[] _weights;
    private readonly int[] _ranks;

    private SampleWeighting(double[] weights)
    {
        _weights = weights;
        double[] distinct = [.. new SortedSet<double>(weights)];
        _ranks = Array.ConvertAll(weights, weight => Array.BinarySearch(distinct, weight));
    }

    /// <summary>A number for the weights that is another for others, so that a checkpoint can tell.</summary>
    public string Fingerprint
    {
        get
        {
            // FNV-1a over the numbers' bits.
            ulong hash = 0xcbf29ce484222325;
            foreach (double weight in _weights)
            {
                hash = (hash ^ BitConverter.DoubleToUInt64Bits(weight)) * 0x100000001b3;
            }

            return hash.ToString("x16", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The weights that a data set is given, or null where all samples count the same.</summary>
    /// <param name="layout">The network.</param>
    /// <param name="dataset">The data set.</param>
    /// <param name="sampleWeights">One for each sample, or null.</param>
    /// <param name="classWeights">One for each class, or null.</param>
    public static SampleWeighting? Of(
        NetworkLayout layout, Dataset dataset, IReadOnlyList<double>? sampleWeights, IReadOnlyList<double>? classWeights)
    {
        if (sampleWeights is null && classWeights is null)
        {
            return null;
        }

        double[] weights = new double[dataset.Count];
        Array.Fill(weights, 1);
        if (sampleWeights is { } samples)
        {
            if (samples.Count != dataset.Count)
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"SampleWeights has {Counted.Of(samples.Count, "weight")}, but the data set has {Counted.Of(dataset.Count, "sample")}. Give one weight for each."),
                    nameof(FitOptions.SampleWeights));
            }

            for (int i = 0; i < weights.Length; i++)
            {
                weights[i] = samples[i];
            }
        }

        if (classWeights is { } classes)
        {
            int[] classOf = ClassesOf(layout, dataset, classes);
            for (int i = 0; i < weights.Length; i++)
            {
                weights[i] *= classes[classOf[i]];
            }
        }

        return new SampleWeighting(weights);
    }

    /// <summary>The weights of samples to learn from, of which one at least counts.</summary>
    /// <param name="layout">The network.</param>
    /// <param name="dataset">The data set.</param>
    /// <param name="options">The weights.</param>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    public static SampleWeighting? OfTraining<T>(NetworkLayout layout, Dataset dataset, FitOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        SampleWeighting? weighting = Of(layout, dataset, options.SampleWeights, options.ClassWeights);
        weighting?.RequireOneThatCounts(options.SampleWeights is not null, options.ClassWeights is not null, "there is nothing to learn from");
        weighting?.RequireHeld<T>(options.SampleWeights is not null);
        return weighting;
    }

    /// <summary>The weights of samples to report on. Classes that count may have no sample there, and the report says so by NaN.</summary>
    /// <param name="layout">The network.</param>
    /// <param name="dataset">The data set.</param>
    /// <param name="options">The weights.</param>
    public static SampleWeighting? OfReport(NetworkLayout layout, Dataset dataset, EvaluationOptions options)
    {
        SampleWeighting? weighting = Of(layout, dataset, options.SampleWeights, options.ClassWeights);
        if (options.SampleWeights is not null)
        {
            weighting!.RequireOneThatCounts(hasSampleWeights: true, options.ClassWeights is not null, "there is nothing to report");
            weighting.RequireHeld<double>(hasSampleWeights: true);
        }

        return weighting;
    }

    /// <summary>Weights as an option takes them: a copy, so that nobody changes them while they count.</summary>
    /// <param name="weights">The weights, or null.</param>
    /// <param name="name">What the option is called.</param>
    /// <exception cref="ArgumentException">One is negative, infinite or NaN.</exception>
    public static double[]? Checked(IReadOnlyList<double>? weights, string name)
    {
        if (weights is null)
        {
            return null;
        }

        double[] copy = [.. weights];
        for (int i = 0; i < copy.Length; i++)
        {
            if (!(double.IsFinite(copy[i]) && copy[i] >= 0))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"{name} are finite and 0 or more, but number {i} is {copy[i]}."), name);
            }
        }

        return copy;
    }

    private void RequireOneThatCounts(bool hasSampleWeights, bool hasClassWeights, string consequence)
    {
        if (_weights.AsSpan().ContainsAnyExcept(0d))
        {
            return;
        }

        if (!hasSampleWeights)
        {
            throw new ArgumentException(
                $"ClassWeights are 0 for every class that the data set has, so that {consequence}. Give one of them a weight above 0, or leave ClassWeights out.",
                nameof(FitOptions.ClassWeights));
        }

        throw new ArgumentException(
            $"SampleWeights{(hasClassWeights ? " times ClassWeights is" : " are")} 0 for every sample, so that {consequence}. Give those that count a weight above 0.",
            nameof(FitOptions.SampleWeights));
    }

    /// <summary>Refuses weights that would become 0 or infinite among the numbers of a network: a training would learn nothing, or come to nothing.</summary>
    private void RequireHeld<T>(bool hasSampleWeights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < _weights.Length; i++)
        {
            T held = T.CreateSaturating(_weights[i]);
            if (!T.IsFinite(held) || (held == T.Zero && _weights[i] > 0))
            {
                string range = typeof(T) == typeof(float) ? "single precision holds 0 and numbers from 1.4E-45 to 3.4E+38" : "double precision holds 0 and numbers from 4.9E-324 to 1.8E+308";
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"By its weights sample {i} counts {_weights[i]}, but {range}. Multiply all weights by a number that brings them near 1."),
                    hasSampleWeights ? nameof(FitOptions.SampleWeights) : nameof(FitOptions.ClassWeights));
            }
        }
    }

    /// <summary>The class of each sample, where each has one, and there are as many weights as classes.</summary>
    private static int[] ClassesOf(NetworkLayout layout, Dataset dataset, IReadOnlyList<double> weights)
    {
        int classes = layout.TargetSize > 1 ? layout.TargetSize : 2;
        if (weights.Count != classes)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"ClassWeights has {Counted.Of(weights.Count, "weight")}, but {layout.Name} tells {classes} classes apart. Give one weight for each."),
                nameof(FitOptions.ClassWeights));
        }

        Scoring decided = ClassReading.Decide(layout, dataset);
        if (decided != Scoring.Largest && !(decided == Scoring.Labels && layout.TargetSize == 1))
        {
            throw new ArgumentException(
                $"ClassWeights are for samples that have one class each, which the targets of {layout.Name} do not say. "
                + "Give SampleWeights instead.",
                nameof(FitOptions.ClassWeights));
        }

        if (dataset.HoldsLabels)
        {
            return dataset.Labels.ToArray();
        }

        int[] classOf = new int[dataset.Count];
        for (int i = 0; i < classOf.Length; i++)
        {
            classOf[i] = ClassReading.ClassOfTarget(layout, dataset.ReadTargets<float>(i, 1, default, layout.TargetSize));
        }

        return classOf;
    }

    /// <summary>All samples in the order of their weights; those of one weight keep theirs.</summary>
    public int[] Order()
    {
        int[] order = new int[_weights.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Sort(order, new long[order.Length]);
        return order;
    }

    /// <summary>How many of some samples, first of all, have the same weight.</summary>
    public int CountOfOneWeight(ReadOnlySpan<int> samples, out double weight)
    {
        weight = _weights[samples[0]];
        int count = 1;
        while (count < samples.Length && _weights[samples[count]] == weight)
        {
            count++;
        }

        return count;
    }

    /// <summary>What a sample of the data set counts.</summary>
    public double this[int sample] => _weights[sample];

    /// <summary>Puts samples in the order of their weights; those of one weight keep theirs.</summary>
    /// <param name="samples">Numbers of samples.</param>
    /// <param name="keys">As much memory.</param>
    public void Sort(Span<int> samples, Span<long> keys)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            keys[i] = ((long)_ranks[samples[i]] << 32) | (uint)i;
        }

        keys.Sort(samples);
    }
}
