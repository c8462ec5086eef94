using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace GenNet;

/// <summary>A report as Markdown, with its pictures as files.</summary>
internal static class MarkdownReport
{
    /// <summary>The text, and the files that it shows.</summary>
    /// <param name="content">What it says.</param>
    /// <param name="name">How the files' names begin.</param>
    public static (string Text, IReadOnlyList<(string Name, byte[] Content)> Pictures) Of(ReportContent content, string name)
    {
        var text = new StringBuilder();
        List<(string Name, byte[] Content)> pictures = [];
        text.Append(CultureInfo.InvariantCulture, $"# {content.Title}\n\n");
        if (content.History is { } history)
        {
            text.Append(CultureInfo.InvariantCulture, $"{history}\n\n");
            text.AppendJoin(string.Empty, content.Remarks.Select(remark => $"{remark}\n\n"));
        }

        text.Append(CultureInfo.InvariantCulture, $"## Network\n\n```\n{content.Summary.Trim()}\n```\n\n```mermaid\n{content.Diagram.Trim()}\n```\n\n");
        Table(text, ["layer", "what it is", "parameters", "number"], content.Layers);
        if (content.History is { Epochs.Count: > 0 } trained)
        {
            text.Append("## Training\n\n");
            Show(text, pictures, $"{name}-curves.svg", "The curves of the training", Encoding.UTF8.GetBytes(Chart.Picture(HistoryCharts.Of(trained))));
        }

        if (content.Judgement is { } judgement)
        {
            text.Append(CultureInfo.InvariantCulture, $"## Evaluation\n\n{content.Dataset}: {judgement.Evaluation}.\n\n");
            if (judgement.Residuals is { } residuals)
            {
                Show(text, pictures, $"{name}-residuals.svg", "What was predicted over what is true", Encoding.UTF8.GetBytes(Chart.Picture([residuals])));
            }

            Table(text, judgement.Heads, judgement.Rows);
            if (judgement.Confusion is { } confusion)
            {
                int[] classes = [.. Enumerable.Range(0, confusion.ClassCount)];
                text.Append("Rows are what a sample is, columns what it is taken for.\n\n");
                Table(
                    text,
                    ["", .. confusion.Names],
                    classes.Select(row => (string[])[confusion.Names[row], .. classes.Select(column => Written.Number(confusion[row, column]))]));
            }
        }

        text.Append("## Weights\n\n");
        foreach (WeightSheet sheet in content.Sheets)
        {
            Show(text, pictures, $"{name}-{sheet.Name}.png", $"{sheet.Name}: {sheet.Says}", sheet.File);
        }

        Table(text, ["tensor", "shape", "mean", "deviation", "least", "largest"], content.Tensors);
        text.Append("## Environment\n\n");
        Table(text, ["", ""], content.Environment.Select(entry => new[] { entry.Name, entry.Value }));
        return (text.ToString().TrimEnd() + "\n", pictures);
    }

    private static void Show(StringBuilder text, List<(string Name, byte[] Content)> pictures, string file, string says, byte[] content)
    {
        pictures.Add((file, content));
        text.Append(CultureInfo.InvariantCulture, $"![{says}]({Uri.EscapeDataString(file)})\n\n");
    }

    private static void Table(StringBuilder text, string[] heads, IEnumerable<string[]> rows)
    {
        Row(text, heads);
        Row(text, [.. heads.Select(_ => "---")]);
        foreach (string[] row in rows)
        {
            Row(text, row);
        }

        text.Append('\n');
    }

    private static void Row(StringBuilder text, string[] cells) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
}
