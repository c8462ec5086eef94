using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace GenNet;

/// <summary>A report as one page of HTML: no script, and nothing that is fetched from anywhere.</summary>
internal static class HtmlReport
{
    private const string Style =
        """
        :root { color-scheme: light dark; --ink: #1f2328; --paper: #fff; --pale: #57606a; --rule: #d0d7de; --cell: 0, 114, 178; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --pale: #9198a1; --rule: #3d444d; --cell: 86, 180, 233; } }
        @media print { :root { --ink: #000; --paper: #fff; --pale: #444; --rule: #bbb; --cell: 0, 114, 178; } section { break-inside: avoid; } }
        body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 0 auto; padding: 1.5rem; max-width: 60rem; }
        h1 { margin: 0; } h2 { border-bottom: 1px solid var(--rule); margin: 2rem 0 .8rem; }
        pre { overflow-x: auto; font: 13px/1.45 ui-monospace, monospace; }
        .lead { color: var(--pale); }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { text-align: right; padding: .2rem .7rem; border-bottom: 1px solid var(--rule); } th { font-weight: 600; }
        th:first-child, td:first-child, .words td, .words th { text-align: left; }
        .confusion td { min-width: 2.2rem; border: 1px solid var(--rule); print-color-adjust: exact; }
        figure { margin: 0 0 1rem; } figcaption { color: var(--pale); }
        svg { max-width: 100%; height: auto; } img { image-rendering: pixelated; max-width: 100%; print-color-adjust: exact; }
        """;

    public static string Of(ReportContent content)
    {
        var html = new StringBuilder();
        html.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n");
        html.Append("<link rel=\"icon\" href=\"data:,\">\n");
        html.Append(CultureInfo.InvariantCulture, $"<title>{Written.Escape(content.Title)}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n<main>\n<h1>{Written.Escape(content.Title)}</h1>\n");
        if (content.History is { } history)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"lead\">{Written.Escape(history.ToString())}</p>\n");
            html.AppendJoin(string.Empty, content.Remarks.Select(remark => $"<p>{Written.Escape(remark)}</p>\n"));
        }

        Section(html, "Network", () =>
        {
            html.Append(CultureInfo.InvariantCulture, $"<pre>{Written.Escape(content.Summary)}</pre>\n");
            html.Append(CultureInfo.InvariantCulture, $"<figure class=\"wide\">{content.Architecture}</figure>\n");
            Table(html, "words", ["layer", "what it is", "parameters", "number"], content.Layers);
        });
        if (content.History is { Epochs.Count: > 0 } trained)
        {
            Section(html, "Training", () => html.Append(Chart.Picture(HistoryCharts.Of(trained))));
        }

        if (content.Judgement is { } judgement)
        {
            Section(html, "Evaluation", () => Judge(html, content, judgement));
        }

        Section(html, "Weights", () =>
        {
            foreach (WeightSheet sheet in content.Sheets)
            {
                // Whole multiples, so that every pixel is as large as the next.
                int shown = sheet.Width * Math.Max(1, Math.Min(480 / sheet.Width, 360 / sheet.Height));
                html.Append(CultureInfo.InvariantCulture, $"<figure><img width=\"{shown}\" alt=\"{Written.Escape(sheet.Name)}: {Written.Escape(sheet.Says)}\" src=\"data:image/png;base64,{Convert.ToBase64String(sheet.File)}\">\n");
                html.Append(CultureInfo.InvariantCulture, $"<figcaption>{Written.Escape(sheet.Name)}: {Written.Escape(sheet.Says)}. Red is positive, blue negative.</figcaption></figure>\n");
            }

            Table(html, "", ["tensor", "shape", "mean", "deviation", "least", "largest"], content.Tensors);
        });
        Section(html, "Environment", () => Table(html, "words", [], content.Environment.Select(entry => new[] { entry.Name, entry.Value })));
        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Judge(StringBuilder html, ReportContent content, Judgement judgement)
    {
        html.Append(CultureInfo.InvariantCulture, $"<p>{Written.Escape(content.Dataset!)}: {Written.Escape(judgement.Evaluation.ToString())}.</p>\n");
        if (judgement.Residuals is { } residuals)
        {
            html.Append(Chart.Picture([residuals]));
        }

        Table(html, "", judgement.Heads, judgement.Rows);

        if (judgement.Confusion is not { } confusion)
        {
            return;
        }

        int classes = confusion.ClassCount;
        html.Append("<p>Rows are what a sample is, columns what it is taken for; the stronger the colour, the larger the share of the row.</p>\n<div class=\"wide\"><table class=\"confusion\">\n<tr><th scope=\"col\"></th>");
        for (int column = 0; column < classes; column++)
        {
            html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{Written.Escape(confusion.Names[column])}</th>");
        }

        html.Append("</tr>\n");
        for (int row = 0; row < classes; row++)
        {
            double sum = Enumerable.Range(0, classes).Sum(column => confusion[row, column]);
            html.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Written.Escape(confusion.Names[row])}</th>");
            for (int column = 0; column < classes; column++)
            {
                // Never so strong that the number on it is hard to read.
                double strength = sum == 0 ? 0 : 0.45 * Math.Sqrt(confusion[row, column] / sum);
                html.Append(CultureInfo.InvariantCulture, $"<td style=\"background: rgba(var(--cell), {strength:F2})\">{Written.Number(confusion[row, column])}</td>");
            }

            html.Append("</tr>\n");
        }

        html.Append("</table></div>\n");
    }

    private static void Section(StringBuilder html, string heading, Action write)
    {
        html.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{heading}</h2>\n");
        write();
        html.Append("</section>\n");
    }

    private static void Table(StringBuilder html, string kind, string[] heads, IEnumerable<string[]> rows)
    {
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"wide\"><table class=\"{kind}\">\n");
        if (heads.Length > 0)
        {
            html.Append("<tr>").Append(string.Concat(heads.Select(head => $"<th scope=\"col\">{head}</th>"))).Append("</tr>\n");
        }

        foreach (string[] row in rows)
        {
            html.Append("<tr>").Append(string.Concat(row.Select(cell => $"<td>{Written.Escape(cell)}</td>"))).Append("</tr>\n");
        }

        html.Append("</table></div>\n");
    }
}
