using System;
using System.Collections.Generic;
using System.IO;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GenNet.Numerics;
using GenNet.Training;

namespace GenNet;

/// <summary>
/// Samples to learn from or to be judged by: for each, the inputs and the targets a network should yield for them. Holds floats
/// whatever the network's precision, which a double network widens, or less: bytes with a scale in place of inputs, and the number of a class in
/// place of a row of targets.
/// </summary>
/// <example>
/// <code>
/// var xor = new Dataset(
///     [[0, 0], [0, 1], [1, 0], [1, 1]],
///     [[0], [1], [1], [0]]);
/// </code>
/// </example>
public sealed class Dataset
{
    private readonly ReadOnlyMemory<float> _inputs;
    private readonly ReadOnlyMemory<float> _targets;
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly double _scale;

    // Whether a network may have more classes than there are here, because nobody said how many there are.
    private readonly bool _areClassesCounted;

    // Made when somebody asks for them: nothing that learns or evaluates does.
    private float[]? _widened;
    private float[]? _rows;

    /// <summary>Makes a data set of arrays that are read in place, not copied: row after row, without gaps.</summary>
    /// <param name="inputs">samples × <paramref name="inputSize"/> values.</param>
    /// <param name="targets">samples × <paramref name="targetSize"/> values.</param>
    /// <param name="inputSize">The number of inputs of one sample, 1 or more.</param>
    /// <param name="targetSize">The number of targets of one sample, 1 or more.</param>
    /// <exception cref="ArgumentException">The lengths are not those of the same whole number of samples.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public Dataset(float[] inputs, float[] targets, int inputSize, int targetSize)
        : this(ReadOnly(inputs, nameof(inputs)), ReadOnly(targets, nameof(targets)), inputSize, targetSize)
    {
    }

    /// <inheritdoc cref="Dataset(float[], float[], int, int)"/>
    public Dataset(ReadOnlyMemory<float> inputs, ReadOnlyMemory<float> targets, int inputSize, int targetSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(targetSize, 1);
        int count = CountSamples(inputs.Length, inputSize);
        RequireTargets(count, inputSize, targets.Length, targetSize);
        _inputs = inputs;
        _targets = targets;
        InputSize = inputSize;
        TargetSize = targetSize;
        Count = count;
    }

    /// <summary>Makes a data set of samples that each belong to one class, by the class's number. Both arrays are read in place, not copied.</summary>
    /// <param name="inputs">samples × <paramref name="inputSize"/> values.</param>
    /// <param name="labels">
    /// The class of each sample, 0 for the first: what a row of targets with a 1 at its place would say, in a fraction of the memory. To a network with one
    /// output, labels 0 and 1 are the targets themselves.
    /// </param>
    /// <param name="inputSize">The number of inputs of one sample, 1 or more.</param>
    /// <param name="classes">The number of classes, 1 or more; 0, unless said, for as many as the largest label tells.</param>
    /// <exception cref="ArgumentException">The lengths are not those of the same whole number of samples, or there is no such class.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="inputSize"/> is below 1, or <paramref name="classes"/> below 0.</exception>
    [OverloadResolutionPriority(-1)]
    public Dataset(float[] inputs, int[] labels, int inputSize, int classes = 0)
        : this(ReadOnly(inputs, nameof(inputs)), ReadOnly(labels, nameof(labels)), inputSize, classes)
    {
    }

    /// <inheritdoc cref="Dataset(float[], int[], int, int)"/>
    [OverloadResolutionPriority(-1)]
    public Dataset(ReadOnlyMemory<float> inputs, ReadOnlyMemory<int> labels, int inputSize, int classes = 0)
        : this(inputs, default, 0, labels, inputSize, classes)
    {
    }

    /// <summary>
    /// Makes a data set of bytes, pixels for example, which become numbers when a network reads them: a quarter of the memory of floats. Both arrays are
    /// read in place, not copied.
    /// </summary>
    /// <param name="inputs">samples × <paramref name="inputSize"/> bytes.</param>
    /// <param name="labels">The class of each sample, 0 for the first.</param>
    /// <param name="inputSize">The number of inputs of one sample, 1 or more.</param>
    /// <param name="classes">The number of classes, 1 or more; 0, unless said, for as many as the largest label tells.</param>
    /// <param name="scale">
    /// What each byte is multiplied by: finite and not 0; 1/255, which makes numbers from 0 to 1 of them, unless said. Where it is 1 over a whole number, the
    /// byte is divided by that, so that 255 becomes 1.
    /// </param>
    /// <exception cref="ArgumentException">The lengths are not those of the same whole number of samples, or there is no such class.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    [OverloadResolutionPriority(-2)]
    public Dataset(byte[] inputs, int[] labels, int inputSize, int classes = 0, double scale = 1.0 / 255)
        : this(ReadOnly(inputs, nameof(inputs)), ReadOnly(labels, nameof(labels)), inputSize, classes, scale)
    {
    }

