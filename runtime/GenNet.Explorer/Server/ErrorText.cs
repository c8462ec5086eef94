using System;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace GenNet.Exploring;

/// <summary>What a request that fails is answered with: a sentence, and never a stack trace or a path.</summary>
internal static class ErrorText
{
    public static async Task InvokeAsync(HttpContext context, Func<Task> next)
    {
        try
        {
            await next().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there any more.
        }
        catch (RequestException e) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, StatusCodes.Status400BadRequest, e.Message).ConfigureAwait(false);
        }
        catch (Exception) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, StatusCodes.Status500InternalServerError, "The explorer failed. Its program goes on.").ConfigureAwait(false);
        }
    }

    private static async Task AnswerAsync(HttpContext context, int status, string text)
    {
        context.Response.ContentLength = null;
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(text + "\n").ConfigureAwait(false);
    }
}
