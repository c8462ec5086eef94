using System;
using System.Diagnostics;
using System.IO;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace GenNet.Tests;

/// <summary>The page does not keep a program alive that is asked to end, not even while it trains and is looked at.</summary>
public sealed class ProgramTests
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task ProgramEndsWhenItIsAskedTo(string signal)
    {
        if (OperatingSystem.IsWindows())
        {
            // Signals are not sent between processes there.
            return;
        }

        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string program = Path.Combine(Root(), "samples", "Explorer", "bin", configuration, "net10.0", "Explorer.dll");

        // Where these tests run in the background SIGINT is ignored, and so it would be by what they start.
        string[] command = ["dotnet", program, "xor", "--no-browser"];
        ProcessStartInfo start = OperatingSystem.IsLinux() ? new("env", [$"--default-signal={signal}", .. command]) : new(command[0], command[1..]);
        start.RedirectStandardOutput = true;
        start.StandardOutputEncoding = Encoding.UTF8;
        using Process process = Process.Start(start)!;
        try
        {
            string line = await process.StandardOutput.ReadLineAsync() ?? "";
            var address = new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]);
            using var client = new HttpClient { BaseAddress = address };
            using HttpResponseMessage started = await client.PostAsync("/api/start" + address.Query, null);
            Assert.True(started.IsSuccessStatusCode);
            using HttpResponseMessage events = await client.GetAsync("/api/events" + address.Query, HttpCompletionOption.ResponseHeadersRead);
            Assert.True(events.IsSuccessStatusCode);
            using (Process kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            {
                await kill.WaitForExitAsync();
            }

            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "GenNet.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException("The tests run inside the repository.");
    }
}
