using System;
using System.IO;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Xunit;

namespace GenNet.Tests;

/// <summary>Debian's Chromium, begun when the first test asks for it.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task<IBrowser> BrowserAsync()
    {
        if (_browser is null)
        {
            string path = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";
            Assert.True(File.Exists(path), $"The page is tested in Chromium, and there is none at {path}: install it (apt-get install chromium), or say in CHROMIUM where it is.");

            // What the page waits for takes as long as the machine is slow.
            Assertions.SetDefaultExpectTimeout(30_000);
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = ["--no-sandbox"] });
        }

        return _browser;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
