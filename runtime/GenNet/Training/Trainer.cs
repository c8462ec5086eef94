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
    private readonly int _stepsPerEpoch;

    private readonly TrainingPosition _position = new();
    private readonly CheckpointFile<T>? _checkpoint;
    private readonly bool _isWeighted;
    private readonly SampleWeighting? _validationWeighting;
    private readonly List<string> _hints = [];
    private readonly AveragedParameters<T>? _average;
    private int _batchesSinceCheckpoint;

    /// <summary>A training that diverges more often has another fault than its learning rate.</summary>
    private const int MostRecoveries = 10;

    // Whether a gradient of the step under way has been stored.
    private bool _hasGradient;

    private Trainer(
        TrainableNetwork<T> network,
        IBatches<T> batches,
        int samples,
        FitOptions options,
        SampleWeighting? weighting,
        string? hint,
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

        if (hint is not null)
        {
            _hints.Add(hint);
            options.Log?.WriteLine(hint);
        }

        _batches = batches;
        _gathered = batches as BatchSource<T>;
        _fill = _gathered is { IsFilledLater: true } ? _gathered : null;
        _trial = trial;
        _cancellationToken = cancellationToken;
        _isMean = network.Layout.Reduction == Reduction.Mean;
        _callbacks = [.. options.Callbacks];
        _schedule = options.Schedule;
        _plateau = _schedule?.Plateau is { } rule ? new PlateauWatch(rule) : null;
        _good = new GoodParameters<T>(network);
        _best = options.EarlyStopping is { } stopping ? new BestParameters<T>(network, stopping) : null;
        _average = options.Averaging is { } averaging ? new AveragedParameters<T>(network, averaging) : null;
        _stepsPerEpoch = ((_batches.Count - 1) / options.AccumulateBatches) + 1;
        _checkpoint = options.Checkpoint is { } checkpoint
            ? new CheckpointFile<T>(checkpoint, network, options, samples, _batches.Count, weighting, _position, _plateau, _best, _average)
            : null;
    }

    public static TrainingHistory Fit(
        TrainableNetwork<T> network, Dataset dataset, FitOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        dataset.RequireSizes(network.Layout, nameof(dataset));
        options.Validation?.RequireSizes(network.Layout, nameof(FitOptions.Validation));
        BatchShape.RequireBatches(network.Layout, dataset.Count, Math.Min(options.BatchSize, dataset.Count));
        var weighting = SampleWeighting.Of(network.Layout, dataset, options.SampleWeights, options.ClassWeights);
        DatasetCheck.RequireTargets(network.Layout, dataset, weighting, nameof(dataset));
        return Fit(
            network,
            new BatchSource<T>(dataset, network.Layout, options, weighting),
            dataset.Count,
            options,
            weighting,
            DatasetCheck.HintOf(network.Layout, dataset, options.BatchSize),
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
                $"source has {source.Count} samples of {source.InputSize} inputs and {source.TargetSize} targets, but {layout.Name} takes one sample or more of "
                + $"{layout.InputSize} inputs and {layout.TargetSize} targets.",
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
        return Fit(network, batches, source.Count, options, weighting: null, hint: null, cancellationToken);
    }

    private static TrainingHistory Fit(
        TrainableNetwork<T> network,
        IBatches<T> batches,
        int samples,
        FitOptions options,
        SampleWeighting? weighting,
        string? hint,
        CancellationToken cancellationToken)
    {
        // Threads that have no processor of their own would only take it from one another.
        int threads = options.InsistsOnThreads ? options.Threads : Math.Min(options.Threads, Environment.ProcessorCount);
        using WorkerTeam? team = threads > 1 && !network.Layout.IsStraightLine ? new WorkerTeam(threads) : null;
        TeamTrial? trial = team is null ? null : new TeamTrial(team, isDecided: options.InsistsOnThreads);
        var trainer = new Trainer<T>(network, batches, samples, options, weighting, hint, trial, cancellationToken);
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
        for (int batch = _position.Batch; batch < _batches.Count; batch++)
        {
            if (_cancellationToken.IsCancellationRequested)
            {
                _position.Elapsed += Stopwatch.GetElapsedTime(started);
                return TrainingEnd.Cancelled;
            }

            if (!_good.TryKeep() && !TryRecover(epoch, batch, "a parameter is NaN or infinite", out message))
            {
                return TrainingEnd.Diverged;
            }

            (double sumBefore, int seenBefore) = (_position.Sum, _position.Seen);
            double loss = Learn(batch);
            if (double.IsFinite(loss))
            {
                _good.Confirm();
            }
            else if (TryRecover(epoch, batch + 1, $"the loss of the batch is {loss.ToString(CultureInfo.InvariantCulture)}", out message))
            {
                (_position.Sum, _position.Seen) = (sumBefore, seenBefore);
            }
            else
            {
                return TrainingEnd.Diverged;
            }

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
        double loss = 0;
        _trial?.Begin();
        BatchMode mode = ModeOf(batch);
        if (_isWeighted && _network.Layout.CouplesSamples)
        {
            // One pass, whose samples count differently.
            _gathered!.ReadWithWeights(batch, out ReadOnlySpan<T> inputs, out ReadOnlySpan<T> targets, out int samples);
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
                    _gathered!.ReadOfOneWeight(batch, start, out inputs, out targets, out samples, out weight);
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
            _average?.AfterStep();
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

    /// <summary>Gives the network the average, with running values of batch normalizations that belong to it.</summary>
    private void PutInAverage()
    {
        _average!.PutIn();
        bool hasShares = false;
        foreach (TensorLayout tensor in _network.Layout.Tensors)
        {
            hasShares |= tensor.BatchShare > 0;
        }

        if (!hasShares)
        {
            return;
        }

        // From 0, a batch leaves its share of what it is itself, so that the mean of the batches is known without what came before.
        Span<T> state = _network.Storage[_network.Layout.TrainableLength..];
        double[] sums = new double[state.Length];
        T[] frozen = [.. state];
        int counted = 0;
        _batches.BeginEpoch(unchecked(_network.EpochsBegun - 1));
        for (int batch = 0; batch < _batches.Count; batch++)
        {
            ReadOnlySpan<T> inputs;
            ReadOnlySpan<T> targets;
            int samples;
            if (_isWeighted)
            {
                _gathered!.ReadWithWeights(batch, out inputs, out targets, out samples);
            }
            else
            {
                _batches.Read(batch, out inputs, out targets, out samples);
            }

            if (samples < 2)
            {
                continue;
            }

            ForEachState(state, (tensor, values, _) => values.Clear());
            _network.AddGradient(inputs, targets, 0, samples, T.One, isFirst: true, _fill, ModeOf(batch), team: null);
            counted++;
            ForEachState(state, (tensor, values, offset) =>
            {
                for (int i = 0; i < values.Length; i++)
                {
                    sums[offset + i] += double.CreateTruncating(values[i]) / tensor.BatchShare;
                }
            });
        }

        ForEachState(state, (tensor, values, offset) =>
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = counted == 0 ? frozen[offset + i] : T.CreateTruncating(sums[offset + i] / counted);
            }
        });
    }

    private delegate void StateAction(TensorLayout tensor, Span<T> values, int offset);

    /// <summary>Goes through the tensors that follow their batches, each a row.</summary>
    private void ForEachState(Span<T> state, StateAction action)
    {
        foreach (TensorLayout tensor in _network.Layout.Tensors)
        {
            if (tensor.BatchShare > 0)
            {
                int offset = tensor.Offset - _network.Layout.TrainableLength;
                action(tensor, state.Slice(offset, tensor.Length), offset);
            }
        }
    }

    /// <summary>Goes on from the last good parameters with a lower rate, if that is wanted and has not been done too often; says what happened otherwise.</summary>
    private bool TryRecover(int epoch, int batch, string what, out string? message)
    {
        if (_options.DivergenceFactor == 0 || _position.Recoveries == MostRecoveries)
        {
            message = Diverged(epoch, batch, what);
            return false;
        }

        message = null;
        _position.Recoveries++;
        _good.PutBack();
        _optimizer.Reset(_network);
        _hasGradient = false;
        _learningRate *= _options.DivergenceFactor;
        _optimizer.LearningRate *= _options.DivergenceFactor;
        string hint = string.Create(
            CultureInfo.InvariantCulture,
            $"Training diverged in epoch {epoch} at batch {batch} of {_batches.Count}: {what}. It went on from parameters of at most {GoodParameters<T>.BatchesBetween} ")
            + string.Create(CultureInfo.InvariantCulture, $"batches before with the learning rate {_optimizer.LearningRate}.");
        _hints.Add(hint);
        _options.Log?.WriteLine(hint);
        return true;
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
