using TelegramBotStack.Broadcasts;

namespace TelegramBotStack;

/// <summary>Messages to many chats. A service of the bot.</summary>
public sealed class BotBroadcasts
{
    private readonly BroadcastStore _store;
    private readonly BroadcastSignal _signal;
    private readonly TimeProvider _time;

    internal BotBroadcasts(BroadcastStore store, BroadcastSignal signal, TimeProvider time)
    {
        _store = store;
        _signal = signal;
        _time = time;
    }

    /// <summary>
    /// Begins a broadcast. It goes on by itself, at the rate Telegram allows, behind the bot's answers, and after a restart
    /// as well; nobody is sent to twice.
    /// </summary>
    /// <param name="message">What to send.</param>
    /// <param name="chats">To whom. Read to its end before anything is sent; a chat that comes twice is sent to once.</param>
    /// <param name="reportTo">A chat in which a message shows how far it has got. Default: none.</param>
    /// <param name="cancellationToken">Ends the reading; nothing has been sent then.</param>
    /// <returns>The broadcast; it survives a crash from now on.</returns>
    public Task<BroadcastReport> StartAsync(
        BroadcastMessage message, IAsyncEnumerable<long> chats, long? reportTo = null, CancellationToken cancellationToken = default)
        => StartAsync(message, chats, reportTo, language: null, onceKey: null, cancellationToken);

    /// <summary>Stops sending, after the few that are on their way.</summary>
    /// <param name="id">Number of the broadcast.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>False when it does not run.</returns>
    public Task<bool> PauseAsync(long id, CancellationToken cancellationToken = default)
        => ChangeAsync(id, BroadcastState.Paused, cancellationToken, BroadcastState.Running);

    /// <summary>Goes on where it was paused.</summary>
    /// <param name="id">Number of the broadcast.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>False when it is not paused.</returns>
    public Task<bool> ResumeAsync(long id, CancellationToken cancellationToken = default)
        => ChangeAsync(id, BroadcastState.Running, cancellationToken, BroadcastState.Paused);

    /// <summary>Ends it, after the few that are on their way.</summary>
    /// <param name="id">Number of the broadcast.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>False when it has ended.</returns>
    public Task<bool> CancelAsync(long id, CancellationToken cancellationToken = default)
        => ChangeAsync(id, BroadcastState.Cancelled, cancellationToken, BroadcastState.Running, BroadcastState.Paused);

    /// <summary>Tells how far a broadcast has got; null when there is none of that number.</summary>
    /// <param name="id">Number of the broadcast.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    public async Task<BroadcastReport?> GetAsync(long id, CancellationToken cancellationToken = default)
        => (await _store.FindAsync(id, cancellationToken).ConfigureAwait(false))?.ToReport();

    /// <summary>Lists all broadcasts, the oldest first.</summary>
    /// <param name="cancellationToken">Ends the operation.</param>
    public async Task<IReadOnlyList<BroadcastReport>> ListAsync(CancellationToken cancellationToken = default)
        => [.. (await _store.ListAsync(cancellationToken).ConfigureAwait(false)).Select(record => record.ToReport())];

    internal async Task<BroadcastReport> StartAsync(
        BroadcastMessage message, IAsyncEnumerable<long> chats, long? reportTo, string? language, string? onceKey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(chats);
        var id = await _store.NextIdAsync(cancellationToken).ConfigureAwait(false);
        var record = new BroadcastRecord
        {
            Id = id,
            Message = message,
            Total = await WriteChatsAsync(id, chats, cancellationToken).ConfigureAwait(false),
            ReportChatId = reportTo,
            ReportLanguage = language,
            StartedAt = _time.GetUtcNow(),
        };
        if (!await _store.AddAsync(record, onceKey, cancellationToken).ConfigureAwait(false))
        {
            await _store.DeletePagesAsync(id, cancellationToken).ConfigureAwait(false);
            var first = await _store.FindOnceAsync(onceKey!, cancellationToken).ConfigureAwait(false);
            return await GetAsync(first, cancellationToken).ConfigureAwait(false) ?? record.ToReport();
        }

        _signal.Change();
        return record.ToReport();
    }

    private async Task<int> WriteChatsAsync(long id, IAsyncEnumerable<long> chats, CancellationToken cancellationToken)
    {
        var seen = new HashSet<long>();
        var page = new List<long>(BroadcastStore.PageSize);
        await foreach (var chat in chats.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (!seen.Add(chat))
            {
                continue;
            }

            page.Add(chat);
            if (page.Count == BroadcastStore.PageSize)
            {
                await _store.WritePageAsync(id, (seen.Count / BroadcastStore.PageSize) - 1, [.. page], cancellationToken).ConfigureAwait(false);
                page.Clear();
            }
        }

        if (page.Count > 0)
        {
            await _store.WritePageAsync(id, seen.Count / BroadcastStore.PageSize, [.. page], cancellationToken).ConfigureAwait(false);
        }

        return seen.Count;
    }

    private async Task<bool> ChangeAsync(long id, BroadcastState state, CancellationToken cancellationToken, params BroadcastState[] from)
    {
        if (await _store.FindAsync(id, cancellationToken).ConfigureAwait(false) is null)
        {
            return false;
        }

        var (hasChanged, wasPaused) = (false, false);
        await _store.ChangeAsync(
            id,
            record =>
            {
                (hasChanged, wasPaused) = (from.Contains(record.State), record.State == BroadcastState.Paused);
                return !hasChanged
                    ? record
                    : record with { State = state, EndedAt = state == BroadcastState.Cancelled ? _time.GetUtcNow() : null };
            },
            cancellationToken).ConfigureAwait(false);
        if (hasChanged && wasPaused && state == BroadcastState.Cancelled)
        {
            await _store.DeletePagesAsync(id, cancellationToken).ConfigureAwait(false);
        }

        _signal.Change();
        return hasChanged;
    }
}
