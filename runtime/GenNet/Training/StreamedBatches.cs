using System;
using System.IO;
using System.Numerics;
using System.Threading;

namespace GenNet.Training;

/// <summary>
/// Batches of a source that is read while the batch before is learnt: one buffer is filled by a thread of its own while the other is read from. Samples are shuffled in
/// a window: each comes at random from those that have been read and not yet given out.
/// </summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
internal sealed class StreamedBatches<T> : IBatches<T>, IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IDataSource _source;
    private readonly int _count;
    private readonly int _batchSize;
    private readonly int _inputSize;
    private readonly int _targetSize;
    private readonly int _seed;
    private readonly Augmentation? _augment;
    private readonly SampleRandom _random = new(0);
    private readonly RandomSource? _order;
    private readonly float[] _windowInputs;
    private readonly float[] _windowTargets;
    private readonly int[] _windowNumbers;
    private readonly int _windowSize;
    private readonly Slot[] _slots;
    private Run? _run;
    private int _next;

    public StreamedBatches(IDataSource source, FitOptions options)
    {
        _source = source;
        _count = source.Count;
        _inputSize = source.InputSize;
        _targetSize = source.TargetSize;
        _batchSize = Math.Min(options.BatchSize, _count);
        _seed = options.Seed;
        _augment = options.Augment;
        Count = ((_count - 1) / _batchSize) + 1;
        _windowSize = options.Shuffle ? Math.Min(options.ShuffleWindow, _count) : 1;
        _order = options.Shuffle ? new RandomSource(_seed) : null;
        long most = Array.MaxLength / Math.Max(_inputSize, _targetSize);
        if (_windowSize > most || _batchSize > most)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{(_windowSize > most ? nameof(FitOptions.ShuffleWindow) : nameof(FitOptions.BatchSize))} puts {Counted.Of(Math.Max(_windowSize, _batchSize), "sample")} of ")
                + FormattableString.Invariant($"{Counted.Of(Math.Max(_inputSize, _targetSize), "value")} in memory, where {most} are the most. Take a smaller one."),
                nameof(options));
        }

        _windowInputs = new float[checked(_windowSize * _inputSize)];
        _windowTargets = new float[checked(_windowSize * _targetSize)];
        _windowNumbers = new int[_windowSize];
        _slots = [new Slot(_batchSize, _inputSize, _targetSize), new Slot(_batchSize, _inputSize, _targetSize)];
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public int CountSamples(int first, int end) =>
        (int)(Math.Min((long)end * _batchSize, _count) - ((long)first * _batchSize));

    /// <inheritdoc/>
    public void BeginEpoch(int number)
    {
        End();
        _next = 0;
        var run = new Run(number);
        _run = run;
        run.Thread = new Thread(() => Produce(run)) { IsBackground = true, Name = "GenNet data" };
        run.Thread.Start();
    }

    /// <inheritdoc/>
    public void Read(int batch, out ReadOnlySpan<T> inputs, out ReadOnlySpan<T> targets, out int samples)
    {
        // A training that goes on in the middle of an epoch passes over what it has learnt.
        Run run = _run!;
        for (; _next <= batch; _next++)
        {
            if (_next > 0)
            {
                run.Free.Release();
            }

            run.Ready.Wait();
            if (run.Failure is { } failure && _next == run.Produced)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
            }
        }

        samples = CountSamples(batch, batch + 1);
        Slot slot = _slots[batch % 2];
        inputs = slot.Inputs.Span[..(samples * _inputSize)];
        targets = slot.Targets.Span[..(samples * _targetSize)];
    }

    /// <inheritdoc/>
    public string? FindNotFinite(int batch)
    {
        string? found = null;
        for (int i = 0; found is null && batch >= 0 && i < CountSamples(batch, batch + 1); i++)
        {
            Slot slot = _slots[batch % 2];
            found = DataFaults.FindNotFinite<T>(
                slot.Inputs.Span.Slice(i * _inputSize, _inputSize), slot.Targets.Span.Slice(i * _targetSize, _targetSize), slot.Numbers[i], isAugmented: _augment is not null);
        }

        return found;
    }

    /// <inheritdoc/>
    public string? TargetsInWords() => null;

    public void Dispose() => End();

    private void End()
    {
        if (_run is { } run)
        {
            run.IsOver = true;
            run.Free.Release(2);
            run.Thread!.Join();
            run.Dispose();
            _run = null;
        }
    }

    private void Produce(Run run)
    {
        try
        {
            _order?.Restart(_seed, run.Epoch);
            using ISampleReader reader = Open();
            int read = 0;
            int inWindow = 0;
            for (; inWindow < _windowSize; inWindow++)
            {
                ReadInto(reader, inWindow, read++);
            }

            for (int batch = 0; batch < Count; batch++)
            {
                run.Free.Wait();
                if (run.IsOver)
                {
                    return;
                }

                int samples = CountSamples(batch, batch + 1);
                Slot slot = _slots[batch % 2];
                for (int i = 0; i < samples; i++)
                {
                    int chosen = _order is null ? 0 : _order.NextBelow(inWindow);
                    Span<float> inputs = Row(_windowInputs, _inputSize, chosen);
                    if (_augment is not null)
                    {
                        BatchSource<T>.Restart(_random, _seed, run.Epoch, (batch * _batchSize) + i);
                        _augment(inputs, _random);
                    }

                    Give(chosen, slot, i);
                    if (read < _count)
                    {
                        ReadInto(reader, chosen, read++);
                    }
                    else
                    {
                        // The window becomes smaller: the last takes the place.
                        inWindow--;
                        Row(_windowInputs, _inputSize, inWindow).CopyTo(inputs);
                        Row(_windowTargets, _targetSize, inWindow).CopyTo(Row(_windowTargets, _targetSize, chosen));
                        _windowNumbers[chosen] = _windowNumbers[inWindow];
                    }
                }

                run.Produced++;
                run.Ready.Release();
            }
        }
#pragma warning disable CA1031 // It is thrown where the batch is asked for.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            run.Failure = failure;
            run.Ready.Release();
        }
    }

    private ISampleReader Open() => _source.Open()
        ?? throw new ArgumentNullException("source", "The data source's Open returned null, and not a reader. It has to return one that begins at the first sample, at each call.");

    private void Give(int row, Slot slot, int place)
    {
        DatasetRows.Copy<T>(Row(_windowInputs, _inputSize, row), slot.Inputs.Span.Slice(place * _inputSize, _inputSize));
        DatasetRows.Copy<T>(Row(_windowTargets, _targetSize, row), slot.Targets.Span.Slice(place * _targetSize, _targetSize));
        slot.Numbers[place] = _windowNumbers[row];
    }

    private void ReadInto(ISampleReader reader, int row, int number)
    {
        _windowNumbers[row] = number;
        if (!reader.TryRead(Row(_windowInputs, _inputSize, row), Row(_windowTargets, _targetSize, row)))
        {
            throw new InvalidDataException(
                FormattableString.Invariant($"The data source promises {Counted.Of(_count, "sample")}, but its reader ended after {number}. Count says how many there are in every epoch."));
        }
    }

    private static Span<float> Row(float[] rows, int length, int row) => rows.AsSpan(row * length, length);

    /// <summary>A batch in memory.</summary>
    private sealed class Slot(int samples, int inputs, int targets)
    {
        public AlignedArray<T> Inputs { get; } = new(checked(samples * inputs));

        public AlignedArray<T> Targets { get; } = new(checked(samples * targets));

        /// <summary>Which sample of the source each is.</summary>
        public int[] Numbers { get; } = new int[samples];
    }

    /// <summary>The reading of an epoch.</summary>
    private sealed class Run(int epoch) : IDisposable
    {
        public int Epoch => epoch;

        public SemaphoreSlim Free { get; } = new(2);

        public SemaphoreSlim Ready { get; } = new(0);

        public Thread? Thread { get; set; }

        public volatile bool IsOver;

        /// <summary>The batches that are complete; what failed came behind them.</summary>
        public int Produced { get; set; }

        public Exception? Failure { get; set; }

        public void Dispose()
        {
            Free.Dispose();
            Ready.Dispose();
        }
    }
}
