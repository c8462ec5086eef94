using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace GenNet.Packages.Tests.Reports;

/// <summary>What a report says, and that it asks nothing of anybody.</summary>
public sealed partial class ReportTests
{
    private static readonly string[] s_sections = ["Network", "Training", "Evaluation", "Weights", "Environment"];

    [Fact]
    public void APageIsWholeByItself()
    {
        string html = OfCircle(out _, out _);

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", html, StringComparison.OrdinalIgnoreCase);
        Assert.All(Address().Matches(html).Select(match => match.Value), address => Assert.Equal("http://www.w3.org/2000/svg", address));
        Assert.All(Source().Matches(html).Select(match => match.Groups[1].Value), source => Assert.StartsWith("data:", source, StringComparison.Ordinal));
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
        Assert.Contains(new Circle().ToSvg(), html, StringComparison.Ordinal);
        Assert.Equal(s_sections, Heading().Matches(html).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void ItSaysHowTheNetworkWasTrainedAndWhatItIs()
    {
        string html = OfCircle(out Circle network, out TrainingHistory history);

        Assert.All(
            [
                history.ToString(), "dense 2 8 tanh bias", "kernel 2 × 8, bias 8", "layer2.kernel", "Adam(learning rate 0.01", "seed 0", "seed of the network",
                network.Evaluate(Data.Circle).ToString(), "single", "A &lt;circle&gt; &amp; more",
            ],
            words => Assert.Contains(words, html, StringComparison.Ordinal));
    }

    [Fact]
    public void EverySampleIsInTheConfusionMatrixAndThoseOnTheDiagonalAreRight()
    {
        string html = OfCircle(out Circle network, out _);
        int[] cells = [.. Cell().Matches(html).Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))];

        Assert.Equal(4, cells.Length);
        Assert.Equal(Data.Circle.Count, cells.Sum());
        Assert.Equal(network.Evaluate(Data.Circle).Accuracy, (double)(cells[0] + cells[3]) / Data.Circle.Count, 6);
        Assert.Contains("<th scope=\"row\">inside</th>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ARegressionHasDotsInsteadOfClasses()
    {
        var network = new PreciseWave(seed: 1);
        TrainingHistory history = network.Fit(Data.Wave, new FitOptions { Epochs = 3 });
        string html = Report.ToHtml(network, history, Data.Wave);

        Assert.Contains("Predicted over true", html, StringComparison.Ordinal);
        Assert.DoesNotContain("confusion\"", html, StringComparison.Ordinal);
        Assert.Equal(Data.Wave.Count, html.Split("<circle").Length - 1);
        Assert.Contains("<td>double</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ANetworkAloneHasAReportToo()
    {
        string html = Report.ToHtml(new Wave());

        Assert.Equal(["Network", "Weights", "Environment"], Heading().Matches(html).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void MarkdownHasItsPicturesBesideIt()
    {
        string folder = Directory.CreateTempSubdirectory("gennet").FullName;
        try
        {
            var network = new Circle(seed: 1);
            TrainingHistory history = network.Fit(Data.Circle, new FitOptions { Epochs = 2, Validation = Data.Circle });
            Report.Write(Path.Combine(folder, "run.md"), network, history, Data.Circle);
            string text = File.ReadAllText(Path.Combine(folder, "run.md"));
            string[] shown = [.. Picture().Matches(text).Select(match => match.Groups[1].Value)];

            Assert.Equal(s_sections, text.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]));
            Assert.Contains($"```mermaid\n{network.ToMermaid().Trim()}\n```", text, StringComparison.Ordinal);
            Assert.Equal(["run-curves.svg", "run-layer1.kernel.png", "run-layer2.kernel.png"], shown);
            Assert.Equal(shown.Append("run.md").Order(), Directory.GetFiles(folder).Select(Path.GetFileName).Order());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e30)]
    public void PageAndMarkdownSayWhatWentWrongAndTheHints(double rate)
    {
        var network = new Wave(seed: 1);
        TrainingHistory history = network.Fit(Data.HighWave, new FitOptions { Epochs = 3, Optimizer = new Sgd(rate) });
        ReportContent content = ReportContent.Of(network, history, null, null);
        string html = HtmlReport.Of(content);
        string text = MarkdownReport.Of(content, "run").Text;

        // Diverged before the end of the first epoch, so that there are no curves.
        Assert.Equal(rate > 1, history.Message is not null && history.Epochs.Count == 0);
        Assert.NotEmpty(history.Hints);
        Assert.All(
            history.Message is { } message ? history.Hints.Append(message) : history.Hints,
            says =>
            {
                Assert.Contains($"<p>{Written.Escape(says)}</p>", html, StringComparison.Ordinal);
                Assert.Contains($"\n\n{says}\n\n", text, StringComparison.Ordinal);
            });
    }

    [Fact]
    public void AnyOtherNameIsAPage()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.html");
        try
        {
            Report.Write(path, new Wave());
            Assert.StartsWith("<!doctype html>", File.ReadAllText(path), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void CurvesAreAPictureByThemselves()
    {
        TrainingHistory history = new Circle(seed: 1).Fit(
            Data.Circle, new FitOptions { Epochs = 5, Validation = Data.Circle, EarlyStopping = new EarlyStopping(9) });
        XElement svg = XElement.Parse(history.ToSvg());
        IEnumerable<XElement> curves = svg.Descendants().Where(element => ((string?)element.Attribute("class"))?.StartsWith("line", StringComparison.Ordinal) == true);

        Assert.Equal(["validation", "training", "accuracy"], curves.Select(curve => (string)curve.Elements().Single()));
        Assert.All(curves, curve => Assert.Equal(5, ((string)curve.Attribute("d")!).Split('L').Length));
        Assert.Contains($"the best epoch, {history.BestEpoch}", svg.ToString(), StringComparison.Ordinal);
        Assert.Contains("Loss over epoch: training from ", (string)svg.Attribute("aria-label")!, StringComparison.Ordinal);
    }

    [Fact]
    public void AHistoryWithoutEpochsIsAPictureToo()
    {
        TrainingHistory history = new Wave().Fit(Data.Wave, cancellationToken: new System.Threading.CancellationToken(canceled: true));

        Assert.Equal("svg", XElement.Parse(history.ToSvg()).Name.LocalName);
    }

    private static string OfCircle(out Circle network, out TrainingHistory history)
    {
        network = new Circle(seed: 1);
        var options = new FitOptions { Epochs = 20, Validation = Data.Circle, Optimizer = new Adam(0.01) };
        history = network.Fit(Data.Circle, options);
        return Report.ToHtml(
            network,
            history,
            Data.Circle,
            new ReportOptions { Title = "A <circle> & more", Training = options, Seed = 1, OutputNames = ["outside", "inside"] });
    }

    [GeneratedRegex("https?://[^\"'<> ]+")]
    private static partial Regex Address();

    [GeneratedRegex("(?:src|href)=\"([^\"]*)\"")]
    private static partial Regex Source();

    [GeneratedRegex("<h2>([^<]*)</h2>")]
    private static partial Regex Heading();

    [GeneratedRegex(@"<td style=[^>]*>(\d+)</td>")]
    private static partial Regex Cell();

    [GeneratedRegex(@"!\[[^\]]*\]\(([^)]*)\)")]
    private static partial Regex Picture();
}
