using System;
using System.Diagnostics;
using System.Linq;
using System.Net.Http;
using System.Reflection;
using System.Threading.Tasks;
using Microsoft.Playwright;

namespace GenNet.Watching;

/// <summary>The sample Explorer with one of its networks, and how to ask it.</summary>
internal sealed class SampleProgram : IDisposable
{
    private SampleProgram(Process process, Uri address) => (Process, Address) = (process, address);

    public Process Process { get; }

    /// <summary>The page's address, with the token.</summary>
    public Uri Address { get; }

    public HttpClient Client { get; } = new();

    public static async Task<SampleProgram> StartAsync(string network)
    {
        string sample = typeof(SampleProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Sample").Value!;
        Process process = Process.Start(new ProcessStartInfo(sample, [network, "--no-browser"]) { RedirectStandardOutput = true })!;
        string line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"{sample} said nothing.");
        return new SampleProgram(process, new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]));
    }

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium", Args = ["--no-sandbox"],
    });

    /// <summary>A path with the token.</summary>
    public Uri At(string path) => new($"{Address.GetLeftPart(UriPartial.Authority)}{path}{(path.Contains('?') ? '&' : '?')}{Address.Query[1..]}");

    public async Task PostAsync(string path)
    {
        using HttpResponseMessage response = await Client.PostAsync(At(path), null);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose()
    {
        Process.Kill();
        Process.Dispose();
        Client.Dispose();
    }
}
