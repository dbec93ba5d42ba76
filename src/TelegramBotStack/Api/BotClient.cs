using System.Net;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Requests.Abstractions;
using TelegramBotStack.Configuration;
using TelegramBotStack.Polling;

namespace TelegramBotStack.Api;

/// <summary>
/// The client handlers use. Waits and repeats what Telegram refuses for its rate (429), and keeps the token out of
/// exceptions.
/// </summary>
internal sealed class BotClient : TelegramBotClient
{
    private const int MaximumAttempts = 4;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly TimeProvider _time;
    private readonly SecretMask _mask;

    public BotClient(BotToken token, BotSettings settings, HttpMessageHandler handler, SecretMask mask, TimeProvider time)
        : base(
            new TelegramBotClientOptions(token.Value, settings.IsTelegram ? null : settings.ApiUrl.GetLeftPart(UriPartial.Authority))
            {
                // Its own retry would hold up getUpdates, too.
                RetryThreshold = 0,
            },
            new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(100), DefaultRequestVersion = HttpVersion.Version11 })
    {
        _time = time;
        _mask = mask;
    }

    /// <summary>Connections that outlive quiet minutes and notice when the other side is gone.</summary>
    public static HttpMessageHandler CreateHandler() => new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        // Without propagation there are no activities either, whose url.full would carry the token to a tracing back end.
        ActivityHeadersPropagator = null,
    };

    public override async Task<TResponse> SendRequest<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await base.SendRequest(request, cancellationToken).ConfigureAwait(false);
            }
            catch (ApiRequestException exception) when (WaitFor(request, exception, attempt) is { } wait)
            {
                await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
            }
            catch (RequestException exception) when (_mask.IsIn(exception.ToString()))
            {
                throw new RequestException(_mask.Apply(exception.ToString()));
            }
        }
    }

    private static TimeSpan? WaitFor(object request, ApiRequestException exception, int attempt)
    {
        if (request is UpdatesRequest || exception.ErrorCode != 429 || attempt >= MaximumAttempts
            || exception.Parameters?.RetryAfter is not { } seconds)
        {
            return null;
        }

        var wait = TimeSpan.FromSeconds(seconds);
        return wait <= LongestWait ? wait : null;
    }
}
