using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Numerics;
using System.Text;
using GenNet.Persistence;

namespace GenNet.Training;

/// <summary>Writes where a training stands to the file of its <see cref="Checkpoint"/>, and takes it from there.</summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
internal sealed class CheckpointFile<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string FormatKey = "checkpoint";
    private const string Format = "1";
    private const string BestPrefix = "best.";
    private const string AveragePrefix = "average.";

    private readonly string _path;
    private readonly TrainableNetwork<T> _network;
    private readonly Optimizer _optimizer;
    private readonly int _batches;
    private readonly TrainingPosition _position;
    private readonly PlateauWatch? _plateau;
    private readonly BestParameters<T>? _best;
    private readonly AveragedParameters<T>? _average;

    // What must be the same for the same bits.
    private readonly CheckpointSetting[] _settings;

    public CheckpointFile(
        Checkpoint checkpoint,
        TrainableNetwork<T> network,
        FitOptions options,
        int samples,
        int batches,
        SampleWeighting? weighting,
        TrainingPosition position,
        PlateauWatch? plateau,
        BestParameters<T>? best,
        AveragedParameters<T>? average)
    {
        _average = average;
        _path = checkpoint.Path;
        _network = network;
        _optimizer = options.Optimizer;
        _batches = batches;
        _position = position;
        _plateau = plateau;
        _best = best;
        _settings =
        [
            new("fit.samples", "a number of samples of", Text(samples)),
            new("fit.batchSize", "a BatchSize of", Text(options.BatchSize)),
            new("fit.accumulateBatches", "an AccumulateBatches of", Text(options.AccumulateBatches)),
            new("fit.shuffle", "a Shuffle of", options.Shuffle ? "true" : "false"),
            new("fit.seed", "a Seed of", Text(options.Seed)),
            new("fit.weights", "weights of samples with the fingerprint", weighting?.Fingerprint ?? "none") { BeforeItWasNoted = "none" },
            new("fit.schedule", "a schedule that is", options.Schedule?.ToString() ?? "none"),

            // Those who did not note it had no streams, which alone are shuffled in a window.
            new("fit.shuffleWindow", "a ShuffleWindow of", Text(options.ShuffleWindow)) { BeforeItWasNoted = Text(options.ShuffleWindow) },
            new("fit.averaging", "an averaging that is", options.Averaging?.ToString() ?? "none") { BeforeItWasNoted = "none" },
            new("fit.augmented", "an augmentation:", options.Augment is null ? "no" : "yes") { BeforeItWasNoted = "no" },
            new("fit.earlyStopping", "an early stopping that is", options.EarlyStopping?.ToString() ?? "none"),
        ];
    }

    /// <summary>Writes the file, unless something is no finite number: the file that is there is better then.</summary>
    /// <param name="learningRate">The optimizer's learning rate, whatever a schedule makes of it.</param>
    public void Save(double learningRate)
    {
        OptimizerState<T> state = _optimizer.StateOf(_network);
        if (!GoodParameters<T>.IsFinite(_network.Storage) || !state.IsFinite)
        {
            return;
        }

        var file = new TensorFile<T>();
        file.Metadata.Add(FormatKey, Format);
        foreach (CheckpointSetting setting in _settings)
        {
            file.Metadata.Add(setting.Key, setting.Value);
        }

        file.Metadata.Add("fit.begun", Text(_network.EpochsBegun));
        file.Metadata.Add("fit.batch", Text(_position.Batch));
        file.Metadata.Add("fit.sum", Text(_position.Sum));
        file.Metadata.Add("fit.seen", Text(_position.Seen));
        file.Metadata.Add("fit.elapsed", Text(_position.Elapsed.Ticks));
        file.Metadata.Add("fit.learningRate", Text(learningRate));
        file.Metadata.Add("fit.recoveries", Text(_position.Recoveries));
        file.Metadata.Add("fit.history", WriteHistory(_position.Epochs));
        if (_plateau is not null)
        {
            file.Metadata.Add("plateau.factor", Text(_plateau.Factor));
            file.Metadata.Add("plateau.best", Text(_plateau.Best));
            file.Metadata.Add("plateau.waited", Text(_plateau.Waited));
            file.Metadata.Add("plateau.cooling", Text(_plateau.Cooling));
        }

        AddValues(file, string.Empty, _network.Storage);
        state.AddTo(file);
        if (_best is not null)
        {
            file.Metadata.Add("best.epoch", Text(_best.Epoch));
            file.Metadata.Add("best.loss", Text(_best.Loss));
            AddValues(file, BestPrefix, _best.Storage);
        }

        if (_average is { Count: > 0 })
        {
            AddValues(file, AveragePrefix, _average.Storage);
        }

        if (_average is not null)
        {
            file.Metadata.Add("average.count", Text(_average.Count));
        }

        FileReplacement.Write(_path, file.Save);
    }

    /// <summary>Refuses a file that can't be written, before an epoch that may take hours.</summary>
    public void RequireWritable() => FileReplacement.RequireWritable(_path);

    /// <summary>Takes everything from the file if it is there.</summary>
    /// <returns>Whether it was there.</returns>
    /// <exception cref="InvalidDataException">It is damaged, or that of another training; nothing has changed.</exception>
    public bool TryLoad()
    {
        if (!File.Exists(_path))
        {
            return false;
        }

        if (new FileInfo(_path).Length == 0)
        {
            // Devices and pipes are read as if they were files, some without an end.
            RequireWritable();
        }

        try
        {
            Take(Open());
            return true;
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{exception.Message} Fit goes on from its checkpoint: to begin anew, give another path or delete the file.", exception);
        }
    }

    private void Take(TensorFile<T> file)
    {
        int begun = Whole(file, "fit.begun");
        int batch = Whole(file, "fit.batch");
        double sum = Number(file, "fit.sum");
        int seen = Whole(file, "fit.seen");
        long elapsed = Ticks(Entry(file, "fit.elapsed"));
        double learningRate = Number(file, "fit.learningRate");
        List<EpochResult> epochs = ReadHistory(Entry(file, "fit.history"));
        (double Factor, double Best, int Waited, int Cooling) plateau = _plateau is null
            ? default
            : (Number(file, "plateau.factor"), Number(file, "plateau.best"), Whole(file, "plateau.waited"), Whole(file, "plateau.cooling"));
        (int Epoch, double Loss) best = _best is null ? default : (Whole(file, "best.epoch"), Number(file, "best.loss"));
        int averaged = _average is null ? 0 : Whole(file, "average.count");

        // Nothing went on after it had diverged before this was noted.
        int recoveries = file.Metadata.ContainsKey("fit.recoveries") ? Whole(file, "fit.recoveries") : 0;
        T[] averageParameters = averaged == 0 ? [] : file.Take(_network.Layout, AveragePrefix, _path, includesState: true);
        T[] bestParameters = _best is null ? [] : file.Take(_network.Layout, BestPrefix, _path, includesState: true);
        T[] parameters = file.Take(_network.Layout, string.Empty, _path, includesState: true);
        Require(double.IsFinite(learningRate) && learningRate >= 0, "fit.learningRate");
        Require(batch >= 0 && batch < _batches, "fit.batch");
        Require(seen >= 0, "fit.seen");

        // The state refuses what it cannot take before it changes; after it nothing fails.
        _optimizer.StateOf(_network).TakeFrom(file, _path);
        ParameterOrder.CopyToStorage<T>(_network.Layout, parameters, _network.Storage, includesState: true);
        _network.EpochsBegun = begun;
        _optimizer.LearningRate = learningRate;
        _position.Epochs.AddRange(epochs);
        _position.Batch = batch;
        _position.Sum = sum;
        _position.Seen = seen;
        _position.Recoveries = recoveries;
        _position.Elapsed = TimeSpan.FromTicks(elapsed);
        if (_plateau is not null)
        {
            (_plateau.Factor, _plateau.Best, _plateau.Waited, _plateau.Cooling) = plateau;
        }

        if (_average is not null)
        {
            _average.Count = averaged;
        }

        if (averaged > 0)
        {
            ParameterOrder.CopyToStorage<T>(_network.Layout, averageParameters, _average!.Storage, includesState: true);
        }

        if (_best is not null)
        {
            (_best.Epoch, _best.Loss) = best;
            ParameterOrder.CopyToStorage<T>(_network.Layout, bestParameters, _best.Storage, includesState: true);
        }
    }

    /// <summary>Reads the file, and makes sure that it is of this training.</summary>
    private TensorFile<T> Open()
    {
        TensorFile<T> file;
        using (FileStream stream = File.OpenRead(_path))
        {
            file = TensorFile<T>.Load(stream, _network.Layout, _path);
        }

        if (!file.Metadata.TryGetValue(FormatKey, out string? format) || format != Format)
        {
            throw new InvalidDataException(
                $"{_path} is no checkpoint that this version of GenNet wrote (its metadata has no '{FormatKey}' of '{Format}').");
        }

        foreach (CheckpointSetting setting in _settings)
        {
            string? inFile = file.Metadata.GetValueOrDefault(setting.Key) ?? setting.BeforeItWasNoted;
            if (inFile is null)
            {
                throw new InvalidDataException(
                    $"{_path} does not say whether it is of a training with {setting.Words} {setting.Value}, as this one is: its metadata has no '{setting.Key}', which this "
                    + "version of GenNet needs to go on with the same bits. If an earlier version wrote it, end that training with it; otherwise the file is damaged.");
            }

            if (inFile != setting.Value)
            {
                throw new InvalidDataException(
                    $"{_path} is the checkpoint of a training with {setting.Words} {inFile}, but this one has {setting.Value}. "
                    + "Train with the same options to go on.");
            }
        }

        return file;
    }

    /// <summary>Adds parameters and state as they are stored.</summary>
    private void AddValues(TensorFile<T> file, string prefix, ReadOnlySpan<T> storage)
    {
        T[] values = new T[_network.Layout.ValueCount];
        ParameterOrder.CopyFromStorage(_network.Layout, storage, values, includesState: true);
        file.AddParameters(_network.Layout, prefix, values, includesState: true);
    }

    private static string WriteHistory(List<EpochResult> epochs)
    {
        var text = new StringBuilder();
        foreach (EpochResult epoch in epochs)
        {
            text.Append(text.Length > 0 ? ";" : string.Empty)
                .Append(Text(epoch.Loss)).Append(' ')
                .Append(epoch.Validation is { } validation ? $"{Text(validation.Loss)} {Text(validation.Accuracy)}" : "- -").Append(' ')
                .Append(Text(epoch.Duration.Ticks)).Append(' ')
                .Append(Text(epoch.LearningRate));
        }

        return text.ToString();
    }

    private List<EpochResult> ReadHistory(string text)
    {
        const string Key = "fit.history";
        var epochs = new List<EpochResult>();
        foreach (string line in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(' ') is not [string loss, string validationLoss, string accuracy, string ticks, string rate])
            {
                throw Damaged(Key);
            }

            epochs.Add(new EpochResult(
                epochs.Count + 1,
                Number(loss, Key),
                validationLoss == "-" ? null : new Evaluation(Number(validationLoss, Key), Number(accuracy, Key)),
                TimeSpan.FromTicks(Ticks(ticks)),
                Number(rate, Key)));
        }

        return epochs;
    }

    private string Entry(TensorFile<T> file, string key) =>
        file.Metadata.TryGetValue(key, out string? text) ? text : throw Damaged(key);

    private int Whole(TensorFile<T> file, string key) =>
        int.TryParse(Entry(file, key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : throw Damaged(key);

    private double Number(TensorFile<T> file, string key) => Number(Entry(file, key), key);

    private double Number(string text, string key) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : throw Damaged(key);

    private long Ticks(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long ticks) ? ticks : throw Damaged("fit.elapsed");

    private void Require(bool isRight, string key)
    {
        if (!isRight)
        {
            throw Damaged(key);
        }
    }

    private InvalidDataException Damaged(string key) => new(
        $"{_path} is damaged: its metadata has no number as '{key}', or one that cannot be.");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
