using System.Text.Json;
using Microsoft.Extensions.Logging;
using TelegramBotStack.Status;

namespace TelegramBotStack.Inbox;

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
    private readonly HandlerRuns _runs;
    private readonly SetAside _setAside;
    private readonly JournalRotation _rotation;
    private readonly StatusBoard _status;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Dictionary<int, InboxItem> _unfinished = [];
    private readonly Signal _ended = new();
    private long _taken;

    public UpdateInbox(
        IInboxStore store,
        HandleUpdate handle,
        StatusBoard status,
        TimeProvider time,
        ILogger<UpdateInbox> logger,
        InboxLimits? limits = null)
    {
        _store = store;
        _status = status;
        _time = time;
        _logger = logger;
        _limits = limits ?? new InboxLimits();
        _journal = new Journal(store, time, _limits.DonePerJournalFile);
        _quarantine = new Quarantine(store, _journal, _limits, status, logger);
        _runs = new HandlerRuns(_gate, _limits, _journal, _quarantine, handle, Finish, ShowChange, status, time, logger);
        var kept = new KeptSegments(_gate, store, logger);
        _setAside = new SetAside(_gate, InMemory, store, kept, _journal, _limits, time, logger);
        _rotation = new JournalRotation(_gate, _journal, kept, _setAside, _runs, logger);
        kept.Recover(update => Take(TakenUpdate.Parse(update)));
        _runs.WriteJournal();
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
            _status.ShowPending(_unfinished.Count);
            _runs.StartReady();
        }
    }

    /// <summary>To be awaited before updates are added, with the highest id of them.</summary>
    public ValueTask NoteTakenAsync(int id, CancellationToken cancellationToken) => _store.NoteTakenAsync(id, cancellationToken);

    /// <summary>Takes updates in the order given; those that are done or already here are dropped.</summary>
    /// <param name="updates">The updates.</param>
    /// <param name="isMoreWaiting">True when Telegram has more updates: then these are put on disk at once, while they are read.</param>
    public void Add(IReadOnlyList<JsonElement> updates, bool isMoreWaiting = false)
    {
        var write = isMoreWaiting ? _setAside.TryBegin(updates) : null;
        var taken = new List<InboxItem>(updates.Count);

        // Reading them takes longest, and handlers that end meanwhile need the gate.
        var parsed = updates.Select(TakenUpdate.Parse).ToArray();
        lock (_gate)
        {
            foreach (var update in parsed)
            {
                if (Take(update) is { } item)
                {
                    _setAside.Add();
                    taken.Add(item);
                }
            }

            _status.ShowPending(_unfinished.Count);
            _runs.StartReady();
        }

        if (write is not null)
        {
            _ = _setAside.KeepAsync(write, taken);
        }
    }

    /// <summary>Returns when the next handler has ended, or at once if there is room for so many updates.</summary>
    public async Task WaitForChangeAsync(CancellationToken cancellationToken, int room = 1)
    {
        Task ended;
        lock (_gate)
        {
            ended = _unfinished.Count + room <= _limits.Capacity ? Task.CompletedTask : _ended.Next;
        }

        await ended.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Returns when everything taken so far is done or on disk, so that Telegram may forget it. Waits a moment for the
    /// first, then does the second, so that no slow handler holds up the rest; whichever comes first is enough.
    /// </summary>
    /// <param name="isMoreWaiting">True when Telegram has more updates: then the moment is shorter.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The disk does not take them.</exception>
    public Task SecureAsync(bool isMoreWaiting, CancellationToken cancellationToken)
    {
        Task secured;
        lock (_gate)
        {
            secured = _setAside.AllSecured;
        }

        return _setAside.SecureAsync(secured, isMoreWaiting ? _limits.GraceUnderLoad : _limits.Grace, cancellationToken);
    }

    /// <summary>As the other, for one update: the others may be slower. Several at a time share what they write.</summary>
    /// <param name="id">The update.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public Task SecureAsync(int id, CancellationToken cancellationToken)
    {
        Task secured;
        lock (_gate)
        {
            secured = _unfinished.TryGetValue(id, out var item) && item.Segment is null ? item.Secured.Next : Task.CompletedTask;
        }

        return _setAside.SecureAsync(secured, _limits.Grace, cancellationToken);
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
            _runs.Close();
            idle = _runs.Idle;
        }

        if (!await _time.IsInTimeAsync(idle, timeForHandlers, CancellationToken.None).ConfigureAwait(false))
        {
            LogHandlersGivenUp(_logger, _runs.Running, timeForHandlers.TotalSeconds);
            await _runs.AbortAsync().ConfigureAwait(false);
            await _time.IsInTimeAsync(idle, _limits.AbortTime, CancellationToken.None).ConfigureAwait(false);
        }

        await _setAside.CloseAsync().ConfigureAwait(false);
        lock (_gate)
        {
            _runs.NoteEnded();
            foreach (var item in _unfinished.Values.Where(item => item.IsRunning))
            {
                _journal.GivenUp(item.Id);
            }

            // A handler that still runs must write nothing into files that the successor is about to own.
            _runs.End();
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
            _runs.Close();
            idle = _runs.Idle;
        }

        await _runs.AbortAsync().ConfigureAwait(false);
        var haveEnded = await _time.IsInTimeAsync(idle, timeForHandlers, CancellationToken.None).ConfigureAwait(false);
        lock (_gate)
        {
            _runs.End();
            _store.Dispose();
        }

        return haveEnded;
    }

    public async ValueTask DisposeAsync()
    {
        await _runs.AbortAsync().ConfigureAwait(false);

        await _setAside.DisposeAsync().ConfigureAwait(false);
        lock (_gate)
        {
            _runs.End();
            _store.Dispose();
        }

        _runs.Dispose();
    }

    private InboxItem? Take((int Id, TakenUpdate? Taken, JsonException? Error) update)
    {
        if (_journal.IsDone(update.Id) || _unfinished.ContainsKey(update.Id))
        {
            return null;
        }

        if (update.Taken is not { } taken)
        {
            // No repetition would help; the others must not wait for it.
            LogUnreadable(_logger, update.Id, update.Error);
            _journal.Done(update.Id);
            _status.Count(failed: 1);
            return null;
        }

        if (_quarantine.TryKeep(taken))
        {
            return null;
        }

        var item = new InboxItem(taken, _journal.WasStarted(update.Id) || _store.MayHaveBegun(update.Id)) { Place = _taken++, TakenAt = _time.GetTimestamp() };
        _unfinished.Add(item.Id, item);
        _runs.Enqueue(item);
        return item;
    }

    private void Finish(InboxItem item)
    {
        _unfinished.Remove(item.Id);
        _setAside.Finish(item);
    }

    private void ShowChange()
    {
        _rotation.RotateIfFull();
        _status.ShowPending(_unfinished.Count);
        _ended.Give();
    }

    private InboxItem[] InMemory()
    {
        lock (_gate)
        {
            // A dictionary forgets the order once something was removed from it.
            _runs.NoteEnded();
            return [.. _unfinished.Values.Where(item => item.Segment is null).OrderBy(item => item.Place)];
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} handlers have not ended within {Seconds} s and are told to give up; their updates will be delivered again.")]
    private static partial void LogHandlersGivenUp(ILogger logger, int count, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "Update {Id} cannot be read and is skipped. Is there a newer version of Telegram.Bot?")]
    private static partial void LogUnreadable(ILogger logger, int id, Exception? exception);
}
