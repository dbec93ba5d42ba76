namespace TelegramBotStack;

/// <summary>What is often done with a storage, in one operation of it.</summary>
public static class StorageExtensions
{
    private const int DeletedTogether = 200;

    /// <summary>Writes a value that is gone after a time.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="storage">The storage.</param>
    /// <param name="key">Where to keep it.</param>
    /// <param name="value">What to keep.</param>
    /// <param name="expireAfter">For how long: a millisecond to 100 years.</param>
    /// <param name="cancellationToken">Ends the operation; the value is then the old one or the new one.</param>
    public static Task SetAsync<T>(
        this IStorage storage, string key, T value, TimeSpan expireAfter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storage);
        return storage.WriteAsync(new StorageBatch().Set(key, value, expireAfter), cancellationToken);
    }

    /// <summary>Writes a value if the one that is there has this version.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="storage">The storage.</param>
    /// <param name="key">Where to keep it.</param>
    /// <param name="value">What to keep.</param>
    /// <param name="version">From <see cref="StoredValue{T}.Version"/>; 0 for: if there is none.</param>
    /// <param name="expireAfter">For how long: a millisecond to 100 years. Default: until it is written or deleted again.</param>
    /// <param name="cancellationToken">Ends the operation; the value is then the old one or the new one.</param>
    /// <returns>False when the value has changed since; nothing has been written then.</returns>
    public static Task<bool> TrySetAsync<T>(
        this IStorage storage,
        string key,
        T value,
        long version,
        TimeSpan? expireAfter = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storage);
        return storage.WriteAsync(new StorageBatch().SetIf(key, value, version, expireAfter), cancellationToken);
    }

    /// <summary>Writes a value if there is none.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="storage">The storage.</param>
    /// <param name="key">Where to keep it.</param>
    /// <param name="value">What to keep.</param>
    /// <param name="expireAfter">For how long: a millisecond to 100 years. Default: until it is written or deleted again.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>False when there is one; nothing has been written then.</returns>
    public static Task<bool> TryAddAsync<T>(
        this IStorage storage, string key, T value, TimeSpan? expireAfter = null, CancellationToken cancellationToken = default)
        => storage.TrySetAsync(key, value, version: 0, expireAfter, cancellationToken);

    /// <summary>Deletes all values of a prefix, some at a time.</summary>
    /// <param name="storage">The storage.</param>
    /// <param name="prefix">Of the keys; empty for everything.</param>
    /// <param name="cancellationToken">Ends the operation; a part of the values is then deleted.</param>
    /// <returns>How many keys there were.</returns>
    public static async Task<int> DeleteAllAsync(this IStorage storage, string prefix, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storage);
        var count = 0;
        foreach (var keys in (await storage.ListAsync(prefix, cancellationToken).ConfigureAwait(false)).Chunk(DeletedTogether))
        {
            var batch = keys.Aggregate(new StorageBatch(), (deletions, key) => deletions.Delete(key));
            await storage.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
            count += keys.Length;
        }

        return count;
    }
}
