using System;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenNet.Training;

/// <content>How a batch becomes a step of the optimizer, or its part of one.</content>
internal sealed partial class Trainer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Learns from batch after batch with nothing between two steps, until it is time to look at the parameters, training is cancelled, or a loss is no
    /// finite number. The step of a small network takes some 200 ns: what stands around it is what a program needs that takes the steps itself.
    /// </summary>
    /// <returns>The loss of the last batch.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double LearnSteps()
    {
        TrainableNetwork<T> network = _network;
        Optimizer optimizer = _optimizer;
        BatchSource<T> source = _gathered!;
        bool isOneMethod = network.Layout.IsOneMethod;
        bool isInPlace = source.TryReadAll(out ReadOnlySpan<T> allInputs, out ReadOnlySpan<T> allTargets);
        int inputSize = network.Layout.InputSize;
        int targetSize = network.Layout.TargetSize;
        int batch = _position.Batch;
        int first = batch;

        // The first loss of all is looked at by itself.
        int end = Math.Min(batch + (double.IsNaN(_firstLoss) ? 1 : _good.BatchesLeft), source.Count);
        double sum = _position.Sum;
        int seen = _position.Seen;
        double loss;
        do
        {
            int samples = Math.Min(source.BatchSize, _samples - (batch * source.BatchSize));
            ReadOnlySpan<T> inputs;
            ReadOnlySpan<T> targets;
            if (isInPlace)
            {
                inputs = allInputs.Slice(batch * source.BatchSize * inputSize, samples * inputSize);
                targets = allTargets.Slice(batch * source.BatchSize * targetSize, samples * targetSize);
            }
            else
            {
                source.Read(batch, out inputs, out targets, out samples);
            }

            loss = double.CreateTruncating(isOneMethod
                ? StepOfOneMethod(source, inputs, targets, samples)
                : network.TrainStep(inputs, targets, optimizer, _fill, ModeOf(batch), null));
            batch++;
            if (!double.IsFinite(loss))
            {
                break;
            }

            sum += _isMean ? loss * samples : loss;
            seen += samples;
        }
        while (batch < end && !_cancellationToken.IsCancellationRequested);

        (_position.Batch, _position.Sum, _position.Seen) = (batch, sum, seen);
        _good.Count(batch - first);
        if (double.IsFinite(loss) || batch - first > 1)
        {
            _good.Confirm();
        }

        return loss;
    }

    /// <summary>The step that a program would take by itself, with samples that are fetched at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T StepOfOneMethod(BatchSource<T> source, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, int samples)
    {
        if (_fill is not null)
        {
            source.FirstOfPass = 0;
            source.Fill(0, samples);
        }

        return _network.TrainStep(inputs, targets, _optimizer);
    }

    /// <summary>The next batch: a step of its own, or its part of one.</summary>
    /// <returns>Its loss. Where that is no finite number it does not count in the epoch's.</returns>
    private double Learn()
    {
        int batch = _position.Batch;
        (double loss, double ofEpoch, int samples) = LearnBatch(batch);
        _position.Batch = batch + 1;
        _good.Count(1);
        if (double.IsFinite(loss))
        {
            _position.Sum += ofEpoch;
            _position.Seen += samples;
            _good.Confirm();
        }

        return loss;
    }

    private (double Loss, double OfEpoch, int Samples) LearnBatch(int batch)
    {
        int accumulated = _options.AccumulateBatches;
        int first = batch - (batch % accumulated);
        if (_schedule is not null && batch == first)
        {
            SetLearningRate(batch / accumulated);
        }

        if (accumulated > 1 || _isWeighted)
        {
            return LearnPart(batch, first, Math.Min(first + accumulated, _batches.Count));
        }

        _batches.Read(batch, out ReadOnlySpan<T> inputs, out ReadOnlySpan<T> targets, out int samples);
        _trial?.Begin();

        // The step that a program would take by itself is the shortest way.
        double loss = double.CreateTruncating(_fill is null && _network.Layout.IsOneMethod
            ? _network.TrainStep(inputs, targets, _optimizer)
            : _network.TrainStep(inputs, targets, _optimizer, _fill, ModeOf(batch), _trial?.Next));
        _trial?.End(samples);
        _average?.AfterStep();
        return (loss, _isMean ? loss * samples : loss, samples);
    }

    /// <summary>One batch of a step of several, or whose samples have weights: the gradient is summed in memory, and followed after the last.</summary>
    private (double Loss, double OfEpoch, int Samples) LearnPart(int batch, int first, int end)
    {
        int samplesOfStep = _batches.CountSamples(first, end);
        int samplesOfBatch = _batches.CountSamples(batch, batch + 1);
        _hasGradient &= batch != first;
        _trial?.Begin();
        double loss = _isWeighted && _network.Layout.CouplesSamples
            ? AddWithWeights(batch, samplesOfStep)
            : AddByWeight(batch, samplesOfBatch, samplesOfStep);
        if (batch == end - 1)
        {
            if (!_hasGradient)
            {
                _network.GradientStorage.Clear();
            }

            _optimizer.Follow(_network, _trial?.Next);
            _average?.AfterStep();
        }

        _trial?.End(samplesOfBatch);
        return (loss, _isMean ? loss * samplesOfStep : loss, samplesOfBatch);
    }

    /// <summary>One pass over a batch whose samples depend on each other and count differently.</summary>
    private double AddWithWeights(int batch, int samplesOfStep)
    {
        _gathered!.ReadWithWeights(batch, out ReadOnlySpan<T> inputs, out ReadOnlySpan<T> targets, out int samples);
        if (BatchShape.IsOneValue(_network.Layout, samples))
        {
            HintAtOneValue();
            return 0;
        }

        return samples == 0 ? 0 : AddGradient(batch, inputs, targets, firstSample: 0, samplesOfStep, weight: 1);
    }

    /// <summary>Says once that a batch was passed over: which samples meet in one depends on the order that an epoch draws.</summary>
    private void HintAtOneValue()
    {
        if (!_hasHintedAtOneValue)
        {
            _hasHintedAtOneValue = true;
            AddHint(
                $"In a batch of {Counted.Of(_gathered!.BatchSize, "sample")} a single one had a weight above 0. Such batches are passed over, because "
                + $"{BatchShape.OneValue(_network.Layout)}. Take larger batches, or weights of 0 for fewer samples.");
        }
    }

    /// <summary>A batch in parts whose samples count the same: all of it where there are no weights.</summary>
    private double AddByWeight(int batch, int samplesOfBatch, int samplesOfStep)
    {
        double loss = 0;
        int samples;
        for (int first = 0; first < samplesOfBatch; first += samples)
        {
            ReadOnlySpan<T> inputs;
            ReadOnlySpan<T> targets;
            double weight = 1;
            if (_isWeighted)
            {
                _gathered!.ReadOfOneWeight(batch, first, out inputs, out targets, out samples, out weight);
            }
            else
            {
                _batches.Read(batch, out inputs, out targets, out samples);
            }

            // A sample that counts nothing is not looked at: it may hold anything.
            if (weight > 0)
            {
                loss += AddGradient(batch, inputs, targets, first, samplesOfStep, weight);
            }
        }

        return loss;
    }

    /// <summary>Adds the gradient of samples to that of the step, which the first of them begin.</summary>
    private double AddGradient(int batch, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, int firstSample, int samplesOfStep, double weight)
    {
        double loss = double.CreateTruncating(_network.AddGradient(
            inputs, targets, firstSample, samplesOfStep, T.CreateTruncating(weight), !_hasGradient, _fill, ModeOf(batch), _trial?.Next));
        _hasGradient = true;
        return loss;
    }

    /// <summary>What a batch draws follows from the seed, the epoch and the batch, and so goes on where a checkpoint was written.</summary>
    private BatchMode ModeOf(int batch) => BatchMode.OfFit(_options.Seed, unchecked(_network.EpochsBegun - 1), batch);

    private void SetLearningRate(int stepOfEpoch)
    {
        var time = new ScheduleTime(
            ((long)_position.Epochs.Count * _stepsPerEpoch) + stepOfEpoch, (long)_options.Epochs * _stepsPerEpoch, _stepsPerEpoch);
        double factor = _schedule!.FactorAt(time) * (_plateau?.Factor ?? 1);
        if (!double.IsFinite(factor) || factor < 0)
        {
            throw new InvalidOperationException(
                $"The schedule ({_schedule}) makes the learning rate {factor.ToString(CultureInfo.InvariantCulture)} times what it is at {time}. "
                + "A factor is finite and 0 or more.");
        }

        _optimizer.LearningRate = _learningRate * factor;
    }
}
