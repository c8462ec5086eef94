using System;
using System.IO;
using System.Runtime.CompilerServices;
using GenNet.Persistence;
using GenNet.Training;

namespace GenNet;

/// <content>How data sets are made: of arrays of every shape and type, and of IDX files.</content>
public sealed partial class Dataset
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
        using FileStream images = FileOpening.Read(imagesPath);
        using FileStream labels = FileOpening.Read(labelsPath);
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

    private static Dataset FromIdx(Stream images, string imagesName, Stream labels, string labelsName, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        IdxArray pixels = IdxArray.Read(images, imagesName);
        IdxArray classOf = IdxArray.Read(labels, labelsName);
        if (classOf.Rank > 2)
        {
            throw new InvalidDataException(
                $"{labelsName} has {Counted.Of(classOf.Rank, "dimension")}, but labels have one. Images come first, labels second: "
                + "are the two swapped?");
        }

        if (classOf.Count != pixels.Count)
        {
            throw new InvalidDataException(
                $"{imagesName} has {Counted.Of(pixels.Count, "sample")}, but {labelsName} has {Counted.Of(classOf.Count, "label")}. "
                + "Take the two files that belong together.");
        }

        int[] numbers = classOf.ToLabels(classes);
        return pixels.IsBytes
            ? new Dataset(pixels.Bytes, numbers, pixels.RowLength, classes, 1.0 / 255)
            : new Dataset(pixels.ToFloats(), numbers, pixels.RowLength, classes);
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
}
