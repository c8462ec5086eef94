using System;
using System.Collections.Generic;
using System.Globalization;
using GenNet.Training;

namespace GenNet;

/// <content>Parts of data sets: slices, selections, splits and folds.</content>
public sealed partial class Dataset
{
    /// <summary>Some of the samples that follow one another. Shares the memory of this data set.</summary>
    /// <param name="first">The index of the first sample.</param>
    /// <param name="count">The number of samples.</param>
    /// <returns>A view of those samples.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Not all of these samples exist.</exception>
    public Dataset Slice(int first, int count)
    {
        RequireRange(first, count);
        return new Dataset(this, first, count);
    }

    /// <summary>The first samples. Shares the memory of this data set.</summary>
    /// <param name="count">The number of samples.</param>
    /// <returns>A view of those samples.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many samples.</exception>
    public Dataset Take(int count) => Slice(0, count);

    /// <summary>Some samples, in an order of their own.</summary>
    /// <param name="samples">The numbers of the samples, each from 0 to below <see cref="Count"/>; one may come several times.</param>
    /// <returns>A data set with copies of those samples.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public Dataset Select(ReadOnlySpan<int> samples)
    {
        foreach (int sample in samples)
        {
            if ((uint)sample >= (uint)Count)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(samples), sample, FormattableString.Invariant($"There is no sample {sample}: they are numbered from 0 to {Count - 1}."));
            }
        }

        return new Dataset(this, samples);
    }

    /// <summary>
    /// Deals the samples out at random into two data sets, to train on one and judge by the other:
    /// <c>var (training, test) = dataset.Split(0.8);</c>.
    /// </summary>
    /// <param name="fraction">The first data set's share of the samples, between 0 and 1.</param>
    /// <param name="seed">The same seed deals the same way on every machine.</param>
    /// <returns>Two data sets with copies of the samples, in random order.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is not between 0 and 1.</exception>
    /// <exception cref="ArgumentException">One of the data sets would have no sample.</exception>
    public (Dataset First, Dataset Second) Split(double fraction, int seed = 0)
    {
        int firstCount = (int)Math.Round(RequireFraction(fraction) * Count);
        if (firstCount == 0 || firstCount == Count)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Split({fraction}) of {Counted.Of(Count, "sample")} leaves one of the data sets without a sample."),
                nameof(fraction));
        }

        int[] order = SampleDealing.Shuffled(Count, seed);
        return (new Dataset(this, order.AsSpan(0, firstCount)), new Dataset(this, order.AsSpan(firstCount)));
    }

    /// <summary>
    /// Deals the samples out at random into two data sets, each class by itself, so that both have about the same shares of the classes: off by less than
    /// one sample a class.
    /// </summary>
    /// <param name="fraction">The first data set's share of the samples, between 0 and 1.</param>
    /// <param name="seed">The same seed deals the same way on every machine.</param>
    /// <returns>Two data sets with copies of the samples, in random order.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is not between 0 and 1.</exception>
    /// <exception cref="ArgumentException">Some class has fewer than two samples, or a sample has no class.</exception>
    public (Dataset First, Dataset Second) SplitStratified(double fraction, int seed = 0)
    {
        (int[] first, int[] second) = SampleDealing.SplitStratified(ClassOfEach(), RequireFraction(fraction), seed);
        return (new Dataset(this, first), new Dataset(this, second));
    }

    /// <summary>
    /// Deals the samples out at random into parts of equal size, to within one, and yields each part as what to judge by, with all others to train on.
    /// </summary>
    /// <param name="folds">The number of parts, 2 or more and at most the number of samples.</param>
    /// <param name="seed">The same seed deals the same way on every machine.</param>
    /// <returns>For each part, in order, the samples of the others and its own; their memory is made as they are asked for.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="folds"/> is below 2, or above the number of samples.</exception>
    public IEnumerable<(Dataset Training, Dataset Validation)> Folds(int folds, int seed = 0) =>
        MakeFolds(SampleDealing.Folds(Count, folds, seed), folds);

    /// <summary>As <see cref="Folds"/>, with each class dealt out by itself, so that all parts have about the same shares of the classes.</summary>
    /// <param name="folds">The number of parts, 2 or more; each class has at least as many samples.</param>
    /// <param name="seed">The same seed deals the same way on every machine.</param>
    /// <returns>For each part, in order, the samples of the others and its own; their memory is made as they are asked for.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="folds"/> is below 2.</exception>
    /// <exception cref="ArgumentException">Some class has fewer samples than there are parts, or a sample has no class.</exception>
    public IEnumerable<(Dataset Training, Dataset Validation)> StratifiedFolds(int folds, int seed = 0) =>
        MakeFolds(SampleDealing.StratifiedFolds(ClassOfEach(), folds, seed), folds);

    /// <summary>The same samples, whose memory is shared, with names that reports call the classes or targets by.</summary>
    /// <param name="names">
    /// A name for each class or target, in order: where samples have one target that is yes or no, the name of that, or those of no and yes. None, for numbers.
    /// </param>
    /// <returns>A view of all samples.</returns>
    /// <exception cref="ArgumentException">There are not as many names.</exception>
    public Dataset WithNames(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count > 0 && names.Count != TargetSize && !(TargetSize == 1 && names.Count == 2))
        {
            throw new ArgumentException(
                $"names has {Counted.Of(names.Count, "name")}, but {Counted.There(TargetSize, HoldsLabels ? "class" : "target")}. Give one name for each.", nameof(names));
        }

        for (int i = 0; i < names.Count; i++)
        {
            if (names[i] is null)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Name {i} is null. Give one name for each."), nameof(names));
            }
        }

        return new Dataset(this, 0, Count) { Names = [.. names] };
    }

    /// <summary>The same targets or labels, shared, with other inputs.</summary>
    internal Dataset WithInputs(float[] inputs) => new(this, inputs);

    private void RequireRange(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, Count);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count > Count - first)
        {
            throw new ArgumentOutOfRangeException(
                nameof(count), count, $"The data set has {Counted.Of(Count, "sample")}, so {count} of them cannot start at sample {first}.");
        }
    }

    private Dataset(Dataset other, float[] inputs)
    {
        (InputSize, TargetSize, Count, _areClassesCounted) = (other.InputSize, other.TargetSize, other.Count, other._areClassesCounted);
        (_inputs, _targets, Labels, Names) = (inputs, other._targets, other.Labels, other.Names);
    }

    /// <summary>A view of samples that follow one another.</summary>
    private Dataset(Dataset whole, int first, int count)
    {
        (InputSize, TargetSize, Count, _scale, _areClassesCounted, Names) =
            (whole.InputSize, whole.TargetSize, count, whole._scale, whole._areClassesCounted, whole.Names);
        _inputs = whole.HoldsBytes ? default : whole._inputs.Slice(first * InputSize, count * InputSize);
        _bytes = whole.HoldsBytes ? whole._bytes.Slice(first * InputSize, count * InputSize) : default;
        _targets = whole.HoldsLabels ? default : whole._targets.Slice(first * TargetSize, count * TargetSize);
        Labels = whole.HoldsLabels ? whole.Labels.Slice(first, count) : default;
    }

    /// <summary>Copies of some samples.</summary>
    private Dataset(Dataset whole, ReadOnlySpan<int> samples)
    {
        (InputSize, TargetSize, Count, _scale, _areClassesCounted, Names) =
            (whole.InputSize, whole.TargetSize, samples.Length, whole._scale, whole._areClassesCounted, whole.Names);
        _inputs = whole.HoldsBytes ? default : Gather(whole._inputs.Span, InputSize, samples);
        _bytes = whole.HoldsBytes ? Gather(whole._bytes.Span, InputSize, samples) : default;
        _targets = whole.HoldsLabels ? default : Gather(whole._targets.Span, TargetSize, samples);
        Labels = whole.HoldsLabels ? Gather(whole.Labels.Span, 1, samples) : default;
    }

    private static T[] Gather<T>(ReadOnlySpan<T> rows, int length, ReadOnlySpan<int> samples)
    {
        T[] gathered = new T[samples.Length * length];
        for (int i = 0; i < samples.Length; i++)
        {
            rows.Slice(samples[i] * length, length).CopyTo(gathered.AsSpan(i * length));
        }

        return gathered;
    }

    private static double RequireFraction(double fraction) => fraction > 0 && fraction < 1
        ? fraction
        : throw new ArgumentOutOfRangeException(
            nameof(fraction), fraction, FormattableString.Invariant($"fraction lies between 0 and 1, and {fraction} does not."));

    private IEnumerable<(Dataset Training, Dataset Validation)> MakeFolds(int[][] parts, int folds)
    {
        for (int fold = 0; fold < folds; fold++)
        {
            yield return (Select(SampleDealing.AllBut(parts, fold)), Select(parts[fold]));
        }
    }
}
