using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Threading;

namespace GenNet.Training;

/// <summary>Trains a network on a data set, epoch by epoch and batch by batch: one call of <see cref="TrainableNetwork{T}.Fit"/>.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
internal sealed partial class Trainer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TrainableNetwork<T> _network;
    private readonly FitOptions _options;
    private readonly Optimizer _optimizer;
    private double _learningRate;
    private readonly IBatches<T> _batches;

    // The same batches where they are of a data set.
    private readonly BatchSource<T>? _gathered;
    private readonly BatchFill? _fill;
    private readonly TeamTrial? _trial;
    private readonly CancellationToken _cancellationToken;
    private readonly bool _isMean;
    private readonly ITrainingCallback[] _callbacks;
    private readonly Schedule? _schedule;
    private readonly PlateauWatch? _plateau;
    private readonly GoodParameters<T> _good;
    private readonly BestParameters<T>? _best;
    private readonly int _samples;
    private readonly int _stepsPerEpoch;

    private readonly TrainingPosition _position = new();
    private readonly CheckpointFile<T>? _checkpoint;
    private readonly bool _isWeighted;
    private readonly SampleWeighting? _validationWeighting;
    private readonly List<string> _hints = [];
    private readonly AveragedParameters<T>? _average;
    private int _batchesSinceCheckpoint;

    // Whether nothing need be done between two steps but look whether a loss is finite.
    private readonly bool _hasOnlySteps;

    // Whether a gradient of the step under way has been stored.
    private bool _hasGradient;

    private bool _hasHintedAtOneValue;

    private Trainer(
        TrainableNetwork<T> network,
        IBatches<T> batches,
        int samples,
        FitOptions options,
        SampleWeighting? weighting,
        IEnumerable<string> hints,
        TeamTrial? trial,
        CancellationToken cancellationToken)
    {
        _network = network;
        _options = options;
        _optimizer = options.Optimizer;
        _learningRate = _optimizer.LearningRate;
        _isWeighted = weighting is not null;
        if (options.Validation is { } validation)
        {
            _validationWeighting = SampleWeighting.Of(network.Layout, validation, sampleWeights: null, options.ClassWeights);
            DatasetCheck.RequireTargets(network.Layout, validation, _validationWeighting, nameof(FitOptions.Validation));
        }

        foreach (string hint in hints)
        {
            AddHint(hint);
        }

        _samples = samples;
        _batches = batches;
        _gathered = batches as BatchSource<T>;
        _fill = _gathered is { IsFilledLater: true } ? _gathered : null;
        _trial = trial;
        _cancellationToken = cancellationToken;
        _isMean = network.Layout.Reduction == Reduction.Mean;
        _callbacks = [.. options.Callbacks];
        _schedule = options.Schedule;
        _plateau = _schedule?.Plateau is { } rule ? new PlateauWatch(rule) : null;
        _good = new GoodParameters<T>(network, Math.Min(options.BatchSize, samples));
        _best = options.EarlyStopping is { } stopping ? new BestParameters<T>(network, stopping) : null;
        _average = options.Averaging is { } averaging ? new AveragedParameters<T>(network, averaging) : null;
        _stepsPerEpoch = ((_batches.Count - 1) / options.AccumulateBatches) + 1;
        if (_optimizer.IsForFullBatches && _stepsPerEpoch > 1)
        {
            AddHint(
                $"{_optimizer.Name} compares the gradients of its steps, which are of other samples each time where a step has {Counted.Of(options.BatchSize, "sample")} of "
                + $"{Counted.Of(samples, "sample")}: training may get worse. Set BatchSize to int.MaxValue, or take another optimizer.");
        }

        _checkpoint = options.Checkpoint is { } checkpoint
            ? new CheckpointFile<T>(checkpoint, network, options, samples, _batches.Count, weighting, _position, _plateau, _best, _average)
            : null;
        bool isToldOfBatches = _callbacks.Length > 0 || _checkpoint is not null || options.Progress is not null;
        _hasOnlySteps = _gathered is not null && !_isWeighted && options.AccumulateBatches == 1 && !isToldOfBatches && _schedule is null && _average is null
            && _trial is null;
    }

    public static TrainingHistory Fit(
        TrainableNetwork<T> network, Dataset dataset, FitOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        dataset.RequireSizes(network.Layout, nameof(dataset));
        options.Validation?.RequireSizes(network.Layout, nameof(FitOptions.Validation));
        BatchShape.RequireBatches(network.Layout, dataset.Count, Math.Min(options.BatchSize, dataset.Count));
        SampleWeighting? weighting = SampleWeighting.OfTraining<T>(network.Layout, dataset, options);
        DatasetCheck.RequireTargets(network.Layout, dataset, weighting, nameof(dataset));
        return Fit(
            network,
            new BatchSource<T>(dataset, network.Layout, options, weighting),
            dataset.Count,
            options,
            weighting,
            DatasetCheck.HintsOf(network.Layout, dataset, options.BatchSize),
            cancellationToken);
    }

    public static TrainingHistory Fit(
        TrainableNetwork<T> network, IDataSource source, FitOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        NetworkLayout layout = network.Layout;
        if (source.Count < 1 || source.InputSize != layout.InputSize || source.TargetSize != layout.TargetSize)
        {
            throw new ArgumentException(
                $"source has {Counted.Of(source.Count, "sample")} of {Counted.Of(source.InputSize, "input")} and {Counted.Of(source.TargetSize, "target")}, but {layout.Name} takes one sample or more of "
                + $"{Counted.Of(layout.InputSize, "input")} and {Counted.Of(layout.TargetSize, "target")}.",
                nameof(source));
        }

        if (layout.TakesIndices || options.SampleWeights is not null || options.ClassWeights is not null)
        {
            throw new ArgumentException(
                $"source is read sample by sample: {(layout.TakesIndices ? $"{layout.Name} takes indices, which only a Dataset holds" : "weights are given to the samples of a Dataset")}. "
                + "Train on a Dataset, part by part where it does not fit in memory.",
                nameof(source));
        }

        options.Validation?.RequireSizes(layout, nameof(FitOptions.Validation));
        BatchShape.RequireBatches(layout, source.Count, Math.Min(options.BatchSize, source.Count));
        using var batches = new StreamedBatches<T>(source, options);
        return Fit(network, batches, source.Count, options, weighting: null, hints: [], cancellationToken);
    }

    private static TrainingHistory Fit(
        TrainableNetwork<T> network,
        IBatches<T> batches,
        int samples,
        FitOptions options,
        SampleWeighting? weighting,
        IEnumerable<string> hints,
        CancellationToken cancellationToken)
    {
        // Threads that have no processor of their own would only take it from one another.
        int threads = options.InsistsOnThreads ? options.Threads : Math.Min(options.Threads, Environment.ProcessorCount);
        WorkerTeam? given = options.Team?.TryEnter();
        if (options.Team is not null && given is null)
        {
            throw new InvalidOperationException("The thread team works for another call. Give each call that runs at the same time a ThreadTeam of its own.");
        }

        using WorkerTeam? own = given is null && threads > 1 && !network.Layout.IsStraightLine ? new WorkerTeam(threads) : null;
        WorkerTeam? team = own ?? (network.Layout.IsStraightLine || given is { Size: 1 } ? null : given);
        TeamTrial? trial = team is null ? null : new TeamTrial(team, isDecided: options.InsistsOnThreads);
        Trainer<T>? trainer = null;
        try
        {
            trainer = new Trainer<T>(network, batches, samples, options, weighting, hints, trial, cancellationToken);
            TrainingHistory history = trainer.Run();
            foreach (ITrainingCallback callback in trainer._callbacks)
            {
                callback.OnEnd(history);
            }

            return history;
        }
        finally
        {
            if (trainer?._schedule is not null)
            {
                trainer._optimizer.LearningRate = trainer._learningRate;
            }

            if (given is not null)
            {
                options.Team!.Leave();
            }
        }
    }

    private void AddHint(string hint)
    {
        _hints.Add(hint);
        _options.Log?.WriteLine(hint);
    }

    private TrainingHistory Run()
    {
        TrainingEnd end = TrainingEnd.Completed;
        string? message = null;
        bool isResumed = _checkpoint is not null && _checkpoint.TryLoad();
        if (isResumed)
        {
            _learningRate = _optimizer.LearningRate;
            bool isOver = _position.Batch == 0 && _best is not null && _best.IsOver(_position.Epochs.Count);
            end = isOver && _position.Epochs.Count < _options.Epochs ? TrainingEnd.EarlyStopping : end;
        }

        if (end == TrainingEnd.Completed && _position.Epochs.Count < _options.Epochs)
        {
            _checkpoint?.RequireWritable();
            if (!GoodParameters<T>.IsFinite(_network.Storage))
            {
                end = TrainingEnd.Diverged;
                message = $"{_network.Layout.Name} has a parameter that is NaN or infinite before the first batch, so nothing was learnt. Make the network anew, or load one.";
                _options.Log?.WriteLine(message);
            }
        }

        while (end == TrainingEnd.Completed && _position.Epochs.Count < _options.Epochs)
        {
            if (_cancellationToken.IsCancellationRequested)
            {
                end = TrainingEnd.Cancelled;
                break;
            }

            if (!isResumed || _position.Batch == 0)
            {
                _position.BeginEpoch();
                _network.EpochsBegun = unchecked(_network.EpochsBegun + 1);
            }

            isResumed = false;
            end = FitEpoch(ref message);
        }

        if (_checkpoint is not null && end != TrainingEnd.Diverged && _batchesSinceCheckpoint > 0 && IsBetweenSteps)
        {
            SaveCheckpoint();
        }

        if (_best is { Epoch: > 0 })
        {
            _best.PutBack();
        }
        else if (_average is { Count: > 0 } && end != TrainingEnd.Diverged)
        {
            PutInAverage();
        }

        return new TrainingHistory(_position.Epochs.AsReadOnly(), end, _best?.Epoch ?? 0, message, _hints);
    }

    /// <summary>The epoch from where it stands; tells why it is the last, unless it need not be.</summary>
    private TrainingEnd FitEpoch(ref string? message)
    {
        Action<TrainingProgress>? progress = _options.Progress;
        int epoch = _position.Epochs.Count + 1;
        long started = Stopwatch.GetTimestamp();
        _batches.BeginEpoch(unchecked(_network.EpochsBegun - 1));
        while (_position.Batch < _batches.Count)
        {
            if (_cancellationToken.IsCancellationRequested)
            {
                _position.Elapsed += Stopwatch.GetElapsedTime(started);
                return TrainingEnd.Cancelled;
            }

            if (!_good.TryKeep() && !TryRecover(epoch, _position.Batch, "a parameter is NaN or infinite", out message))
            {
                return TrainingEnd.Diverged;
            }

            double loss = _hasOnlySteps ? LearnSteps() : Learn();
            if (!double.IsFinite(loss)
                && !TryRecover(epoch, _position.Batch, $"the loss of the batch is {loss.ToString(CultureInfo.InvariantCulture)}", out message))
            {
                return TrainingEnd.Diverged;
            }

            _firstLoss = double.IsNaN(_firstLoss) ? LossOfSample : _firstLoss;
            bool isLast = _position.Batch == _batches.Count;
            if (_callbacks.Length > 0 || _checkpoint is not null || (progress is not null && !isLast))
            {
                _position.Elapsed += Stopwatch.GetElapsedTime(started);
                AfterBatch(epoch, isLast);
                started = Stopwatch.GetTimestamp();
            }
        }

        _position.Elapsed += Stopwatch.GetElapsedTime(started);
        return EndEpoch(epoch, ref message);
    }

    private double LossOfSample => _position.Sum / _position.Seen;

    private double LossSoFar => _isMean ? LossOfSample : _position.Sum;

    /// <summary>Whether no batch waits for others that are one step with it.</summary>
    private bool IsBetweenSteps => _position.Batch % _options.AccumulateBatches == 0 || _position.Batch == _batches.Count;

    /// <summary>Tells who wants to know, and writes where the training stands if it is time.</summary>
    private void AfterBatch(int epoch, bool isLast)
    {
        var now = new TrainingProgress(epoch, _options.Epochs, _position.Batch, _batches.Count, LossSoFar, null);
        foreach (ITrainingCallback callback in _callbacks)
        {
            callback.OnBatch(in now);
        }

        if (!isLast)
        {
            _options.Progress?.Invoke(now);
        }

        // Last, because those that were called may have changed the learning rate.
        _batchesSinceCheckpoint++;
        if (_checkpoint is not null && !isLast && _batchesSinceCheckpoint >= _options.Checkpoint!.EveryBatches && IsBetweenSteps)
        {
            SaveCheckpoint();
        }
    }

    private void SaveCheckpoint()
    {
        _checkpoint!.Save(_schedule is null ? _optimizer.LearningRate : _learningRate);
        _batchesSinceCheckpoint = 0;
    }

    private TrainingEnd EndEpoch(int epoch, ref string? message)
    {
        if (!GoodParameters<T>.IsFinite(_network.Storage) && !TryRecover(epoch, _batches.Count, "a parameter is NaN or infinite", out message))
        {
            return TrainingEnd.Diverged;
        }

        // Whoever looks at the network looks at the average.
        _average?.AfterEpoch(epoch);
        bool isAveraged = _average is { Count: > 0 } && (_options.Validation is not null || _best is not null);
        if (isAveraged)
        {
            PutInAverage();
        }

        Evaluation? validation = _options.Validation is null ? null : Evaluator.Evaluate(_network, _options.Validation, _validationWeighting);
        var result = new EpochResult(epoch, LossSoFar, validation, _position.Elapsed, _optimizer.LearningRate);
        _position.Epochs.Add(result);
        HintIfLossHasGrown(epoch);
        double watched = validation?.Loss ?? result.Loss;
        _plateau?.Observe(watched);
        _best?.Observe(epoch, watched);
        if (isAveraged)
        {
            _average!.TakeOut();
        }

        bool isOver = _best is not null && _best.IsOver(epoch);
        _options.Progress?.Invoke(new TrainingProgress(epoch, _options.Epochs, _batches.Count, _batches.Count, result.Loss, result));
        _options.Log?.WriteLine(result);
        foreach (ITrainingCallback callback in _callbacks)
        {
            callback.OnEpoch(result);
        }

        // No epoch is under way now.
        _position.BeginEpoch();
        if (_checkpoint is not null && epoch % _options.Checkpoint!.EveryEpochs == 0)
        {
            SaveCheckpoint();
        }

        return isOver && epoch < _options.Epochs ? TrainingEnd.EarlyStopping : TrainingEnd.Completed;
    }
}
