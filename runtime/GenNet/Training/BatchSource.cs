using System;
using System.Numerics;

namespace GenNet.Training;

/// <summary>
/// Cuts a data set into batches in a network's precision. Samples in their own order are read in place; shuffled ones are gathered
/// into one buffer, made once and filled anew for each batch.
/// </summary>
internal sealed class BatchSource<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dataset _dataset;
    private readonly int _batchSize;
    private readonly RandomSource? _random;
    private readonly int[] _order = [];
    private readonly AlignedArray<T> _inputs;
    private readonly AlignedArray<T> _targets;

    public BatchSource(Dataset dataset, FitOptions options)
    {
        _dataset = dataset;
        _batchSize = Math.Min(options.BatchSize, dataset.Count);
        Count = ((dataset.Count - 1) / _batchSize) + 1;
        if (options.Shuffle && _batchSize < dataset.Count)
        {
            _random = new RandomSource(options.Seed);
            _order = new int[dataset.Count];
            for (int i = 0; i < _order.Length; i++)
            {
                _order[i] = i;
            }

            _inputs = new AlignedArray<T>(_batchSize * dataset.InputSize);
            _targets = new AlignedArray<T>(_batchSize * dataset.TargetSize);
        }
        else if (typeof(T) != typeof(float))
        {
            _inputs = new AlignedArray<T>(dataset.Inputs.Length);
            _targets = new AlignedArray<T>(dataset.Targets.Length);
            DatasetRows.Copy(dataset.Inputs.Span, _inputs.Span);
            DatasetRows.Copy(dataset.Targets.Span, _targets.Span);
        }
    }

    /// <summary>The number of batches in an epoch.</summary>
    public int Count { get; }

    /// <summary>Draws a new order where samples are shuffled.</summary>
    public void BeginEpoch() => _random?.Shuffle(_order);

    /// <summary>The samples of one batch, valid until the next is read.</summary>
    public void Read(int batch, out ReadOnlySpan<T> inputs, out ReadOnlySpan<T> targets, out int samples)
    {
        int first = batch * _batchSize;
        samples = Math.Min(_batchSize, _dataset.Count - first);
        if (_random is not null)
        {
            Gather(_order.AsSpan(first, samples));
            inputs = _inputs.Span[..(samples * _dataset.InputSize)];
            targets = _targets.Span[..(samples * _dataset.TargetSize)];
        }
        else if (typeof(T) == typeof(float))
        {
            inputs = DatasetRows.Read<T>(_dataset.InputRows(first, samples), default);
            targets = DatasetRows.Read<T>(_dataset.TargetRows(first, samples), default);
        }
        else
        {
            inputs = _inputs.Span.Slice(first * _dataset.InputSize, samples * _dataset.InputSize);
            targets = _targets.Span.Slice(first * _dataset.TargetSize, samples * _dataset.TargetSize);
        }
    }

    private void Gather(ReadOnlySpan<int> order)
    {
        int inputSize = _dataset.InputSize;
        int targetSize = _dataset.TargetSize;
        ReadOnlySpan<float> inputs = _dataset.Inputs.Span;
        ReadOnlySpan<float> targets = _dataset.Targets.Span;
        for (int i = 0; i < order.Length; i++)
        {
            DatasetRows.Copy(inputs.Slice(order[i] * inputSize, inputSize), _inputs.Span.Slice(i * inputSize, inputSize));
            DatasetRows.Copy(targets.Slice(order[i] * targetSize, targetSize), _targets.Span.Slice(i * targetSize, targetSize));
        }
    }
}
