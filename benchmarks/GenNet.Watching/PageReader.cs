using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace GenNet.Watching;

/// <summary>
/// Asks for what a page asks for, and draws nothing: it reads the updates, says that it has seen each, and takes the same pictures, with the breaks that
/// the page makes between them.
/// </summary>
internal sealed class PageReader : IAsyncDisposable
{
    /// <summary>As in the page: a question is asked so much less often than it takes to answer.</summary>
    private const int TimesBreak = 4;

    private readonly SampleProgram _program;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _work;
    private int _updates;
    private int _pictures;

    /// <param name="program">What is asked.</param>
    /// <param name="pictures">What a page asked for.</param>
    public PageReader(SampleProgram program, IReadOnlyCollection<PictureRequest> pictures)
    {
        _program = program;
        var work = new List<Task> { Task.Run(ReadUpdatesAsync) };
        foreach (PictureRequest picture in pictures)
        {
            work.Add(Task.Run(() => TakeAsync(picture)));
        }

        _work = Task.WhenAll(work);
    }

    /// <summary>The updates that have come.</summary>
    public int Updates => Volatile.Read(ref _updates);

    /// <summary>The pictures that have come.</summary>
    public int Pictures => Volatile.Read(ref _pictures);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task ReadUpdatesAsync()
    {
        using HttpResponseMessage response = await _program.Client.GetAsync(_program.At("/api/events"), HttpCompletionOption.ResponseHeadersRead, _end.Token);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(_end.Token));
        while (await reader.ReadLineAsync(_end.Token) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                using JsonDocument status = JsonDocument.Parse(line["data: ".Length..]);
                string seen = $"/api/seen?stream={status.RootElement.GetProperty("stream")}&update={status.RootElement.GetProperty("update")}";
                using HttpResponseMessage answer = await _program.Client.PostAsync(_program.At(seen), null, _end.Token);
                answer.EnsureSuccessStatusCode();
                Interlocked.Increment(ref _updates);
            }
        }
    }

    private async Task TakeAsync(PictureRequest picture)
    {
        while (true)
        {
            long began = Stopwatch.GetTimestamp();
            using var request = new HttpRequestMessage(new HttpMethod(picture.Method), _program.At(picture.Path));
            using HttpResponseMessage response = await _program.Client.SendAsync(request, _end.Token);
            response.EnsureSuccessStatusCode();
            await response.Content.ReadAsByteArrayAsync(_end.Token);
            Interlocked.Increment(ref _pictures);
            TimeSpan took = Stopwatch.GetElapsedTime(began);
            TimeSpan turn = took * TimesBreak > picture.Interval ? took * TimesBreak : picture.Interval;
            await Task.Delay(turn > took ? turn - took : TimeSpan.Zero, _end.Token);
        }
    }
}
