using System.Net;
using Telegram.Bot;
using Telegram.Bot.Args;
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
internal sealed class BotClient : TelegramBotClient, ITelegramBotClient, IDisposable
{
    private readonly OutgoingCalls _calls;
    private readonly DirectCalls _direct;
    private readonly SecretMask _mask;
    private readonly LeaseGuard? _guard;
    private bool _isListenedTo;

    public BotClient(BotToken token, BotSettings settings, HttpMessageHandler handler, SecretMask mask, OutgoingCalls calls, LeaseGuard? guard = null)
        : this(
            new TelegramBotClientOptions(token.Value, settings.IsTelegram ? null : settings.ApiUrl.GetLeftPart(UriPartial.Authority))
            {
                // Its own retry would hold up getUpdates, too.
                RetryThreshold = 0,
            },
            handler,
            mask,
            calls,
            guard)
    {
    }

    private BotClient(TelegramBotClientOptions options, HttpMessageHandler handler, SecretMask mask, OutgoingCalls calls, LeaseGuard? guard)
        : base(options, new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(100), DefaultRequestVersion = HttpVersion.Version11 })
    {
        // Before the first call: afterwards nothing can be added to them.
        _ = TelegramJson.Options;
        _calls = calls;
        _mask = mask;
        _guard = guard;
        _direct = new DirectCalls(this, handler, $"{options.BaseRequestUrl}/");
    }

    /// <summary>Told of each attempt of a call before it is made. Unlike the events it leaves calls their short way.</summary>
    public Action<IRequest>? Calling { get; set; }

    event AsyncEventHandler<ApiRequestEventArgs>? ITelegramBotClient.OnMakingApiRequest
    {
        add
        {
            _isListenedTo = true;
            OnMakingApiRequest += value;
        }

        remove => OnMakingApiRequest -= value;
    }

    event AsyncEventHandler<ApiResponseEventArgs>? ITelegramBotClient.OnApiResponseReceived
    {
        add
        {
            _isListenedTo = true;
            OnApiResponseReceived += value;
        }

        remove => OnApiResponseReceived -= value;
    }

    /// <summary>Connections that outlive quiet minutes and notice when the other side is gone.</summary>
    public static HttpMessageHandler CreateHandler() => new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        // The Bot API sends nobody elsewhere.
        AllowAutoRedirect = false,
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

            // What a standby asks changes nothing.
            var answer = await (request is UpdatesRequest ? SendNowAsync(request, cancellationToken) : SendUncheckedAsync(request, cancellationToken))
                .ConfigureAwait(false);
            _calls.Outage.Answered();
            return answer;
        }
        catch (RequestException exception) when (_mask.IsIn(exception.ToString()))
        {
            throw new RequestException(_mask.Apply(exception.ToString()));
        }
    }

    public void Dispose()
    {
        _calls.Dispose();
        _direct.Dispose();
    }

    private Task<TResponse> SendNowAsync<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken)
    {
        _guard?.Check();
        return SendUncheckedAsync(request, cancellationToken);
    }

    private Task<TResponse> SendUncheckedAsync<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken)
    {
        Calling?.Invoke(request);
        return !_isListenedTo && DirectCalls.Takes(request)
            ? _direct.SendAsync(request, cancellationToken)
            : base.SendRequest(request, cancellationToken);
    }
}
