using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GenNet.Exploring;

/// <summary>Kestrel, and which request goes where. It reads no configuration of the program around it.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private PageServer(WebApplication application, Uri address, Uri firstAddress)
    {
        _application = application;
        Address = address;
        FirstAddress = firstAddress;
    }

    /// <summary>The page's address with the token.</summary>
    public Uri Address { get; }

    /// <summary>An address that opens the page once.</summary>
    public Uri FirstAddress { get; }

    public static async Task<PageServer> StartAsync(Exploration exploration, ExplorerOptions options)
    {
        // The port must be known before the first request, because the hosts and the cookie are named after it.
        int port = options.Port == 0 ? FreePort(options.Address) : options.Port;
        var guard = new RequestGuard(port, Hosts(options));
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1 << 20;
            kestrel.Listen(options.Address, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddRoutingCore();

        // Signals belong to the program around it: what ends the program ends the page.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        WebApplication application = builder.Build();
        application.Use(guard.InvokeAsync);
        application.Use(ErrorText.InvokeAsync);
        application.UseRouting();
        new PageEndpoints(exploration, guard.Token, application.Lifetime.ApplicationStopping).Map(application);
        try
        {
            await application.StartAsync().ConfigureAwait(false);
        }
        catch (SocketException exception)
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw exception.SocketErrorCode == SocketError.AccessDenied ? NoPermission(port, exception) : NoSuchAddress(options.Address, exception);
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        string host = options.HostNames.Count > 0 ? options.HostNames[0] : Literal(options.Address);
        var root = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://{host}:{port}/"));
        return new PageServer(application, new Uri(root, $"?token={guard.Token}"), new Uri(root, $"?ticket={guard.Ticket}"));
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    private static string Literal(IPAddress address)
    {
        IPAddress shown = address.Equals(IPAddress.Any) ? IPAddress.Loopback : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : address;
        return shown.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{shown}]" : shown.ToString();
    }

    private static List<string> Hosts(ExplorerOptions options)
    {
        var hosts = new List<string>(options.HostNames) { Literal(options.Address) };
        if (IPAddress.IsLoopback(options.Address) || options.Address.Equals(IPAddress.Any) || options.Address.Equals(IPAddress.IPv6Any))
        {
            hosts.AddRange(["localhost", "127.0.0.1", "[::1]"]);
        }

        return hosts;
    }

    private static int FreePort(IPAddress address)
    {
        using var listener = new TcpListener(address, 0);
        try
        {
            listener.Start();
        }
        catch (SocketException exception)
        {
            throw NoSuchAddress(address, exception);
        }

        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static IOException NoSuchAddress(IPAddress address, SocketException exception) => new(
        $"The explorer cannot listen at {address}, which seems not to be an address of this machine: {exception.Message}. Set {nameof(ExplorerOptions.Address)} to one that it has, "
        + "to IPAddress.Any for all of them, or leave it out for this machine alone.",
        exception);

    private static IOException NoPermission(int port, SocketException exception) => new(
        $"The explorer may not listen at port {port}: {exception.Message}. Set {nameof(ExplorerOptions.Port)} to one above 1023, or to 0 for any that is free.", exception);
}
