using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Telegram.Bot.Types;
using TelegramBotStack.Handlers;
using TelegramBotStack.Status;

namespace TelegramBotStack.Inbox;

/// <summary>Handles one update; never throws.</summary>
internal delegate Task<HandlingOutcome> HandleUpdate(Update update, bool isRedelivery, CancellationToken abort);

/// <summary>
/// Runs handlers: one update of a chat after the other, chats side by side, a bounded number in all. Writes down which begin
/// and which are done. Guarded by the inbox, whose gate it takes when handlers have ended; it then tells which updates are
/// done, and once that something has changed.
/// </summary>
internal sealed partial class HandlerRuns(
    Lock gate,
    InboxLimits limits,
    Journal journal,
    Quarantine quarantine,
    HandleUpdate handle,
    Action<InboxItem> done,
    Action changed,
    StatusBoard status,
    TimeProvider time,
    ILogger logger) : IThreadPoolWorkItem, IDisposable
{
    // Up to so many, each end is noted at once. With more, those that end in the same moment are noted together and begin the
    // next ones together: each note is a call of the system.
    private const int Few = 8;

    private readonly CancellationTokenSource _abort = new();
    private readonly Lanes _lanes = new();
    private readonly Signal _idle = new();
    private readonly ConcurrentQueue<(InboxItem Item, HandlingOutcome Outcome)> _ended = new();
    private bool _isNoting;
    private bool _isClosing;
    private bool _isClosed;

    public int Running { get; private set; }

    /// <summary>Completes when no handler runs.</summary>
    public Task Idle => Running == 0 ? Task.CompletedTask : _idle.Next;

    public void Enqueue(InboxItem item) => _lanes.Enqueue(item);

    /// <summary>Begins with all that may run, and writes the journal, in one go for all.</summary>
    public void StartReady()
    {
        List<InboxItem>? starting = null;
        while (NextReady() is { } item)
        {
            (starting ??= []).Add(item);
        }

        WriteJournal();
        foreach (var item in starting ?? [])
        {
            ThreadPool.UnsafeQueueUserWorkItem(state => _ = state.Runs.RunAsync(state.Item), (Runs: this, Item: item), preferLocal: false);
        }
    }

    /// <summary>Takes note of the handlers that have ended.</summary>
    public void NoteEnded()
    {
        // First, so that one that ends from here on is noted by somebody else if not by this.
        Interlocked.Exchange(ref _isNoting, false);
        var hasEnded = false;
        while (_ended.TryDequeue(out var end))
        {
            hasEnded = true;
            Note(end.Item, end.Outcome);
        }

        if (hasEnded)
        {
            changed();
            if (Running == 0)
            {
                _idle.Give();
            }
        }
    }

    /// <summary>Begins with no further update.</summary>
    public void Close() => _isClosing = true;

    /// <summary>Tells handlers to give up. Called without the gate.</summary>
    public Task AbortAsync() => _abort.CancelAsync();

    /// <summary>Nothing is written from now on: the files are about to be another's.</summary>
    public void End()
    {
        WriteJournal();
        _isClosing = true;
        _isClosed = true;
    }

    /// <summary>A full disk must not keep the bot from answering; it only costs the memory of what was done.</summary>
    public void WriteJournal() => TryWrite(journal.Write);

    /// <summary>Begins a new file of the journal, with the consequences of <see cref="WriteJournal"/> when it fails.</summary>
    public void RotateJournal() => TryWrite(journal.Rotate);

    public void Dispose() => _abort.Dispose();

    void IThreadPoolWorkItem.Execute()
    {
        lock (gate)
        {
            NoteEnded();
            StartReady();
        }
    }

    private void TryWrite(Action write)
    {
        if (_isClosed)
        {
            return;
        }

        try
        {
            write();
        }
        catch (IOException exception)
        {
            LogJournalFailed(logger, exception);
            status.NoteError("journal-failed", exception.Message);
        }
    }

    private InboxItem? NextReady()
    {
        if (_isClosing || !quarantine.IsOpen || Running >= limits.Concurrency || _lanes.Next() is not { } item)
        {
            return null;
        }

        Running++;
        item.IsRunning = true;
        if (quarantine.Begin(item))
        {
            _ = EndAloneAsync(item);
        }

        journal.Started(item.Id);
        if (item.IsRedelivery)
        {
            status.Count(redelivered: 1);
        }

        return item;
    }

    private async Task EndAloneAsync(InboxItem item)
    {
        await Task.Delay(limits.AloneTime, time).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        lock (gate)
        {
            quarantine.End(item);
            StartReady();
        }
    }

    private async Task RunAsync(InboxItem item)
    {
        var outcome = await handle(item.Update, item.IsRedelivery, _abort.Token).ConfigureAwait(false);

        // Before it is seen to be done, so that who waits for that finds it counted.
        if (outcome != HandlingOutcome.Aborted)
        {
            status.Count(handled: outcome == HandlingOutcome.Handled ? 1 : 0, failed: outcome == HandlingOutcome.Failed ? 1 : 0);
            ShowLag(item);
        }

        _ended.Enqueue((item, outcome));
        if (Running <= Few)
        {
            ((IThreadPoolWorkItem)this).Execute();
        }
        else if (!Interlocked.Exchange(ref _isNoting, true))
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void Note(InboxItem item, HandlingOutcome outcome)
    {
        Running--;
        item.IsRunning = false;
        quarantine.End(item);
        if (_isClosed)
        {
            return;
        }

        // What comes after an update that was given up has to wait for it, wherever it is handled.
        if (outcome == HandlingOutcome.Aborted)
        {
            journal.GivenUp(item.Id);
            return;
        }

        journal.Done(item.Id);
        _lanes.Advance(item);
        done(item);
    }

    private void ShowLag(InboxItem item)
    {
        if (UpdateOrigin.TimeOf(item.Update) is { } sent)
        {
            // Telegram's clock shows whole seconds, and may be ahead of this machine's.
            status.ShowLag(Math.Round(Math.Max(0, (time.GetUtcNow().UtcDateTime - sent).TotalMilliseconds)));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The journal of updates cannot be written. After a crash, updates that are done now may be delivered again.")]
    private static partial void LogJournalFailed(ILogger logger, Exception exception);
}
