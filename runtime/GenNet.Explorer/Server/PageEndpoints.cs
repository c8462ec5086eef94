using System;
using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace GenNet.Exploring;

/// <summary>What the page can ask for. Whatever changes something is a POST.</summary>
internal sealed class PageEndpoints(Exploration exploration, string token, CancellationToken stopping)
{
    private const int MostSamples = 128;
    private const int MostTracedSamples = 64;

    private readonly ConcurrentDictionary<int, EventStream> _streams = new();
    private readonly ConcurrentBag<ArrayBufferWriter<byte>> _buffers = [];
    private int _lastStream;

    public void Map(IEndpointRouteBuilder routes)
    {
        TrainingThread training = exploration.Training;
        routes.MapGet("/", context => SendFileAsync(context, "index.html"));
        routes.MapGet("/page/{name}", context => SendFileAsync(context, (string)context.Request.RouteValues["name"]!));
        routes.MapGet("/api/network", context => SendAsync(context, WriteNetwork));
        routes.MapGet("/api/events", SendEventsAsync);
        routes.MapGet("/api/plan", SendPlanAsync);
        routes.MapGet("/api/boundary", async context =>
            await SendAsync(context, await exploration.BoundaryAsync(Whole(context, "size", 4, 200)).ConfigureAwait(false)).ConfigureAwait(false));
        routes.MapGet("/api/tensor", async context =>
        {
            using RentedNumbers tensor = await exploration.TensorAsync(Whole(context, "index", 0, int.MaxValue)).ConfigureAwait(false);
            await SendAsync(context, tensor.Values).ConfigureAwait(false);
        });
        routes.MapGet("/api/samples", context => SendAsync(context, exploration.Samples(IsValidation(context), Indices(context))));
        routes.MapGet("/api/histograms", context => SendAsync(context, exploration.WriteHistogramsAsync));
        routes.MapGet("/api/confusion", context => SendAsync(context, exploration.WriteConfusionAsync));
        routes.MapGet("/api/sample", context => SendAsync(
            context, json => exploration.WriteSampleAsync(json, IsValidation(context), Whole(context, "index", 0, int.MaxValue))));
        routes.MapGet("/api/maps", async context =>
            await SendAsync(context, await exploration.MapsAsync(Whole(context, "size", 4, 64)).ConfigureAwait(false)).ConfigureAwait(false));
        routes.MapGet("/api/activations", async context => await SendAsync(
            context,
            await exploration.ActivationsAsync(IsValidation(context), Whole(context, "index", 0, int.MaxValue)).ConfigureAwait(false)).ConfigureAwait(false));
        routes.MapGet("/api/code", context => SendAsync(context, json =>
        {
            exploration.WriteCode(json);
            return Task.CompletedTask;
        }));
        routes.MapGet("/api/trace/numbers", context => SendAsync(context, exploration.TraceNumbers));
        routes.MapGet("/api/weights", SendWeightsAsync);
        routes.MapGet("/api/check", context => SendAsync(context, json => CheckText.WriteState(json, exploration.Check)));
        routes.MapGet("/api/check/worst", context => SendAsync(context, json => CheckText.WriteWorst(
            json, CheckOf(context), Whole(context, "from", 0, CheckResult.MostWorst), Whole(context, "count", 1, CheckResult.MostWorst))));
        routes.MapGet("/api/check/excess", context => SendAsync(context, ExcessOf(context)));

        routes.MapPost("/api/seen", See);
        routes.MapPost("/api/start", context => DoAsync(context, training.StartAsync()));
        routes.MapPost("/api/pause", context => DoAsync(context, training.PauseAsync()));
        routes.MapPost("/api/step-batch", context => DoAsync(context, training.StepBatchAsync()));
        routes.MapPost("/api/step-epoch", context => DoAsync(context, training.StepEpochAsync()));
        routes.MapPost("/api/go", context => DoAsync(context, training.GoToAsync(Whole(context, "epoch", 0, int.MaxValue))));
        routes.MapPost("/api/settings", context => DoAsync(context, training.SetAsync(OptimizerOf(context), RateOf(context))));
        routes.MapPost("/api/pace", context => DoAsync(context, training.SetPaceAsync(PaceOf(context))));
        routes.MapPost("/api/trace", context => SendAsync(context, json => exploration.WriteTraceAsync(
            json, IsValidation(context), Whole(context, "index", 0, int.MaxValue), Whole(context, "samples", 1, MostTracedSamples))));
        routes.MapPost("/api/check/start", context => DoAsync(context, exploration.StartCheckAsync(Whole(context, "most", 1, int.MaxValue))));
        routes.MapPost("/api/check/stop", context => DoAsync(context, exploration.StopCheckAsync()));
        routes.MapPost("/api/replay", context => DoAsync(context, training.ReplayAsync(PlanOf(context), Whole(context, "epoch", 0, int.MaxValue))));
    }

