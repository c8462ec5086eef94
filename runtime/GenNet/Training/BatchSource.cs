using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GenNet.Numerics;

namespace GenNet.Training;

/// <summary>
/// Cuts a data set into batches in a network's precision. Samples in their own order are read in place; shuffled ones are gathered
/// into one buffer, made once and filled anew for each batch.
/// </summary>
internal sealed class BatchSource<T> : BatchFill, IBatches<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Keeps what augmentations draw apart from what layers draw.</summary>
    private const ulong AugmentationKey = 0x41756765;

    private readonly NetworkLayout _layout;
    private readonly Dataset _dataset;
    private readonly int _batchSize;
    private readonly RandomSource? _random;
    private readonly int[] _order = [];
    private readonly AlignedArray<T> _inputs;
    private readonly AlignedArray<T> _targets;
    private readonly int _seed;
    private readonly SampleWeighting? _weighting;
    private readonly long[] _keys = [];
    private readonly double[] _weightsOfBatch = [];
    private readonly bool _isGathered;
    private readonly int _targetSize;
    private readonly Augmentation? _augment;
    private int _firstOfBatch;
    private int _epoch;

    [ThreadStatic]
    private static SampleRandom? t_random;

    [ThreadStatic]
    private static float[]? t_augmented;

    public BatchSource(Dataset dataset, NetworkLayout layout, FitOptions options, SampleWeighting? weighting)
    {
        _layout = layout;
        _targetSize = layout.TargetSize;
        _augment = options.Augment;
        _weighting = weighting;
        _dataset = dataset;
        _batchSize = Math.Min(options.BatchSize, dataset.Count);
        Count = ((dataset.Count - 1) / _batchSize) + 1;
        _seed = options.Seed;
        _random = options.Shuffle && _batchSize < dataset.Count ? new RandomSource(_seed) : null;
        _isGathered = _random is not null || weighting is not null || _augment is not null || dataset.HoldsBytes || dataset.HoldsLabels;
        if (_isGathered)
        {
            _order = new int[dataset.Count];
            _keys = new long[weighting is null ? 0 : _batchSize];
            _weightsOfBatch = new double[weighting is null ? 0 : _batchSize];
            _inputs = new AlignedArray<T>(_batchSize * dataset.InputSize);
            _targets = new AlignedArray<T>(_batchSize * _targetSize);
        }
        else if (typeof(T) != typeof(float))
        {
            _inputs = new AlignedArray<T>(dataset.Count * dataset.InputSize);
            _targets = new AlignedArray<T>(dataset.Count * _targetSize);
            dataset.CopyInputs(0, dataset.Count, _inputs.Span);
            dataset.CopyTargets(0, dataset.Count, _targets.Span, _targetSize);
        }
    }

    /// <summary>The number of batches in an epoch.</summary>
    public int Count { get; }

    /// <summary>
    /// Draws a new order where samples are shuffled. It depends on the seed and the number of the epoch alone, so that training that is
    /// done call by call goes on as one call would have.
    /// </summary>
    /// <param name="number">How many epochs the network has begun before, cancelled ones included.</param>
    public void BeginEpoch(int number)
    {
        _epoch = number;
        if (!_isGathered)
        {
            return;
        }

        for (int i = 0; i < _order.Length; i++)
        {
            _order[i] = i;
        }

        if (_random is not null)
        {
            _random.Restart(_seed, number);
            _random.Shuffle(_order);
        }

        for (int first = 0; _weighting is not null && first < _order.Length; first += _batchSize)
        {
            int samples = Math.Min(_batchSize, _order.Length - first);
            _weighting.Sort(_order.AsSpan(first, samples), _keys.AsSpan(0, samples));
        }
    }

    /// <summary>The number of samples of some batches together.</summary>
    public int CountSamples(int first, int end) =>
        (int)(Math.Min((long)end * _batchSize, _dataset.Count) - ((long)first * _batchSize));

    /// <summary>Whether the samples of a batch are still to be fetched when it has been read.</summary>
    public bool IsFilledLater => _isGathered;

    /// <summary>The samples of a batch; the last may have fewer.</summary>
    public int BatchSize => _batchSize;

    /// <summary>All samples one after another, where batches are parts of that; false where a batch has memory of its own.</summary>
    public bool TryReadAll(out ReadOnlySpan<T> inputs, out ReadOnlySpan<T> targets)
    {
        if (_isGathered)
        {
            inputs = default;
            targets = default;
            return false;
        }

        Read(0, _dataset.Count, out inputs, out targets);
        return true;
    }

    /// <summary>The samples of one batch, valid until the next is read; <see cref="Fill"/> fetches them where they are shuffled.</summary>
    public void Read(int batch, out ReadOnlySpan<T> inputs, out ReadOnlySpan<T> targets, out int samples)
    {
        int first = batch * _batchSize;
        samples = Math.Min(_batchSize, _dataset.Count - first);
        Read(first, samples, out inputs, out targets);
    }

    /// <summary>
    /// The samples of a batch from <paramref name="start"/> on that have one weight, valid until others are read; <see cref="Fill"/> fetches them.
    /// </summary>
    public void ReadOfOneWeight(
        int batch, int start, out ReadOnlySpan<T> inputs, out ReadOnlySpan<T> targets, out int samples, out double weight)
    {
        int first = (batch * _batchSize) + start;
        int end = Math.Min(first - start + _batchSize, _dataset.Count);
        weight = _weighting![_order[first]];
        int next = first + 1;
        while (next < end && _weighting[_order[next]] == weight)
        {
            next++;
        }

        samples = next - first;
        Read(first, samples, out inputs, out targets);
    }

    /// <summary>The samples of a batch that count something; <see cref="BatchFill.Weights"/> says what each of them counts.</summary>
    public void ReadWithWeights(int batch, out ReadOnlySpan<T> inputs, out ReadOnlySpan<T> targets, out int samples)
    {
        // Those that count nothing come first, and are not looked at.
        int first = batch * _batchSize;
        int end = Math.Min(first + _batchSize, _dataset.Count);
        while (first < end && _weighting![_order[first]] == 0)
        {
            first++;
        }

        samples = end - first;
        for (int i = 0; i < samples; i++)
        {
            _weightsOfBatch[i] = _weighting![_order[first + i]];
        }

        Read(first, samples, out inputs, out targets);
        Weights = _weightsOfBatch.AsMemory(0, samples);
    }

    private void Read(int first, int samples, out ReadOnlySpan<T> inputs, out ReadOnlySpan<T> targets)
    {
        Weights = default;
        if (_isGathered)
        {
            _firstOfBatch = first;
            inputs = _inputs.Span[..(samples * _dataset.InputSize)];
            targets = _targets.Span[..(samples * _targetSize)];
        }
        else if (typeof(T) == typeof(float))
        {
            inputs = _dataset.ReadInputs<T>(first, samples, default);
            targets = _dataset.ReadTargets<T>(first, samples, default, _targetSize);
        }
        else
        {
            inputs = _inputs.Span.Slice(first * _dataset.InputSize, samples * _dataset.InputSize);
            targets = _targets.Span.Slice(first * _targetSize, samples * _targetSize);
        }
    }

    /// <inheritdoc/>
    public string? TargetsInWords() => DatasetCheck.HasScaledTargets(_layout, _dataset) ? DataFaults.TargetsInWords(_dataset, _weighting) : null;

    /// <inheritdoc/>
    /// <remarks>What an augmentation made of the samples of an epoch follows from their places, and can be made once more.</remarks>
    public string? FindNotFinite(int batch)
    {
        // Of inputs that are augmented only what became of them counts: it may have numbers where the data set has none.
        string? found = DataFaults.FindNotFinite(_layout, _dataset, _weighting, ofInputs: _augment is null);
        if (_augment is null || batch < 0)
        {
            return found;
        }

        var augmented = new T[_dataset.InputSize];
        for (int place = CountSamples(0, batch + 1) - 1; found is null && place >= 0; place--)
        {
            if (_weighting is null || _weighting[_order[place]] > 0)
            {
                Augment(_order[place], place, augmented);
                found = DataFaults.FindNotFinite<T>(augmented, _dataset, _order[place]);
            }
        }

        return found;
    }

    /// <inheritdoc/>
    [MethodImpl(Kernel.Options)]
    public override void Fill(int first, int end)
    {
        if (_augment is null && _dataset.IsReadInPlace<T>())
        {
            ReadOnlySpan<int> order = _order.AsSpan(_firstOfBatch + FirstOfPass + first);
            Rows.Gather(
                order, end - first, _dataset.ReadInputs<T>(0, _dataset.Count, default), _inputs.Span[((FirstOfPass + first) * _dataset.InputSize)..], _dataset.InputSize);
            Rows.Gather(
                order, end - first, _dataset.ReadTargets<T>(0, _dataset.Count, default, _targetSize), _targets.Span[((FirstOfPass + first) * _targetSize)..], _targetSize);
            return;
        }

        int inputSize = _dataset.InputSize;
        ReadOnlySpan<int> orderOfBatch = _order.AsSpan(_firstOfBatch);
        for (int i = FirstOfPass + first; i < FirstOfPass + end; i++)
        {
            if (i + 1 < FirstOfPass + end)
            {
                // It lies anywhere, so nothing but this asks for it before this row has been copied.
                _dataset.Prefetch(orderOfBatch[i + 1]);
            }

            if (_augment is null)
            {
                _dataset.CopyInputs(orderOfBatch[i], 1, _inputs.Span.Slice(i * inputSize, inputSize));
            }
            else
            {
                Augment(orderOfBatch[i], _firstOfBatch + i, _inputs.Span.Slice(i * inputSize, inputSize));
            }

            _dataset.CopyTargets(orderOfBatch[i], 1, _targets.Span.Slice(i * _targetSize, _targetSize), _targetSize);
        }
    }

    /// <summary>Begins the numbers that the augmentation of a sample draws from.</summary>
    internal static void Restart(SampleRandom random, int seed, int epoch, int place) =>
        random.Restart((int)NoiseHash.Derive(NoiseHash.Derive((uint)seed, AugmentationKey), (uint)epoch), place);

    /// <summary>A sample as the augmentation makes it. What that draws follows from the seed, the epoch and the sample's place in it.</summary>
    private void Augment(int sample, int place, Span<T> destination)
    {
        SampleRandom random = t_random ??= new SampleRandom(0);
        Restart(random, _seed, _epoch, place);
        if (typeof(T) == typeof(float))
        {
            Span<float> floats = MemoryMarshal.Cast<T, float>(destination);
            _dataset.CopyInputs(sample, 1, floats);
            _augment!(floats, random);
            return;
        }

        if (t_augmented is null || t_augmented.Length < destination.Length)
        {
            t_augmented = new float[destination.Length];
        }

        Span<float> row = t_augmented.AsSpan(0, destination.Length);
        _dataset.CopyInputs(sample, 1, row);
        _augment!(row, random);
        DatasetRows.Copy<T>(row, destination);
    }
}
