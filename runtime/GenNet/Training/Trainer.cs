using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Threading;

namespace GenNet.Training;

/// <summary>Trains a network on a data set, epoch by epoch and batch by batch: one call of <see cref="TrainableNetwork{T}.Fit"/>.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
internal sealed class Trainer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TrainableNetwork<T> _network;
    private readonly FitOptions _options;
    private readonly Optimizer _optimizer;
    private double _learningRate;
    private readonly BatchSource<T> _batches;
    private readonly BatchFill? _fill;
    private readonly TeamTrial? _trial;
    private readonly CancellationToken _cancellationToken;
    private readonly bool _isMean;
    private readonly ITrainingCallback[] _callbacks;
    private readonly Schedule? _schedule;
    private readonly PlateauWatch? _plateau;
    private readonly GoodParameters<T> _good;
    private readonly BestParameters<T>? _best;
    private readonly int _stepsPerEpoch;

    private readonly TrainingPosition _position = new();
    private readonly CheckpointFile<T>? _checkpoint;
    private readonly bool _isWeighted;
    private readonly SampleWeighting? _validationWeighting;
    private readonly List<string> _hints = [];
    private int _batchesSinceCheckpoint;

    // Whether a gradient of the step under way has been stored.
    private bool _hasGradient;

    private Trainer(
        TrainableNetwork<T> network, Dataset dataset, FitOptions options, TeamTrial? trial, CancellationToken cancellationToken)
    {
        _network = network;
        _options = options;
        _optimizer = options.Optimizer;
        _learningRate = _optimizer.LearningRate;
        var weighting = SampleWeighting.Of(network.Layout, dataset, options.SampleWeights, options.ClassWeights);
        _isWeighted = weighting is not null;
        DatasetCheck.RequireTargets(network.Layout, dataset, weighting, nameof(dataset));
        if (options.Validation is { } validation)
        {
            _validationWeighting = SampleWeighting.Of(network.Layout, validation, sampleWeights: null, options.ClassWeights);
            DatasetCheck.RequireTargets(network.Layout, validation, _validationWeighting, nameof(FitOptions.Validation));
        }

        if (DatasetCheck.HintOf(network.Layout, dataset, options.BatchSize) is { } hint)
        {
            _hints.Add(hint);
            options.Log?.WriteLine(hint);
        }

        _batches = new BatchSource<T>(dataset, network.Layout, options, weighting);
        _fill = _batches.IsFilledLater ? _batches : null;
        _trial = trial;
        _cancellationToken = cancellationToken;
        _isMean = network.Layout.Reduction == Reduction.Mean;
        _callbacks = [.. options.Callbacks];
        _schedule = options.Schedule;
        _plateau = _schedule?.Plateau is { } rule ? new PlateauWatch(rule) : null;
        _good = new GoodParameters<T>(network);
        _best = options.EarlyStopping is { } stopping ? new BestParameters<T>(network, stopping) : null;
        _stepsPerEpoch = ((_batches.Count - 1) / options.AccumulateBatches) + 1;
        _checkpoint = options.Checkpoint is { } checkpoint
            ? new CheckpointFile<T>(checkpoint, network, options, dataset.Count, _batches.Count, weighting, _position, _plateau, _best)
            : null;
    }

    public static TrainingHistory Fit(
        TrainableNetwork<T> network, Dataset dataset, FitOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        dataset.RequireSizes(network.Layout, nameof(dataset));
        options.Validation?.RequireSizes(network.Layout, nameof(FitOptions.Validation));
        BatchShape.RequireBatches(network.Layout, dataset.Count, Math.Min(options.BatchSize, dataset.Count));

        // Threads that have no processor of their own would only take it from one another.
        int threads = options.InsistsOnThreads ? options.Threads : Math.Min(options.Threads, Environment.ProcessorCount);
        using WorkerTeam? team = threads > 1 && !network.Layout.IsStraightLine ? new WorkerTeam(threads) : null;
        TeamTrial? trial = team is null ? null : new TeamTrial(team, isDecided: options.InsistsOnThreads);
        var trainer = new Trainer<T>(network, dataset, options, trial, cancellationToken);
        try
        {
            TrainingHistory history = trainer.Run();
            foreach (ITrainingCallback callback in trainer._callbacks)
            {
                callback.OnEnd(history);
            }

            return history;
        }
        finally
        {
            if (trainer._schedule is not null)
            {
                trainer._optimizer.LearningRate = trainer._learningRate;
            }
        }
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

        _best?.PutBack();
        return new TrainingHistory(_position.Epochs.AsReadOnly(), end, _best?.Epoch ?? 0, message, _hints);
    }

    /// <summary>The epoch from where it stands; tells why it is the last, unless it need not be.</summary>
    private TrainingEnd FitEpoch(ref string? message)
    {
        Action<TrainingProgress>? progress = _options.Progress;
        int epoch = _position.Epochs.Count + 1;
        long started = Stopwatch.GetTimestamp();
        _batches.BeginEpoch(unchecked(_network.EpochsBegun - 1));
        for (int batch = _position.Batch; batch < _batches.Count; batch++)
        {
            if (_cancellationToken.IsCancellationRequested)
            {
                _position.Elapsed += Stopwatch.GetElapsedTime(started);
                return TrainingEnd.Cancelled;
            }

            if (!_good.TryKeep())
            {
                message = Diverged(epoch, batch, "a parameter is NaN or infinite");
                return TrainingEnd.Diverged;
            }

            double loss = Learn(batch);
            if (!double.IsFinite(loss))
            {
                message = Diverged(epoch, batch + 1, $"the loss of the batch is {loss.ToString(CultureInfo.InvariantCulture)}");
                return TrainingEnd.Diverged;
            }

            _good.Confirm();
            _position.Batch = batch + 1;
            bool isLast = batch == _batches.Count - 1;
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

    private double LossSoFar => _isMean ? _position.Sum / _position.Seen : _position.Sum;

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
        if (!GoodParameters<T>.IsFinite(_network.Storage))
        {
            message = Diverged(epoch, _batches.Count, "a parameter is NaN or infinite");
            return TrainingEnd.Diverged;
        }

        Evaluation? validation = _options.Validation is null ? null : Evaluator.Evaluate(_network, _options.Validation, _validationWeighting);
        var result = new EpochResult(epoch, LossSoFar, validation, _position.Elapsed, _optimizer.LearningRate);
        _position.Epochs.Add(result);
        double watched = validation?.Loss ?? result.Loss;
        _plateau?.Observe(watched);
        _best?.Observe(epoch, watched);
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
        double loss = 0;
        _trial?.Begin();
        BatchMode mode = ModeOf(batch);
        if (_isWeighted && _network.Layout.CouplesSamples)
        {
            // One pass, whose samples count differently.
            _batches.ReadWithWeights(batch, out ReadOnlySpan<T> inputs, out ReadOnlySpan<T> targets, out int samples);
            loss = samples == 0 ? 0 : Add(inputs, targets, firstSample: 0, weight: 1);
        }
        else
        {
            for (int start = 0; start < samplesOfBatch;)
            {
                ReadOnlySpan<T> inputs;
                ReadOnlySpan<T> targets;
                int samples;
                double weight = 1;
                if (_isWeighted)
                {
                    _batches.ReadOfOneWeight(batch, start, out inputs, out targets, out samples, out weight);
                }
                else
                {
                    _batches.Read(batch, out inputs, out targets, out samples);
                }

                // A sample that counts nothing is not looked at: it may hold anything.
                if (weight > 0)
                {
                    loss += Add(inputs, targets, start, weight);
                }

                start += samples;
            }
        }

        if (batch == end - 1)
        {
            if (!_hasGradient)
            {
                _network.GradientStorage.Clear();
            }

            _optimizer.Follow(_network, _trial?.Next);
        }

        _trial?.End(samplesOfBatch);
        _position.Sum += _isMean ? loss * samplesOfStep : loss;
        _position.Seen += samplesOfBatch;
        return loss;

        double Add(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, int firstSample, double weight)
        {
            double lossOfPart = double.CreateTruncating(_network.AddGradient(
                inputs, targets, firstSample, samplesOfStep, T.CreateTruncating(weight), !_hasGradient, _fill, mode, _trial?.Next));
            _hasGradient = true;
            return lossOfPart;
        }
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

    /// <summary>Puts the last good parameters back, and says what happened.</summary>
    private string Diverged(int epoch, int batch, string what)
    {
        _good.PutBack();
        _optimizer.Reset(_network);
        string message = string.Create(
            CultureInfo.InvariantCulture,
            $"Training diverged in epoch {epoch} at batch {batch} of {_batches.Count}: {what}. The network has the parameters of at most ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"{GoodParameters<T>.BatchesBetween} batches before, and the optimizer begins anew. Train with a smaller learning rate than {_optimizer.LearningRate}, ")
            + "set ClipNorm, or look for NaN and very large numbers in the data set.";
        _options.Log?.WriteLine(message);
        return message;
    }
}
