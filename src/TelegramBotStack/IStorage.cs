namespace TelegramBotStack;

/// <summary>
/// What a bot remembers: values by key. A key is any text that is not empty. Values are kept as JSON, so a value that
/// is read is a copy. Safe to use from several handlers at once.
/// </summary>
public interface IStorage
{
    /// <summary>Reads a value.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="key">Where it is kept.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The value, or the type's default (null, 0, …) when there is none.</returns>
    /// <exception cref="System.Text.Json.JsonException">What is kept there is not a <typeparamref name="T"/>.</exception>
    Task<T?> GetAsync<T>(string key, CancellationToken cancellationToken = default);

    /// <summary>Writes a value; when this returns, it survives a crash of the machine (where the storage can).</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="key">Where to keep it.</param>
    /// <param name="value">What to keep.</param>
    /// <param name="cancellationToken">Ends the operation; the value is then the old one or the new one.</param>
    Task SetAsync<T>(string key, T value, CancellationToken cancellationToken = default);

    /// <summary>Removes a value.</summary>
    /// <param name="key">Where it is kept.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>True when there was one.</returns>
    Task<bool> DeleteAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Tells whether there is a value.</summary>
    /// <param name="key">Where it would be kept.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    Task<bool> ExistsAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Lists keys in ordinal order.</summary>
    /// <param name="prefix">Only keys that start with it. Default: all.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    Task<IReadOnlyList<string>> ListAsync(string prefix = "", CancellationToken cancellationToken = default);

    /// <summary>Changes a value; no other write to the key can come between the read and the write.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="key">Where it is kept.</param>
    /// <param name="change">
    /// Gets the value, or the type's default when there is none, and returns the new one. Must not use the storage.
    /// </param>
    /// <param name="cancellationToken">Ends the operation; the value is then the old one or the new one.</param>
    /// <returns>The new value.</returns>
    Task<T> UpdateAsync<T>(string key, Func<T?, T> change, CancellationToken cancellationToken = default);
}