    /// <inheritdoc cref="Dataset(byte[], int[], int, int, double)"/>
    [OverloadResolutionPriority(-2)]
    public Dataset(ReadOnlyMemory<byte> inputs, ReadOnlyMemory<int> labels, int inputSize, int classes = 0, double scale = 1.0 / 255)
        : this(default, inputs, RequireScale(scale), labels, inputSize, classes)
    {
    }

    /// <summary>Makes a data set of bytes with rows of targets. Both arrays are read in place, not copied.</summary>
    /// <param name="inputs">samples × <paramref name="inputSize"/> bytes.</param>
    /// <param name="targets">samples × <paramref name="targetSize"/> values.</param>
    /// <param name="inputSize">The number of inputs of one sample, 1 or more.</param>
    /// <param name="targetSize">The number of targets of one sample, 1 or more.</param>
    /// <param name="scale">What each byte is multiplied by: finite and not 0; 1/255 unless said.</param>
    /// <exception cref="ArgumentException">The lengths are not those of the same whole number of samples.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    [OverloadResolutionPriority(-2)]
    public Dataset(byte[] inputs, float[] targets, int inputSize, int targetSize, double scale = 1.0 / 255)
    {
        _bytes = ReadOnly(inputs, nameof(inputs));
        _targets = ReadOnly(targets, nameof(targets));
        _scale = RequireScale(scale);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetSize, 1);
        Count = CountSamples(inputs.Length, inputSize);
        RequireTargets(Count, inputSize, targets.Length, targetSize);
        InputSize = inputSize;
        TargetSize = targetSize;
    }

    /// <summary>Makes a data set of rows of inputs, which are copied, and the classes of the samples.</summary>
    /// <param name="inputs">The inputs of each sample: at least one sample, all of one length.</param>
    /// <param name="labels">The class of each sample, 0 for the first.</param>
    /// <param name="classes">The number of classes, 1 or more; 0, unless said, for as many as the largest label tells.</param>
    /// <exception cref="ArgumentException">There are no rows or empty ones, their lengths or their numbers differ, or there is no such class.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is below 0.</exception>
    [CLSCompliant(false)]
    public Dataset(float[][] inputs, int[] labels, int classes = 0)
        : this(Flatten(inputs, nameof(inputs)), ReadOnly(labels, nameof(labels)), inputs[0].Length, classes)
    {
    }

    /// <summary>Makes a data set of a two-dimensional array of inputs, which is copied, and the classes of the samples.</summary>
    /// <param name="inputs">One row of inputs for each sample.</param>
    /// <param name="labels">The class of each sample, 0 for the first.</param>
    /// <param name="classes">The number of classes, 1 or more; 0, unless said, for as many as the largest label tells.</param>
    /// <exception cref="ArgumentException">The rows have no values, their number is not that of the labels, or there is no such class.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is below 0.</exception>
    public Dataset(float[,] inputs, int[] labels, int classes = 0)
        : this(Flatten(inputs, nameof(inputs)), ReadOnly(labels, nameof(labels)), RowLength(inputs, nameof(inputs)), classes)
    {
    }

    /// <summary>Makes a data set of doubles, which are rounded to floats.</summary>
    /// <param name="inputs">samples × <paramref name="inputSize"/> values.</param>
    /// <param name="targets">samples × <paramref name="targetSize"/> values.</param>
    /// <param name="inputSize">The number of inputs of one sample, 1 or more.</param>
    /// <param name="targetSize">The number of targets of one sample, 1 or more.</param>
    /// <exception cref="ArgumentException">The lengths are not those of the same whole number of samples, or a value is beyond a float.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    [OverloadResolutionPriority(-2)]
    public Dataset(double[] inputs, double[] targets, int inputSize, int targetSize)
        : this(Rounded(inputs, nameof(inputs)), Rounded(targets, nameof(targets)), inputSize, targetSize)
    {
    }

    /// <summary>Makes a data set of doubles, which are rounded to floats, and the classes of the samples.</summary>
    /// <param name="inputs">samples × <paramref name="inputSize"/> values.</param>
    /// <param name="labels">The class of each sample, 0 for the first.</param>
    /// <param name="inputSize">The number of inputs of one sample, 1 or more.</param>
    /// <param name="classes">The number of classes, 1 or more; 0, unless said, for as many as the largest label tells.</param>
    /// <exception cref="ArgumentException">
    /// The lengths are not those of the same whole number of samples, a value is beyond a float, or there is no such class.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="inputSize"/> is below 1, or <paramref name="classes"/> below 0.</exception>
    [OverloadResolutionPriority(-2)]
    public Dataset(double[] inputs, int[] labels, int inputSize, int classes = 0)
        : this(Rounded(inputs, nameof(inputs)), ReadOnly(labels, nameof(labels)), inputSize, classes)
    {
    }

    /// <summary>Makes a data set of two-dimensional arrays of doubles, which are rounded to floats.</summary>
    /// <param name="inputs">One row of inputs for each sample.</param>
    /// <param name="targets">One row of targets for each sample.</param>
    /// <exception cref="ArgumentException">The arrays have different numbers of rows, or rows of no values, or a value is beyond a float.</exception>
    [OverloadResolutionPriority(-2)]
    public Dataset(double[,] inputs, double[,] targets)
        : this(
            Rounded(Flatten(inputs, nameof(inputs)), nameof(inputs)),
            Rounded(Flatten(targets, nameof(targets)), nameof(targets)),
            RowLength(inputs, nameof(inputs)),
            RowLength(targets, nameof(targets)))
    {
    }

    /// <summary>Makes a data set of rows of doubles, which are rounded to floats.</summary>
    /// <param name="inputs">The inputs of each sample: at least one sample, all of one length.</param>
    /// <param name="targets">The targets of each sample: as many, all of one length.</param>
    /// <exception cref="ArgumentException">There are no rows or empty ones, their lengths or their numbers differ, or a value is beyond a float.</exception>
    [CLSCompliant(false)]
    [OverloadResolutionPriority(-2)]
    public Dataset(double[][] inputs, double[][] targets)
        : this(
            Rounded(Flatten(inputs, nameof(inputs)), nameof(inputs)),
            Rounded(Flatten(targets, nameof(targets)), nameof(targets)),
            inputs[0].Length,
            targets[0].Length)
    {
    }

    /// <summary>Makes a data set of rows of doubles, which are rounded to floats, and the classes of the samples.</summary>
    /// <param name="inputs">The inputs of each sample: at least one sample, all of one length.</param>
    /// <param name="labels">The class of each sample, 0 for the first.</param>
    /// <param name="classes">The number of classes, 1 or more; 0, unless said, for as many as the largest label tells.</param>
    /// <exception cref="ArgumentException">
    /// There are no rows or empty ones, their lengths or their numbers differ, a value is beyond a float, or there is no such class.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is below 0.</exception>
    [CLSCompliant(false)]
    [OverloadResolutionPriority(-2)]
    public Dataset(double[][] inputs, int[] labels, int classes = 0)
        : this(Rounded(Flatten(inputs, nameof(inputs)), nameof(inputs)), ReadOnly(labels, nameof(labels)), inputs[0].Length, classes)
    {
    }

    private Dataset(
        ReadOnlyMemory<float> inputs, ReadOnlyMemory<byte> bytes, double scale, ReadOnlyMemory<int> labels, int inputSize, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(classes);
        _inputs = inputs;
        _bytes = bytes;
        _scale = scale;
        Count = CountSamples(scale == 0 ? inputs.Length : bytes.Length, inputSize);
        RequireTargets(Count, inputSize, labels.Length, 1, "labels");
        Labels = labels;
        InputSize = inputSize;
        _areClassesCounted = classes == 0;
        TargetSize = CountClasses(labels.Span, classes);
    }

    /// <summary>Makes a data set of two-dimensional arrays, whose values are copied.</summary>
    /// <param name="inputs">One row of inputs for each sample.</param>
    /// <param name="targets">One row of targets for each sample.</param>
    /// <exception cref="ArgumentException">The arrays have different numbers of rows, or rows of no values.</exception>
    public Dataset(float[,] inputs, float[,] targets)
        : this(
            Flatten(inputs, nameof(inputs)),
            Flatten(targets, nameof(targets)),
            RowLength(inputs, nameof(inputs)),
            RowLength(targets, nameof(targets)))
    {
    }

    /// <summary>Makes a data set of rows, whose values are copied.</summary>
    /// <param name="inputs">The inputs of each sample: at least one sample, all of one length.</param>
    /// <param name="targets">The targets of each sample: as many, all of one length.</param>
    /// <exception cref="ArgumentException">There are no rows or empty ones, their lengths or their numbers differ.</exception>
    [CLSCompliant(false)]
    public Dataset(float[][] inputs, float[][] targets)
        : this(
            Flatten(inputs, nameof(inputs)),
            Flatten(targets, nameof(targets)),
            inputs[0].Length,
            targets[0].Length)
    {
    }

    /// <summary>
    /// Makes a data set of indices, for networks whose first layer is an <see cref="EmbeddingAttribute"/>: row after row, without gaps. The indices
    /// are copied.
    /// </summary>
    /// <param name="inputs">samples × <paramref name="inputSize"/> indices.</param>
    /// <param name="targets">samples × <paramref name="targetSize"/> values.</param>
    /// <param name="inputSize">The number of indices of one sample, 1 or more.</param>
    /// <param name="targetSize">The number of targets of one sample, 1 or more.</param>
    /// <exception cref="ArgumentException">The lengths are not those of the same whole number of samples.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or an index is one that no float holds.</exception>
    [OverloadResolutionPriority(-1)]
    public Dataset(int[] inputs, float[] targets, int inputSize, int targetSize)
        : this(Indices.ToFloats(inputs, nameof(inputs)), ReadOnly(targets, nameof(targets)), inputSize, targetSize)
    {
    }

    /// <summary>Makes a data set of two-dimensional arrays of indices and targets, which are copied.</summary>
    /// <param name="inputs">One row of indices for each sample.</param>
    /// <param name="targets">One row of targets for each sample.</param>
    /// <exception cref="ArgumentException">The arrays have different numbers of rows, or rows of no values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is one that no float holds.</exception>
    [OverloadResolutionPriority(-1)]
    public Dataset(int[,] inputs, float[,] targets)
        : this(
            Indices.ToFloats(Flatten(inputs, nameof(inputs)), nameof(inputs)),
            Flatten(targets, nameof(targets)),
            RowLength(inputs, nameof(inputs)),
            RowLength(targets, nameof(targets)))
    {
    }

    /// <summary>Makes a data set of rows of indices and of targets, which are copied.</summary>
    /// <param name="inputs">The indices of each sample: at least one sample, all of one length.</param>
    /// <param name="targets">The targets of each sample: as many, all of one length.</param>
    /// <exception cref="ArgumentException">There are no rows or empty ones, their lengths or their numbers differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is one that no float holds.</exception>
    [CLSCompliant(false)]
    [OverloadResolutionPriority(-1)]
    public Dataset(int[][] inputs, float[][] targets)
        : this(
            Indices.ToFloats(Flatten(inputs, nameof(inputs)), nameof(inputs)),
            Flatten(targets, nameof(targets)),
            inputs[0].Length,
            targets[0].Length)
    {
    }

    /// <summary>
    /// The inputs of all samples, row after row: <see cref="Count"/> × <see cref="InputSize"/> values. Where the data set holds <see cref="Bytes"/>, the
    /// floats are made when they are first asked for, and kept; <see cref="CopyInputsTo"/> makes those of some samples.
    /// </summary>
    public ReadOnlyMemory<float> Inputs => HoldsBytes ? Widened : _inputs;

    /// <summary>The inputs of all samples where they are bytes; empty elsewhere.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>
    /// The targets of all samples, row after row: <see cref="Count"/> × <see cref="TargetSize"/> values. Where the data set holds <see cref="Labels"/>, the
    /// rows are made when they are first asked for, and kept: a 1 at the place of the label, and 0 elsewhere.
    /// </summary>
    public ReadOnlyMemory<float> Targets => HoldsLabels ? Rows : _targets;

    /// <summary>The class of each sample where the data set holds that in place of rows of targets; empty elsewhere.</summary>
    public ReadOnlyMemory<int> Labels { get; }

    /// <summary>Whether inputs are held as bytes.</summary>
    public bool HoldsBytes => _scale != 0;

    /// <summary>Whether each sample's class is held in place of its row of targets.</summary>
    public bool HoldsLabels => !Labels.IsEmpty;

    /// <summary>The number of samples, 0 or more.</summary>
    public int Count { get; }

    /// <summary>The number of inputs of one sample.</summary>
    public int InputSize { get; }

    /// <summary>The number of targets of one sample; of classes where the data set holds <see cref="Labels"/>.</summary>
    public int TargetSize { get; }

    /// <summary>
    /// Reads a data set in the IDX format of MNIST, plain or gzipped. Unsigned bytes stay bytes, which a network reads as numbers from 0 to 1
    /// (byte / 255); signed bytes, integers of 16 and 32 bits, floats and doubles become floats as they are. Labels stay numbers of classes.
    /// </summary>
    /// <param name="imagesPath">
    /// The file of inputs, say <c>train-images-idx3-ubyte.gz</c>. Its first dimension counts the samples; the others make one row.
    /// </param>
    /// <param name="labelsPath">
    /// The file of labels, say <c>train-labels-idx1-ubyte.gz</c>: a whole number for each sample, or as in QMNIST's <c>idx2-int</c> a row of them, of which
    /// the first is the label.
    /// </param>
    /// <param name="classes">The number of classes; labels are below it.</param>
    /// <returns>The samples of both files, in their order.</returns>
    /// <exception cref="InvalidDataException">
    /// A file is no IDX file, is damaged, or does not fit the other one or <paramref name="classes"/>.
    /// </exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is below 1.</exception>
    public static Dataset FromIdx(string imagesPath, string labelsPath, int classes = 10)
    {
        ArgumentException.ThrowIfNullOrEmpty(imagesPath);
        ArgumentException.ThrowIfNullOrEmpty(labelsPath);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        using FileStream images = File.OpenRead(imagesPath);
        using FileStream labels = File.OpenRead(labelsPath);
        return FromIdx(images, imagesPath, labels, labelsPath, classes);
    }

    /// <inheritdoc cref="FromIdx(string, string, int)"/>
    /// <param name="images">A readable stream of inputs; it stays open.</param>
    /// <param name="labels">A readable stream of labels; it stays open.</param>
    /// <param name="classes">The number of classes; labels are below it.</param>
    public static Dataset FromIdx(Stream images, Stream labels, int classes = 10)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(labels);
        return FromIdx(images, "the images stream", labels, "the labels stream", classes);
    }

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
                FormattableString.Invariant($"Split({fraction}) of {Count} samples leaves one of the data sets without a sample."),
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

    /// <summary>Makes floats of some samples' inputs.</summary>
    /// <param name="first">The index of the first sample.</param>
    /// <param name="count">The number of samples.</param>
    /// <param name="destination">Receives <paramref name="count"/> × <see cref="InputSize"/> values.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Not all of these samples exist.</exception>
    public void CopyInputsTo(int first, int count, Span<float> destination)
    {
        RequireRange(first, count);
        if (destination.Length != (long)count * InputSize)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{count} samples have {(long)count * InputSize} values, but destination has {destination.Length}."), nameof(destination));
        }

        CopyInputs(first, count, destination);
    }

    /// <summary>The sizes in words: <c>60000 samples of 784 inputs and 10 targets</c>.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString() =>
        $"{Printed.Count(Count, "sample", "samples")} of {(HoldsBytes ? Printed.Count(InputSize, "byte", "bytes") : Printed.Count(InputSize, "input", "inputs"))} "
        + (HoldsLabels ? $"in {Printed.Count(TargetSize, "class", "classes")}" : $"and {Printed.Count(TargetSize, "target", "targets")}");

    /// <summary>Whether a network reads inputs and targets where they are: those of one in single precision that are floats.</summary>
    internal bool IsReadInPlace<T>() => typeof(T) == typeof(float) && !HoldsBytes && !HoldsLabels;

    /// <summary>Inputs of samples that follow one another in a network's precision: where they are, or in <paramref name="buffer"/>.</summary>
    internal ReadOnlySpan<T> ReadInputs<T>(int first, int count, Span<T> buffer)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float) && !HoldsBytes)
        {
            return MemoryMarshal.Cast<float, T>(_inputs.Span.Slice(first * InputSize, count * InputSize));
        }

        CopyInputs(first, count, buffer);
        return buffer[..(count * InputSize)];
    }

    /// <summary>Targets of samples that follow one another in a network's precision: where they are, or in <paramref name="buffer"/>.</summary>
    /// <param name="first">The first sample.</param>
    /// <param name="count">The number of samples.</param>
    /// <param name="buffer">Memory for them.</param>
    /// <param name="targetSize">The network's targets of a sample.</param>
    internal ReadOnlySpan<T> ReadTargets<T>(int first, int count, Span<T> buffer, int targetSize)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float) && !HoldsLabels)
        {
            return MemoryMarshal.Cast<float, T>(_targets.Span.Slice(first * TargetSize, count * TargetSize));
        }

        CopyTargets(first, count, buffer, targetSize);
        return buffer[..(count * targetSize)];
    }

    /// <summary>Copies inputs in a network's precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal unsafe void CopyInputs<T>(int first, int count, Span<T> destination)
        where T : unmanaged
    {
        if (!HoldsBytes)
        {
            DatasetRows.Copy(_inputs.Span.Slice(first * InputSize, count * InputSize), destination);
            return;
        }

        ReadOnlySpan<byte> source = _bytes.Span.Slice(first * InputSize, count * InputSize);
        fixed (byte* from = source)
        {
            fixed (T* to = destination[..source.Length])
            {
                Numerics.Bytes.ToUnits(from, to, source.Length, _scale);
            }
        }
    }

    /// <summary>Copies targets in a network's precision; a label becomes a row, or where there is one target the target itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void CopyTargets<T>(int first, int count, Span<T> destination, int targetSize)
        where T : unmanaged
    {
        if (!HoldsLabels)
        {
            DatasetRows.Copy(_targets.Span.Slice(first * TargetSize, count * TargetSize), destination);
            return;
        }

        ReadOnlySpan<int> labels = Labels.Span.Slice(first, count);
        if (typeof(T) == typeof(float))
        {
            WriteLabels(labels, MemoryMarshal.Cast<T, float>(destination), targetSize);
        }
        else
        {
            WriteLabels(labels, MemoryMarshal.Cast<T, double>(destination), targetSize);
        }
    }

    /// <summary>Asks for a sample's memory, which will be copied next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Prefetch(int sample)
    {
        if (HoldsBytes)
        {
            Cache.PrefetchRow(_bytes.Span.Slice(sample * InputSize, InputSize));
        }
        else
        {
            Cache.PrefetchRow(_inputs.Span.Slice(sample * InputSize, InputSize));
        }
    }

    /// <summary>The same targets or labels, shared, with other inputs.</summary>
    internal Dataset WithInputs(float[] inputs) => new(this, inputs);

    /// <summary>The class of each sample, where each has one.</summary>
    internal bool TryClassOfEach(out int[] classes)
    {
        int other = HoldsLabels ? -1 : FindWithoutClass();
        classes = other < 0 ? ClassOfEach() : [];
        return other < 0;
    }

    /// <summary>The class of each sample, where each has one: its label, or where its only 1 is, or whether its only target is 1.</summary>
    /// <exception cref="ArgumentException">A sample has none.</exception>
    internal int[] ClassOfEach()
    {
        if (HoldsLabels)
        {
            return Labels.ToArray();
        }

        if (FindWithoutClass() is >= 0 and var other)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Sample {other} has no class: its targets are no row of zeros with one 1")
                + $"{(TargetSize == 1 ? ", and not 0, 1 or −1" : string.Empty)}. Deal the samples out without regard to classes.");
        }

        int[] classes = new int[Count];
        for (int i = 0; i < classes.Length; i++)
        {
            ReadOnlySpan<float> row = _targets.Span.Slice(i * TargetSize, TargetSize);
            classes[i] = TargetSize == 1 ? row[0] == 1 ? 1 : 0 : row.IndexOf(1);
        }

        return classes;
    }

    /// <summary>
    /// Refuses a network that takes or yields other sizes, a data set without samples, and inputs that are none of the indices that a network takes.
    /// </summary>
    internal void RequireSizes(NetworkLayout layout, string name)
    {
        if (Count == 0)
        {
            throw new ArgumentException($"{name} is empty: {layout.Name} needs at least one sample.", name);
        }

        if (InputSize != layout.InputSize || !HasTargetsFor(layout))
        {
            string wanted = layout.TargetSize == layout.OutputSize
                ? $"yields {layout.OutputSize} outputs"
                : $"learns from {layout.TargetSize} targets, one for each mean";
            throw new ArgumentException(
                $"{name} has samples of {InputSize} inputs and {TargetSize} {(HoldsLabels ? "classes" : "targets")}, but {layout.Name} takes {layout.InputSize} "
                + $"inputs and {wanted}.",
                name);
        }

        if (layout.TakesIndices && HoldsBytes)
        {
            throw new ArgumentException(
                $"{layout.Name} takes indices, and the bytes of {name} are numbers: make the data set of integers.", name);
        }

        Indices.Require(layout, _inputs.Span, name);
    }

    /// <summary>As many targets as the network has; a class for each sample, which it has; or yes and no for its only output.</summary>
    private bool HasTargetsFor(NetworkLayout layout) =>
        TargetSize == layout.TargetSize
        || (HoldsLabels && _areClassesCounted && TargetSize <= layout.TargetSize)
        || (HoldsLabels && TargetSize <= 2 && layout.TargetSize == 1);

    private static Dataset FromIdx(Stream images, string imagesName, Stream labels, string labelsName, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        IdxArray pixels = IdxArray.Read(images, imagesName);
        IdxArray classOf = IdxArray.Read(labels, labelsName);
        if (classOf.Rank > 2)
        {
            throw new InvalidDataException(
                $"{labelsName} has {classOf.Rank} dimensions, but labels have one. Images come first, labels second: "
                + "are the two swapped?");
        }

        if (classOf.Count != pixels.Count)
        {
            throw new InvalidDataException(
                $"{imagesName} has {pixels.Count} samples, but {labelsName} has {classOf.Count} labels. "
                + "Take the two files that belong together.");
        }

        int[] numbers = classOf.ToLabels(classes);
        return pixels.IsBytes
            ? new Dataset(pixels.Bytes, numbers, pixels.RowLength, classes, 1.0 / 255)
            : new Dataset(pixels.ToFloats(), numbers, pixels.RowLength, classes);
    }

    private void RequireRange(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, Count);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count > Count - first)
        {
            throw new ArgumentOutOfRangeException(
                nameof(count), count, $"The data set has {Count} samples, so {count} of them cannot start at sample {first}.");
        }
    }

    private static int CountSamples(int length, int inputSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputSize, 1);
        (int count, int rest) = Math.DivRem(length, inputSize);
        return rest == 0
            ? count
            : throw new ArgumentException(
                $"inputs has {length} values, which is no whole number of samples of {inputSize} values.", "inputs");
    }

    private static void RequireTargets(int count, int inputSize, int length, int targetSize, string name = "targets")
    {
        if (length != (long)count * targetSize)
        {
            throw new ArgumentException(
                $"inputs has {count} samples of {inputSize} {(inputSize == 1 ? "value" : "values")}, so {name} must have {(long)count * targetSize} values ({targetSize} a sample), "
                + $"but it has {length}.",
                name);
        }
    }

    private static int CountClasses(ReadOnlySpan<int> labels, int classes)
    {
        int largest = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] < 0)
            {
                throw new ArgumentException($"labels[{i}] is {labels[i]}, but classes are counted from 0.", nameof(labels));
            }

            largest = Math.Max(largest, labels[i]);
        }

        return classes == 0 ? largest + 1
            : largest < classes ? classes
            : throw new ArgumentException(
                $"labels has the class {largest}, but there are {classes} classes, 0 to {classes - 1}. Pass classes: {largest + 1}, or leave it out.", nameof(labels));
    }

    private static double RequireScale(double scale) => double.IsFinite(scale) && (float)scale != 0
        ? scale
        : throw new ArgumentOutOfRangeException(
            nameof(scale), scale, FormattableString.Invariant($"scale is finite and not 0 in single precision, not {scale}."));

    private static float[] Rounded(double[] values, string name)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        float[] rounded = new float[values.Length];
        for (int i = 0; i < rounded.Length; i++)
        {
            rounded[i] = (float)values[i];
            if (float.IsInfinity(rounded[i]) && double.IsFinite(values[i]))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Value {i} of {name} is {values[i]}, beyond what a float holds, 3.4E+38. Scale the values."), name);
            }
        }

        return rounded;
    }

    private static ReadOnlyMemory<T> ReadOnly<T>(T[] values, string name)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        return values;
    }

    private static T[] Flatten<T>(T[,] rows, string name)
    {
        ArgumentNullException.ThrowIfNull(rows, name);
        return MemoryMarshal.CreateReadOnlySpan(
            ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(rows)),
            rows.Length).ToArray();
    }

    private static int RowLength<T>(T[,] rows, string name) =>
        rows.GetLength(1) > 0 ? rows.GetLength(1) : throw new ArgumentException($"The rows of {name} have no values.", name);

    private static T[] Flatten<T>(T[][] rows, string name)
    {
        ArgumentNullException.ThrowIfNull(rows, name);
        if (rows.Length == 0)
        {
            throw new ArgumentException($"{name} has no rows.", name);
        }

        int length = rows[0]?.Length ?? 0;
        if (length == 0)
        {
            throw new ArgumentException($"The rows of {name} have no values.", name);
        }

        var values = new T[checked(rows.Length * length)];
        for (int i = 0; i < rows.Length; i++)
        {
            T[] row = rows[i];
            if (row is null || row.Length != length)
            {
                throw new ArgumentException(
                    $"Row {i} of {name} has {row?.Length ?? 0} values, but row 0 has {length}. All rows have the same length.", name);
            }

            row.CopyTo(values, i * length);
        }

        return values;
    }

    private Dataset(Dataset other, float[] inputs)
    {
        (InputSize, TargetSize, Count, _areClassesCounted) = (other.InputSize, other.TargetSize, other.Count, other._areClassesCounted);
        (_inputs, _targets, Labels) = (inputs, other._targets, other.Labels);
    }

    /// <summary>The first sample whose targets do not name a class; −1 if there is none.</summary>
    private int FindWithoutClass()
    {
        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<float> row = _targets.Span.Slice(i * TargetSize, TargetSize);
            if (!(TargetSize == 1 ? row[0] is 0 or 1 or -1 : row.Count(1) == 1 && row.Count(0) == row.Length - 1))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>A view of samples that follow one another.</summary>
    private Dataset(Dataset whole, int first, int count)
    {
        (InputSize, TargetSize, Count, _scale, _areClassesCounted) =
            (whole.InputSize, whole.TargetSize, count, whole._scale, whole._areClassesCounted);
        _inputs = whole.HoldsBytes ? default : whole._inputs.Slice(first * InputSize, count * InputSize);
        _bytes = whole.HoldsBytes ? whole._bytes.Slice(first * InputSize, count * InputSize) : default;
        _targets = whole.HoldsLabels ? default : whole._targets.Slice(first * TargetSize, count * TargetSize);
        Labels = whole.HoldsLabels ? whole.Labels.Slice(first, count) : default;
    }

    /// <summary>Copies of some samples.</summary>
    private Dataset(Dataset whole, ReadOnlySpan<int> samples)
    {
        (InputSize, TargetSize, Count, _scale, _areClassesCounted) =
            (whole.InputSize, whole.TargetSize, samples.Length, whole._scale, whole._areClassesCounted);
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

    private static void WriteLabels<T>(ReadOnlySpan<int> labels, Span<T> rows, int targetSize)
        where T : unmanaged, INumberBase<T>
    {
        if (targetSize == 1)
        {
            for (int i = 0; i < labels.Length; i++)
            {
                rows[i] = labels[i] == 0 ? T.Zero : T.One;
            }

            return;
        }

        rows[..(labels.Length * targetSize)].Clear();
        for (int i = 0; i < labels.Length; i++)
        {
            rows[(i * targetSize) + labels[i]] = T.One;
        }
    }

    private float[] Widened
    {
        get
        {
            if (_widened is null)
            {
                float[] widened = new float[_bytes.Length];
                CopyInputs(0, Count, widened.AsSpan());
                _widened = widened;
            }

            return _widened;
        }
    }

    private float[] Rows
    {
        get
        {
            if (_rows is null)
            {
                float[] rows = new float[checked(Count * TargetSize)];
                CopyTargets(0, Count, rows.AsSpan(), TargetSize);
                _rows = rows;
            }

            return _rows;
        }
    }
}
