using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.NetworkInformation;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using GenNet.Exploring;
using Xunit;

namespace GenNet.Tests;

/// <summary>What the server answers, and whom.</summary>
public sealed partial class ServerTests : IAsyncLifetime
{
    private static readonly string[] _readings =
    [
        "/", "/page/main.js", "/page/style.css", "/page/icon.svg", "/api/network", "/api/plan", "/api/boundary?size=8", "/api/tensor?index=0",
        "/api/samples?indices=0,1", "/api/histograms", "/api/confusion", "/api/sample?index=2", "/api/weights", "/api/check",
    ];

    private static readonly string[] _deeds =
        ["/api/start", "/api/pause", "/api/step-batch", "/api/step-epoch", "/api/go?epoch=0", "/api/settings?optimizer=Adam&rate=0.1", "/api/pace?steps=0", "/api/replay?epoch=0&plan=0:Sgd:1", "/api/seen?stream=1&update=1", "/api/check/start?most=1", "/api/check/stop"];

    private readonly HttpClient _client = new(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false });
    private readonly StringWriter _output = new();
    private ExplorerSession _session = null!;
    private string _token = "";

    public async ValueTask InitializeAsync()
    {
        _session = await Explorer.StartAsync(
            new Xor(seed: 1), Samples.Xor, new ExplorerOptions { OpenBrowser = false, Output = _output, Optimizer = new Sgd(2), Seed = 4 });
        _client.BaseAddress = new Uri(_session.Address, "/");
        _token = _session.Address.Query["?token=".Length..];
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _session.DisposeAsync();
    }

    public static TheoryData<string> Readings => [.. _readings, "/api/events"];

    public static TheoryData<string> Deeds => [.. _deeds];

    [Fact]
    public void AddressIsPrinted() => Assert.Equal($"Explore Xor at {_session.Address}{Environment.NewLine}", _output.ToString());

    /// <summary>RFC 5737 keeps 192.0.2.0 for documentation, so that no machine has it.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(40_321)]
    public async Task AnAddressThatIsNotTheMachinesIsNamed(int port)
    {
        var options = new ExplorerOptions { OpenBrowser = false, Output = null, Address = IPAddress.Parse("192.0.2.7"), Port = port };
        IOException refused = await Assert.ThrowsAsync<IOException>(() => Explorer.StartAsync(new Xor(seed: 1), Samples.Xor, options));
        Assert.StartsWith("The explorer cannot listen at 192.0.2.7, which seems not to be an address of this machine: ", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("Set Address to one that it has, to IPAddress.Any for all of them, or leave it out for this machine alone.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Readings))]
    public async Task NothingIsReadWithoutTheToken(string path)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.GetAsync(path)).StatusCode);
        string wrong = path + (path.Contains('?') ? "&" : "?") + "token=" + new string('0', _token.Length);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.GetAsync(wrong)).StatusCode);
    }

    [Theory]
    [MemberData(nameof(Deeds))]
    public async Task NothingIsDoneWithoutTheToken(string path)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.PostAsync(path, null)).StatusCode);
        Assert.Equal(0, _session.Exploration.Training.Status.Step);
        Assert.Equal("Sgd", _session.Exploration.Training.Status.Optimizer);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Post, path)).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await SendAsync(HttpMethod.Get, path)).StatusCode);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1")]
    [InlineData("localhost:1")]
    public async Task OtherHostNamesAreRefused(string host)
    {
        HttpResponseMessage response = await SendAsync(HttpMethod.Get, "/api/network", request => request.Headers.Host = host);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, response.StatusCode);
        Assert.DoesNotContain("Xor", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PagesOfOthersAreRefused()
    {
        foreach ((string name, string value) in new[] { ("Origin", "http://evil.example"), ("Origin", "http://localhost:1"), ("Origin", "null"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site") })
        {
            HttpResponseMessage response = await SendAsync(HttpMethod.Post, "/api/start", request => request.Headers.Add(name, value));
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }

        Assert.False(_session.Exploration.Training.Status.IsRunning);
        HttpResponseMessage own = await SendAsync(HttpMethod.Post, "/api/pause", request => request.Headers.Add("Origin", _client.BaseAddress!.GetLeftPart(UriPartial.Authority)));
        Assert.Equal(HttpStatusCode.NoContent, own.StatusCode);
    }

    [Fact]
    public async Task PageComesWithAPolicyThatForbidsInlineScript()
    {
        HttpResponseMessage response = await _client.GetAsync(_session.Address);
        string policy = string.Join(' ', response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        string cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=strict", cookie, StringComparison.Ordinal);
        string page = await response.Content.ReadAsStringAsync();
        Assert.DoesNotMatch(InlineCode(), page);

        // The cookie is as good as the token, which the page's own requests need not know then.
        HttpResponseMessage script = await SendAsync(HttpMethod.Get, "/page/main.js", request =>
        {
            request.Headers.Remove("Cookie");
            request.Headers.Add("Cookie", cookie[..cookie.IndexOf(';')]);
        });
        Assert.Equal("text/javascript", script.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task PageAsksNobodyElse()
    {
        foreach (string name in typeof(Explorer).Assembly.GetManifestResourceNames())
        {
            using var reader = new StreamReader(typeof(Explorer).Assembly.GetManifestResourceStream(name)!);
            string text = await reader.ReadToEndAsync();
            Assert.DoesNotContain("://", text.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task NoAnswerNamesAPlaceOnTheMachine()
    {
        string[] places = [AppContext.BaseDirectory, Environment.CurrentDirectory, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), Environment.MachineName];
        List<string> asked = [.. _readings, "/page/nothing.js", "/page/..%2f..%2fetc", "/nothing", "/api/tensor?index=99", "/api/boundary?size=x", "/api/samples?indices=77"];
        foreach (string path in asked)
        {
            string text = await (await SendAsync(HttpMethod.Get, path)).Content.ReadAsStringAsync();
            Assert.All(places.Where(place => place.Length > 1), place => Assert.DoesNotContain(place.TrimEnd('/'), text, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Theory]
    [InlineData("/api/tensor?index=99", "Xor has 4 tensors.")]
    [InlineData("/api/samples?indices=4", "The data set has 4 samples.")]
    [InlineData("/api/samples?indices=0&of=validation", "There are no validation samples.")]
    [InlineData("/api/boundary?size=1000", "size is a whole number from 4 to 200.")]
    public async Task WhatCannotBeIsSaid(string path, string message)
    {
        HttpResponseMessage response = await SendAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(message + "\n", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/api/settings?optimizer=Nothing&rate=0.1")]
    [InlineData("/api/settings?optimizer=Sgd&rate=-1")]
    [InlineData("/api/settings?optimizer=Sgd&rate=NaN")]
    [InlineData("/api/go?epoch=-1")]
    [InlineData("/api/replay?epoch=1&plan=5:Sgd:1,4:Sgd:1")]
    public async Task WhatCannotBeIsNotDone(string path) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(HttpMethod.Post, path)).StatusCode);

    [Fact]
    public void OnlyThisMachineIsListenedTo()
    {
        IPEndPoint[] listening = [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(point => point.Port == _session.Address.Port)];
        Assert.Equal(IPAddress.Loopback, Assert.Single(listening).Address);
    }

    [Fact]
    public async Task TicketOpensThePageOnce()
    {
        var guard = new RequestGuard(80, ["localhost"]);
        Assert.NotEqual(guard.Token, guard.Ticket);
        Uri first = _session.FirstAddress;
        HttpResponseMessage response = await _client.GetAsync(first);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal($"/?token={_token}", response.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.GetAsync(first)).StatusCode);
    }

    [Fact]
    public async Task EventsTellHowTrainingGoes()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/events?token={_token}");
        using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        JsonElement first = await ReadEventAsync(reader);
        Assert.False(first.GetProperty("running").GetBoolean());
        Assert.True(first.GetProperty("losses").GetProperty("all").GetBoolean());

        await SendAsync(HttpMethod.Post, "/api/go?epoch=40");
        JsonElement last;
        var losses = new List<double>();
        do
        {
            last = await ReadEventAsync(reader);
            await SeeAsync(last);
            if (last.GetProperty("losses").GetProperty("all").GetBoolean())
            {
                losses.Clear();
            }

            losses.AddRange(last.GetProperty("losses").GetProperty("points").EnumerateArray().Select(point => point[0].GetDouble()));
        }
        while (last.GetProperty("running").GetBoolean() || last.GetProperty("epoch").GetInt32() < 40);
        Assert.Equal(40, last.GetProperty("epoch").GetInt32());
        Assert.Equal(40, losses[^1]);
    }

    [FullFact]
    public async Task PageThatDoesNotAnswerIsToldSeldom()
    {
        await SendAsync(HttpMethod.Post, "/api/start");
        long began = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/events?token={_token}");
        using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        JsonElement told = default;
        for (int update = 1; update <= 4; update++)
        {
            told = await ReadEventAsync(reader);
            Assert.Equal(update, told.GetProperty("update").GetInt32());
        }

        // Two are on their way, and then one a second.
        Assert.True(Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(1.9), $"{Stopwatch.GetElapsedTime(began)}");
        await SeeAsync(told);
        Assert.Equal(5, (await ReadEventAsync(reader)).GetProperty("update").GetInt32());
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Post, "/api/seen?stream=99&update=1")).StatusCode);
    }

    [Fact]
    public async Task FactsAreThoseOfTheDeclaration()
    {
        using JsonDocument facts = JsonDocument.Parse(await (await SendAsync(HttpMethod.Get, "/api/network")).Content.ReadAsStringAsync());
        JsonElement root = facts.RootElement;
        Assert.Equal("Xor", root.GetProperty("name").GetString());
        Assert.Equal(13, root.GetProperty("parameters").GetInt32());
        Assert.Equal(2, root.GetProperty("classes").GetInt32());
        Assert.Equal(4, root.GetProperty("seed").GetInt32());
        Assert.Equal([3, 4], root.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("parameters").GetInt32() - (layer.GetProperty("number").GetInt32() == 1 ? 6 : 0)));
        Assert.Equal(["layer1.kernel", "layer1.bias", "layer2.kernel", "layer2.bias"], root.GetProperty("tensors").EnumerateArray().Select(tensor => tensor.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task BoundaryIsWhatTheNetworkPredicts()
    {
        byte[] bytes = await (await SendAsync(HttpMethod.Get, "/api/boundary?size=4")).Content.ReadAsByteArrayAsync();
        float[] expected = new float[16];
        new Xor(seed: 1).Predict(InputPlane.Of(Samples.Xor).Grid(4), expected);
        Assert.Equal(expected, Floats(bytes));
    }

    [Fact]
    public async Task MapsOfMorePointsThanAPassTakesAreTracedInParts()
    {
        const int points = 24 * 24;
        var network = new Bender(seed: 1);
        Assert.InRange(network.Layout.SamplesPerPass, 1, points - 1);
        float[] grid = InputPlane.Of(Samples.Xor).Grid(24);
        float[] outputs = network.Predict(grid);
        await using ExplorerSession session = await OpenAsync(network);
        HttpResponseMessage response = await AskAsync(session, "/api/maps?size=24");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        float[] maps = Floats(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal(points * (2 + 8 + 8 + 1), maps.Length);
        for (int point = 0; point < points; point++)
        {
            Assert.Equal(grid[(2 * point) + 1], maps[points + point]);
            Assert.Equal(UnitOfFirst(network, grid, point), maps[(2 * points) + point], 1e-5f);
            Assert.Equal(outputs[point], maps[^(points - point)], 1e-5f);
        }
    }

    [Fact]
    public async Task WeightsAreTheFileThatLoadReads()
    {
        await SendAsync(HttpMethod.Post, "/api/go?epoch=3");
        await TrainingThreadTests.Rest(_session.Exploration.Training);
        byte[] file = await (await SendAsync(HttpMethod.Get, "/api/weights")).Content.ReadAsByteArrayAsync();
        float[] loaded = new float[Xor.ParameterCount];
        Xor.Load(file).CopyParametersTo(loaded);
        var fitted = new Xor(seed: 1);
        fitted.Fit(Samples.Xor, new FitOptions { Epochs = 3, Optimizer = new Sgd(2), Seed = 4 });
        float[] expected = new float[Xor.ParameterCount];
        fitted.CopyParametersTo(expected);
        Assert.Equal(expected, loaded);
    }

    [Fact]
    public async Task WeightsAreAFileOfTheNetworksNameInAnyLetters()
    {
        await using ExplorerSession session = await OpenAsync(new Größe(seed: 1));
        HttpResponseMessage response = await AskAsync(session, "/api/weights");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("Größe.safetensors", response.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Equal(Größe.ParameterCount, Größe.Load(await response.Content.ReadAsByteArrayAsync()).Layout.ParameterCount);
    }

    [Fact]
    public async Task SessionMayBeDisposedTwice()
    {
        ExplorerSession session = await Explorer.StartAsync(new Plain(seed: 1), Samples.Xor, new ExplorerOptions { OpenBrowser = false, Output = null });
        await session.DisposeAsync();
        await session.DisposeAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetAsync(session.Address));
    }

    internal static float[] Floats(byte[] bytes) => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes).ToArray();

    [GeneratedRegex("""<script(?![^>]*\bsrc=)|\bon[a-z]+=|\bstyle=|<style|javascript:""", RegexOptions.IgnoreCase)]
    private static partial Regex InlineCode();

    /// <summary>What the first unit of the first layer yields, by its parameters.</summary>
    private static float UnitOfFirst(Bender network, float[] grid, int point)
    {
        float[] parameters = new float[Bender.ParameterCount];
        network.CopyParametersTo(parameters);
        return MathF.Tanh((grid[2 * point] * parameters[0]) + (grid[(2 * point) + 1] * parameters[8]) + parameters[16]);
    }

    private static Task<ExplorerSession> OpenAsync(TrainableNetwork<float> network) =>
        Explorer.StartAsync(network, Samples.Xor, new ExplorerOptions { OpenBrowser = false, Output = null });

    private Task<HttpResponseMessage> AskAsync(ExplorerSession session, string path) =>
        _client.GetAsync(new Uri(session.Address, $"{path}{(path.Contains('?') ? '&' : '?')}{session.Address.Query[1..]}"));

    /// <summary>Answers as a page does that has drawn what it was told.</summary>
    private async Task SeeAsync(JsonElement told)
    {
        string path = $"/api/seen?stream={told.GetProperty("stream").GetInt32()}&update={told.GetProperty("update").GetInt32()}";
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Post, path)).StatusCode);
    }

    private static async Task<JsonElement> ReadEventAsync(StreamReader reader)
    {
        while (true)
        {
            string line = await reader.ReadLineAsync() ?? throw new EndOfStreamException();
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                using JsonDocument document = JsonDocument.Parse(line["data: ".Length..]);
                return document.RootElement.Clone();
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, Action<HttpRequestMessage>? prepare = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Cookie", $"gennet-explorer-{_session.Address.Port}={_token}");
        prepare?.Invoke(request);
        return await _client.SendAsync(request);
    }
}
