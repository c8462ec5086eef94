using System.Collections.Generic;
using System.Linq;

namespace GenNet;

/// <summary>The course of a training as charts.</summary>
internal static class HistoryCharts
{
    /// <summary>Loss, and accuracy where there is one.</summary>
    public static IReadOnlyList<Chart> Of(TrainingHistory history)
    {
        (double X, string Says)? best = history.BestEpoch > 0 ? (history.BestEpoch, $"the best epoch, {history.BestEpoch}") : null;
        List<Series> losses = [new Series("training", [.. history.Epochs.Select(epoch => ((double)epoch.Epoch, epoch.Loss))])];
        if (history.Validation is not null)
        {
            losses.Add(new Series("validation", Of(history, validation => validation.Loss)));
        }

        List<Chart> charts = [new Chart { Title = "Loss", XName = "epoch", Series = losses, MayBeLogarithmic = true, Mark = best }];
        if (history.Validation is { HasAccuracy: true })
        {
            charts.Add(new Chart
            {
                Title = "Accuracy of validation, %",
                XName = "epoch",
                Series = [new Series("accuracy", Of(history, validation => 100 * validation.Accuracy))],
                Mark = best,
            });
        }

        return charts;
    }

    private static (double X, double Y)[] Of(TrainingHistory history, System.Func<Evaluation, double> value) =>
        [.. history.Epochs.Where(epoch => epoch.Validation is not null).Select(epoch => ((double)epoch.Epoch, value(epoch.Validation!.Value)))];
}
