using System;
using System.Diagnostics;
using System.Threading.Tasks;
using GenNet.Exploring;

namespace GenNet;

/// <summary>The page of a network that is being served.</summary>
public sealed class ExplorerSession : IAsyncDisposable
{
    private readonly Exploration _exploration;
    private readonly PageServer _server;
    private bool _isDisposed;

    private ExplorerSession(Exploration exploration, PageServer server)
    {
        _exploration = exploration;
        _server = server;
    }

    /// <summary>The page's address, with the token without which every request is refused.</summary>
    public Uri Address => _server.Address;

    /// <summary>An address that opens the page once, for command lines.</summary>
    internal Uri FirstAddress => _server.FirstAddress;

    /// <summary>What the page shows.</summary>
    internal Exploration Exploration => _exploration;

    /// <summary>Pauses training and closes the page. The network keeps what it has learnt.</summary>
    /// <returns>A task that ends when everything has ended.</returns>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await _server.DisposeAsync().ConfigureAwait(false);
        _exploration.Dispose();
    }

    internal static async Task<ExplorerSession> StartAsync(Exploration exploration, ExplorerOptions options)
    {
        PageServer server;
        try
        {
            server = await PageServer.StartAsync(exploration, options).ConfigureAwait(false);
        }
        catch
        {
            exploration.Dispose();
            throw;
        }

        if (options.Output is { } output)
        {
            await output.WriteLineAsync($"Explore {exploration.Name} at {server.Address}").ConfigureAwait(false);
        }

        if (options.OpenBrowser)
        {
            Open(server.FirstAddress);
        }

        return new ExplorerSession(exploration, server);
    }

    /// <summary>Opens the page in the browser; where there is none, the address that was printed is enough.</summary>
    private static void Open(Uri address)
    {
        try
        {
            var start = new ProcessStartInfo
            {
                FileName = OperatingSystem.IsWindows() ? address.AbsoluteUri : OperatingSystem.IsMacOS() ? "open" : "xdg-open",
                UseShellExecute = OperatingSystem.IsWindows(),
                RedirectStandardError = !OperatingSystem.IsWindows(),
                RedirectStandardOutput = !OperatingSystem.IsWindows(),
            };
            if (!OperatingSystem.IsWindows())
            {
                start.ArgumentList.Add(address.AbsoluteUri);
            }

            Process.Start(start)?.Dispose();
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            // A machine without a desktop has nothing to open it with.
        }
    }
}
