using System.Runtime.CompilerServices;

namespace TelegramBotStack.Storage;

/// <summary>Keeps JSON texts, so that a bot finds here what it would find in any other storage.</summary>
internal sealed class MemoryBackend(TimeProvider time) : IStorageBackend
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StorageEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>How many values take space.</summary>
    public int Count => _entries.Count;

    public Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask<StorageEntry?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return ValueTask.FromResult(Find(key));
        }
    }

    public Task<bool> WriteAsync(IReadOnlyList<StorageChange> changes, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!changes.All(change => change.Condition.Holds(Find(change.Key)?.Version ?? 0)))
            {
                return Task.FromResult(false);
            }

            foreach (var change in changes)
            {
                if (change.Json is { } json)
                {
                    _entries[change.Key] = new StorageEntry(json, StorageEntry.NewVersion(), change.ExpiresAt);
                }
                else
                {
                    _entries.Remove(change.Key);
                }
            }

            return Task.FromResult(true);
        }
    }

    public async IAsyncEnumerable<string> ListAsync(
        string prefix, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string[] keys;
        lock (_gate)
        {
            keys =
            [
                .. _entries.Keys
                    .Where(key => key.StartsWith(prefix, StringComparison.Ordinal)
                        && (after is null || StorageKey.Order.Compare(key, after) > 0)
                        && Find(key) is not null)
                    .Order(StorageKey.Order),
            ];
        }

        foreach (var key in keys)
        {
            yield return key;
        }
    }

    public Task RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            foreach (var (key, entry) in _entries)
            {
                if (entry.IsExpired(now))
                {
                    _entries.Remove(key);
                }
            }
        }

        return Task.CompletedTask;
    }

    private StorageEntry? Find(string key)
        => _entries.TryGetValue(key, out var entry) && !entry.IsExpired(time.GetUtcNow()) ? entry : null;
}
