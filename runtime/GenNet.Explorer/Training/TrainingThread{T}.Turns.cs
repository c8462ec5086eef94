using System;
using System.Diagnostics;
using System.Numerics;
using System.Threading;
using GenNet.Training;

namespace GenNet.Exploring;

/// <content>What the thread does in a turn: as many batches as there is time for and as the pace allows.</content>
internal sealed partial class TrainingThread<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override int Learn()
    {
        if (!_isRunning)
        {
            return Timeout.Infinite;
        }

        long began = Stopwatch.GetTimestamp();
        if (!TakeCredit(began))
        {
            return MillisecondsOfBreak;
        }

        long look = began;
        do
        {
            while (_nextChange < _plan.Count && _plan[_nextChange].Step <= Step)
            {
                Use(_plan[_nextChange++]);
            }

            long before = look;
            int learnt = LearnStretch();
            look = Stopwatch.GetTimestamp();
            if (learnt == _batchesOfLook && look - before < _ticksOfTurn / 8)
            {
                _batchesOfLook *= 2;
            }
            else if (learnt == _batchesOfLook && look - before > _ticksOfTurn / 2)
            {
                _batchesOfLook = Math.Max(_batchesOfLook / 2, 1);
            }

            if (Step >= _stopAt)
            {
                Pause();
                return 0;
            }
        }
        while (_isRunning && _credit >= 1 && look - began < _ticksOfTurn && !IsAwaited);

        if (_isRunning)
        {
            if (look - _lastPoint > _ticksOfPoint)
            {
                AddPoint(isWanted: false);
                _lastPoint = look;
            }

            MeasureSpeed(look);
            Publish();
        }

        return 0;
    }

    /// <summary>How many steps may be taken now: what time has brought since the last turn.</summary>
    private bool TakeCredit(long now)
    {
        if (double.IsPositiveInfinity(_pace))
        {
            _credit = double.PositiveInfinity;
            return true;
        }

        // Who slept longer does not catch up: a person would see a jump.
        double seconds = Math.Min(Stopwatch.GetElapsedTime(_lastTurn, now).TotalSeconds, 0.1);
        _lastTurn = now;
        _credit = Math.Min(_credit, 1) + (seconds * _pace);
        return _credit >= 1;
    }

    /// <summary>Learns until it is time to look at the clock, something changes, or a number is none.</summary>
    /// <returns>How many batches were learnt.</returns>
    private int LearnStretch()
    {
        long most = Math.Min(Math.Min(_batchesOfLook, _stopAt - Step), (long)Math.Min(_credit, long.MaxValue / 2));
        if (_nextChange < _plan.Count)
        {
            most = Math.Min(most, _plan[_nextChange].Step - Step);
        }

        bool isOneMethod = _fill is null && _network.Layout.IsOneMethod;
        for (int learnt = 0; learnt < most; learnt++)
        {
            if (_batch == 0)
            {
                _network.EpochsBegun = unchecked(_epochsBegunBefore + _epoch + 1);
                _source.BeginEpoch(_network.EpochsBegun - 1);
            }

            _source.Read(_batch, out ReadOnlySpan<T> inputs, out ReadOnlySpan<T> targets, out int samples);
            double loss = double.CreateTruncating(isOneMethod
                ? _network.TrainStep(inputs, targets, _optimizer)
                : _network.TrainStep(inputs, targets, _optimizer, _fill, BatchMode.OfFit(_seed, _network.EpochsBegun - 1, _batch), null));
            if (!double.IsFinite(loss))
            {
                Diverge(loss);
                return learnt;
            }

            _sum += _isMean ? loss * samples : loss;
            _seen += samples;
            _samplesSince += samples;
            _batch++;
            if (_batch == _source.Count)
            {
                _batch = 0;
                _epoch++;
                if (_remembered.Wants(_epoch))
                {
                    Remember();
                }
            }
        }

        _credit -= most;
        return (int)most;
    }

    private void AddPoint(bool isWanted)
    {
        if (_seen > 0)
        {
            _loss = _sum / _seen;
            Losses.Add(new CurvePoint((double)Step / _source.Count, _loss, double.NaN, double.NaN, double.NaN), isWanted);
            _sum = 0;
            _seen = 0;
        }
    }

    private void MeasureSpeed(long now)
    {
        TimeSpan since = Stopwatch.GetElapsedTime(_speedSince, now);
        if (since.TotalSeconds > 0.25)
        {
            _speed = _samplesSince / since.TotalSeconds;
            _speedSince = now;
            _samplesSince = 0;
        }
    }
}
