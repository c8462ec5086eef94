using System;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace GenNet.Tests;

/// <content>What is drawn while a network learns, several pages at once, and a network that carries less.</content>
public sealed partial class BrowserTests
{
    [FullFact]
    public async Task WeightsAndUnitsAreDrawnWhileItLearns()
    {
        IPage page = await OpenXorAsync();
        await page.Locator("#start").ClickAsync();
        await page.Locator("#tab-see").ClickAsync();
        await Expect(page.Locator(".network-box line").First).ToHaveAttributeAsync("stroke-width", new Regex(@"^\d"));

        // The largest weight of a layer has the widest line, whatever it is.
        const string Widths = "[...document.querySelectorAll('.network-box line')].map(line => line.getAttribute('stroke-width')).join()";
        string first = await page.EvaluateAsync<string>(Widths);
        await page.WaitForFunctionAsync($"first => {Widths} !== first", first);
        await AssertColorsAsync(page.Locator(".unit[data-value=a1_0] canvas"), 5, 5000);
        await Expect(page.Locator("#start")).ToHaveTextAsync("Pause");
        AssertQuiet();
    }

    [FullFact]
    public async Task SeveralPagesShowAndSteerTheSameTraining()
    {
        IPage page = await OpenAsync(() => Explorer.StartAsync(new Digits(seed: 1), Images(), new ExplorerOptions { OpenBrowser = false, Output = null, StepsPerSecond = 50 }));
        IPage other = await _context!.NewPageAsync();
        other.PageError += (_, error) => _complaints.Add(error);
        await other.GotoAsync(_session!.Address.AbsoluteUri);
        await other.Locator("html[data-ready]").WaitForAsync();
        await page.Locator("#start").ClickAsync();
        await Expect(other.Locator("#start")).ToHaveTextAsync("Pause");
        await other.Locator("#start").ClickAsync();
        await Expect(other.Locator("#start")).ToHaveTextAsync("Start");
        await page.BringToFrontAsync();
        await Expect(page.Locator("#start")).ToHaveTextAsync("Start");
        string?[] epochs = await ReadUntilAsync(
            async () => new[] { await page.Locator("#epochs").TextContentAsync(), await other.Locator("#epochs").TextContentAsync() },
            read => read[0] == read[1]);
        Assert.Equal(epochs[0], epochs[1]);

        // A check goes on when the page that began it is closed, and another page stops it.
        await page.Locator("#tab-check").ClickAsync();
        await page.Locator("#check-all").ClickAsync();
        await Expect(page.Locator("#stop-check")).ToBeVisibleAsync();
        await page.CloseAsync();
        await other.BringToFrontAsync();
        await other.Locator("#tab-check").ClickAsync();
        await Expect(other.Locator("#check-progress")).ToHaveTextAsync(new Regex("^layer 1, weights, 50,176 parameters: "));
        await other.Locator("#stop-check").ClickAsync();
        await Expect(other.Locator("#check-verdict")).ToHaveTextAsync(new Regex("^Stopped. "));
        AssertQuiet();
    }

    [FullFact]
    public async Task NetworkWithoutExploreSaysWhatIsMissingAndHasTheRest()
    {
        IPage page = await OpenAsync(() => Explorer.StartAsync(new Sorter(seed: 1), Samples.Rows(400, seed: 3), new ExplorerOptions
        {
            OpenBrowser = false, Output = null, Validation = Samples.Rows(80, seed: 4), Optimizer = new Adam(0.01),
        }));
        await page.Locator("#step-epoch").ClickAsync();
        await Expect(page.Locator("#epochs")).ToHaveTextAsync(new Regex("^1( |$)"));
        await page.Locator("#tab-see").ClickAsync();
        await Expect(page.Locator(".sample")).ToContainTextAsync("[Network(Explore = true)]");
        await Expect(page.Locator(".matrix-table caption")).ToHaveTextAsync(new Regex("of 80 validation samples are right"));
        await page.Locator("#tab-read").ClickAsync();
        await Expect(page.Locator("#view-read, [role=tabpanel]:visible").First).ToContainTextAsync("The code is not here");
        await page.Locator("#tab-check").ClickAsync();
        await Expect(page.Locator("[role=tabpanel]:visible").First).ToContainTextAsync("[Network(CheckGradients = true)]");
        await page.Locator("#tab-take").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Sorter.safetensors" })).ToBeVisibleAsync();
        AssertQuiet();
    }

    /// <summary>Images of stripes, one kind a digit.</summary>
    private static Dataset Images()
    {
        float[] inputs = new float[784 * 80];
        float[] targets = new float[80 * 10];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = i % 7 / 7f;
        }

        for (int i = 0; i < targets.Length; i++)
        {
            targets[i] = i % 10 == i / 10 % 10 ? 1 : 0;
        }

        return new Dataset(inputs, targets, 784, 10);
    }
}
