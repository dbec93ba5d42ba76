using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using TelegramBotStack.Health;
using TelegramBotStack.Polling;
using TelegramBotStack.Status;

namespace TelegramBotStack.Instances;

/// <summary>Asks Telegram who the bot is: checks the token and opens the connection that the first poll will use.</summary>
internal sealed partial class Introduction(
    ITelegramBotClient client,
    StatusBoard status,
    Liveness liveness,
    TimeProvider time,
    ILogger<Introduction> logger)
{
    // Telegram is reported to close idle connections after about 39 s.
    private static readonly TimeSpan WarmInterval = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(15);

    private static volatile bool _hasCut;

    /// <summary>Returns when Telegram has answered; a network that is down is waited for.</summary>
    /// <exception cref="BotConfigurationException">Telegram refuses the token.</exception>
    public async Task<User> GetMeAsync(CancellationToken cancellationToken)
    {
        var backoff = new Backoff(Random.Shared);
        while (true)
        {
            if (await TryAskAsync(cancellationToken).ConfigureAwait(false) is { } me)
            {
                status.Change(current => current with { Bot = new BotIdentity(me.Id, me.Username) });
                return me;
            }

            liveness.Progress();
            await Task.Delay(backoff.Next(), time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Sends what changes nothing but makes the first poll and the end of the last one fast: a request with a body, and
    /// one more, so that an answer need not wait for a connection either. The first instance of a process cancels a third
    /// on its way, so that this is compiled as well.
    /// </summary>
    public async Task WarmConnectionsAsync(CancellationToken cancellationToken)
    {
        using var bare = OutgoingPriority.Bare();
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task requests = Task.WhenAll(
            _hasCut ? Task.CompletedTask : client.GetMyCommands(languageCode: "en", cancellationToken: cut.Token),
            client.GetMyCommands(languageCode: "en", cancellationToken: cancellationToken),
            client.GetMyCommands(languageCode: "en", cancellationToken: cancellationToken));
        _hasCut = true;
        await cut.CancelAsync().ConfigureAwait(false);
        await requests.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Asks again and again until cancelled, so that a standby has an open connection when it takes over.</summary>
    /// <exception cref="BotConfigurationException">Telegram refuses the token.</exception>
    public async Task KeepConnectionWarmAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(WarmInterval, time, cancellationToken).ConfigureAwait(false);
            await Task.WhenAll(TryAskAsync(cancellationToken), TryAskAsync(cancellationToken)).ConfigureAwait(false);
        }
    }

    private async Task<User?> TryAskAsync(CancellationToken cancellationToken)
    {
        // Repeated here, where each failure is shown.
        using var bare = OutgoingPriority.Bare();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(AnswerTime);
        try
        {
            return await client.GetMe(deadline.Token).ConfigureAwait(false);
        }
        catch (ApiRequestException exception) when (exception.ErrorCode is 401 or 404)
        {
            throw TokenRefusal.Exception();
        }
        catch (Exception exception) when (exception is RequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            status.NoteError("telegram-unreachable", exception.Message);
            LogUnreachable(logger, exception.Message);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "getMe: {Error}. Asking again.")]
    private static partial void LogUnreachable(ILogger logger, string error);
}
