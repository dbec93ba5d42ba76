using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Telegram.Bot.Types;
using TelegramBotStack.Handlers;
using TelegramBotStack.Status;

namespace TelegramBotStack.Inbox;

/// <summary>Handles one update; never throws.</summary>
internal delegate Task<HandlingOutcome> HandleUpdate(Update update, bool isRedelivery, CancellationToken abort);

/// <summary>
/// Holds what was taken from Telegram until it is done: one update of a chat after the other, chats side by side, a
/// bounded number in all. Tells when Telegram may be told to forget them (<see cref="SecureAsync(bool, CancellationToken)"/>).
/// </summary>
internal sealed partial class UpdateInbox : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly InboxLimits _limits;
    private readonly IInboxStore _store;
    private readonly Journal _journal;
    private readonly Quarantine _quarantine;
    private readonly HandleUpdate _handle;
    private readonly StatusBoard _status;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _abort = new();
    // An update must be in one segment only.
    private readonly SemaphoreSlim _settingAside = new(1);
    private readonly Dictionary<int, InboxItem> _unfinished = [];
    private readonly Lanes _lanes = new();
    private readonly Signal _ended = new();
    private readonly Signal _idle = new();
    private readonly Signal _allSecured = new();
    private int _running;
    private int _unsecured;
    private int _segments;
    private long _taken;
    private bool _isClosing;
    private bool _isClosed;

    public UpdateInbox(
        IInboxStore store,
        HandleUpdate handle,
        StatusBoard status,
        TimeProvider time,
        ILogger<UpdateInbox> logger,
        InboxLimits? limits = null)
    {
        _store = store;
        _handle = handle;
        _status = status;
        _time = time;
        _logger = logger;
        _limits = limits ?? new InboxLimits();
        _journal = new Journal(store, time);
        _quarantine = new Quarantine(store, _journal, _limits, status, logger);
        Recover();
    }

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _unfinished.Count;
            }
        }
    }

    /// <summary>How many updates may be taken now.</summary>
    public int Room
    {
        get
        {
            lock (_gate)
            {
                return Math.Max(0, _limits.Capacity - _unfinished.Count);
            }
        }
    }

    /// <summary>Begins with what was left by a predecessor; until then nothing runs.</summary>
    public void Start()
    {
        lock (_gate)
        {
            ShowPending();
            StartReady();
        }
    }

    /// <summary>To be awaited before updates are added, with the highest id of them.</summary>
    public ValueTask NoteTakenAsync(int id, CancellationToken cancellationToken) => _store.NoteTakenAsync(id, cancellationToken);

    /// <summary>Takes updates in the order given; those that are done or already here are dropped.</summary>
    public void Add(IEnumerable<JsonElement> updates)
    {
        // Reading them takes longest, and handlers that end meanwhile need the gate.
        var parsed = updates.Select(Parse).ToArray();
        lock (_gate)
        {
            foreach (var (id, taken, error) in parsed)
            {
                if (Take(id, taken, error) is { } item)
                {
                    _unsecured++;
                    Enqueue(item);
                }
            }

            ShowPending();
            StartReady();
        }
    }

    /// <summary>Returns when the next handler has ended, or at once if there is room.</summary>
    public async Task WaitForChangeAsync(CancellationToken cancellationToken)
    {
        Task ended;
        lock (_gate)
        {
            ended = _unfinished.Count < _limits.Capacity ? Task.CompletedTask : _ended.Next;
        }

        await ended.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Returns when everything taken so far is done or on disk, so that Telegram may forget it. Waits a moment for the
    /// first, then does the second, so that no slow handler holds up the rest.
    /// </summary>
    /// <param name="isMoreWaiting">True when Telegram has more updates: then the moment is shorter.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The disk does not take them.</exception>
    public async Task SecureAsync(bool isMoreWaiting, CancellationToken cancellationToken)
    {
        Task secured;
        lock (_gate)
        {
            secured = _unsecured == 0 ? Task.CompletedTask : _allSecured.Next;
        }

        var grace = isMoreWaiting ? _limits.GraceUnderLoad : _limits.Grace;
        if (!await IsInTimeAsync(secured, grace, cancellationToken).ConfigureAwait(false))
        {
            await SetAsideAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>As the other, for one update: the others may be slower. Several at a time share what they write.</summary>
    /// <param name="id">The update.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public async Task SecureAsync(int id, CancellationToken cancellationToken)
    {
        Task secured;
        lock (_gate)
        {
            secured = _unfinished.TryGetValue(id, out var item) && item.Segment is null ? item.Secured.Next : Task.CompletedTask;
        }

        if (!await IsInTimeAsync(secured, _limits.Grace, cancellationToken).ConfigureAwait(false))
        {
            await SetAsideAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Begins with no further update, waits for those begun with, and sets aside what is then not done. Handlers that
    /// are not done in time are told to give up.
    /// </summary>
    public async Task CloseAsync(TimeSpan timeForHandlers)
    {
        Task idle;
        lock (_gate)
        {
            _isClosing = true;
            idle = _running == 0 ? Task.CompletedTask : _idle.Next;
        }

        if (!await IsInTimeAsync(idle, timeForHandlers, CancellationToken.None).ConfigureAwait(false))
        {
            LogHandlersGivenUp(_logger, _running, timeForHandlers.TotalSeconds);
            await _abort.CancelAsync().ConfigureAwait(false);
            await IsInTimeAsync(idle, _limits.AbortTime, CancellationToken.None).ConfigureAwait(false);
        }

        await SetAsideAsync(CancellationToken.None).ConfigureAwait(false);
        lock (_gate)
        {
            foreach (var item in _unfinished.Values.Where(item => item.IsRunning))
            {
                _journal.GivenUp(item.Id);
            }

            WriteJournal();

            // A handler that still runs must write nothing into files that the successor is about to own.
            _isClosed = true;
            _store.Dispose();
        }

        await _store.FlushAsync().ConfigureAwait(false);
    }

    /// <summary>Tells the handlers to give up, and keeps nothing: what is not done is another holder's.</summary>
    /// <returns>Whether all have ended in time.</returns>
    public async Task<bool> AbandonAsync(TimeSpan timeForHandlers)
    {
        Task idle;
        lock (_gate)
        {
            _isClosing = true;
            idle = _running == 0 ? Task.CompletedTask : _idle.Next;
        }

        await _abort.CancelAsync().ConfigureAwait(false);
        var haveEnded = await IsInTimeAsync(idle, timeForHandlers, CancellationToken.None).ConfigureAwait(false);
        lock (_gate)
        {
            _isClosed = true;
            _store.Dispose();
        }

        return haveEnded;
    }

    public async ValueTask DisposeAsync()
    {
        await _abort.CancelAsync().ConfigureAwait(false);
        lock (_gate)
        {
            _isClosing = true;
            _isClosed = true;
            _store.Dispose();
        }

        _abort.Dispose();
        _settingAside.Dispose();
    }

    private static (int Id, TakenUpdate? Taken, JsonException? Error) Parse(JsonElement json)
    {
        try
        {
            var taken = TakenUpdate.Parse(json);
            return (taken.Update.Id, taken, null);
        }
        catch (JsonException exception)
        {
            return (TakenUpdate.IdOf(json), null, exception);
        }
    }

    private async Task<bool> IsInTimeAsync(Task task, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (task.IsCompleted)
        {
            return true;
        }

        await task.WaitAsync(limit, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return task.IsCompleted;
    }

    private void Recover()
    {
        foreach (var (name, content) in _store.ReadSegments())
        {
            var segment = new Segment(name);
            try
            {
                foreach (var (id, taken, error) in SegmentContent.Read(content).Select(Parse))
                {
                    if (Take(id, taken, error) is { } item)
                    {
                        segment.Remaining++;
                        item.Segment = segment;
                        Enqueue(item);
                    }
                }
            }
            catch (JsonException exception)
            {
                LogBrokenSegment(_logger, name, exception);
                _store.KeepBroken(name);
                continue;
            }

            if (segment.Remaining == 0)
            {
                _store.DeleteSegment(name);
            }
        }

        WriteJournal();
    }

    private InboxItem? Take(int id, TakenUpdate? taken, JsonException? error)
    {
        if (_journal.IsDone(id) || _unfinished.ContainsKey(id))
        {
            return null;
        }

        if (taken is not null && _quarantine.TryKeep(taken))
        {
            return null;
        }

        if (taken is not null)
        {
            return new InboxItem(taken, _journal.WasStarted(id) || _store.MayHaveBegun(id));
        }

        // No repetition would help; the others must not wait for it.
        LogUnreadable(_logger, id, error);
        _journal.Done(id);
        _status.Count(failed: 1);
        return null;
    }

    private void Enqueue(InboxItem item)
    {
        item.Place = _taken++;
        _unfinished.Add(item.Id, item);
        _lanes.Enqueue(item);
    }

    /// <summary>Begins with all that may run, and writes the journal, in one go for all.</summary>
    private void StartReady()
    {
        List<InboxItem>? starting = null;
        while (NextReady() is { } item)
        {
            (starting ??= []).Add(item);
        }

        WriteJournal();
        foreach (var item in starting ?? [])
        {
            ThreadPool.UnsafeQueueUserWorkItem(state => _ = state.Inbox.RunAsync(state.Item), (Inbox: this, Item: item), preferLocal: false);
        }
    }

    private InboxItem? NextReady()
    {
        if (_isClosing || !_quarantine.IsOpen || _running >= _limits.Concurrency || _lanes.Next() is not { } item)
        {
            return null;
        }

        _running++;
        item.IsRunning = true;
        if (_quarantine.Begin(item))
        {
            _ = EndAloneAsync(item);
        }

        _journal.Started(item.Id);
        if (item.IsRedelivery)
        {
            _status.Count(redelivered: 1);
        }

        return item;
    }

    private async Task EndAloneAsync(InboxItem item)
    {
        await Task.Delay(_limits.AloneTime, _time).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        lock (_gate)
        {
            _quarantine.End(item);
            StartReady();
        }
    }

    private async Task RunAsync(InboxItem item)
    {
        var outcome = await _handle(item.Update, item.IsRedelivery, _abort.Token).ConfigureAwait(false);

        // Before it is seen to be done, so that who waits for that finds it counted.
        if (outcome != HandlingOutcome.Aborted)
        {
            _status.Count(handled: outcome == HandlingOutcome.Handled ? 1 : 0, failed: outcome == HandlingOutcome.Failed ? 1 : 0);
            ShowLag(item);
        }

        lock (_gate)
        {
            _running--;
            item.IsRunning = false;
            _quarantine.End(item);
            if (outcome == HandlingOutcome.Aborted && !_isClosed)
            {
                _journal.GivenUp(item.Id);
            }

            // What comes after an update that was given up has to wait for it, wherever it is handled.
            if (outcome != HandlingOutcome.Aborted)
            {
                Finish(item);
                _lanes.Advance(item);
            }

            ShowPending();
            StartReady();
            _ended.Give();
            if (_running == 0)
            {
                _idle.Give();
            }
        }
    }

    private void Finish(InboxItem item)
    {
        if (_isClosed)
        {
            return;
        }

        _journal.Done(item.Id);
        _unfinished.Remove(item.Id);
        item.Secured.Give();
        if (item.Segment is null)
        {
            NoteSecured(1);
        }
        else if (--item.Segment.Remaining == 0)
        {
            Delete(item.Segment);
        }
    }

    private void NoteSecured(int updates)
    {
        _unsecured -= updates;
        if (_unsecured == 0)
        {
            _allSecured.Give();
        }
    }

    private async Task SetAsideAsync(CancellationToken cancellationToken)
    {
        await _settingAside.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await SetUnsecuredAsideAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _settingAside.Release();
        }
    }

    private async Task SetUnsecuredAsideAsync(CancellationToken cancellationToken)
    {
        InboxItem[] items;
        lock (_gate)
        {
            // A dictionary forgets the order once something was removed from it.
            items = [.. _unfinished.Values.Where(item => item.Segment is null).OrderBy(item => item.Place)];
        }

        if (items.Length == 0)
        {
            return;
        }

        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"{_time.GetUtcNow().ToUnixTimeMilliseconds():D15}-{++_segments:D6}.json");
        var content = SegmentContent.Write(items.Select(item => item.Json));
        await _store.WriteSegmentAsync(name, content, cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            var segment = new Segment(name);
            foreach (var item in items.Where(item => _unfinished.ContainsKey(item.Id)))
            {
                item.Segment = segment;
                item.Secured.Give();
                segment.Remaining++;
            }

            NoteSecured(segment.Remaining);
            if (segment.Remaining == 0)
            {
                Delete(segment);
            }
        }
    }

    private void Delete(Segment segment)
    {
        try
        {
            _store.DeleteSegment(segment.Name);
        }
        catch (IOException exception)
        {
            // Its updates are done, and the journal knows it.
            LogJournalFailed(_logger, exception);
        }
    }

    /// <summary>A full disk must not keep the bot from answering; it only costs the memory of what was done.</summary>
    private void WriteJournal()
    {
        if (_isClosed)
        {
            return;
        }

        try
        {
            _journal.Write();
        }
        catch (IOException exception)
        {
            LogJournalFailed(_logger, exception);
            _status.NoteError("journal-failed", exception.Message);
        }
    }

    private void ShowLag(InboxItem item)
    {
        if (UpdateOrigin.TimeOf(item.Update) is { } sent)
        {
            // Telegram's clock shows whole seconds, and may be ahead of this machine's.
            _status.ShowLag(Math.Round(Math.Max(0, (_time.GetUtcNow().UtcDateTime - sent).TotalMilliseconds)));
        }
    }

    private void ShowPending() => _status.ShowPending(_unfinished.Count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} handlers have not ended within {Seconds} s and are told to give up; their updates will be delivered again.")]
    private static partial void LogHandlersGivenUp(ILogger logger, int count, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "Updates set aside in {Name} cannot be read. The file is kept as {Name}.broken.")]
    private static partial void LogBrokenSegment(ILogger logger, string name, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Update {Id} cannot be read and is skipped. Is there a newer version of Telegram.Bot?")]
    private static partial void LogUnreadable(ILogger logger, int id, Exception? exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The journal of updates cannot be written. After a crash, updates that are done now may be delivered again.")]
    private static partial void LogJournalFailed(ILogger logger, Exception exception);
}
