using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Numerics;
using System.Threading.Tasks;
using GenNet.Training;

namespace GenNet.Exploring;

/// <summary>Trains as <see cref="TrainableNetwork{T}.Fit"/> does, with the same bits, and can stop, go back and change its mind between any two batches.</summary>
internal sealed partial class TrainingThread<T> : TrainingThread
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How long it learns before it looks whether anybody wants anything: short for a person, long for a batch.</summary>
    private static readonly long _ticksOfTurn = Stopwatch.Frequency / 250;

    /// <summary>How far apart the points of the loss curve are, unless an epoch ends or training pauses.</summary>
    private static readonly long _ticksOfPoint = Stopwatch.Frequency / 25;

    /// <summary>A network whose step is less work than this, some microseconds, would be done before anybody has looked.</summary>
    private const long MostWorkOfSmall = 20_000;

    private const double PaceOfSmall = 1000;

    private const int MillisecondsOfBreak = 5;

    private readonly TrainableNetwork<T> _network;
    private readonly BatchSource<T> _source;
    private readonly BatchFill? _fill;
    private readonly RememberedEpochs<T> _remembered;
    private readonly List<SettingChange> _plan = [];
    private readonly int _seed;
    private readonly bool _isMean;
    private readonly int _epochsBegunBefore;

    private Optimizer _optimizer;
    private string _optimizerName;
    private int _nextChange;
    private int _epoch;
    private int _batch;
    private long _stopAt;
    private bool _isRunning;
    private string? _message;
    private long _version;

    // How many batches go by between two looks at the clock.
    private int _batchesOfLook = 1;

    private double _sum;
    private int _seen;
    private double _loss = double.NaN;
    private long _lastPoint;
    private long _speedSince;
    private long _samplesSince;
    private double _speed;

    // Steps a second, and how many may be taken before there is a break.
    private double _pace;

    private double _credit;
    private long _lastTurn;

    public TrainingThread(TrainableNetwork<T> network, Dataset dataset, ExplorerOptions options)
    {
        var fit = new FitOptions { BatchSize = options.BatchSize, Seed = options.Seed, Shuffle = options.Shuffle };
        BatchSize = Math.Min(options.BatchSize, dataset.Count);
        BatchShape.RequireBatches(network.Layout, dataset.Count, BatchSize);
        _network = network;
        _source = new BatchSource<T>(dataset, network.Layout, fit, weighting: null);
        _fill = _source.IsFilledLater ? _source : null;
        _seed = options.Seed;
        _isMean = network.Layout.Reduction == Reduction.Mean;
        _epochsBegunBefore = network.EpochsBegun;
        Optimizers = new OptimizerChoice(options.Optimizer);
        _optimizerName = Optimizers.GivenName;
        _optimizer = Optimizers.Make(_optimizerName, options.Optimizer.LearningRate, network);
        _plan.Add(new SettingChange(0, _optimizerName, _optimizer.LearningRate));
        _nextChange = 1;
        _pace = options.StepsPerSecond ?? (network.Layout.ParameterCount * (long)BatchSize < MostWorkOfSmall ? PaceOfSmall : double.PositiveInfinity);
        _remembered = new RememberedEpochs<T>(4L * network.Layout.StorageLength * (typeof(T) == typeof(float) ? 4 : 8));
        Remember();
        Publish();
        Begin();
    }

    /// <inheritdoc/>
    public override int Batches => _source.Count;

    /// <inheritdoc/>
    public override int BatchSize { get; }

    /// <inheritdoc/>
    public override OptimizerChoice Optimizers { get; }

    private long Step => ((long)_epoch * _source.Count) + _batch;

    /// <inheritdoc/>
    public override async Task<SettingChange[]> PlanAsync()
    {
        SettingChange[] plan = [];
        await InvokeAsync(() => plan = [.. _plan]).ConfigureAwait(false);
        return plan;
    }

    /// <summary>Copies the network's tensors out, between two batches.</summary>
    /// <returns>The step at which they were as they are, and for how long training stood still.</returns>
    public async Task<(long Step, TimeSpan Time)> CopyStorageAsync(T[] destination)
    {
        long step = 0;
        TimeSpan time = default;
        await InvokeAsync(() =>
        {
            long began = Stopwatch.GetTimestamp();
            _network.Storage.CopyTo(destination);
            step = Step;
            time = Stopwatch.GetElapsedTime(began);
        }).ConfigureAwait(false);
        return (step, time);
    }

    /// <inheritdoc/>
    public override Task StartAsync() => InvokeAsync(() => Run(long.MaxValue));

    /// <inheritdoc/>
    public override Task PauseAsync() => InvokeAsync(Pause);

    /// <inheritdoc/>
    public override Task StepBatchAsync() => InvokeAsync(() => Run(Step + 1));

    /// <inheritdoc/>
    public override Task StepEpochAsync() => InvokeAsync(() => Run((_epoch + 1L) * _source.Count));

    /// <inheritdoc/>
    public override Task GoToAsync(int epoch) => InvokeAsync(() => GoTo(epoch));

    /// <inheritdoc/>
    public override Task ReplayAsync(IReadOnlyList<SettingChange> plan, int epoch) => InvokeAsync(() =>
    {
        _remembered.ForgetAfter(0);
        _plan.Clear();
        _plan.AddRange(plan);
        Restore(_remembered.At(0));
        GoTo(epoch);
    });

    /// <inheritdoc/>
    public override Task SetAsync(string optimizer, double learningRate) => InvokeAsync(() =>
    {
        var change = new SettingChange(Step, optimizer, learningRate);
        _plan.RemoveAll(other => other.Step >= Step);
        _plan.Add(change);
        _nextChange = _plan.Count;
        _remembered.ForgetAfter(_epoch);
        Use(change);
        Publish();
    });

    /// <inheritdoc/>
    public override Task SetPaceAsync(double stepsPerSecond) => InvokeAsync(() =>
    {
        _pace = stepsPerSecond;
        _credit = 0;
        Publish();
    });

    private void Run(long stopAt)
    {
        _stopAt = stopAt;
        if (!_isRunning)
        {
            _isRunning = true;
            _message = null;
            _lastPoint = Stopwatch.GetTimestamp();
            _speedSince = _lastPoint;
            _samplesSince = 0;
        }

        Publish();
    }

    private void Pause()
    {
        if (_isRunning)
        {
            _isRunning = false;
            AddPoint(isWanted: true);
            _speed = 0;
        }

        Publish();
    }

    private void GoTo(int epoch)
    {
        long target = (long)epoch * _source.Count;
        RememberedEpoch<T> remembered = _remembered.At(epoch);
        bool isBehind = Step > target;
        bool isFurther = (long)remembered.Epoch * _source.Count > Step;
        if (isBehind || isFurther)
        {
            Restore(remembered);
        }

        if (Step < target)
        {
            Run(target);
        }
        else
        {
            _isRunning = false;
            _speed = 0;
            Publish();
        }
    }

    private void Restore(RememberedEpoch<T> remembered)
    {
        remembered.Storage.CopyTo(_network.Storage);
        _epoch = remembered.Epoch;
        _batch = 0;
        _network.EpochsBegun = unchecked(_epochsBegunBefore + _epoch);
        _optimizerName = remembered.Optimizer;
        _optimizer = Optimizers.Make(_optimizerName, remembered.LearningRate, _network);
        if (remembered.OptimizerState.Length > 0)
        {
            using var state = new MemoryStream(remembered.OptimizerState);
            _optimizer.StateOf(_network).Load(state);
        }

        _nextChange = 0;
        while (_nextChange < _plan.Count && _plan[_nextChange].Step <= Step)
        {
            SettingChange change = _plan[_nextChange++];
            if (change.Step == Step)
            {
                Use(change);
            }
        }

        _sum = 0;
        _seen = 0;
        _loss = double.NaN;
        _message = null;
    }

    private void Remember()
    {
        byte[] state = [];
        if (!GoodParameters<T>.IsFinite(_network.Storage))
        {
            return;
        }

        if (!_optimizer.IsStateless)
        {
            OptimizerState<T> remembers = _optimizer.StateOf(_network);
            if (!remembers.IsFinite)
            {
                return;
            }

            using var stream = new MemoryStream();
            remembers.Save(stream);
            state = stream.ToArray();
        }

        _remembered.Add(new RememberedEpoch<T>(_epoch, _network.Storage.ToArray(), _optimizerName, _optimizer.LearningRate, state));
    }

    private void Use(SettingChange change)
    {
        if (change.Optimizer != _optimizerName)
        {
            _optimizer = Optimizers.Make(change.Optimizer, change.LearningRate, _network);
            _optimizerName = change.Optimizer;
        }

        _optimizer.LearningRate = change.LearningRate;
    }

    private void Diverge(double loss)
    {
        _message = string.Create(
            CultureInfo.InvariantCulture,
            $"Training diverged in epoch {_epoch + 1} at batch {_batch + 1} of {_source.Count}: the loss of the batch is {loss}. "
            + $"Go back to an epoch that is remembered and choose a smaller learning rate.");
        Pause();
    }

    private void Publish() => Status = new TrainingStatus
    {
        Version = ++_version,
        IsRunning = _isRunning,
        Step = Step,
        Epoch = _epoch,
        Batch = _batch,
        Loss = _loss,
        SamplesPerSecond = _speed,
        Pace = _pace,
        Optimizer = _optimizerName,
        LearningRate = _optimizer.LearningRate,
        LastRemembered = _remembered.Last,
        RememberedEvery = _remembered.Every,
        Message = _message,
    };
}
