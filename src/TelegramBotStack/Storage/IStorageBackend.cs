namespace TelegramBotStack.Storage;

/// <summary>
/// Where an <see cref="IStorage"/> keeps its values: JSON texts by key. What to implement for a storage of one's own, and
/// to name with <see cref="StorageBuilderExtensions.UseStorage"/>. Keys have been checked; all methods may be called from
/// several threads at once.
/// </summary>
public interface IStorageBackend
{
    /// <summary>
    /// Gets ready: connects, makes what is missing, finishes what a crash cut off. Called when the bot starts and again
    /// each time it becomes the active instance; quick when there is nothing to do.
    /// </summary>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <exception cref="StorageUnavailableException">The database cannot be reached.</exception>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Reads a value that has not expired.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The value; null when there is none.</returns>
    ValueTask<StorageEntry?> ReadAsync(string key, CancellationToken cancellationToken);

    /// <summary>
    /// Makes all of the changes or none. Those of one key never mix with others of it; what has expired counts as not
    /// there. When this returns true, the changes are as durable as the storage makes them.
    /// </summary>
    /// <param name="changes">At least one; each key once.</param>
    /// <param name="cancellationToken">Ends the operation, before or after it has happened.</param>
    /// <returns>False when a condition does not hold; nothing has changed then.</returns>
    Task<bool> WriteAsync(IReadOnlyList<StorageChange> changes, CancellationToken cancellationToken);

    /// <summary>Lists keys of values that have not expired, ordered by their UTF-8 bytes.</summary>
    /// <param name="prefix">Only keys that start with it; empty for all.</param>
    /// <param name="after">Only keys behind this one; null for all.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    IAsyncEnumerable<string> ListAsync(string prefix, string? after, CancellationToken cancellationToken);

    /// <summary>Frees the space of values that have expired. Called now and then while the bot is active.</summary>
    /// <param name="cancellationToken">Ends the operation.</param>
    Task RemoveExpiredAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
