using System.Text.Json;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types.Enums;
using TelegramBotStack.Health;
using TelegramBotStack.Inbox;
using TelegramBotStack.Instances;
using TelegramBotStack.Lease;
using TelegramBotStack.Status;
using TelegramBotStack.Webhooks;

namespace TelegramBotStack.Polling;

/// <summary>
/// Asks Telegram for updates. A getUpdates with an offset makes Telegram forget everything before it, so one is sent
/// only when the inbox has all of that done or on disk.
/// </summary>
internal sealed partial class Poller(
    ITelegramBotClient client,
    IReadOnlyList<UpdateType> allowedUpdates,
    ILease lease,
    TimeSpan pollTime,
    StatusBoard status,
    Liveness liveness,
    TimeProvider time,
    ILogger<Poller> logger,
    OwnWebhook? webhook = null) : IUpdateSource
{
    private const int BatchSize = 100;

    // Longer than the poll: an answer that comes no more must not be waited for until TCP gives up.
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(5);

    private readonly Backoff _backoff = new(Random.Shared);
    private int _next;
    private int _lastSent;
    private int _conflictsInARow;
    private Task<JsonElement[]>? _first;

    public static Poller From(UpdateSourceContext context) => new(
        context.Client,
        context.AllowedUpdates,
        context.Lease,
        context.Interval,
        context.Status,
        context.Liveness,
        context.Time,
        context.Loggers.CreateLogger<Poller>(),
        new OwnWebhook(context.Settings.Data.Webhook, context.Client, context.Loggers.CreateLogger<OwnWebhook>()));

    /// <summary>
    /// Sends the first getUpdates of this holder. Short, so that it is soon known to be answered; without an offset,
    /// so that it starts with the first update that is not confirmed and confirms nothing.
    /// </summary>
    public Task BeginAsync(CancellationToken letGo)
    {
        _first = SendAsync(TimeSpan.FromSeconds(1), letGo);
        return Task.CompletedTask;
    }

    public async Task RunAsync(UpdateInbox inbox, CancellationToken letGo)
    {
        try
        {
            var poll = _first!;
            while (true)
            {
                var updates = await AnswerAsync(poll, letGo).ConfigureAwait(false);
                var isMoreWaiting = updates.Length == BatchSize;
                if (updates.Length > 0)
                {
                    var last = TakenUpdate.IdOf(updates[^1]);
                    await inbox.NoteTakenAsync(last, letGo).ConfigureAwait(false);
                    inbox.Add(updates, isMoreWaiting);
                    _next = last + 1;
                }

                await SecureAsync(inbox, isMoreWaiting, letGo).ConfigureAwait(false);

                // For a whole batch: a full inbox would otherwise be filled up one by one.
                while (inbox.Room < BatchSize)
                {
                    await inbox.WaitForChangeAsync(letGo, BatchSize).ConfigureAwait(false);
                    liveness.Progress();
                }

                poll = SendAsync(pollTime, letGo);
            }
        }
        catch (OperationCanceledException) when (letGo.IsCancellationRequested)
        {
            // Told to let go; an answer on its way is dropped, and Telegram keeps its updates.
        }
    }

    /// <summary>
    /// Tells Telegram what is done, if the last poll has not. A repetition of the same offset within 3 s would become a
    /// long poll, which ends the successor's with 409 (telegram-bot-api, Client::do_get_updates).
    /// </summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_next == _lastSent)
        {
            return;
        }

        try
        {
            await client.SendRequest(new UpdatesRequest { Offset = _next, Limit = 1, Timeout = 0 }, cancellationToken)
                .ConfigureAwait(false);
            _lastSent = _next;
        }
        catch (Exception exception) when (exception is RequestException or OperationCanceledException)
        {
            LogNotConfirmed(logger, exception);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<JsonElement[]> SendAsync(TimeSpan timeout, CancellationToken letGo)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(letGo);
        timeout = lease.Within(timeout);
        deadline.CancelAfter(timeout + AnswerTime);
        if (webhook is not null)
        {
            await webhook.RemoveAsync(deadline.Token).ConfigureAwait(false);
        }

        var request = new UpdatesRequest
        {
            Offset = _next == 0 ? null : _next,
            Limit = BatchSize,
            Timeout = (int)timeout.TotalSeconds,
            AllowedUpdates = allowedUpdates,
        };
        _lastSent = _next;
        return await client.SendRequest(request, deadline.Token).ConfigureAwait(false);
    }

    private async Task<JsonElement[]> AnswerAsync(Task<JsonElement[]> poll, CancellationToken letGo)
    {
        try
        {
            var updates = await poll.ConfigureAwait(false);
            _backoff.Reset();
            _conflictsInARow = 0;
            liveness.Progress();
            var now = time.GetUtcNow();
            status.Change(current => current with { LastPollAt = now, PollsAnswered = current.PollsAnswered + 1 });
            return updates;
        }
        catch (Exception exception) when (exception is RequestException or OperationCanceledException && !letGo.IsCancellationRequested)
        {
            liveness.Progress();
            var pause = PauseAfter(exception);
            await Task.Delay(pause, time, letGo).ConfigureAwait(false);
            liveness.Progress();
            return [];
        }
    }

    private TimeSpan PauseAfter(Exception exception)
    {
        switch (exception)
        {
            case ApiRequestException { ErrorCode: 401 }:
                throw TokenRefusal.Exception();

            case ApiRequestException { ErrorCode: 409 }:
                status.Change(current => current with { Conflicts = current.Conflicts + 1 });
                status.NoteError("conflict", exception.Message);
                if (!lease.IsStillHeld())
                {
                    throw new LeaseLostException();
                }

                var pause = PauseAfterConflict();
                LogConflict(logger, exception.Message, pause.TotalSeconds);
                return pause;

            case ApiRequestException { ErrorCode: 429, Parameters.RetryAfter: { } seconds }:
                LogFlood(logger, seconds);
                return TimeSpan.FromSeconds(seconds);

            default:
                var wait = _backoff.Next();
                status.NoteError("poll-failed", exception.Message);
                LogFailed(logger, exception.Message, wait.TotalSeconds);
                return wait;
        }
    }

    /// <summary>
    /// The first may be the last poll of the predecessor, which the network has brought late; nobody repeats that one.
    /// Later ones mean another consumer: the server answers two who fight in cycles of 3 s, and a random part lets one
    /// of them win.
    /// </summary>
    private TimeSpan PauseAfterConflict()
    {
        var pause = TimeSpan.FromSeconds(_conflictsInARow++ == 0 ? 0.1 : 3);
        return pause + (pause * 2 / 3 * Random.Shared.NextDouble());
    }

    private async Task SecureAsync(UpdateInbox inbox, bool isMoreWaiting, CancellationToken letGo)
    {
        while (true)
        {
            try
            {
                await inbox.SecureAsync(isMoreWaiting, letGo).ConfigureAwait(false);
                return;
            }
            catch (IOException exception)
            {
                // Without a disk to put them on, updates can still be done; Telegram keeps the rest meanwhile.
                LogNotSetAside(logger, exception);
                status.NoteError("set-aside-failed", exception.Message);
                liveness.Progress();
                await Task.Delay(TimeSpan.FromSeconds(1), time, letGo).ConfigureAwait(false);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "getUpdates: {Error}. Another program uses this token. Polling again in {Seconds:0.0} s.")]
    private static partial void LogConflict(ILogger logger, string error, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "getUpdates: too many requests. Polling again in {Seconds} s.")]
    private static partial void LogFlood(ILogger logger, int seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "getUpdates: {Error}. Polling again in {Seconds:0.0} s.")]
    private static partial void LogFailed(ILogger logger, string error, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last updates could not be confirmed. They are delivered again and skipped.")]
    private static partial void LogNotConfirmed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Updates cannot be written to disk; no more are taken until those in memory are done.")]
    private static partial void LogNotSetAside(ILogger logger, Exception exception);
}
