using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using GenNet.Exploring;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace GenNet.Tests;

/// <summary>The page in a browser, as people use it.</summary>
public sealed partial class BrowserTests(BrowserFixture browser) : IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private readonly List<string> _complaints = [];
    private readonly List<string> _requests = [];
    private readonly Xor _xor = new(seed: 1);
    private ExplorerSession? _session;
    private IBrowserContext? _context;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_context is not null)
        {
            await _context.CloseAsync();
        }

        if (_session is not null)
        {
            await _session.DisposeAsync();
        }
    }

    [FullFact]
    public async Task XorLearnsPausesAndSteps()
    {
        IPage page = await OpenXorAsync();
        ILocator epoch = page.Locator("#epochs");
        await Expect(epoch).ToHaveTextAsync("0");
        await page.Locator("#step-epoch").ClickAsync();
        await Expect(epoch).ToHaveTextAsync("1");
        await page.Locator("#step-batch").ClickAsync();
        await Expect(epoch).ToHaveTextAsync("2");

        await page.Locator("#start").ClickAsync();
        await Expect(page.Locator("#start")).ToHaveTextAsync("Pause");
        await Expect(page.Locator("#loss")).ToHaveTextAsync(new Regex(@"^(0\.00|\d(\.\d+)?·10⁻)"), new() { Timeout = 60_000 });
        await page.Locator("#start").ClickAsync();
        await Expect(page.Locator("#start")).ToHaveTextAsync("Start");
        await TrainingThreadTests.Rest(_session!.Exploration.Training);
        int paused = Epoch;
        await page.WaitForTimeoutAsync(300);
        Assert.Equal(paused, Epoch);
        await Expect(epoch).ToHaveTextAsync(paused.ToString("N0", CultureInfo.InvariantCulture));
        await page.Locator("#step-epoch").ClickAsync();
        await Expect(epoch).ToHaveTextAsync((paused + 1).ToString("N0", CultureInfo.InvariantCulture));

        float[] outputs = new float[4];
        _xor.Predict(Samples.Xor.Inputs.Span, outputs);
        Assert.All(outputs, (output, i) => Assert.Equal(Samples.Xor.Targets.Span[i], output, 0.2f));
        AssertQuiet();
    }

    [FullFact]
    public async Task RewoundEpochHasTheSameBits()
    {
        IPage page = await OpenXorAsync();
        await GoAsync(page, 20);
        float[] there = Parameters(_xor);
        await GoAsync(page, 60);
        Assert.NotEqual(there, Parameters(_xor));

        // By hand: the slider back to an epoch that has been, once the page knows that it has.
        await Expect(page.Locator("#epochs")).ToHaveTextAsync("60");
        await page.Locator("#time").FillAsync("20");
        await Expect(page.Locator("#epochs")).ToHaveTextAsync("20");
        Assert.Equal(there, Parameters(_xor));
        AssertQuiet();
    }

    [FullFact]
    public async Task OptimizerAndRateChangeWhileItLearns()
    {
        IPage page = await OpenXorAsync();
        await page.Locator("#start").ClickAsync();
        await page.Locator("#optimizer").SelectOptionAsync("Adam");
        await page.Locator("#rate").FillAsync("0.05");
        await page.Locator("#rate").PressAsync("Enter");
        await Expect(page.Locator("#start")).ToHaveTextAsync("Pause");
        TrainingThread training = _session!.Exploration.Training;
        Assert.Equal(("Adam", 0.05), await ReadUntilAsync(() => Task.FromResult((training.Status.Optimizer, training.Status.LearningRate)), read => read == ("Adam", 0.05)));
        AssertQuiet();
    }

    /// <summary>What the training says while a choice is on its way to it does not undo the choice, and the next one does not send what was before.</summary>
    [FullFact]
    public async Task AChoiceOnItsWayStays()
    {
        IPage page = await OpenXorAsync();
        var arrival = new TaskCompletionSource();
        await page.RouteAsync("**/api/settings*", async route =>
        {
            await arrival.Task;
            await route.ContinueAsync();
        });
        await page.Locator("#start").ClickAsync();
        await Expect(page.Locator("#start")).ToHaveTextAsync("Pause");
        await page.Locator("#optimizer").SelectOptionAsync("Adam");
        await page.Locator("#rate").FocusAsync();
        for (int i = 0; i < 3; i++)
        {
            string epochs = await page.Locator("#epochs").TextContentAsync() ?? string.Empty;
            await Expect(page.Locator("#epochs")).Not.ToHaveTextAsync(epochs);
        }

        await Expect(page.Locator("#optimizer")).ToHaveValueAsync("Adam");
        await page.Locator("#rate").FillAsync("0.05");
        await page.Locator("#rate").PressAsync("Enter");
        arrival.SetResult();
        TrainingThread training = _session!.Exploration.Training;
        Assert.Equal(("Adam", 0.05), await ReadUntilAsync(() => Task.FromResult((training.Status.Optimizer, training.Status.LearningRate)), read => read == ("Adam", 0.05)));
        AssertQuiet();
    }

    [FullFact]
    public async Task HoverLightsAllThreePlaces()
    {
        IPage page = await OpenXorAsync();
        await page.Locator("#tab-read").ClickAsync();
        ILocator row = page.Locator(".row.is-statement", new() { HasTextRegex = new Regex(@"\ba1_1 = ") }).First;

        // The first values scroll the listing to the first statement, away from under the pointer.
        await Expect(row.Locator(".note")).Not.ToBeEmptyAsync();
        await row.HoverAsync();
        await Expect(row).ToHaveClassAsync(new Regex("is-lit"));
        await Expect(page.Locator(".unit[data-value=a1_1]")).ToHaveClassAsync(new Regex("is-lit"));
        await Expect(page.Locator(".formula-button.is-lit")).Not.ToHaveCountAsync(0);

        await page.Locator(".unit[data-value=a2_0]").HoverAsync();
        await Expect(page.Locator(".row.is-statement.is-lit", new() { HasTextRegex = new Regex(@"\ba2_0 = ") })).Not.ToHaveCountAsync(0);
        await Expect(page.Locator(".formula-button.is-lit")).Not.ToHaveCountAsync(0);

        await page.Locator(".formula-button", new() { HasTextRegex = new Regex("^δ1 = ") }).HoverAsync();
        await Expect(page.Locator(".row.is-statement.is-lit")).Not.ToHaveCountAsync(0);
        await Expect(page.Locator(".unit.is-lit")).Not.ToHaveCountAsync(0);
        AssertQuiet();
    }

    [FullFact]
    public async Task SteppingShowsTheValuesOfAnIndependentComputation()
    {
        IPage page = await OpenXorAsync();
        await GoAsync(page, 30);
        Dictionary<string, double> expected = Backpropagate(Parameters(_xor), 0, 1, 1);
        await page.Locator("#tab-read").ClickAsync();
        await page.Locator("[aria-label='Sample number']").FillAsync("1");
        await page.Locator("[aria-label='Sample number']").PressAsync("Enter");
        await Expect(page.Locator(".note").First).ToBeAttachedAsync();
        await page.WaitForTimeoutAsync(800);
        await page.Locator("#first").ClickAsync();
        int statements = int.Parse((await page.Locator("#statement").GetAttributeAsync("max"))!, CultureInfo.InvariantCulture);
        var seen = new HashSet<string>();
        for (int step = 0; step < statements; step++)
        {
            await page.Locator("#forward").ClickAsync();
            await Expect(page.Locator("#statement-text")).ToHaveTextAsync($"{step + 1} of {statements}");
            seen.UnionWith(await HoldCardsAsync(page, expected));
        }

        Assert.True(seen.IsSupersetOf(["a1_0", "a1_1", "a1_2", "a2_0", "d2_0", "d1_0", "d1_1", "d1_2", "dw1_0_0", "dw1_1_2", "dw2_2_0", "db2_0"]), string.Join(' ', seen));

        // And backwards in time.
        await page.Locator("#back").ClickAsync();
        await Expect(page.Locator("#statement-text")).ToHaveTextAsync($"{statements - 1} of {statements}");
        await HoldCardsAsync(page, expected);
        AssertQuiet();
    }

    [FullFact]
    public async Task CheckShowsEveryParameterAndLeadsToItsStatement()
    {
        IPage page = await OpenXorAsync();
        await GoAsync(page, 5);
        await page.Locator("#tab-check").ClickAsync();
        await page.Locator("#run-check").ClickAsync();
        await Expect(page.Locator("#check-verdict")).ToHaveTextAsync("All 13 gradients that were checked are correct.");
        await Expect(page.Locator(".check .table tbody tr")).ToHaveCountAsync(13);
        await page.GetByRole(AriaRole.Button, new() { Name = "w1_1_2", Exact = true }).ClickAsync();
        await Expect(page.Locator("#tab-read")).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(page.Locator(".value-card[data-name=dw1_1_2]")).ToBeVisibleAsync();
        AssertQuiet();
    }

    [FullFact]
    public async Task CheckOfAllParametersIsAPictureAndLeadsToTheStatement()
    {
        IPage page = await OpenAsync(() => Explorer.StartAsync(new Picker(seed: 7), Samples.Rows(60, seed: 3), new ExplorerOptions { OpenBrowser = false, Output = null }));
        await page.Locator("#tab-check").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Check 256 of each tensor" }).ClickAsync();
        await Expect(page.Locator("#check-verdict")).ToHaveTextAsync("All 460 gradients that were checked are correct.");
        await Expect(page.Locator("[data-tensor='0'] figcaption")).ToContainTextAsync("256 of 960, evenly spread");
        await Expect(page.Locator("#check-all")).ToHaveTextAsync(new Regex("^Check all 1,164, "));
        await page.Locator("#check-all").ClickAsync();
        await Expect(page.Locator("#check-verdict")).ToHaveTextAsync("All 1,164 gradients that were checked are correct.");
        await Expect(page.Locator("[data-tensor='0'] figcaption")).ToContainTextAsync("all 960");

        // A pixel for each parameter, in the colour of how far off it is.
        ILocator canvas = page.Locator("[data-tensor='0'] canvas");
        Assert.Equal("40 24", await canvas.EvaluateAsync<string>("canvas => `${canvas.width} ${canvas.height}`"));
        await AssertColorsAsync(canvas, 50, 960);

        // The worst sixty, and more on request.
        await Expect(page.Locator(".check .table tbody tr")).ToHaveCountAsync(60);
        await page.Locator("#more-worst").ClickAsync();
        await Expect(page.Locator(".check .table tbody tr")).ToHaveCountAsync(120);
        Assert.Equal(
            await page.Locator(".check .table tbody tr").Nth(0).Locator("button").TextContentAsync(),
            _session!.Exploration.Check!.Worst(0, 1)[0].Name);

        // By keyboard from pixel to pixel, and to the statement.
        await canvas.FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(canvas).ToHaveAttributeAsync("aria-valuetext", new Regex("^w1_1_1 is off by "));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#tab-read")).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(page.Locator(".value-card[data-name^='dw1'], .value-card[data-name^='dW1']")).Not.ToHaveCountAsync(0);
        AssertQuiet();
    }

    [FullFact]
    public async Task LongCheckShowsHowFarItIsAndStops()
    {
        var samples = new Dataset([.. Enumerable.Range(0, 784 * 8).Select(i => i % 7 / 7f)], [.. Enumerable.Range(0, 80).Select(i => i % 10 == i / 10 ? 1f : 0)], 784, 10);
        IPage page = await OpenAsync(() => Explorer.StartAsync(new Digits(seed: 1), samples, new ExplorerOptions { OpenBrowser = false, Output = null }));
        await page.Locator("#tab-check").ClickAsync();
        await page.Locator("#check-all").ClickAsync();
        await Expect(page.Locator("#check-progress")).ToHaveTextAsync(new Regex("^layer 1, weights, 50,176 parameters: [1-9][0-9]? % · [1-9][0-9]? % of all · .* left$"), new() { Timeout = 60_000 });
        await Expect(page.Locator("#stop-check")).ToBeFocusedAsync();
        await Expect(page.Locator("#check-all")).ToBeDisabledAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#check-verdict")).ToHaveTextAsync("Stopped. No tensor was checked.");
        await Expect(page.Locator("#check-all")).ToBeFocusedAsync();
        await page.Locator("#run-check").ClickAsync();
        await Expect(page.Locator("#check-verdict")).ToHaveTextAsync("All 586 gradients that were checked are correct.");
        AssertQuiet();
    }

    [FullFact]
    public async Task ArrowsLeadFromLayerToLayer()
    {
        foreach (int width in new[] { 1440, 390 })
        {
            IPage page = await OpenAsync(() => Explorer.StartAsync(new Detour(seed: 1), Samples.Rows(60, seed: 3), new ExplorerOptions { OpenBrowser = false, Output = null }), width: width);
            await page.Locator("#tab-see").ClickAsync();
            await Expect(page.Locator(".layer-arrow")).ToHaveCountAsync(8);
            string[] ends = await page.Locator(".layer-arrow").EvaluateAllAsync<string[]>("arrows => arrows.map(arrow => arrow.dataset.from + '-' + arrow.dataset.to)");
            Assert.Equal(["0-1", "1-2", "1-5", "2-3", "2-4", "3-4", "4-5", "5-6"], ends.Order(StringComparer.Ordinal));

            // Each head touches the card that it leads to, and two that go past layers have a way of their own.
            Assert.True(await page.EvaluateAsync<bool>(
                """
                () => [...document.querySelectorAll('.layer-arrow')].every(arrow => {
                    const head = arrow.querySelector('.head').getBoundingClientRect();
                    const card = document.querySelectorAll('.layer-card')[arrow.dataset.to].getBoundingClientRect();
                    return head.bottom >= card.top - 1 && head.top <= card.bottom && head.right >= card.left - 1 && head.left <= card.right;
                })
                """));
            double[] ways = await page.Locator(".layer-arrow[data-to='5'][data-from='1'], .layer-arrow[data-to='4'][data-from='2']").EvaluateAllAsync<double[]>(
                "arrows => arrows.map(arrow => arrow.getBoundingClientRect().left)");
            Assert.True(Math.Abs(ways[0] - ways[1]) > 5, string.Join(' ', ways));
            AssertQuiet();
            await DisposeAsync();
            _requests.Clear();
        }
    }

    [FullFact]
    public async Task LinkLeadsToTheSameBitsInAnotherRun()
    {
        IPage page = await OpenXorAsync();
        await GoAsync(page, 12);
        await page.Locator("#optimizer").SelectOptionAsync("Momentum");
        await GoAsync(page, 25);
        float[] there = Parameters(_xor);
        await page.Locator("#copy-link").ClickAsync();
        await page.WaitForFunctionAsync("location.hash.includes('epoch=25')");
        string fragment = await page.EvaluateAsync<string>("location.hash");

        var another = new Xor(seed: 1);
        await using ExplorerSession session = await Explorer.StartAsync(another, Samples.Xor, Options());
        IPage elsewhere = await _context!.NewPageAsync();
        await elsewhere.GotoAsync(session.Address + fragment);
        await Expect(elsewhere.Locator("#epochs")).ToHaveTextAsync("25");
        Assert.Equal(there, Parameters(another));
        Assert.Equal("Momentum", session.Exploration.Training.Status.Optimizer);
    }

    [FullFact]
    public async Task FiltersOfATrainedNetworkAreNotBlank()
    {
        string data = Path.Combine(AppContext.BaseDirectory, "data");
        Dataset images = Dataset.FromIdx(Path.Combine(data, "t10k-images-idx3-ubyte.gz"), Path.Combine(data, "t10k-labels-idx1-ubyte.gz"));
        var network = new Reader(seed: 1);
        IPage page = await OpenAsync(() => Explorer.StartAsync(network, images.Take(2000), new ExplorerOptions
        {
            OpenBrowser = false, Output = null, Optimizer = new Adam(0.005), Validation = images.Slice(5000, 500), StepsPerSecond = 1e9,
        }));
        await GoAsync(page, 2);
        await page.Locator("#tab-see").ClickAsync();
        ILocator filter = page.Locator("[data-tile='layer1.kernel-0']");
        await Expect(filter).ToBeVisibleAsync();
        await AssertColorsAsync(filter, 8, 25);
        await Expect(page.Locator(".matrix-table caption")).ToHaveTextAsync(new Regex("of 500 validation samples are right"));
        await page.Locator(".cell.right:not(:disabled)").First.ClickAsync();
        await Expect(page.Locator(".behind canvas")).Not.ToHaveCountAsync(0);
        await Expect(page.Locator(".activation canvas")).Not.ToHaveCountAsync(0);
        AssertQuiet();
    }

    [FullFact]
    public async Task GatesMemoryAndOutputOfARecurrentLayerAreShownOverTime()
    {
        float[] waves = [.. Enumerable.Range(0, 9 * 20).Select(i => MathF.Sin(0.7f * i))];
        var windows = new Dataset([.. waves[..160]], [.. waves[160..]], 8, 1);
        IPage page = await OpenAsync(() => Explorer.StartAsync(new Teller(seed: 1), windows, new ExplorerOptions { OpenBrowser = false, Output = null }));
        await page.Locator("#tab-see").ClickAsync();
        ILocator inside = page.Locator("[data-inside] strong");
        await Expect(inside).ToHaveTextAsync(["i, input", "f, forget", "g, candidate", "o, output", "h, output", "c, memory"]);
        foreach (string name in new[] { "c1", "h1" })
        {
            await AssertColorsAsync(page.Locator($"[data-inside='{name}'] canvas"), 20, 48);
        }

        AssertQuiet();
    }

    [FullFact]
    public async Task AttentionIsAMapForEachHead()
    {
        float[] steps = [.. Enumerable.Range(0, 10 * 48).Select(i => MathF.Sin(0.7f * i))];
        var samples = new Dataset(steps, [.. Enumerable.Range(0, 10).Select(i => MathF.Cos(i))], 48, 1);
        IPage page = await OpenAsync(() => Explorer.StartAsync(new Looker(seed: 1), samples, new ExplorerOptions { OpenBrowser = false, Output = null }));
        await page.Locator("#tab-see").ClickAsync();
        ILocator maps = page.Locator("[data-inside] .heads canvas");
        await Expect(maps).ToHaveCountAsync(2);
        foreach (ILocator map in await maps.AllAsync())
        {
            await AssertColorsAsync(map, 6, 36);
        }

        AssertQuiet();
    }

    [FullFact]
    public async Task CodeFitsATelephone()
    {
        IPage page = await OpenXorAsync(ColorScheme.Light, 390, 844);
        await GoAsync(page, 5);
        await page.Locator("#tab-read").ClickAsync();
        ILocator row = page.Locator(".row.is-statement", new() { HasTextRegex = new Regex(@"\ba1_1 = ") }).First;
        await Expect(row.Locator(".note")).Not.ToBeEmptyAsync();
        Assert.True(await page.Locator(".listing").EvaluateAsync<bool>("listing => listing.scrollWidth <= listing.clientWidth"), "Code is wider than the page.");

        // What is before a statement takes a small part of the line: number and indentation.
        double before = await row.Locator("code").EvaluateAsync<double>(
            "code => code.children[0].getBoundingClientRect().right - code.closest('.listing').getBoundingClientRect().left");
        Assert.InRange(before, 30, 80);
        AssertQuiet();
    }

    [FullFact]
    public async Task PicturesAndWeightsCanBeTakenAway()
    {
        IPage page = await OpenXorAsync();
        await GoAsync(page, 50);
        await page.Locator("#tab-take").ClickAsync();
        foreach ((string name, string start) in new[] { ("Loss as SVG", "<svg"), ("Network as SVG", "<svg"), ("Loss as PNG", "\u0089PNG"), ("Decision as PNG", "\u0089PNG") })
        {
            IDownload download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync());
            byte[] file = await File.ReadAllBytesAsync((await download.PathAsync())!);
            Assert.True(file.Length > 400, $"{name} has {file.Length} bytes.");
            Assert.StartsWith(start, new string([.. file.Take(5).Select(part => (char)part)]), StringComparison.Ordinal);
        }

        IDownload weights = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Xor.safetensors" }).ClickAsync());
        Assert.Equal(Parameters(_xor), Parameters(Xor.Load((await weights.PathAsync())!)));
        AssertQuiet();
    }

    [FullFact]
    public async Task KeyboardAloneReachesEverything()
    {
        IPage page = await OpenXorAsync();
        foreach (string view in new[] { "train", "see", "read", "check", "take" })
        {
            await page.Locator($"#tab-{view}").ClickAsync();

            // What a view shows comes after it is opened, and what is drawn meanwhile has other elements.
            await page.Locator("#view :is(a[href], button, input, select, [tabindex='0'])").First.WaitForAsync();
            string[] wanted = [];
            int before;
            int attempts = 0;
            do
            {
                // Of a list of tabs one is reached, and the arrows lead to the others.
                before = wanted.Length;
                wanted = await page.EvaluateAsync<string[]>(Wanted);
                await page.WaitForTimeoutAsync(400);
            }
            while (++attempts < 25 && (wanted.Length != before || await page.Locator("[data-reach]").CountAsync() < wanted.Length));

            await page.EvaluateAsync("document.activeElement.blur()");
            var reached = new HashSet<string>();
            for (int i = 0; i < wanted.Length + 5; i++)
            {
                await page.Keyboard.PressAsync("Tab");
                reached.Add(await page.EvaluateAsync<string>("document.activeElement.dataset.reach ?? ''"));
            }

            Assert.Empty(wanted.Except(reached));
        }

        await page.Locator("#tab-take").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator("#tab-train")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("End");
        await Expect(page.Locator("#tab-take")).ToHaveAttributeAsync("aria-selected", "true");
        await page.Locator("#start").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#start")).ToHaveTextAsync("Pause");
        await page.Keyboard.PressAsync("Space");
        await Expect(page.Locator("#start")).ToHaveTextAsync("Start");
    }

    [FullFact]
    public async Task AxeFindsNoViolationOfWcag()
    {
        foreach ((ColorScheme scheme, int width, int height) in new[] { (ColorScheme.Light, 1440, 900), (ColorScheme.Dark, 1440, 900), (ColorScheme.Light, 390, 844), (ColorScheme.Dark, 390, 844) })
        {
            IPage page = await OpenXorAsync(scheme, width, height);
            await GoAsync(page, 40);
            foreach (string view in new[] { "train", "see", "read", "check", "take" })
            {
                await page.Locator($"#tab-{view}").ClickAsync();
                if (view == "check")
                {
                    await page.Locator("#run-check").ClickAsync();
                    await Expect(page.Locator("#check-verdict")).ToBeVisibleAsync();
                }

                await page.WaitForTimeoutAsync(700);
                AxeResult result = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } });
                Assert.True(
                    result.Violations.Length == 0,
                    $"{view}, {scheme}, {width}: {string.Join("; ", result.Violations.Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}"))}");
                bool overflows = await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth + 1");
                Assert.False(overflows, $"{view} is wider than {width} pixels.");
            }

            await DisposeAsync();
        }
    }

    /// <summary>How many colours a canvas has, read from a copy: Chromium warns of a canvas that is read again and again.</summary>
    private const string Colors =
        """
        canvas => {
            const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
            copy.drawImage(canvas, 0, 0);
            return new Set(new Uint32Array(copy.getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size;
        }
        """;

    /// <summary>Numbers whatever should be reached by the keyboard, and names the numbers.</summary>
    private const string Wanted =
        """
        () => {
            document.querySelectorAll('[data-reach]').forEach(element => delete element.dataset.reach);
            const all = [...document.querySelectorAll('a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), [tabindex="0"]')]
                .filter(element => element.tabIndex >= 0 && element.getClientRects().length > 0);
            all.forEach((element, i) => element.dataset.reach = String(i));
            return all.map((_, i) => String(i));
        }
        """;

    private int Epoch => _session!.Exploration.Training.Status.Epoch;

    private static ExplorerOptions Options() => new()
    {
        OpenBrowser = false,
        Output = null,
        Optimizer = new Sgd(2),
    };

    private static float[] Parameters(Network<float> network)
    {
        float[] parameters = new float[network.Layout.ParameterCount];
        network.CopyParametersTo(parameters);
        return parameters;
    }

    /// <summary>Forward and backward of the 2-3-1 network, in double precision and by the book.</summary>
    private static Dictionary<string, double> Backpropagate(float[] p, double x0, double x1, double t)
    {
        double[] x = [x0, x1];
        double[] a = new double[3];
        var values = new Dictionary<string, double>();
        double z2 = p[12];
        for (int j = 0; j < 3; j++)
        {
            double z = p[6 + j] + (x0 * p[j]) + (x1 * p[3 + j]);
            a[j] = 1 / (1 + Math.Exp(-z));
            z2 += a[j] * p[9 + j];
            values[$"z1_{j}"] = z;
            values[$"a1_{j}"] = a[j];
        }

        double y = 1 / (1 + Math.Exp(-z2));
        double d2 = (y - t) * y * (1 - y);
        values["z2_0"] = z2;
        values["a2_0"] = y;
        values["d2_0"] = values["db2_0"] = d2;
        for (int j = 0; j < 3; j++)
        {
            double d1 = d2 * p[9 + j] * a[j] * (1 - a[j]);
            values[$"dw2_{j}_0"] = d2 * a[j];
            values[$"d1_{j}"] = values[$"db1_{j}"] = d1;
            values[$"dw1_0_{j}"] = d1 * x[0];
            values[$"dw1_1_{j}"] = d1 * x[1];
        }

        return values;
    }

    private static async Task<List<string>> HoldCardsAsync(IPage page, Dictionary<string, double> expected)
    {
        var held = new List<string>();
        foreach (ILocator card in await page.Locator(".value-card").AllAsync())
        {
            string name = (await card.GetAttributeAsync("data-name"))!;
            string numbers = (await card.GetAttributeAsync("data-numbers"))!;
            if (expected.TryGetValue(name, out double value) && numbers.Length > 0)
            {
                Assert.Equal(value, double.Parse(numbers.Split(' ')[0], CultureInfo.InvariantCulture), 1e-6);
                held.Add(name);
            }

            string? gradient = await card.GetAttributeAsync("data-gradients");
            string delta = "d" + name[1..];
            if (name[0] == 'z' && gradient is { Length: > 0 } && expected.TryGetValue(delta, out double slope))
            {
                Assert.Equal(slope, double.Parse(gradient.Split(' ')[0], CultureInfo.InvariantCulture), 1e-6);
            }
        }

        return held;
    }

    /// <summary>Reads until it is what it should be, which takes as long as the machine is slow; after half a minute, whatever it is.</summary>
    private static async Task<T> ReadUntilAsync<T>(Func<Task<T>> read, Func<T, bool> holds)
    {
        long end = Environment.TickCount64 + 30_000;
        T last = await read();
        while (!holds(last) && Environment.TickCount64 < end)
        {
            await Task.Delay(50);
            last = await read();
        }

        return last;
    }

    /// <summary>A canvas is drawn, in that many colours.</summary>
    private static async Task AssertColorsAsync(ILocator canvas, int least, int most) =>
        Assert.InRange(await ReadUntilAsync(() => canvas.EvaluateAsync<int>(Colors), colors => colors >= least && colors <= most), least, most);

    private async Task GoAsync(IPage page, int epoch)
    {
        await page.EvaluateAsync("path => fetch(path, { method: 'POST' })", $"/api/go?epoch={epoch}");
        await TrainingThreadTests.Rest(_session!.Exploration.Training);
        Assert.Equal(epoch, Epoch);
    }

    private Task<IPage> OpenXorAsync(ColorScheme scheme = ColorScheme.Light, int width = 1440, int height = 900) =>
        OpenAsync(() => Explorer.StartAsync(_xor, Samples.Xor, Options()), scheme, width, height);

    private async Task<IPage> OpenAsync(Func<Task<ExplorerSession>> start, ColorScheme scheme = ColorScheme.Light, int width = 1440, int height = 900)
    {
        _session = await start();
        _context = await (await browser.BrowserAsync()).NewContextAsync(new BrowserNewContextOptions
        {
            ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = height }, Permissions = ["clipboard-read", "clipboard-write"],
        });
        IPage page = await _context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Add(error);
        page.Request += (_, request) => _requests.Add(request.Url);
        await page.GotoAsync(_session.Address.AbsoluteUri);
        await page.Locator("html[data-ready]").WaitForAsync();
        return page;
    }

    /// <summary>Nothing was complained of, and nothing was asked of anybody else.</summary>
    private void AssertQuiet()
    {
        Assert.Empty(_complaints);
        string own = new Uri(_session!.Address, "/").AbsoluteUri;
        Assert.All(_requests, request => Assert.True(request.StartsWith(own, StringComparison.Ordinal) || request.StartsWith("blob:" + own, StringComparison.Ordinal), request));
    }
}
