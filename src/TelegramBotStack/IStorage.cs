namespace TelegramBotStack;

/// <summary>
/// What a bot remembers: values by key. Values are kept as JSON, so a value that is read is a copy. A key is 1 to 1,024
/// bytes of UTF-8 text without the character U+0000. Safe to use from several handlers, and where the storage is shared
/// from several processes, at once. docs/storage.md says what each storage promises.
/// </summary>
/// <exception cref="StorageUnavailableException">Any operation: the database behind it cannot be reached.</exception>
public interface IStorage
{
    /// <summary>Reads a value.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="key">Where it is kept.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The value, or the type's default (null, 0, …) when there is none.</returns>
    /// <exception cref="System.Text.Json.JsonException">What is kept there is not a <typeparamref name="T"/>.</exception>
    Task<T?> GetAsync<T>(string key, CancellationToken cancellationToken = default);

    /// <summary>Reads a value together with its version, for a write that is to fail when another one came between.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="key">Where it is kept.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The value; one that does not exist has the type's default and the version 0.</returns>
    /// <exception cref="System.Text.Json.JsonException">What is kept there is not a <typeparamref name="T"/>.</exception>
    Task<StoredValue<T>> ReadAsync<T>(string key, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes a value that stays until it is written or deleted again; when this returns, it survives a crash of the
    /// machine (where the storage can).
    /// </summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="key">Where to keep it.</param>
    /// <param name="value">What to keep.</param>
    /// <param name="cancellationToken">Ends the operation; the value is then the old one or the new one.</param>
    Task SetAsync<T>(string key, T value, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes and deletes several values. Either all of it happens or nothing, also in a crash; a reader may see a part of
    /// it for a moment where docs/storage.md says so.
    /// </summary>
    /// <param name="batch">What to write and to delete.</param>
    /// <param name="cancellationToken">Ends the operation; it has then happened as a whole or not at all.</param>
    /// <returns>False when a condition of the batch does not hold; nothing has been written then.</returns>
    Task<bool> WriteAsync(StorageBatch batch, CancellationToken cancellationToken = default);

    /// <summary>Removes a value.</summary>
    /// <param name="key">Where it is kept.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>True when there was one.</returns>
    Task<bool> DeleteAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Tells whether there is a value.</summary>
    /// <param name="key">Where it would be kept.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    Task<bool> ExistsAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Lists keys, ordered by their UTF-8 bytes.</summary>
    /// <param name="prefix">Only keys that start with it. Default: all.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    Task<IReadOnlyList<string>> ListAsync(string prefix = "", CancellationToken cancellationToken = default);

    /// <summary>
    /// Lists keys one after the other, ordered by their UTF-8 bytes, without holding all of them in memory where the
    /// storage can. Keys that come or go meanwhile may be listed or not.
    /// </summary>
    /// <param name="prefix">Only keys that start with it. Default: all.</param>
    /// <param name="after">Only keys behind this one, for the next page. Default: from the first.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    IAsyncEnumerable<string> EnumerateAsync(string prefix = "", string? after = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Changes a value; no other write to the key can come between the read and the write. When the value expires stays as
    /// it was.
    /// </summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="key">Where it is kept.</param>
    /// <param name="change">
    /// Gets the value, or the type's default when there is none, and returns the new one. Must not use the storage, and
    /// have no effects: it is called again when another write did come between.
    /// </param>
    /// <param name="cancellationToken">Ends the operation; the value is then the old one or the new one.</param>
    /// <returns>The new value.</returns>
    Task<T> UpdateAsync<T>(string key, Func<T?, T> change, CancellationToken cancellationToken = default);

    /// <summary>Changes a value as the other overload does, and says when it expires.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="key">Where it is kept.</param>
    /// <param name="change">Gets the value, or the type's default when there is none, and returns the new one.</param>
    /// <param name="expireAfter">For how long the value is there from now on: a millisecond to 100 years.</param>
    /// <param name="cancellationToken">Ends the operation; the value is then the old one or the new one.</param>
    /// <returns>The new value.</returns>
    Task<T> UpdateAsync<T>(string key, Func<T?, T> change, TimeSpan expireAfter, CancellationToken cancellationToken = default);
}
