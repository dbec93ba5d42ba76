namespace TelegramBotStack.Storage;

/// <summary>Values of types over a backend that keeps JSON.</summary>
internal sealed class TypedStorage(IStorageBackend backend, StorageJson json, TimeProvider time) : IStorage
{
    // Updates of one key in one process wait for each other: without that they would mostly make each other try again.
    // Keys share locks by hash, so that the number of locks does not grow with the number of keys.
    private readonly SemaphoreSlim[] _updating = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    public async Task<T?> GetAsync<T>(string key, CancellationToken cancellationToken = default)
    {
        StorageKey.Check(key);
        return await backend.ReadAsync(key, cancellationToken).ConfigureAwait(false) is { } entry
            ? json.Deserialize<T>(entry.Json)
            : default;
    }

    public async Task<StoredValue<T>> ReadAsync<T>(string key, CancellationToken cancellationToken = default)
    {
        StorageKey.Check(key);
        return await backend.ReadAsync(key, cancellationToken).ConfigureAwait(false) is { } entry
            ? new StoredValue<T>(json.Deserialize<T>(entry.Json), entry.Version, entry.ExpiresAt)
            : default;
    }

    public Task SetAsync<T>(string key, T value, CancellationToken cancellationToken = default)
    {
        StorageKey.Check(key);
        return backend.WriteAsync([new StorageChange(key, json.Serialize(value))], cancellationToken);
    }

    public Task<bool> WriteAsync(StorageBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        StorageChange[] changes =
        [
            .. batch.Changes.Select(change => new StorageChange(
                change.Key, change.Value?.Invoke(json), Expiry.At(change.ExpireAfter, time), change.Condition)),
        ];
        return changes.Length == 0 ? Task.FromResult(true) : backend.WriteAsync(changes, cancellationToken);
    }

    public Task<bool> DeleteAsync(string key, CancellationToken cancellationToken = default)
    {
        StorageKey.Check(key);
        return backend.WriteAsync([new StorageChange(key, null, Condition: StorageCondition.Present)], cancellationToken);
    }

    public async Task<bool> ExistsAsync(string key, CancellationToken cancellationToken = default)
    {
        StorageKey.Check(key);
        return await backend.ReadAsync(key, cancellationToken).ConfigureAwait(false) is not null;
    }

    public async Task<IReadOnlyList<string>> ListAsync(string prefix = "", CancellationToken cancellationToken = default)
        => await EnumerateAsync(prefix, null, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);

    public IAsyncEnumerable<string> EnumerateAsync(
        string prefix = "", string? after = null, CancellationToken cancellationToken = default)
    {
        StorageKey.CheckPrefix(prefix);
        StorageKey.CheckPrefix(after ?? "");
        return backend.ListAsync(prefix, after, cancellationToken);
    }

    public Task<T> UpdateAsync<T>(string key, Func<T?, T> change, CancellationToken cancellationToken = default)
        => ChangeAsync(key, change, null, cancellationToken);

    public Task<T> UpdateAsync<T>(
        string key, Func<T?, T> change, TimeSpan expireAfter, CancellationToken cancellationToken = default)
        => ChangeAsync(key, change, expireAfter, cancellationToken);

    private async Task<T> ChangeAsync<T>(string key, Func<T?, T> change, TimeSpan? expireAfter, CancellationToken cancellationToken)
    {
        StorageKey.Check(key);
        Expiry.Check(expireAfter);
        ArgumentNullException.ThrowIfNull(change);
        var updating = _updating[(uint)StringComparer.Ordinal.GetHashCode(key) % (uint)_updating.Length];
        await updating.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (true)
            {
                var before = await ReadAsync<T>(key, cancellationToken).ConfigureAwait(false);
                var after = change(before.Value);
                var write = new StorageChange(
                    key,
                    json.Serialize(after),
                    expireAfter is null ? before.ExpiresAt : Expiry.At(expireAfter, time),
                    StorageCondition.Version(before.Version));
                if (await backend.WriteAsync([write], cancellationToken).ConfigureAwait(false))
                {
                    return after;
                }

                // Another write came between: it has got on, so this cannot go on for ever.
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            updating.Release();
        }
    }
}
