using System.Text.Json;

namespace TelegramBotStack.Storage;

/// <summary>One file per key: <c>{ "key": …, "value": … }</c>. The key is inside since long ones are not in the name.</summary>
internal sealed class JsonStorage(string directory) : IStorage, IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    // Keys share locks by hash, so that the number of locks does not grow with the number of keys.
    private readonly SemaphoreSlim[] _locks = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    public async Task<T?> GetAsync<T>(string key, CancellationToken cancellationToken = default)
    {
        var entry = await ReadAsync<T>(PathOf(key), cancellationToken).ConfigureAwait(false);
        return entry is null ? default : entry.Value;
    }

    public async Task SetAsync<T>(string key, T value, CancellationToken cancellationToken = default)
    {
        var path = PathOf(key);
        using var _ = await LockAsync(key, cancellationToken).ConfigureAwait(false);
        await WriteAsync(path, new Entry<T>(key, value), cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> DeleteAsync(string key, CancellationToken cancellationToken = default)
    {
        var path = PathOf(key);
        using var _ = await LockAsync(key, cancellationToken).ConfigureAwait(false);
        var exists = File.Exists(path);
        if (exists)
        {
            File.Delete(path);
        }

        return exists;
    }

    public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken = default)
        => Task.FromResult(File.Exists(PathOf(key)));

    public async Task<IReadOnlyList<string>> ListAsync(string prefix = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        var keys = new List<string>();
        if (!Directory.Exists(directory))
        {
            return keys;
        }

        foreach (var path in Directory.EnumerateFiles(directory, "*" + StorageFileName.Extension))
        {
            var key = StorageFileName.KeyOf(Path.GetFileName(path))
                ?? (await ReadAsync<JsonElement>(path, cancellationToken).ConfigureAwait(false))?.Key;
            if (key?.StartsWith(prefix, StringComparison.Ordinal) == true)
            {
                keys.Add(key);
            }
        }

        keys.Sort(StringComparer.Ordinal);
        return keys;
    }

    public async Task<T> UpdateAsync<T>(string key, Func<T?, T> change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        var path = PathOf(key);
        using var _ = await LockAsync(key, cancellationToken).ConfigureAwait(false);
        var entry = await ReadAsync<T>(path, cancellationToken).ConfigureAwait(false);
        var value = change(entry is null ? default : entry.Value);
        await WriteAsync(path, new Entry<T>(key, value), cancellationToken).ConfigureAwait(false);
        return value;
    }

    public void Dispose()
    {
        foreach (var gate in _locks)
        {
            gate.Dispose();
        }
    }

    private static async Task<Entry<T>?> ReadAsync<T>(string path, CancellationToken cancellationToken)
    {
        try
        {
            // Replacing a file that is being read must not fail on Windows either.
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            await using (file.ConfigureAwait(false))
            {
                return await JsonSerializer.DeserializeAsync<Entry<T>>(file, Json, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private async Task WriteAsync<T>(string path, Entry<T> entry, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        var content = JsonSerializer.SerializeToUtf8Bytes(entry, Json);
        await AtomicFile.WriteDurablyAsync(path, content, cancellationToken).ConfigureAwait(false);
    }

    private string PathOf(string key) => Path.Combine(directory, StorageFileName.For(key));

    private async Task<Release> LockAsync(string key, CancellationToken cancellationToken)
    {
        var gate = _locks[(uint)StringComparer.Ordinal.GetHashCode(key) % (uint)_locks.Length];
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Release(gate);
    }

    private readonly struct Release(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }

    private sealed record Entry<T>(string Key, T? Value);
}
