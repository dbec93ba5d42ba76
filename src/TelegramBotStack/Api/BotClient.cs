using System.Net;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Requests.Abstractions;
using TelegramBotStack.Configuration;
using TelegramBotStack.Lease.Shared;
using TelegramBotStack.Outgoing;
using TelegramBotStack.Polling;

namespace TelegramBotStack.Api;

/// <summary>
/// The client handlers use. Sends in order, at the allowed rate and until there is an answer, and keeps the token out
/// of exceptions.
/// </summary>
internal sealed class BotClient : TelegramBotClient, IDisposable
{
    private readonly OutgoingCalls _calls;
    private readonly SecretMask _mask;
    private readonly LeaseGuard? _guard;

    public BotClient(BotToken token, BotSettings settings, HttpMessageHandler handler, SecretMask mask, OutgoingCalls calls, LeaseGuard? guard = null)
        : base(
            new TelegramBotClientOptions(token.Value, settings.IsTelegram ? null : settings.ApiUrl.GetLeftPart(UriPartial.Authority))
            {
                // Its own retry would hold up getUpdates, too.
                RetryThreshold = 0,
            },
            new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(100), DefaultRequestVersion = HttpVersion.Version11 })
    {
        // Before the first call: afterwards nothing can be added to them.
        _ = TelegramJson.Options;
        _calls = calls;
        _mask = mask;
        _guard = guard;
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
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            if (request is not UpdatesRequest && OutgoingPriority.Current != OutgoingMode.Bare)
            {
                return await _calls.SendAsync(request, SendNowAsync, cancellationToken).ConfigureAwait(false);
            }

            var answer = await SendNowAsync(request, cancellationToken).ConfigureAwait(false);
            _calls.Outage.Answered();
            return answer;
        }
        catch (RequestException exception) when (_mask.IsIn(exception.ToString()))
        {
            throw new RequestException(_mask.Apply(exception.ToString()));
        }
    }

    public void Dispose() => _calls.Dispose();

    private Task<TResponse> SendNowAsync<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken)
    {
        _guard?.Check();
        return base.SendRequest(request, cancellationToken);
    }
}
