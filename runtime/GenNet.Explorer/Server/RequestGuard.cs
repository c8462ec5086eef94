using System;
using System.Collections.Generic;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace GenNet.Exploring;

/// <summary>
/// Lets those in who have the token, and no web page of others: neither under another name of this machine (DNS rebinding), nor by a request that a
/// browser makes on its behalf.
/// </summary>
internal sealed class RequestGuard
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'";

    private readonly HashSet<string> _hosts;
    private readonly byte[] _token;
    private readonly string _cookie;
    private byte[]? _ticket;

    /// <param name="port">The port that is listened on; cookies do not tell ports apart, so its name does.</param>
    /// <param name="hosts">The names that the machine is called by.</param>
    public RequestGuard(int port, IEnumerable<string> hosts)
    {
        _hosts = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string host in hosts)
        {
            _hosts.Add($"{host}:{port}");
            if (port == 80)
            {
                _hosts.Add(host);
            }
        }

        Token = NewSecret();
        _token = Encoding.ASCII.GetBytes(Token);
        _cookie = $"gennet-explorer-{port}";
        Ticket = NewSecret();
        _ticket = Encoding.ASCII.GetBytes(Ticket);
    }

    /// <summary>What every request must know.</summary>
    public string Token { get; }

    /// <summary>What opens the page once: command lines can be read by others on the machine, and one that has been used is worth nothing.</summary>
    public string Ticket { get; }

    public async Task InvokeAsync(HttpContext context, Func<Task> next)
    {
        HttpRequest request = context.Request;
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        if (!_hosts.Contains(request.Host.Value ?? string.Empty))
        {
            await RefuseAsync(context, StatusCodes.Status421MisdirectedRequest, "This host name is not the explorer's.").ConfigureAwait(false);
            return;
        }

        if (IsForeign(request))
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "Only the explorer's own page may ask for this.").ConfigureAwait(false);
            return;
        }

        if (request.Path == "/" && TryUseTicket(request.Query["ticket"].ToString()))
        {
            context.Response.Redirect($"/?token={Token}");
            return;
        }

        bool knowsToken = IsToken(request.Query["token"].ToString());
        if (!knowsToken && !IsToken(request.Cookies[_cookie]))
        {
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, "Open the address that the program printed: it has a token, and this request has not.")
                .ConfigureAwait(false);
            return;
        }

        if (knowsToken)
        {
            context.Response.Cookies.Append(_cookie, Token, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, IsEssential = true });
        }

        await next().ConfigureAwait(false);
    }

    private static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    /// <summary>Whether a page of another origin makes a browser send this. A person who follows a link is none.</summary>
    private static bool IsForeign(HttpRequest request)
    {
        string origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && origin != $"{request.Scheme}://{request.Host.Value}")
        {
            return true;
        }

        string site = request.Headers["Sec-Fetch-Site"].ToString();
        bool isNavigation = HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] == "navigate";
        return site is "cross-site" or "same-site" && !isNavigation;
    }

    private static async Task RefuseAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(text + "\n").ConfigureAwait(false);
    }

    private bool IsToken(string? text) =>
        text is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(text), _token);

    private bool TryUseTicket(string text)
    {
        byte[]? ticket = _ticket;
        return ticket is not null
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(text), ticket)
            && System.Threading.Interlocked.CompareExchange(ref _ticket, null, ticket) == ticket;
    }
}
