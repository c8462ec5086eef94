using System;
using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.Playwright;

namespace GenNet.Watching;

/// <summary>The sample Explorer that trains as fast as it can, and a browser that looks at it or does not. Linux alone: it reads /proc.</summary>
internal sealed class WatchedProgram : IAsyncDisposable
{
    private const string Watcher =
        """
        window.watched = { updates: 0, frames: 0, gap: 0, drawing: [], tasks: [] };
        window.EventSource = class extends EventSource {
            constructor(address) {
                super(address);
                this.addEventListener('message', () => watched.updates++);
            }
        };
        new PerformanceObserver(list => list.getEntries().forEach(entry => watched.tasks.push(entry.duration))).observe({ type: 'longtask' });
        new PerformanceObserver(list => list.getEntries().forEach(entry => watched.drawing.push(entry.duration))).observe({ type: 'measure' });
        let last = performance.now();
        const frame = now => {
            watched.frames++;
            watched.gap = Math.max(watched.gap, now - last);
            last = now;
            requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
        """;

    private readonly WatchOptions _options;
    private readonly SampleProgram _program;
    private readonly string _thread;
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly IPage _page;
    private readonly ConcurrentQueue<(string Method, string Path)> _asked = new();
    private double _batches;

    private WatchedProgram(WatchOptions options, SampleProgram program, IPlaywright playwright, IBrowser browser, IPage page)
    {
        (_options, _program, _playwright, _browser, _page) = (options, program, playwright, browser, page);
        _thread = Directory.GetDirectories($"/proc/{program.Process.Id}/task")
            .Single(task => File.ReadAllText($"{task}/comm").StartsWith("GenNet training", StringComparison.Ordinal));
    }

    public static async Task<WatchedProgram> StartAsync(string network, WatchOptions options)
    {
        // What is started inherits the core.
        if (options.IsPinned)
        {
            Pin("-a", 0, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }

        SampleProgram program = await SampleProgram.StartAsync(network);
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await SampleProgram.LaunchAsync(playwright);
        IPage page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        await page.AddInitScriptAsync(Watcher);
        var watched = new WatchedProgram(options, program, playwright, browser, page);
        page.Request += (_, request) => watched._asked.Enqueue((request.Method, new Uri(request.Url).PathAndQuery));
        using (JsonDocument facts = JsonDocument.Parse(await program.Client.GetStringAsync(program.At("/api/network"))))
        {
            watched._batches = facts.RootElement.GetProperty("batches").GetDouble();
        }

        if (options.IsPinned)
        {
            Pin("-p", 1, watched._thread[(watched._thread.LastIndexOf('/') + 1)..]);
        }

        await program.PostAsync("/api/pace?steps=0");
        await program.PostAsync("/api/start");
        await Task.Delay(1500);
        return watched;
    }

    /// <summary>Opens the page, waits until it stands, and looks at it for a round.</summary>
    public async Task<PageRound> WatchAsync(string view)
    {
        await _page.GotoAsync($"{_program.Address}#view={view}");
        await _page.Locator("html[data-ready]").WaitForAsync();
        await Task.Delay(1500);
        await _page.EvaluateAsync("Object.assign(watched, { updates: 0, frames: 0, gap: 0, drawing: [], tasks: [], began: performance.now() })");
        Round training = await MeasureAsync();
        JsonElement seen = await _page.EvaluateAsync<JsonElement>("({ ...watched, seconds: (performance.now() - watched.began) / 1000 })");
        double seconds = seen.GetProperty("seconds").GetDouble();
        double[] Numbers(string name) => [.. seen.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
        return new PageRound(
            training,
            seen.GetProperty("updates").GetDouble() / seconds,
            seen.GetProperty("frames").GetDouble() / seconds,
            seen.GetProperty("gap").GetDouble(),
            Numbers("drawing"),
            Numbers("tasks"));
    }

    /// <summary>The pictures that pages have asked for since they were opened.</summary>
    public PictureRequest[] Asked => PictureRequest.Of(_asked);

    /// <summary>Closes the page, and lets a reader ask for the same for a round, while the gradients of all parameters are checked or are not.</summary>
    public async Task<ReaderRound> ReadAsync(PictureRequest[] pictures, bool isChecked)
    {
        await _page.GotoAsync("about:blank");
        await using var reader = new PageReader(_program, pictures);
        if (isChecked)
        {
            await _program.PostAsync($"/api/check/start?most={int.MaxValue}");
        }

        await Task.Delay(500);
        (int updates, int taken, long began) = (reader.Updates, reader.Pictures, Stopwatch.GetTimestamp());
        Round training = await MeasureAsync();
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        if (isChecked)
        {
            await _program.PostAsync("/api/check/stop");
        }

        return new ReaderRound(training, (reader.Updates - updates) / seconds, (reader.Pictures - taken) / seconds);
    }

    /// <summary>Closes the page, and lets training be alone for a round.</summary>
    public async Task<Round> LeaveAsync()
    {
        await _page.GotoAsync("about:blank");
        await Task.Delay(500);
        return await MeasureAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        _program.Dispose();
    }

    private static void Pin(string what, int core, string id)
    {
        string[] arguments = what == "-p" ? ["-p", "-c", $"{core}", id] : [what, "-p", "-c", $"{core}", id];
        using Process pin = Process.Start(new ProcessStartInfo("taskset", arguments) { RedirectStandardOutput = true })!;
        pin.WaitForExit();
    }

    private static double SecondsOf(Process process)
    {
        try
        {
            return process.TotalProcessorTime.TotalSeconds;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            // It has ended meanwhile.
            return 0;
        }
    }

    private async Task<Round> MeasureAsync()
    {
        long began = Stopwatch.GetTimestamp();
        (double steps, double own, double browser, double server) = await StateAsync();
        await Task.Delay(TimeSpan.FromSeconds(_options.Seconds));
        (double stepsThen, double ownThen, double browserThen, double serverThen) = await StateAsync();
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return new Round(
            (stepsThen - steps) / (ownThen - own),
            (stepsThen - steps) / seconds,
            (browserThen - browser) / seconds,
            (serverThen - server - ownThen + own) / seconds,
            (ownThen - own) * 1000 * _batches / (stepsThen - steps));
    }

    /// <summary>Steps so far, and seconds of processor time: of the thread that trains, of the browser, and of the whole program.</summary>
    private async Task<(double Steps, double Own, double Browser, double Server)> StateAsync()
    {
        using HttpResponseMessage response = await _program.Client.GetAsync(_program.At("/api/events"), HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        using JsonDocument status = JsonDocument.Parse((await reader.ReadLineAsync())!["data: ".Length..]);
        double own = double.Parse((await File.ReadAllTextAsync($"{_thread}/schedstat")).Split(' ')[0], CultureInfo.InvariantCulture) / 1e9;
        double browser = Process.GetProcesses()
            .Where(process => process.ProcessName.StartsWith("chrom", StringComparison.Ordinal))
            .Sum(SecondsOf);
        _program.Process.Refresh();
        return (status.RootElement.GetProperty("step").GetDouble(), own, browser, _program.Process.TotalProcessorTime.TotalSeconds);
    }
}
