using System;
using System.Globalization;
using System.Numerics;

namespace GenNet.Training;

/// <content>How a batch becomes a step of the optimizer, or its part of one.</content>
internal sealed partial class Trainer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>One batch: a step of its own, or its part of one.</summary>
    private double Learn(int batch)
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
        _position.Sum += _isMean ? loss * samples : loss;
        _position.Seen += samples;
        return loss;
    }

    /// <summary>One batch of a step of several, or whose samples have weights: the gradient is summed in memory, and followed after the last.</summary>
    private double LearnPart(int batch, int first, int end)
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
        _position.Sum += _isMean ? loss * samplesOfStep : loss;
        _position.Seen += samplesOfBatch;
        return loss;
    }

    /// <summary>One pass over a batch whose samples depend on each other and count differently.</summary>
    private double AddWithWeights(int batch, int samplesOfStep)
    {
        _gathered!.ReadWithWeights(batch, out ReadOnlySpan<T> inputs, out ReadOnlySpan<T> targets, out int samples);
        return samples == 0 ? 0 : AddGradient(batch, inputs, targets, firstSample: 0, samplesOfStep, weight: 1);
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