    private static async Task DoAsync(HttpContext context, Task work)
    {
        await work.ConfigureAwait(false);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task SendFileAsync(HttpContext context, string name)
    {
        if (PageFiles.Find(name) is not { } file)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = PageFiles.TypeOf(name);
        context.Response.ContentLength = file.Length;
        await context.Response.BodyWriter.WriteAsync(file).ConfigureAwait(false);
    }

    private static Task SendAsync(HttpContext context, ReadOnlySpan<float> values)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException();
        }

        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = values.Length * sizeof(float);
        context.Response.BodyWriter.Write(MemoryMarshal.AsBytes(values));
        return context.Response.BodyWriter.FlushAsync().AsTask();
    }

    private Task SendAsync(HttpContext context, Action<Utf8JsonWriter> write) => SendAsync(context, json =>
    {
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
        return Task.CompletedTask;
    });

    private async Task SendAsync(HttpContext context, Func<Utf8JsonWriter, Task> write)
    {
        ArrayBufferWriter<byte> buffer = _buffers.TryTake(out ArrayBufferWriter<byte>? used) ? used : new ArrayBufferWriter<byte>();
        try
        {
            await using (var json = new Utf8JsonWriter(buffer))
            {
                await write(json).ConfigureAwait(false);
            }

            context.Response.ContentType = "application/json";
            context.Response.ContentLength = buffer.WrittenCount;
            await context.Response.BodyWriter.WriteAsync(buffer.WrittenMemory).ConfigureAwait(false);
        }
        finally
        {
            buffer.ResetWrittenCount();
            _buffers.Add(buffer);
        }
    }

    private static bool IsValidation(HttpContext context) => context.Request.Query["of"] == "validation";

    private static int Whole(HttpContext context, string name, int least, int most)
    {
        string text = context.Request.Query[name].ToString();
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
            ? value
            : throw new RequestException($"{name} is a whole number from {least} to {most}.");
    }

    private static int[] Indices(HttpContext context)
    {
        string[] texts = context.Request.Query["indices"].ToString().Split(',');
        if (texts.Length > MostSamples)
        {
            throw new RequestException($"At most {MostSamples} samples come at once.");
        }

        return Array.ConvertAll(texts, text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            ? index
            : throw new RequestException("indices are whole numbers with commas between."));
    }

    private static double Rate(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double rate) && rate is >= 0 and < 1e30
            ? rate
            : throw new RequestException("A learning rate is a finite number, 0 or more.");

    /// <summary>Steps a second; 0 for as many as there can be.</summary>
    private static double PaceOf(HttpContext context)
    {
        int steps = Whole(context, "steps", 0, 1_000_000_000);
        return steps == 0 ? double.PositiveInfinity : steps;
    }

    private static double RateOf(HttpContext context) => Rate(context.Request.Query["rate"].ToString());

    private string OptimizerOf(HttpContext context) => Optimizer(context.Request.Query["optimizer"].ToString());

    private string Optimizer(string name) =>
        exploration.Training.Optimizers.Has(name) ? name : throw new RequestException("There is no optimizer of that name.");

    /// <summary>Changes as a link has them: <c>0:Sgd:0.1,400:Adam:0.001</c>.</summary>
    private List<SettingChange> PlanOf(HttpContext context)
    {
        var plan = new List<SettingChange>();
        foreach (string part in context.Request.Query["plan"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            long least = plan.Count == 0 ? 0 : plan[^1].Step + 1;
            if (part.Split(':') is not [string step, string optimizer, string rate]
                || !long.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out long first)
                || first < least)
            {
                throw new RequestException("A plan is changes in their order, step:optimizer:rate, with commas between.");
            }

            plan.Add(new SettingChange(first, Optimizer(optimizer), Rate(rate)));
        }

        return plan;
    }

    private async Task SendEventsAsync(HttpContext context)
    {
        int number = Interlocked.Increment(ref _lastStream);
        var stream = new EventStream(exploration.Training, number);
        _streams[number] = stream;
        try
        {
            await stream.SendAsync(context, stopping).ConfigureAwait(false);
        }
        finally
        {
            _streams.TryRemove(number, out _);
        }
    }

    /// <summary>The check that the page asks about, if it is still the last.</summary>
    private CheckResult CheckOf(HttpContext context) =>
        exploration.Check is { } check && check.Number == Whole(context, "check", 1, int.MaxValue)
            ? check
            : throw new RequestException("There is no such check, or another has begun since.");

    /// <summary>How far off each parameter of a tensor is, in parameter order; nothing before it is known.</summary>
    private float[] ExcessOf(HttpContext context)
    {
        IReadOnlyList<TensorCheck> tensors = CheckOf(context).Tensors;
        int index = Whole(context, "index", 0, int.MaxValue);
        return index < tensors.Count ? tensors[index].Excess : throw new RequestException($"{Counted.Of(tensors.Count, "tensor is", "tensors are")} checked.");
    }

    /// <summary>The page has drawn what it was told. A stream that has ended meanwhile is none to be missed.</summary>
    private Task See(HttpContext context)
    {
        if (_streams.TryGetValue(Whole(context, "stream", 0, int.MaxValue), out EventStream? stream))
        {
            stream.See(Whole(context, "update", 0, int.MaxValue));
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private void WriteNetwork(Utf8JsonWriter json)
    {
        json.WriteString("token", token);
        exploration.WriteFacts(json);
    }

    private async Task SendPlanAsync(HttpContext context)
    {
        SettingChange[] plan = await exploration.Training.PlanAsync().ConfigureAwait(false);
        await SendAsync(context, json =>
        {
            string text = string.Join(',', Array.ConvertAll(plan, change => string.Create(
                CultureInfo.InvariantCulture, $"{change.Step}:{change.Optimizer}:{change.LearningRate:R}")));
            json.WriteString("plan", text);
        }).ConfigureAwait(false);
    }

    private async Task SendWeightsAsync(HttpContext context)
    {
        byte[] file = await exploration.SaveAsync().ConfigureAwait(false);
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = file.Length;

        // Twice, where a name has letters that a header can't hold: as near as it can, and encoded.
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"{exploration.Name}.safetensors");
        context.Response.Headers.ContentDisposition = disposition.ToString();
        await context.Response.BodyWriter.WriteAsync(file).ConfigureAwait(false);
    }
}
