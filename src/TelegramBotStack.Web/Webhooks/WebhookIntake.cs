using System.Text.Json;
using Microsoft.Extensions.Logging;
using TelegramBotStack.Inbox;
using TelegramBotStack.Instances;
using TelegramBotStack.Status;

namespace TelegramBotStack.Web.Webhooks;

/// <summary>
/// Puts updates into the inbox, from when there is one until it is to be let go. Before and after, requests wait
/// unanswered: the inbox is about to open, or the connection to be cut, and then Telegram sends the update again at once.
/// </summary>
internal sealed partial class WebhookIntake(UpdateSourceContext context) : IDisposable
{
    private static readonly TimeSpan LongestWaitForRoom = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TimeToSecure = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly ILogger _logger = context.Loggers.CreateLogger<WebhookIntake>();
    private readonly TaskCompletionSource<UpdateInbox> _inbox = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _giveUp = new();
    private int _inside;
    private bool _isClosed;

    /// <summary>When the last update was taken.</summary>
    public DateTimeOffset? LastTakenAt { get; private set; }

    public void Open(UpdateInbox inbox) => _inbox.TrySetResult(inbox);

    /// <summary>Lets in no more, and returns when those inside are done or on disk.</summary>
    public async Task CloseAsync()
    {
        lock (_gate)
        {
            _isClosed = true;
            if (_inside == 0)
            {
                _idle.TrySetResult();
            }
        }

        await _closing.CancelAsync().ConfigureAwait(false);
        _giveUp.CancelAfter(TimeToSecure);
        await _idle.Task.ConfigureAwait(false);
    }

    public async Task<bool> TakeAsync(JsonElement update, CancellationToken gone)
    {
        var inbox = await _inbox.Task.WaitAsync(gone).ConfigureAwait(false);
        if (TryEnter())
        {
            try
            {
                return await TakeAsync(inbox, update, gone).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_isClosed)
            {
                // Not kept: as if it had come a moment later.
            }
            catch (IOException exception)
            {
                // It is in memory and will be handled; that is not enough to make Telegram forget it.
                LogNotSetAside(_logger, exception);
                context.Status.NoteError("set-aside-failed", exception.Message);
                return false;
            }
            finally
            {
                Leave();
            }
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, gone).ConfigureAwait(false);
        return false;
    }

    public void Dispose()
    {
        _closing.Dispose();
        _giveUp.Dispose();
    }

    private async Task<bool> TakeAsync(UpdateInbox inbox, JsonElement update, CancellationToken gone)
    {
        if (!await WaitForRoomAsync(inbox, gone).ConfigureAwait(false))
        {
            return false;
        }

        await inbox.NoteTakenAsync(TakenUpdate.IdOf(update), _giveUp.Token).ConfigureAwait(false);
        inbox.Add([update]);
        await inbox.SecureAsync(TakenUpdate.IdOf(update), _giveUp.Token).ConfigureAwait(false);
        var now = context.Time.GetUtcNow();
        LastTakenAt = now;
        context.Liveness.Progress();
        context.Status.Change(current => current with { LastPollAt = now, PollsAnswered = current.PollsAnswered + 1 });
        return true;
    }

    private async Task<bool> WaitForRoomAsync(UpdateInbox inbox, CancellationToken gone)
    {
        if (inbox.Room > 0)
        {
            return true;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(gone, _closing.Token);
        var limit = Task.Delay(LongestWaitForRoom, context.Time, patience.Token);
        while (inbox.Room == 0 && !limit.IsCompleted)
        {
            await Task.WhenAny(inbox.WaitForChangeAsync(patience.Token), limit).ConfigureAwait(false);
        }

        patience.Token.ThrowIfCancellationRequested();
        return inbox.Room > 0;
    }

    private bool TryEnter()
    {
        lock (_gate)
        {
            _inside += _isClosed ? 0 : 1;
            return !_isClosed;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_inside == 0 && _isClosed)
            {
                _idle.TrySetResult();
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An update cannot be written to disk; Telegram is told to send it again.")]
    private static partial void LogNotSetAside(ILogger logger, Exception exception);
}
