using System.Globalization;

namespace TelegramBotStack.Schedules;

/// <summary>
/// What is going to run, in the storage, and while this instance is the active one in memory as well. Nothing else writes
/// it meanwhile.
/// </summary>
internal sealed class ScheduleBook(IStorage storage) : IDisposable
{
    private const string Prefix = "botstack/schedule/";
    private const string LastIdKey = "botstack/schedule-last";

    private readonly SemaphoreSlim _writing = new(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<long, ScheduledItem> _items = [];
    private readonly PriorityQueue<long, DateTimeOffset> _due = new();
    private readonly HashSet<long> _taken = [];
    private TaskCompletionSource _changed = NewSignal();
    private bool _isLoaded;

    /// <summary>Completes when something has been added or changed.</summary>
    public Task Changed
    {
        get
        {
            lock (_gate)
            {
                return _changed.Task;
            }
        }
    }

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await foreach (var item in ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                Keep(item);
            }
        }
        finally
        {
            _writing.Release();
        }

        lock (_gate)
        {
            _isLoaded = true;
        }
    }

    /// <summary>Another instance may write from now on.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _isLoaded = false;
            _items.Clear();
            _due.Clear();
            _taken.Clear();
        }
    }

    /// <summary>Adds an item under a number that was never used.</summary>
    /// <param name="item">The item; its number is replaced.</param>
    /// <param name="onceKey">The same key adds only once; null to add in any case.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    public async Task<ScheduledItem> AddAsync(ScheduledItem item, string? onceKey, CancellationToken cancellationToken)
    {
        var id = await storage.UpdateAsync<long>(LastIdKey, last => last + 1, cancellationToken).ConfigureAwait(false);
        item = item with { Id = id };
        var batch = new StorageBatch().Set(KeyOf(id), item);
        if (onceKey is not null)
        {
            // Telegram repeats no update after a day.
            batch.SetIf(onceKey, id, version: 0, TimeSpan.FromDays(2));
        }

        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!await storage.WriteAsync(batch, cancellationToken).ConfigureAwait(false))
            {
                var first = await storage.GetAsync<long>(onceKey!, cancellationToken).ConfigureAwait(false);
                return item with { Id = first };
            }

            Keep(item);
            return item;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Changes an item unless it has been removed meanwhile.</summary>
    /// <returns>False when it has.</returns>
    public async Task<bool> SaveAsync(ScheduledItem item, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            lock (_gate)
            {
                if (!_items.ContainsKey(item.Id))
                {
                    return false;
                }
            }

            await storage.SetAsync(KeyOf(item.Id), item, cancellationToken).ConfigureAwait(false);
            Keep(item);
            return true;
        }
        finally
        {
            _writing.Release();
        }
    }

    public async Task<bool> RemoveAsync(long id, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var wasThere = await storage.DeleteAsync(KeyOf(id), cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                _items.Remove(id);
            }

            return wasThere;
        }
        finally
        {
            _writing.Release();
        }
    }

    public async Task<ScheduledItem?> FindAsync(long id, CancellationToken cancellationToken)
        => await storage.GetAsync<ScheduledItem>(KeyOf(id), cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<ScheduledItem>> ListAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_isLoaded)
            {
                return [.. _items.Values];
            }
        }

        return await ReadAllAsync(cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets an item be taken again.</summary>
    public void GiveBack(long id)
    {
        lock (_gate)
        {
            _taken.Remove(id);
            if (_items.TryGetValue(id, out var item))
            {
                _due.Enqueue(id, item.RunsAt);
            }

            Signal();
        }
    }

    /// <summary>Takes what is due; see <see cref="GiveBack"/>.</summary>
    /// <param name="now">The time.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="next">When the next one is due; null for none.</param>
    public IReadOnlyList<ScheduledItem> TakeDue(DateTimeOffset now, int most, out DateTimeOffset? next)
    {
        lock (_gate)
        {
            var due = new List<ScheduledItem>();
            while (_due.TryPeek(out var id, out var at))
            {
                // The queue also has what was removed or put off since.
                if (!_items.TryGetValue(id, out var item) || item.RunsAt != at || _taken.Contains(id))
                {
                    _due.Dequeue();
                }
                else if (at > now || due.Count == most)
                {
                    next = at;
                    return due;
                }
                else
                {
                    _due.Dequeue();
                    _taken.Add(id);
                    due.Add(item);
                }
            }

            next = null;
            return due;
        }
    }

    public void Dispose() => _writing.Dispose();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static string KeyOf(long id) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{id:D12}");

    private async IAsyncEnumerable<ScheduledItem> ReadAllAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var key in storage.EnumerateAsync(Prefix, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (await storage.GetAsync<ScheduledItem>(key, cancellationToken).ConfigureAwait(false) is { } item)
            {
                yield return item;
            }
        }
    }

    private void Keep(ScheduledItem item)
    {
        lock (_gate)
        {
            var before = _items.GetValueOrDefault(item.Id);
            _items[item.Id] = item;
            if (before?.RunsAt != item.RunsAt)
            {
                _due.Enqueue(item.Id, item.RunsAt);
                Signal();
            }
        }
    }

    private void Signal()
    {
        var changed = _changed;
        _changed = NewSignal();
        changed.SetResult();
    }
}
