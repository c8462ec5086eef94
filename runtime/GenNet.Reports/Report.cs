using System;
using System.Collections.Generic;
using System.IO;
using System.Numerics;

namespace GenNet;

/// <summary>What became of a training, as a file to keep.</summary>
/// <example>
/// <code>
/// Report.Write("run.html", network, history, test);
/// </code>
/// </example>
public static class Report
{
    private const string Markdown = ".md";

    /// <summary>
    /// Writes a report: the network's layers, the curves of its training, how it does on a data set, its weights as images, and where all this was. As one
    /// HTML file without scripts, which opens offline, asks nothing of any server, and prints; or, where the name ends in <c>.md</c>, as Markdown with its
    /// pictures in files beside it, whose names begin the same.
    /// </summary>
    /// <typeparam name="T">The network's floating-point type.</typeparam>
    /// <param name="path">The file to write, replaced if it exists.</param>
    /// <param name="network">The network.</param>
    /// <param name="history">What <see cref="TrainableNetwork{T}.Fit"/> returned; null for a report without curves.</param>
    /// <param name="dataset">What the network is judged by; null for a report without.</param>
    /// <param name="options">What else is to be said.</param>
    /// <exception cref="ArgumentException">The data set is empty or has other sizes than the network.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write<T>(string path, Network<T> network, TrainingHistory? history = null, Dataset? dataset = null, ReportOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ReportContent content = ReportContent.Of(network, history, dataset, options);
        if (!string.Equals(Path.GetExtension(path), Markdown, StringComparison.OrdinalIgnoreCase))
        {
            File.WriteAllText(path, HtmlReport.Of(content));
            return;
        }

        string name = Path.GetFileNameWithoutExtension(path);
        string folder = Path.GetDirectoryName(path) ?? "";
        (string text, IReadOnlyList<(string Name, byte[] Content)> pictures) = MarkdownReport.Of(content, name);
        foreach ((string picture, byte[] bytes) in pictures)
        {
            File.WriteAllBytes(Path.Combine(folder, picture), bytes);
        }

        File.WriteAllText(path, text);
    }

    /// <summary>The same report as the text of an HTML page.</summary>
    /// <inheritdoc cref="Write"/>
    public static string ToHtml<T>(Network<T> network, TrainingHistory? history = null, Dataset? dataset = null, ReportOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        HtmlReport.Of(ReportContent.Of(network, history, dataset, options));

    /// <summary>
    /// Draws the curves of a training: loss and validation loss, and the accuracy where there is one, over the epochs. The best epoch is marked; a loss
    /// that falls by more than a factor of ten is drawn on a logarithmic scale.
    /// </summary>
    /// <param name="history">What <see cref="TrainableNetwork{T}.Fit"/> returned.</param>
    /// <returns>An SVG picture that follows the reader's choice of light and dark.</returns>
    public static string ToSvg(this TrainingHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return Chart.Picture(HistoryCharts.Of(history));
    }
}
