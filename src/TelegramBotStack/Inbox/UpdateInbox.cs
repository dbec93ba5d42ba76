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
/// bounded number in all. Tells when Telegram may be told to forget them (<see cref="SecureAsync"/>).
/// </summary>
internal sealed partial class UpdateInbox : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly InboxLimits _limits;
    private readonly IInboxStore _store;
    private readonly Journal _journal;
    private readonly HandleUpdate _handle;
    private readonly StatusBoard _status;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _abort = new();
    private readonly Dictionary<int, InboxItem> _unfinished = [];
    private readonly Dictionary<long, Queue<InboxItem>> _lanes = [];
    private readonly Queue<long> _ready = new();
    private readonly HashSet<InboxItem> _running = [];
    private TaskCompletionSource _changed = NewSignal();
    private int _unsecured;
    private int _segments;
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

    /// <summary>Takes updates in the order given; those that are done or already here are dropped.</summary>
    public void Add(IEnumerable<JsonElement> updates)
    {
        lock (_gate)
        {
            foreach (var json in updates)
            {
                if (Take(json) is { } item)
                {
                    _unsecured++;
                    Enqueue(item);
                }
            }

            StartReady();
        }

        ShowPending();
    }

    /// <summary>Returns when the next handler has ended, or at once if there is room.</summary>
    public async Task WaitForChangeAsync(CancellationToken cancellationToken)
    {
        var changed = Changed();
        if (Room == 0)
        {
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Returns when everything taken so far is done or on disk, so that Telegram may forget it. Waits a moment for the
    /// first, then does the second, so that no slow handler holds up the rest.
    /// </summary>
    public async Task SecureAsync(CancellationToken cancellationToken)
    {
        var deadline = Task.Delay(_limits.Grace, _time, cancellationToken);
        while (UnsecuredCount() > 0 && !deadline.IsCompleted)
        {
            var changed = Changed();
            if (UnsecuredCount() > 0)
            {
                await Task.WhenAny(changed, deadline).ConfigureAwait(false);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        await SetAsideAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Begins with no further update, waits for those begun with, and sets aside what is then not done. Handlers that
    /// are not done in time are told to give up.
    /// </summary>
    public async Task CloseAsync(TimeSpan timeForHandlers)
    {
        lock (_gate)
        {
            _isClosing = true;
        }

        if (!await WaitForHandlersAsync(timeForHandlers).ConfigureAwait(false))
        {
            LogHandlersGivenUp(_logger, _running.Count, timeForHandlers.TotalSeconds);
            await _abort.CancelAsync().ConfigureAwait(false);
            await WaitForHandlersAsync(_limits.AbortTime).ConfigureAwait(false);
        }

        await SetAsideAsync(CancellationToken.None).ConfigureAwait(false);
        lock (_gate)
        {
            // A handler that still runs must write nothing into files that the successor is about to own.
            _isClosed = true;
            _store.Dispose();
        }
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
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Recover()
    {
        foreach (var (name, content) in _store.ReadSegments())
        {
            JsonElement[] updates;
            try
            {
                updates = JsonSerializer.Deserialize<JsonElement[]>(content) ?? [];
            }
            catch (JsonException exception)
            {
                LogBrokenSegment(_logger, name, exception);
                _store.KeepBroken(name);
                continue;
            }

            var segment = new Segment(name);
            foreach (var item in updates.Select(Take).OfType<InboxItem>())
            {
                segment.Remaining++;
                item.Segment = segment;
                Enqueue(item);
            }

            if (segment.Remaining == 0)
            {
                _store.DeleteSegment(name);
            }
        }
    }

    /// <summary>Begins with what <see cref="Recover"/> has found; until then nothing runs.</summary>
    public void Start()
    {
        lock (_gate)
        {
            StartReady();
        }

        ShowPending();
    }

    private InboxItem? Take(JsonElement json)
    {
        var id = TakenUpdate.IdOf(json);
        if (_journal.IsDone(id) || _unfinished.ContainsKey(id))
        {
            return null;
        }

        try
        {
            return new InboxItem(TakenUpdate.Parse(json), _journal.WasStarted(id));
        }
        catch (JsonException exception)
        {
            // No repetition would help; the others must not wait for it.
            LogUnreadable(_logger, id, exception);
            Journalled(() => _journal.Done(id));
            _status.Count(failed: 1);
            return null;
        }
    }

    private void Enqueue(InboxItem item)
    {
        _unfinished.Add(item.Id, item);
        var key = UpdateOrigin.LaneOf(item.Update);
        if (_lanes.TryGetValue(key, out var lane))
        {
            lane.Enqueue(item);
            return;
        }

        _lanes.Add(key, new Queue<InboxItem>([item]));
        _ready.Enqueue(key);
    }

    private void StartReady()
    {
        while (!_isClosing && _running.Count < _limits.Concurrency && _ready.TryDequeue(out var key))
        {
            var item = _lanes[key].Peek();
            _running.Add(item);
            Journalled(() => _journal.Started(item.Id));
            if (item.IsRedelivery)
            {
                _status.Count(redelivered: 1);
            }

            _ = Task.Run(() => RunAsync(key, item));
        }
    }

    private async Task RunAsync(long key, InboxItem item)
    {
        var outcome = await _handle(item.Update, item.IsRedelivery, _abort.Token).ConfigureAwait(false);

        // Before it is seen to be done, so that who waits for that finds it counted.
        if (outcome != HandlingOutcome.Aborted)
        {
            _status.Count(handled: outcome == HandlingOutcome.Handled ? 1 : 0, failed: outcome == HandlingOutcome.Failed ? 1 : 0);
            ShowLag(item);
        }

        TaskCompletionSource changed;
        lock (_gate)
        {
            _running.Remove(item);
            if (outcome != HandlingOutcome.Aborted)
            {
                Finish(item);
            }

            Advance(key, outcome);
            StartReady();
            changed = _changed;
            _changed = NewSignal();
        }

        ShowPending();
        changed.SetResult();
    }

    private void Finish(InboxItem item)
    {
        if (_isClosed)
        {
            return;
        }

        Journalled(() => _journal.Done(item.Id));
        _unfinished.Remove(item.Id);
        if (item.Segment is null)
        {
            _unsecured--;
        }
        else if (--item.Segment.Remaining == 0)
        {
            Journalled(() => _store.DeleteSegment(item.Segment.Name));
        }
    }

    private void Advance(long key, HandlingOutcome outcome)
    {
        // What comes after an update that was given up has to wait for it, wherever it is handled.
        if (outcome == HandlingOutcome.Aborted)
        {
            return;
        }

        var lane = _lanes[key];
        lane.Dequeue();
        if (lane.Count > 0)
        {
            _ready.Enqueue(key);
        }
        else
        {
            _lanes.Remove(key);
        }
    }

    private async Task SetAsideAsync(CancellationToken cancellationToken)
    {
        InboxItem[] items;
        lock (_gate)
        {
            items = [.. _unfinished.Values.Where(item => item.Segment is null)];
        }

        if (items.Length == 0)
        {
            return;
        }

        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"{_time.GetUtcNow().ToUnixTimeMilliseconds():D15}-{++_segments:D6}.json");
        var content = JsonSerializer.SerializeToUtf8Bytes(items.Select(item => item.Json).ToArray());
        await _store.WriteSegmentAsync(name, content, cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            var segment = new Segment(name);
            foreach (var item in items.Where(item => _unfinished.ContainsKey(item.Id)))
            {
                item.Segment = segment;
                segment.Remaining++;
                _unsecured--;
            }

            if (segment.Remaining == 0)
            {
                _store.DeleteSegment(name);
            }
        }
    }

    private async Task<bool> WaitForHandlersAsync(TimeSpan limit)
    {
        var deadline = Task.Delay(limit, _time);
        while (RunningCount() > 0 && !deadline.IsCompleted)
        {
            var changed = Changed();
            if (RunningCount() > 0)
            {
                await Task.WhenAny(changed, deadline).ConfigureAwait(false);
            }
        }

        return RunningCount() == 0;
    }

    /// <summary>A full disk must not keep the bot from answering; it only costs the memory of what was done.</summary>
    private void Journalled(Action write)
    {
        try
        {
            write();
        }
        catch (IOException exception)
        {
            LogJournalFailed(_logger, exception);
            _status.NoteError("journal-failed", exception.Message);
        }
    }

    private Task Changed()
    {
        lock (_gate)
        {
            return _changed.Task;
        }
    }

    private int UnsecuredCount()
    {
        lock (_gate)
        {
            return _unsecured;
        }
    }

    private int RunningCount()
    {
        lock (_gate)
        {
            return _running.Count;
        }
    }

    private void ShowLag(InboxItem item)
    {
        if (UpdateOrigin.TimeOf(item.Update) is { } sent)
        {
            // Telegram's clock shows whole seconds, and may be ahead of this machine's.
            var lag = Math.Round(Math.Max(0, (_time.GetUtcNow().UtcDateTime - sent).TotalMilliseconds));
            _status.Change(status => status with { LagMilliseconds = lag });
        }
    }

    private void ShowPending() => _status.Change(status => status with { Updates = status.Updates with { Pending = Count } });

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} handlers have not ended within {Seconds} s and are told to give up; their updates will be delivered again.")]
    private static partial void LogHandlersGivenUp(ILogger logger, int count, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "Updates set aside in {Name} cannot be read. The file is kept as {Name}.broken.")]
    private static partial void LogBrokenSegment(ILogger logger, string name, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Update {Id} cannot be read and is skipped. Is there a newer version of Telegram.Bot?")]
    private static partial void LogUnreadable(ILogger logger, int id, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The journal of updates cannot be written. After a crash, updates that are done now may be delivered again.")]
    private static partial void LogJournalFailed(ILogger logger, Exception exception);
}
