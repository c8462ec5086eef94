using System.Globalization;
using System.Linq;
using Spectre.Console;

namespace GenNet;

/// <summary>Results as tables.</summary>
internal static class TrainingTables
{
    public static Table Of(TrainingHistory history)
    {
        bool isValidated = history.Epochs.Any(epoch => epoch.Validation is not null);
        bool hasAccuracy = history.Epochs.Any(epoch => epoch.Validation is { HasAccuracy: true });
        bool hasRate = history.Epochs.Any(epoch => !double.IsNaN(epoch.LearningRate));
        int best = history.BestEpoch > 0 ? history.BestEpoch : EpochOfLeastLoss(history);
        Table table = New("epoch", "loss");
        AddColumns(table, isValidated, "validation loss");
        AddColumns(table, hasAccuracy, "accuracy");
        AddColumns(table, hasRate, "learning rate");
        AddColumns(table, true, "time");

        int count = history.Epochs.Count;
        var selected = new SelectedEpochs(count);
        foreach (EpochResult epoch in history.Epochs)
        {
            if (!selected.Contains(epoch.Epoch) && epoch.Epoch != best)
            {
                continue;
            }

            var style = new Style(decoration: epoch.Epoch == best ? Decoration.Bold : Decoration.None);
            string mark = epoch.Epoch == best ? " (best)" : "";
            string[] cells =
            [
                epoch.Epoch.ToString(CultureInfo.InvariantCulture) + mark,
                Shown.Number(epoch.Loss),
                .. isValidated ? [epoch.Validation is { } validation ? Shown.Number(validation.Loss) : ""] : (string[])[],
                .. hasAccuracy ? [epoch.Validation is { HasAccuracy: true } judged ? Shown.Percentage(judged.Accuracy) : ""] : (string[])[],
                .. hasRate ? [Shown.Number(epoch.LearningRate)] : (string[])[],
                string.Create(CultureInfo.InvariantCulture, $"{epoch.Duration.TotalSeconds:F3} s"),
            ];
            table.AddRow(cells.Select(cell => new Text(cell, style)));
        }

        table.Caption = new TableTitle(Markup.Escape(history.ToString()));
        return table;
    }

    public static Table Of(Evaluation evaluation)
    {
        Table table = New("measure", "value");
        table.AddRow("loss", Shown.Number(evaluation.Loss));
        if (evaluation.HasAccuracy)
        {
            table.AddRow("accuracy", Shown.Percentage(evaluation.Accuracy));
        }

        return table;
    }

    private static Table New(params string[] columns)
    {
        Table table = new Table().Border(TableBorder.Rounded);
        AddColumns(table, true, columns);
        return table;
    }

    private static void AddColumns(Table table, bool isThere, params string[] columns)
    {
        foreach (string column in isThere ? columns : [])
        {
            table.AddColumn(new TableColumn(new Text(column)).RightAligned());
        }
    }

    private static int EpochOfLeastLoss(TrainingHistory history) => history.Epochs.Count == 0
        ? 0
        : history.Epochs.MinBy(epoch => epoch.Validation?.Loss ?? epoch.Loss)!.Epoch;
}
