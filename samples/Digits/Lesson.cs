using System;
using GenNet;
using Spectre.Console;

/// <summary>How the network learns, and what is seen of it meanwhile.</summary>
internal static class Lesson
{
    private const int Epochs = 12;
    private const int BatchSize = 32;
    private const double LearningRate = 1;

    /// <summary>Trains with a progress bar, or without one where the output is no terminal.</summary>
    public static TrainingHistory Teach(Digits digits, Dataset training, Dataset test)
    {
        if (!AnsiConsole.Profile.Capabilities.Interactive)
        {
            return Teach(digits, training, test, _ => { });
        }

        return AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask bar = context.AddTask("learning", maxValue: Epochs);
                return Teach(digits, training, test, progress =>
                {
                    bar.Value = progress.Epoch - 1 + ((double)progress.Batch / progress.Batches);
                    bar.Description = FormattableString.Invariant($"epoch {progress.Epoch}, loss {progress.Loss:F4}");
                });
            });
    }

    private static TrainingHistory Teach(Digits digits, Dataset training, Dataset test, Action<TrainingProgress> showProgress) =>
        digits.Fit(training, new FitOptions
        {
            Epochs = Epochs,
            BatchSize = BatchSize,
            Optimizer = new Sgd(LearningRate),
            Validation = test,
            Progress = progress =>
            {
                showProgress(progress);
                if (progress.EpochResult is { Validation: { } tested } epoch)
                {
                    AnsiConsole.WriteLine(FormattableString.Invariant(
                        $"epoch {epoch.Epoch,2}: loss {epoch.Loss:F4}, training {100 * digits.Evaluate(training).Accuracy:F2} %, ")
                        + FormattableString.Invariant($"test {100 * tested.Accuracy:F2} %, {epoch.Duration.TotalSeconds:F2} s"));
                }
            },
        });
}
