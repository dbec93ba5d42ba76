using TelegramBotStack.Storage;

namespace TelegramBotStack;

/// <summary>Writes and deletions that happen together or not at all; see <see cref="IStorage.WriteAsync"/>.</summary>
/// <example><code>
/// await storage.WriteAsync(new StorageBatch().Set("order/7", order).Delete("cart/7"));
/// </code></example>
public sealed class StorageBatch
{
    private readonly List<PlannedChange> _changes = [];
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    /// <summary>How many keys it changes.</summary>
    public int Count => _changes.Count;

    internal IReadOnlyList<PlannedChange> Changes => _changes;

    /// <summary>Writes a value.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="key">Where to keep it; each key once in a batch.</param>
    /// <param name="value">What to keep. It is read when the batch is written.</param>
    /// <param name="expireAfter">For how long: a millisecond to 100 years. Default: until it is written or deleted again.</param>
    /// <exception cref="ArgumentException">The key is malformed or in the batch already.</exception>
    public StorageBatch Set<T>(string key, T value, TimeSpan? expireAfter = null)
        => Add(key, json => json.Serialize(value), expireAfter, StorageCondition.None);

    /// <summary>Writes a value if the one that is there has this version.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="key">Where to keep it; each key once in a batch.</param>
    /// <param name="value">What to keep. It is read when the batch is written.</param>
    /// <param name="version">From <see cref="StoredValue{T}.Version"/>; 0 for: if there is none.</param>
    /// <param name="expireAfter">For how long: a millisecond to 100 years. Default: until it is written or deleted again.</param>
    /// <exception cref="ArgumentException">The key is malformed or in the batch already.</exception>
    public StorageBatch SetIf<T>(string key, T value, long version, TimeSpan? expireAfter = null)
        => Add(key, json => json.Serialize(value), expireAfter, StorageCondition.Version(version));

    /// <summary>Deletes a value, if there is one.</summary>
    /// <param name="key">Where it is kept; each key once in a batch.</param>
    /// <exception cref="ArgumentException">The key is malformed or in the batch already.</exception>
    public StorageBatch Delete(string key) => Add(key, null, null, StorageCondition.None);

    /// <summary>Deletes a value if it has this version.</summary>
    /// <param name="key">Where it is kept; each key once in a batch.</param>
    /// <param name="version">From <see cref="StoredValue{T}.Version"/>; with 0 nothing is deleted, and the batch holds only if there is none.</param>
    /// <exception cref="ArgumentException">The key is malformed or in the batch already.</exception>
    public StorageBatch DeleteIf(string key, long version) => Add(key, null, null, StorageCondition.Version(version));

    private StorageBatch Add(
        string key, Func<StorageJson, ReadOnlyMemory<byte>>? value, TimeSpan? expireAfter, StorageCondition condition)
    {
        StorageKey.Check(key);
        Expiry.Check(expireAfter);
        if (!_keys.Add(key))
        {
            throw new ArgumentException($"The batch changes '{key}' already.", nameof(key));
        }

        _changes.Add(new PlannedChange(key, value, expireAfter, condition));
        return this;
    }

    internal sealed record PlannedChange(
        string Key, Func<StorageJson, ReadOnlyMemory<byte>>? Value, TimeSpan? ExpireAfter, StorageCondition Condition);
}
