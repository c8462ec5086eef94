using System;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace GenNet;

/// <summary>What is seen of a training at a moment.</summary>
internal sealed class TrainingView
{
    /// <summary>What stands to the left and to the right of a curve, with the gaps.</summary>
    private const int WidthOfText = 44;

    private const int LeastWidth = 8;
    private const int MostWidth = 48;

    /// <summary>How much the last moment counts in the speed that is shown.</summary>
    private const double WeightOfNewest = 0.3;

    private readonly FitOptions _options;
    private readonly int _samples;
    private readonly bool _isUnicode;
    private readonly int _width;
    private readonly Sparkline _loss;
    private readonly Sparkline _validation;
    private readonly Sparkline _accuracy;

    private TrainingProgress _progress;
    private EpochResult? _newest;
    private EpochResult? _best;
    private long _firstBatch = -1;
    private TimeSpan _elapsed;
    private double _speed = double.NaN;
    private long _samplesBefore;
    private TimeSpan _elapsedBefore;

    public TrainingView(Profile profile, FitOptions options, int samples)
    {
        _options = options;
        _samples = samples;
        _isUnicode = profile.Capabilities.Unicode;
        _width = Math.Clamp(profile.Width - WidthOfText, LeastWidth, MostWidth);
        _loss = new Sparkline(_width);
        _validation = new Sparkline(_width);
        _accuracy = new Sparkline(_width);
    }

    /// <summary>The batches that are done, those of earlier epochs included.</summary>
    private long Batches => ((long)(_progress.Epoch - 1) * _progress.Batches) + _progress.Batch;

    private long BatchesOfAll => (long)_progress.Epochs * _progress.Batches;

    private double Place => (Batches - 0.5) / BatchesOfAll;

    private long Samples => ((long)(_progress.Epoch - 1) * _samples) + Math.Min((long)_progress.Batch * _options.BatchSize, _samples);

    public void Take(in TrainingProgress progress)
    {
        _progress = progress;
        if (_firstBatch < 0)
        {
            // A training that was resumed does not begin with the first.
            _firstBatch = Batches - 1;
            _samplesBefore = Samples - Math.Min(_options.BatchSize, _samples);
        }

        _loss.Add(Place, progress.Loss);
    }

    public void Take(EpochResult result)
    {
        _newest = result;
        if (result.Validation is { } validation)
        {
            _best = _best?.Validation is { } best && !(validation.Loss < best.Loss) ? _best : result;
            _validation.Add(Place, validation.Loss);
            _accuracy.Add(Place, validation.Accuracy);
        }
    }

    /// <summary>Says when the picture is drawn.</summary>
    /// <param name="elapsed">The time since the training began.</param>
    public void At(TimeSpan elapsed)
    {
        double seconds = (elapsed - _elapsedBefore).TotalSeconds;
        if (seconds > 0)
        {
            double now = (Samples - _samplesBefore) / seconds;
            _speed = double.IsNaN(_speed) ? now : _speed + (WeightOfNewest * (now - _speed));
            _samplesBefore = Samples;
            _elapsedBefore = elapsed;
        }

        _elapsed = elapsed;
    }

    public IRenderable Draw()
    {
        if (_firstBatch < 0)
        {
            return new Text("The first batch …");
        }

        Grid grid = new Grid()
            .AddColumn(new GridColumn().NoWrap())
            .AddColumn(new GridColumn().NoWrap().RightAligned())
            .AddColumn(new GridColumn().NoWrap().Width(_width))
            .AddColumn(new GridColumn().NoWrap());
        double share = (double)Batches / BatchesOfAll;
        string epoch = _progress.Epoch.ToString(CultureInfo.InvariantCulture);
        string epochs = _progress.Epochs.ToString(CultureInfo.InvariantCulture);
        grid.AddRow(
            new Text($"epoch {epoch.PadLeft(epochs.Length)} of {epochs}"),
            new Text(string.Create(CultureInfo.InvariantCulture, $"{100 * share:F0} %")),
            Bar(share),
            new Text(TimeLeft(share)));
        AddRow(grid, "loss", Shown.Number(_progress.Loss), _loss, Color.Yellow);
        if (_newest?.Validation is { } validation)
        {
            string best = string.Create(CultureInfo.InvariantCulture, $"best {Shown.Number(_best!.Validation!.Value.Loss)} in epoch {_best.Epoch}");
            AddRow(grid, "validation", Shown.Number(validation.Loss), _validation, Color.Aqua, best);
            if (validation.HasAccuracy)
            {
                AddRow(grid, "accuracy", Shown.Percentage(validation.Accuracy), _accuracy, Color.Green);
            }
        }

        return new Rows(
            grid,
            new Text(
                string.Create(CultureInfo.InvariantCulture, $"learning rate {_options.Optimizer.LearningRate:G4}, {Speed()}. Ctrl-C keeps the network."),
                new Style(Color.Grey)));
    }

    private void AddRow(Grid grid, string name, string value, Sparkline curve, Color color, string remark = "") => grid.AddRow(
        new Text(name), new Text(value), new Text(curve.Draw(_isUnicode), new Style(color)), new Text(remark, new Style(Color.Grey)));

    private Paragraph Bar(double share)
    {
        int done = (int)Math.Round(share * _width);
        return new Paragraph()
            .Append(new string(_isUnicode ? '━' : '#', done), new Style(Color.Yellow))
            .Append(new string(_isUnicode ? '━' : '-', _width - done), new Style(Color.Grey));
    }

    private string TimeLeft(double share)
    {
        double before = (double)_firstBatch / BatchesOfAll;
        string most = _options.EarlyStopping is null ? "" : "at most ";
        return $"{most}{Shown.Time(_elapsed.TotalSeconds * (1 - share) / (share - before))} left";
    }

    private string Speed() => double.IsNaN(_speed)
        ? "0 samples/s"
        : string.Create(CultureInfo.InvariantCulture, $"{_speed:N0} samples/s");
}
