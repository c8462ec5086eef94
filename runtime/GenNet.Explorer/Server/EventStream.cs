using System;
using System.Buffers;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace GenNet.Exploring;

/// <summary>
/// Tells a page where training stands, as server-sent events: what is new, at most thirty times a second, and no more than the page says it has drawn.
/// </summary>
/// <param name="training">What is told of.</param>
/// <param name="number">By which the page names the stream when it answers.</param>
internal sealed class EventStream(TrainingThread training, int number)
{
    /// <summary>One is drawn while the next is on its way.</summary>
    private const int MostUnseen = 2;

    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1d / 30);
    private static readonly TimeSpan _mostSilence = TimeSpan.FromSeconds(15);

    /// <summary>So often a page is told that does not answer: one that is behind others, or a program that reads along.</summary>
    private static readonly TimeSpan _breakOfUnseen = TimeSpan.FromSeconds(1);

    private int _lossGeneration = -1;
    private int _lossCount;
    private int _evaluationGeneration = -1;
    private int _evaluationCount;
    private int _sent;
    private int _seen;
    private bool _isWatching;

    /// <summary>Says that the page has drawn all updates up to this one.</summary>
    public void See(int update) => Volatile.Write(ref _seen, update);

    public async Task SendAsync(HttpContext context, CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        context.Response.ContentType = "text/event-stream";
        long seen = -1;
        var silence = TimeSpan.Zero;
        using var timer = new PeriodicTimer(_interval);
        var buffer = new ArrayBufferWriter<byte>();
        try
        {
            do
            {
                silence += _interval;
                int unseen = _sent - Volatile.Read(ref _seen);
                Watch(unseen < 2 * MostUnseen);
                if (unseen >= MostUnseen && silence < _breakOfUnseen)
                {
                    continue;
                }

                TrainingStatus status = training.Status;
                bool isNew = status.Version != seen;
                CurvePoint[] losses = training.Losses.Since(ref _lossGeneration, ref _lossCount, out bool areAllLosses);
                CurvePoint[] evaluations = training.Evaluations.Since(ref _evaluationGeneration, ref _evaluationCount, out bool areAllEvaluations);
                if (!isNew && !areAllLosses && !areAllEvaluations && losses.Length == 0 && evaluations.Length == 0 && silence < _mostSilence)
                {
                    continue;
                }

                seen = status.Version;
                silence = TimeSpan.Zero;
                buffer.ResetWrittenCount();
                buffer.Write("data: "u8);
                using (var json = new Utf8JsonWriter(buffer))
                {
                    json.WriteStartObject();
                    json.WriteNumber("stream", number);
                    json.WriteNumber("update", ++_sent);
                    WriteStatus(json, status);
                    WriteCurve(json, "losses", losses, areAllLosses, isEvaluation: false);
                    WriteCurve(json, "evaluations", evaluations, areAllEvaluations, isEvaluation: true);
                    json.WriteEndObject();
                }

                buffer.Write("\n\n"u8);
                await context.Response.BodyWriter.WriteAsync(buffer.WrittenMemory, end.Token).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(end.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // The page or the explorer has been closed.
        }
        finally
        {
            Watch(isWatching: false);
        }
    }

    /// <summary>Whether anybody looks, for whom the network is evaluated more often.</summary>
    private void Watch(bool isWatching)
    {
        if (isWatching != _isWatching)
        {
            _isWatching = isWatching;
            if (isWatching)
            {
                training.Attach();
            }
            else
            {
                training.Detach();
            }
        }
    }

    private static void WriteStatus(Utf8JsonWriter json, TrainingStatus status)
    {
        json.WriteBoolean("running", status.IsRunning);
        json.WriteNumber("step", status.Step);
        json.WriteNumber("epoch", status.Epoch);
        json.WriteNumber("batch", status.Batch);
        json.WriteFinite("loss", status.Loss);
        json.WriteFinite("speed", status.SamplesPerSecond);
        json.WriteFinite("pace", status.Pace);
        json.WriteString("optimizer", status.Optimizer);
        json.WriteNumber("rate", status.LearningRate);
        json.WriteNumber("lastRemembered", status.LastRemembered);
        json.WriteNumber("rememberedEvery", status.RememberedEvery);
        json.WriteNumber("version", status.Version);
        json.WriteString("message", status.Message);
    }

    private static void WriteCurve(Utf8JsonWriter json, string name, CurvePoint[] points, bool isAll, bool isEvaluation)
    {
        json.WriteStartObject(name);
        json.WriteBoolean("all", isAll);
        json.WriteStartArray("points");
        foreach (CurvePoint point in points)
        {
            json.WriteStartArray();
            json.WriteNumberValue(point.Epoch);
            json.WriteFiniteValue(point.Loss);
            if (isEvaluation)
            {
                json.WriteFiniteValue(point.Accuracy);
                json.WriteFiniteValue(point.ValidationLoss);
                json.WriteFiniteValue(point.ValidationAccuracy);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
