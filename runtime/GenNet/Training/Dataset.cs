using System;
using System.IO;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GenNet.Training;

namespace GenNet;

/// <summary>
/// Samples to learn from or to be judged by: for each, the inputs and the targets a network should yield for them. Holds floats
/// whatever the network's precision; a double network widens them.
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
        ArgumentOutOfRangeException.ThrowIfLessThan(inputSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetSize, 1);
        (int count, int rest) = Math.DivRem(inputs.Length, inputSize);
        if (rest != 0)
        {
            throw new ArgumentException(
                $"inputs has {inputs.Length} values, which is no whole number of samples of {inputSize} values.", nameof(inputs));
        }

        if (targets.Length != (long)count * targetSize)
        {
            throw new ArgumentException(
                $"inputs has {count} samples of {inputSize} {(inputSize == 1 ? "value" : "values")}, so targets must have {(long)count * targetSize} values ({targetSize} a sample), "
                + $"but it has {targets.Length}.",
                nameof(targets));
        }

        Inputs = inputs;
        Targets = targets;
        InputSize = inputSize;
        TargetSize = targetSize;
        Count = count;
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

    /// <summary>The inputs of all samples, row after row: <see cref="Count"/> × <see cref="InputSize"/> values.</summary>
    public ReadOnlyMemory<float> Inputs { get; }

    /// <summary>The targets of all samples, row after row: <see cref="Count"/> × <see cref="TargetSize"/> values.</summary>
    public ReadOnlyMemory<float> Targets { get; }

    /// <summary>The number of samples, 0 or more.</summary>
    public int Count { get; }

    /// <summary>The number of inputs of one sample.</summary>
    public int InputSize { get; }

    /// <summary>The number of targets of one sample.</summary>
    public int TargetSize { get; }

    /// <summary>
    /// Reads a data set in the IDX format of MNIST: unsigned bytes, plain or gzipped. Each byte becomes a float from 0 to 1
    /// (byte / 255), each label a row of zeros with a one at the label's place.
    /// </summary>
    /// <param name="imagesPath">
    /// The file of inputs, say <c>train-images-idx3-ubyte.gz</c>. Its first dimension counts the samples; the others make one row.
    /// </param>
    /// <param name="labelsPath">The file of labels, say <c>train-labels-idx1-ubyte.gz</c>: one byte for each sample.</param>
    /// <param name="classes">The number of classes; labels are below it.</param>
    /// <returns>The samples of both files, in their order.</returns>
    /// <exception cref="InvalidDataException">
    /// A file is no IDX file of unsigned bytes, is damaged, or does not fit the other one or <paramref name="classes"/>.
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
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, Count);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count > Count - first)
        {
            throw new ArgumentOutOfRangeException(
                nameof(count), count, $"The data set has {Count} samples, so {count} of them cannot start at sample {first}.");
        }

        return new Dataset(
            Inputs.Slice(first * InputSize, count * InputSize),
            Targets.Slice(first * TargetSize, count * TargetSize),
            InputSize,
            TargetSize);
    }

    /// <summary>The first samples. Shares the memory of this data set.</summary>
    /// <param name="count">The number of samples.</param>
    /// <returns>A view of those samples.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many samples.</exception>
    public Dataset Take(int count) => Slice(0, count);

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
        if (!(fraction > 0 && fraction < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(fraction), fraction, FormattableString.Invariant($"fraction lies between 0 and 1, and {fraction} does not."));
        }

        int firstCount = (int)Math.Round(fraction * Count);
        if (firstCount == 0 || firstCount == Count)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Split({fraction}) of {Count} samples leaves one of the data sets without a sample."),
                nameof(fraction));
        }

        int[] order = new int[Count];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        new RandomSource(seed).Shuffle(order);
        return (Gather(order.AsSpan(0, firstCount)), Gather(order.AsSpan(firstCount)));
    }

    /// <summary>The sizes in words: <c>60000 samples of 784 inputs and 10 targets</c>.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString() =>
        $"{Printed.Count(Count, "sample", "samples")} of {Printed.Count(InputSize, "input", "inputs")} and "
        + Printed.Count(TargetSize, "target", "targets");

    /// <summary>The inputs of some samples that follow one another.</summary>
    internal ReadOnlySpan<float> InputRows(int first, int count) => Inputs.Span.Slice(first * InputSize, count * InputSize);

    /// <summary>The targets of some samples that follow one another.</summary>
    internal ReadOnlySpan<float> TargetRows(int first, int count) => Targets.Span.Slice(first * TargetSize, count * TargetSize);

    /// <summary>
    /// Refuses a network that takes or yields other sizes, a data set without samples, and inputs that are none of the indices that a network takes.
    /// </summary>
    internal void RequireSizes(NetworkLayout layout, string name)
    {
        if (Count == 0)
        {
            throw new ArgumentException($"{name} is empty: {layout.Name} needs at least one sample.", name);
        }

        if (InputSize != layout.InputSize || TargetSize != layout.TargetSize)
        {
            string wanted = layout.TargetSize == layout.OutputSize
                ? $"yields {layout.OutputSize} outputs"
                : $"learns from {layout.TargetSize} targets, one for each mean";
            throw new ArgumentException(
                $"{name} has samples of {InputSize} inputs and {TargetSize} targets, but {layout.Name} takes {layout.InputSize} "
                + $"inputs and {wanted}.",
                name);
        }

        Indices.Require(layout, Inputs.Span, name);
    }

    private static Dataset FromIdx(Stream images, string imagesName, Stream labels, string labelsName, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        IdxArray pixels = IdxArray.Read(images, imagesName);
        IdxArray classOf = IdxArray.Read(labels, labelsName);
        if (classOf.Rank != 1)
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

        return new Dataset(pixels.ToUnitInterval(), classOf.ToOneHot(classes), pixels.RowLength, classes);
    }

    private static ReadOnlyMemory<float> ReadOnly(float[] values, string name)
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

    private Dataset Gather(ReadOnlySpan<int> order)
    {
        float[] inputs = new float[order.Length * InputSize];
        float[] targets = new float[order.Length * TargetSize];
        for (int i = 0; i < order.Length; i++)
        {
            InputRows(order[i], 1).CopyTo(inputs.AsSpan(i * InputSize));
            TargetRows(order[i], 1).CopyTo(targets.AsSpan(i * TargetSize));
        }

        return new Dataset(inputs, targets, InputSize, TargetSize);
    }
}
