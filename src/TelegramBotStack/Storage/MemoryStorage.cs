using System.Text.Json;

namespace TelegramBotStack.Storage;

/// <summary>Keeps JSON texts, so that a bot finds here what it would find in any other storage.</summary>
internal sealed class MemoryStorage : IStorage
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, byte[]> _values = new(StringComparer.Ordinal);

    public Task<T?> GetAsync<T>(string key, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        lock (_gate)
        {
            return Task.FromResult(Read<T>(key));
        }
    }

    public Task SetAsync<T>(string key, T value, CancellationToken cancellationToken = default)
        => UpdateAsync<T>(key, _ => value, cancellationToken);

    public Task<bool> DeleteAsync(string key, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        lock (_gate)
        {
            return Task.FromResult(_values.Remove(key));
        }
    }

    public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        lock (_gate)
        {
            return Task.FromResult(_values.ContainsKey(key));
        }
    }

    public Task<IReadOnlyList<string>> ListAsync(string prefix = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<string>>(
                [.. _values.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)]);
        }
    }

    public Task<T> UpdateAsync<T>(string key, Func<T?, T> change, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(change);
        lock (_gate)
        {
            var value = change(Read<T>(key));
            _values[key] = JsonSerializer.SerializeToUtf8Bytes(value, JsonSerializerOptions.Web);
            return Task.FromResult(value);
        }
    }

    private T? Read<T>(string key)
        => _values.TryGetValue(key, out var value) ? JsonSerializer.Deserialize<T>(value, JsonSerializerOptions.Web) : default;
}
