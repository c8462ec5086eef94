using System;
using System.IO;
using System.Linq;
using System.Threading;
using Xunit;

namespace GenNet.Training.Tests;

/// <summary>Cross-validation and search: every sample judged once, the same bits for any number of threads, tables that a person reads.</summary>
public sealed class TuningTests
{
    private static readonly Func<int, FitOptions> s_fit = _ => new FitOptions { Epochs = 12, BatchSize = 8, Optimizer = new Adam(0.05) };

    [Fact]
    public void A_cross_validation_has_the_same_bits_for_any_number_of_threads()
    {
        Dataset points = Samples.Points(count: 60);
        CrossValidationResult Run(int threads) => CrossValidation.Run<Points, float>(
            points, new CrossValidationOptions { Folds = 4, Seed = 3, Threads = threads, Fit = s_fit });
        CrossValidationResult alone = Run(1);
        CrossValidationResult together = Run(3);
        Assert.Equal(60, alone.Folds.Sum(fold => fold.Report.SampleCount));
        Assert.Equal(alone.ToString(), together.ToString());
        Assert.Equal(alone.Folds.Select(fold => fold.Report.Loss), together.Folds.Select(fold => fold.Report.Loss));
        Assert.Equal(
            alone.Folds.SelectMany(fold => DatasetKindTests.Parameters((Points)fold.Network)),
            together.Folds.SelectMany(fold => DatasetKindTests.Parameters((Points)fold.Network)));
        Assert.InRange(alone.Accuracy.Mean, 0.8, 1);
        Assert.Equal(alone.Folds.Average(fold => fold.Report.Loss), alone.Loss.Mean, 1e-12);
        Assert.All(alone.Folds, fold => Assert.All(((ClassificationReport)fold.Report).Classes, scores => Assert.Equal(5, scores.Support)));
        Assert.StartsWith("fold       samples", alone.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_regression_is_dealt_out_without_classes_and_prepared_by_what_is_trained_on()
    {
        int prepared = 0;
        CrossValidationResult result = CrossValidation.Run<Curve, float>(
            Samples.Curve(count: 50, scale: 30),
            new CrossValidationOptions
            {
                Fit = s_fit,
                Prepare = (training, validation) =>
                {
                    prepared++;
                    Assert.Equal((40, 10), (training.Count, validation.Count));
                    var scaler = Standardizer.Of(training);
                    return (scaler.Apply(training), scaler.Apply(validation));
                },
            });
        Assert.Equal(5, prepared);
        Assert.All(result.Folds, fold => Assert.Empty(fold.History.Hints));
        Assert.True(double.IsNaN(result.Accuracy.Mean));
        Assert.InRange(result.RSquared.Mean, 0.2, 1);
        Assert.Contains("R²", result.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("fold 0: loss ", result.Folds[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_fails_in_a_part_is_the_failure_itself()
    {
        Assert.Throws<ArgumentException>(() => CrossValidation.Run<Tiled, float>(Samples.Points(), new CrossValidationOptions { Threads = 2 }));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => CrossValidation.Run<Points, float>(Samples.Points(), cancellationToken: cancelled.Token));
        Assert.Throws<ArgumentOutOfRangeException>("Folds", () => new CrossValidationOptions { Folds = 1 });
    }

    [Fact]
    public void A_grid_finds_the_best_setting_whatever_the_threads()
    {
        (Dataset training, Dataset validation) = Samples.Points(count: 60).SplitStratified(0.7, seed: 1);
        (double, int)[] grid = SettingSource.Grid([1e-5, 0.05], [8, 16]);
        Assert.Equal([(1e-5, 8), (1e-5, 16), (0.05, 8), (0.05, 16)], grid);
        var log = new StringWriter();
        TuningResult<Points, (double, int)> Run(int threads) => Tuning.Run<Points, float, (double Rate, int Batch)>(
            training,
            validation,
            grid,
            setting => new FitOptions { Epochs = 10, BatchSize = setting.Batch, Optimizer = new Adam(setting.Rate) },
            new TuningOptions { Seed = 2, Threads = threads, Log = threads == 1 ? log : null });
        TuningResult<Points, (double, int)> alone = Run(1);
        TuningResult<Points, (double, int)> together = Run(3);
        Assert.Equal(alone.ToString(), together.ToString());
        Assert.Equal(0.05, alone.Best.Setting.Item1);
        Assert.Equal(alone.Trials.Min(trial => trial.Score), alone.Best.Score);
        Assert.Equal(alone.Best.Evaluation, alone.Network.Evaluate(validation));
        Assert.Equal(4, log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.StartsWith("trial 0, (1E-05, 8): 10 epochs, loss ", log.ToString(), StringComparison.Ordinal);
        string[] lines = alone.ToString().Split('\n');
        Assert.Equal(["trial", "setting", "epochs", "loss", "accuracy", "best", "so", "far"], lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Single(lines, line => line.StartsWith('*'));
    }

    [Theory]
    [InlineData(-double.MaxValue, double.MaxValue)]
    [InlineData(-1e308, 1.5e308)]
    [InlineData(1, 1.0000000000000002)]
    [InlineData(double.Epsilon, double.MaxValue)]
    [InlineData(double.Epsilon, 2 * double.Epsilon)]
    [InlineData(1e-300, 1e300)]
    public void Numbers_lie_in_ranges_of_any_width(double low, double high)
    {
        double[] uniform = SettingSource.Draw(200, seed: 1, draw => draw.Uniform(low, high));
        Assert.All(uniform, number => Assert.InRange(number, low, Math.BitDecrement(high)));
        if (high - low > 1)
        {
            double middle = (low / 2) + (high / 2);
            Assert.InRange(uniform.Count(number => number < middle), 70, 130);
        }

        if (low > 0)
        {
            double[] logarithmic = SettingSource.Draw(200, seed: 1, draw => draw.LogUniform(low, high));
            Assert.All(logarithmic, number => Assert.InRange(number, low, Math.BitDecrement(high)));
            if (high / low > 2)
            {
                double middle = (Math.Log(low) + Math.Log(high)) / 2;
                Assert.InRange(logarithmic.Count(number => Math.Log(number) < middle), 70, 130);
            }
        }
    }

    [Fact]
    public void Settings_become_fewer_and_epochs_more()
    {
        (Dataset training, Dataset validation) = Samples.Points(count: 45).SplitStratified(0.7, seed: 1);
        double[] rates = SettingSource.Draw(9, seed: 5, draw => draw.LogUniform(1e-6, 0.3));
        Assert.Equal(rates, SettingSource.Draw(9, seed: 5, draw => draw.LogUniform(1e-6, 0.3)));
        Assert.All(rates, rate => Assert.InRange(rate, 1e-6, 0.3));
        TuningResult<Points, double> result = Tuning.Run<Points, float, double>(
            training,
            validation,
            rates,
            rate => new FitOptions { Epochs = 18, BatchSize = 8, Optimizer = new Adam(rate) },
            new TuningOptions { HalvingFactor = 3 });
        Assert.Equal([9, 3, 1], result.Trials.GroupBy(trial => trial.Round).Select(round => round.Count()));
        Assert.Equal([2, 6, 18], result.Trials.GroupBy(trial => trial.Round).Select(round => round.First().History.Epochs.Count));
        double[] best = [.. result.Trials.Where(trial => trial.Round == 0).OrderBy(trial => trial.Score).Take(3).Select(trial => trial.Setting).Order()];
        Assert.Equal(best, result.Trials.Where(trial => trial.Round == 1).Select(trial => trial.Setting).Order());
        Assert.Equal(2, result.Best.Round);

        // A round trains as a training of so many epochs does.
        var plain = new Points(0);
        plain.Fit(training, new FitOptions { Epochs = 18, BatchSize = 8, Optimizer = new Adam(result.Best.Setting) });
        Assert.Equal(DatasetKindTests.Parameters(plain), DatasetKindTests.Parameters(result.Network));
    }

    [Fact]
    public void A_setting_that_diverges_is_worse_than_every_other()
    {
        Dataset curve = Samples.Curve();
        TuningResult<Curve, double> result = Tuning.Run<Curve, float, double>(
            curve, curve, [1e30, 0.001], rate => new FitOptions { Epochs = 2, Optimizer = new Sgd(rate) });
        Assert.Equal(0.001, result.Best.Setting);
        Assert.True(double.IsNaN(result.Trials[0].Score));
        Assert.Throws<ArgumentException>(() => Tuning.Run<Curve, float, double>(curve, curve, [], rate => new FitOptions()));
    }
}
