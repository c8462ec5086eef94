using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Xunit;

namespace GenNet.Tests;

/// <summary>A report, opened as a file.</summary>
public sealed class ReportInBrowserTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [FullFact]
    public async Task ReportOfDigitsOpensFromTheFileSystemAndAsksNobody()
    {
        string data = Path.Combine(AppContext.BaseDirectory, "data");
        Dataset images = Dataset.FromIdx(Path.Combine(data, "t10k-images-idx3-ubyte.gz"), Path.Combine(data, "t10k-labels-idx1-ubyte.gz"));
        var options = new FitOptions { Epochs = 2, BatchSize = 32, Optimizer = new Sgd(0.5), Validation = images.Slice(8000, 1000) };
        var network = new Digits(seed: 1);
        TrainingHistory history = network.Fit(images.Take(8000), options);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("report");
        try
        {
            string path = Path.Combine(folder.FullName, "run.html");
            Report.Write(path, network, history, images.Slice(9000, 1000), new ReportOptions { Training = options, Seed = 1 });
            foreach ((ColorScheme scheme, int width, int height) in new[] { (ColorScheme.Light, 1440, 900), (ColorScheme.Dark, 390, 844) })
            {
                await HoldAsync(new Uri(path).AbsoluteUri, scheme, width, height);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task HoldAsync(string address, ColorScheme scheme, int width, int height)
    {
        await using IBrowserContext context = await (await browser.BrowserAsync()).NewContextAsync(new BrowserNewContextOptions
        {
            ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        IPage page = await context.NewPageAsync();
        var requests = new List<string>();
        var complaints = new List<string>();
        page.Request += (_, request) => requests.Add(request.Url);
        page.Console += (_, message) => complaints.Add(message.Text);
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });

        // Pictures that are in the file are read from it, not asked for.
        Assert.Equal([address], requests.Where(request => !request.StartsWith("data:", StringComparison.Ordinal)));
        Assert.Empty(complaints);
        Assert.Equal(["Network", "Training", "Evaluation", "Weights", "Environment"], await page.Locator("h2").AllInnerTextsAsync());
        Assert.True(await page.EvaluateAsync<bool>("[...document.images].every(image => image.complete && image.naturalWidth > 0)"), "A picture is not whole.");
        Assert.True(
            await page.EvaluateAsync<bool>("document.querySelectorAll('svg').length > 1 && [...document.querySelectorAll('svg')].every(svg => svg.getBoundingClientRect().width > 0)"),
            "A drawing has no size.");
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth + 1"), $"The report is wider than {width} pixels.");
    }
}
