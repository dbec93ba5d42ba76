using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace TelegramBotStack.Simulator.BotApi;

/// <summary>Answers <c>/bot&lt;token&gt;/&lt;method&gt;</c>.</summary>
internal sealed class BotApiEndpoint(Func<string, SimulatedBot?> findBot)
{
    private const string Prefix = "/bot";
    private const string FilePrefix = "/file/bot";

    public static bool Matches(HttpContext context)
        => context.Request.Path.Value!.StartsWith(Prefix, StringComparison.Ordinal) || MatchesFile(context);

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            if (MatchesFile(context))
            {
                await DownloadAsync(context).ConfigureAwait(false);
            }
            else if (await AnswerAsync(context).ConfigureAwait(false) is { } answer)
            {
                await WriteAsync(context, answer).ConfigureAwait(false);
            }
            else
            {
                context.Abort();
            }
        }
        catch (ApiException error)
        {
            await WriteAsync(context, ApiAnswer.Failed(error)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client hung up; there is nobody to answer.
            context.Abort();
        }
    }

    private static bool MatchesFile(HttpContext context)
        => context.Request.Path.Value!.StartsWith(FilePrefix, StringComparison.Ordinal);

    /// <summary>Answers <c>/file/bot&lt;token&gt;/&lt;path&gt;</c>.</summary>
    private async Task DownloadAsync(HttpContext context)
    {
        var path = context.Request.Path.Value![FilePrefix.Length..];
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var bot = findBot(slash < 0 ? path : path[..slash]) ?? throw ApiErrors.Unauthorized;
        ChatFile? file;
        lock (bot.Gate)
        {
            file = bot.Conversations.Files.FindByPath(path[(slash + 1)..]);
        }

        var content = (file ?? throw ApiErrors.NotFound).Content;
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = content.Length;
        await context.Response.BodyWriter.WriteAsync(content, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Writes an answer as the server does: JSON, with its length, on a connection that is kept.</summary>
    public static async Task WriteAsync(HttpContext context, ApiAnswer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = "application/json";
        response.ContentLength = answer.Body.Length;
        if (answer.RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        await response.BodyWriter.WriteAsync(answer.Body, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>The answer, or null when a planned fault drops the connection.</summary>
    private async Task<ApiAnswer?> AnswerAsync(HttpContext context)
    {
        var (token, methodName) = ParsePath(context.Request.Path.Value!);
        if (BotToken.IdOf(token) is null)
        {
            throw ApiErrors.InvalidToken;
        }

        var bot = findBot(token) ?? throw ApiErrors.Unauthorized;
        var method = ApiMethods.Find(methodName);
        var receivedAt = bot.Time.GetUtcNow();
        bot.Log.Count(method?.Name ?? "unknown");

        var arguments = new ApiArguments();
        var status = 0;
        string? error = null;
        try
        {
            arguments = await ApiArguments.ReadAsync(context.Request, context.RequestAborted).ConfigureAwait(false);
            var request = new ApiRequest(bot, arguments, ClientConnection.GoneProbe(context), context.RequestAborted);
            var answer = await RunAsync(method, request).ConfigureAwait(false);
            status = answer is null || request.Aborted.IsCancellationRequested ? 0 : answer.Status;
            return answer;
        }
        catch (ApiException failure)
        {
            (status, error) = (failure.Code, failure.Message);
            throw;
        }
        finally
        {
            bot.Log.Remember(new ApiCall(method?.Name ?? methodName, arguments.Values, status, receivedAt) { Error = error });
        }
    }

    private static async Task<ApiAnswer?> RunAsync(ApiMethod? method, ApiRequest request)
    {
        var bot = request.Bot;
        if (bot.Time.GetUtcNow() < bot.LoggedOutUntil)
        {
            throw ApiErrors.LoggedOut;
        }

        if (method is null)
        {
            throw ApiErrors.MethodNotFound;
        }

        switch (bot.Faults.Take(method.Name))
        {
            case Fault.Refusal { RetryAfterSeconds: { } seconds }:
                throw ApiException.TooManyRequests(seconds);
            case Fault.Refusal { Status: var status }:
                throw ServerError(status);
            case Fault.Lateness { By: var delay }:
                await Task.Delay(delay, bot.Time, request.Aborted).ConfigureAwait(false);
                break;
            case Fault.Drop { AfterTheEffect: false }:
                return null;
            case Fault.Drop:
                await method.Run(request).ConfigureAwait(false);
                return null;
        }

        return await method.Run(request).ConfigureAwait(false);
    }

    private static ApiException ServerError(int status) => new(status, status switch
    {
        500 => "Internal Server Error: restart",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "Internal Server Error",
    });

    /// <summary>Splits <c>/bot&lt;token&gt;/method</c> and <c>/bot&lt;token&gt;/test/method</c>.</summary>
    private static (string Token, string Method) ParsePath(string path)
    {
        var slash = path.IndexOf('/', Prefix.Length);
        if (slash < 0)
        {
            throw ApiErrors.NotFound;
        }

        var method = path[(slash + 1)..];
        return (path[Prefix.Length..slash], method.StartsWith("test/", StringComparison.Ordinal) ? method[5..] : method);
    }
}
