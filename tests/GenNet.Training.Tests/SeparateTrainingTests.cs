using System;
using System.IO;
using System.Linq;
using Xunit;

namespace GenNet.Training.Tests;

/// <summary>Trainings that are compared know nothing of each other: not by a checkpoint, not by an optimizer, and are judged alike.</summary>
public sealed class SeparateTrainingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Folds_with_one_checkpoint_are_refused()
    {
        string path = Path.Combine(_folder, "fold.checkpoint");
        string message = Assert.Throws<InvalidOperationException>(() => CrossValidation.Run<Curve, float>(
            Samples.Curve(), new CrossValidationOptions { Fit = _ => new FitOptions { Epochs = 2, Checkpoint = new Checkpoint(path) } })).Message;
        Assert.StartsWith($"fold 1 has the checkpoint {path} of fold 0, and would go on from what that has learnt. ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folds_go_on_from_checkpoints_of_their_own()
    {
        CrossValidationResult Run() => CrossValidation.Run<Curve, float>(
            Samples.Curve(),
            new CrossValidationOptions { Fit = fold => new FitOptions { Epochs = 2, Checkpoint = new Checkpoint(Path.Combine(_folder, $"fold{fold}")) } });
        CrossValidationResult first = Run();
        Assert.Equal(first.Folds.Select(fold => fold.Report.Loss), Run().Folds.Select(fold => fold.Report.Loss));
        Assert.Equal(5, first.Folds.Select(fold => fold.Report.Loss).Distinct().Count());
    }

    [Fact]
    public void Trials_with_one_checkpoint_are_refused_and_so_are_those_of_a_later_round()
    {
        Dataset curve = Samples.Curve();
        string message = Assert.Throws<InvalidOperationException>(() => Tuning.Run<Curve, float, double>(
            curve, curve, [0.1, 0.01], rate => new FitOptions { Optimizer = new Adam(rate), Checkpoint = new Checkpoint(Path.Combine(_folder, "trial")) })).Message;
        Assert.StartsWith("trial 1 has the checkpoint ", message, StringComparison.Ordinal);
        message = Assert.Throws<InvalidOperationException>(() => Tuning.Run<Curve, float, double>(
            curve,
            curve,
            [0.1, 0.01],
            rate => new FitOptions { Optimizer = new Adam(rate), Checkpoint = new Checkpoint(Path.Combine(_folder, $"{rate > 0.05}")) },
            new TuningOptions { HalvingFactor = 2 })).Message;
        Assert.Contains(" of round 1 has the checkpoint ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_optimizer_whose_rate_changes_is_not_shared()
    {
        var adam = new Adam();
        CrossValidationResult Run(int threads, Func<FitOptions> fit) =>
            CrossValidation.Run<Curve, float>(Samples.Curve(), new CrossValidationOptions { Threads = threads, Fit = _ => fit() });
        FitOptions Plain() => new() { Epochs = 3, Optimizer = adam };
        FitOptions Scheduled() => new() { Epochs = 3, Optimizer = adam, Schedule = Schedule.Cosine() };
        FitOptions Lowered() => new() { Epochs = 3, Optimizer = adam, DivergenceFactor = 0.5 };

        Assert.Equal(Run(1, Plain).ToString(), Run(3, Plain).ToString());
        Assert.NotNull(Run(1, Scheduled));
        string message = Assert.Throws<InvalidOperationException>(() => Run(3, Scheduled)).Message;
        Assert.Contains("a schedule changes its learning rate for both. Make a new one for each training: Optimizer = new Adam(…).", message, StringComparison.Ordinal);
        message = Assert.Throws<InvalidOperationException>(() => Run(1, Lowered)).Message;
        Assert.StartsWith("fold 1 has the optimizer of fold 0, and DivergenceFactor changes ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_of_a_regression_that_has_only_0_and_1_is_reported_like_the_others()
    {
        // Left out one by one, the sample whose target is 0 looks like a label.
        var numbers = new Dataset([0, 0, 0, 1, 0, 0, 0, 1, 0], [0, 0.7f, 0.3f], 3, 1);
        CrossValidationResult result = CrossValidation.Run<Curve, float>(numbers, new CrossValidationOptions { Folds = 3 });
        Assert.All(result.Folds, fold => Assert.IsType<RegressionReport>(fold.Report));
        Assert.True(double.IsFinite(result.MeanAbsoluteError.Mean));
        Assert.DoesNotContain("%", result.ToString(), StringComparison.Ordinal);
    }
}
