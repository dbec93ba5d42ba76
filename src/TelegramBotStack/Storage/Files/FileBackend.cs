using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace TelegramBotStack.Storage.Files;

/// <summary>
/// One JSON file per key. Nothing is read before it is asked for, so that a bot with many keys starts as fast as one
/// with none.
/// </summary>
internal sealed partial class FileBackend : IStorageBackend, IDisposable
{
    private static readonly TimeSpan OldScratch = TimeSpan.FromHours(1);

    private readonly string _directory;
    private readonly string _scratch;
    private readonly TimeProvider _time;
    private readonly StorageFaults _faults;
    private readonly ILogger<FileBackend> _logger;
    private readonly FileLocks _locks;
    private readonly ExpiryMarkers _markers;
    private readonly BatchJournal _batches;

    /// <param name="directory">Where the values are.</param>
    /// <param name="locks">Where the lock files are: apart, since they are no data and belong into no backup.</param>
    /// <param name="time">Tells what has expired.</param>
    /// <param name="faults">Told of damaged files.</param>
    /// <param name="logger">Told of them as well.</param>
    public FileBackend(string directory, string locks, TimeProvider time, StorageFaults faults, ILogger<FileBackend> logger)
    {
        _directory = directory;
        _time = time;
        _faults = faults;
        _logger = logger;
        _scratch = Path.Combine(directory, ".scratch");
        _locks = new FileLocks(locks);
        _markers = new ExpiryMarkers(Path.Combine(directory, ".expiring"));
        _batches = new BatchJournal(Path.Combine(directory, ".batches"), _scratch);
    }

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(_scratch))
        {
            // Of processes that were killed. Younger ones may be of one that lives.
            foreach (var file in new DirectoryInfo(_scratch).EnumerateFiles())
            {
                if (file.LastWriteTimeUtc < DateTime.UtcNow - OldScratch)
                {
                    file.Delete();
                }
            }
        }

        await FinishBatchesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<StorageEntry?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        var entry = await ReadFileAsync(StorageFileName.For(key), cancellationToken).ConfigureAwait(false);
        return entry is null || entry.IsExpired(_time.GetUtcNow()) ? null : entry.ToStorageEntry();
    }

    public async Task<bool> WriteAsync(IReadOnlyList<StorageChange> changes, CancellationToken cancellationToken)
    {
        var names = changes.Select(change => StorageFileName.For(change.Key)).ToArray();
        while (true)
        {
            using (await _locks.HoldAsync(names, cancellationToken).ConfigureAwait(false))
            {
                if (_batches.OfOthers().Count == 0)
                {
                    return await HoldAllAsync(changes, cancellationToken).ConfigureAwait(false)
                        && await WriteEntriesAsync([.. changes.Select(FileEntry.Of)], cancellationToken).ConfigureAwait(false);
                }
            }

            // One that died must not be finished after this: it would undo it.
            await FinishBatchesAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async IAsyncEnumerable<string> ListAsync(
        string prefix, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!Directory.Exists(_directory))
        {
            yield break;
        }

        var due = _markers.Due(_time.GetUtcNow()).Select(marker => marker.FileName).ToHashSet(StringComparer.Ordinal);
        var keys = new List<string>();
        foreach (var path in Directory.EnumerateFiles(_directory, "*" + StorageFileName.Extension))
        {
            var name = Path.GetFileName(path);
            var key = StorageFileName.KeyOf(name) ?? (await ReadFileAsync(name, cancellationToken).ConfigureAwait(false))?.Key;
            if (key?.StartsWith(prefix, StringComparison.Ordinal) == true
                && (after is null || StorageKey.Order.Compare(key, after) > 0)
                && !(due.Contains(name) && await ReadAsync(key, cancellationToken).ConfigureAwait(false) is null))
            {
                keys.Add(key);
            }
        }

        keys.Sort(StorageKey.Order);
        foreach (var key in keys)
        {
            yield return key;
        }
    }

    public async Task RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        foreach (var (name, hour) in _markers.Due(now))
        {
            using (await _locks.HoldAsync([name], cancellationToken).ConfigureAwait(false))
            {
                var entry = await ReadFileAsync(name, cancellationToken, isLocked: true).ConfigureAwait(false);
                if (entry?.IsExpired(now) == true)
                {
                    File.Delete(Path.Combine(_directory, name));
                }

                if (entry?.IsExpired(now) != false || !ExpiryMarkers.IsRight(hour, entry.ExpiresAt))
                {
                    _markers.Remove(name, hour);
                }
            }
        }

        _markers.RemovePast(now);
    }

    public void Dispose() => _locks.Dispose();

    private async Task<bool> HoldAllAsync(IReadOnlyList<StorageChange> changes, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        foreach (var change in changes.Where(change => change.Condition != StorageCondition.None))
        {
            var entry = await ReadFileAsync(StorageFileName.For(change.Key), cancellationToken, isLocked: true).ConfigureAwait(false);
            if (!change.Condition.Holds(entry is null || entry.IsExpired(now) ? 0 : entry.Version))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> WriteEntriesAsync(IReadOnlyList<FileEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 1)
        {
            await WriteAllAsync(entries, cancellationToken).ConfigureAwait(false);
            return true;
        }

        cancellationToken.ThrowIfCancellationRequested();
        var batch = await _batches.BeginAsync(entries).ConfigureAwait(false);
        try
        {
            await WriteAllAsync(entries, CancellationToken.None).ConfigureAwait(false);
            _batches.End(batch);
        }
        catch
        {
            _batches.Abandon(batch);
            throw;
        }

        return true;
    }

    private async Task WriteAllAsync(IReadOnlyList<FileEntry> entries, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_directory);
        foreach (var entry in entries)
        {
            var name = StorageFileName.For(entry.Key);
            if (entry.Value is null)
            {
                File.Delete(Path.Combine(_directory, name));
                continue;
            }

            if (entry.ExpiresAt is { } expiresAt)
            {
                _markers.Note(name, expiresAt);
            }

            await AtomicFile.ReplaceAsync(Path.Combine(_directory, name), entry.ToBytes(), cancellationToken, _scratch).ConfigureAwait(false);
        }

        AtomicFile.FlushDirectory(_directory);
    }

    private async Task FinishBatchesAsync(CancellationToken cancellationToken)
    {
        foreach (var path in _batches.OfOthers())
        {
            try
            {
                await FinishBatchAsync(path, cancellationToken).ConfigureAwait(false);
            }
            catch (JsonException exception)
            {
                SetAside(path, exception);
            }
        }
    }

    private async Task FinishBatchAsync(string path, CancellationToken cancellationToken)
    {
        if (await BatchJournal.ReadAsync(path, cancellationToken).ConfigureAwait(false) is not { } entries)
        {
            return;
        }

        var names = entries.Select(entry => StorageFileName.For(entry.Key));
        using (await _locks.HoldAsync(names, cancellationToken).ConfigureAwait(false))
        {
            // Whoever began it held these locks until it was done: that it is still here means that they died.
            if (File.Exists(path))
            {
                await WriteAllAsync(entries, CancellationToken.None).ConfigureAwait(false);
                _batches.End(path);
                LogFinished(_logger, entries.Count);
            }
        }
    }

    private async Task<FileEntry?> ReadFileAsync(string name, CancellationToken cancellationToken, bool isLocked = false)
    {
        var path = Path.Combine(_directory, name);
        try
        {
            return await ReadAsync(path).ConfigureAwait(false);
        }
        catch (JsonException exception) when (isLocked)
        {
            SetAside(path, exception);
            return null;
        }
        catch (JsonException)
        {
            // Looked at again when nobody can be writing it.
            using (await _locks.HoldAsync([name], cancellationToken).ConfigureAwait(false))
            {
                return await ReadFileAsync(name, cancellationToken, isLocked: true).ConfigureAwait(false);
            }
        }

        async Task<FileEntry?> ReadAsync(string path)
        {
            try
            {
                // Replacing a file that is being read must not fail on Windows either.
                var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
                await using (file.ConfigureAwait(false))
                {
                    var content = new byte[file.Length];
                    await file.ReadExactlyAsync(content, cancellationToken).ConfigureAwait(false);
                    return FileEntry.Parse(content);
                }
            }
            catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
            {
                return null;
            }
        }
    }

    /// <summary>What cannot be read is kept for a person, and the bot goes on without it.</summary>
    private void SetAside(string path, JsonException exception)
    {
        var aside = path + ".broken";
        if (File.Exists(aside))
        {
            aside = $"{path}.{Guid.NewGuid():N}.broken";
        }

        File.Move(path, aside);
        LogBroken(_logger, path, aside, exception);
        _faults.Note("storage-broken", $"The file {path} of the storage was damaged. It is kept as {aside}; the bot goes on as if it had never been there.");
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The file {Path} of the storage is damaged. It is kept as {Aside}; the bot goes on as if it had never been there.")]
    private static partial void LogBroken(ILogger logger, string path, string aside, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Finished a batch of {Count} changes that a process had begun and not ended.")]
    private static partial void LogFinished(ILogger logger, int count);
}
