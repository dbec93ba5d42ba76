using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using TelegramBotStack.Polling;
using TelegramBotStack.Storage;

namespace TelegramBotStack.Inbox;

/// <summary>
/// For instances on several hosts: updates are set aside in the storage they share, so that Telegram may be told to forget
/// them whatever becomes of this host. The journal stays here, since it is written for each update; of what a holder elsewhere
/// has begun with, a mark in the storage tells: it may have begun with all updates up to that one.
/// </summary>
internal sealed partial class SharedInboxStore : IInboxStore
{
    private const string Segments = "botstack/inbox/set-aside/";
    private const string Broken = "botstack/inbox/broken/";
    private const string Mark = "botstack/inbox/mark";

    // So that not each update costs a write; after a crash so many at most are called redelivered by mistake.
    private const int Ahead = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Telegram keeps no update for longer, and its ids may start anew after a quiet week (Bot API: Update).
    private static readonly TimeSpan MarkLasts = TimeSpan.FromHours(48);

    private readonly FileInboxStore _local;
    private readonly IStorageBackend _backend;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<string, byte[]> _segments = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _marking = new(1);
    private readonly Lock _gate = new();
    private Task _deleting = Task.CompletedTask;
    private int _before;
    private volatile int _mark;
    private int _taken;

    private SharedInboxStore(FileInboxStore local, IStorageBackend backend, TimeProvider time, ILogger logger)
    {
        _local = local;
        _backend = backend;
        _time = time;
        _logger = logger;
    }

    /// <summary>Reads what the holders before have left. A storage that does not answer is waited for.</summary>
    public static async Task<SharedInboxStore> OpenAsync(
        FileInboxStore local, IStorageBackend backend, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var store = new SharedInboxStore(local, backend, time, logger);
        await store.RetryAsync(store.LoadAsync, cancellationToken).ConfigureAwait(false);
        return store;
    }

    public (byte[] Before, byte[] Current) ReadJournal() => _local.ReadJournal();

    public void AppendJournal(ReadOnlySpan<byte> records) => _local.AppendJournal(records);

    public void RotateJournal() => _local.RotateJournal();

    public bool MayHaveBegun(int id) => id <= _before;

    public async ValueTask NoteTakenAsync(int id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _taken = Math.Max(_taken, id);
        }

        if (id <= _mark)
        {
            return;
        }

        await _marking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (id > _mark)
            {
                await RetryAsync(cancel => WriteMarkAsync(id + Ahead, cancel), cancellationToken).ConfigureAwait(false);
                _mark = id + Ahead;
            }
        }
        finally
        {
            _marking.Release();
        }
    }

    public IReadOnlyList<(string Name, byte[] Content)> ReadSegments()
        => [.. _local.ReadSegments().Concat(_segments.Select(pair => (pair.Key, pair.Value))).OrderBy(segment => segment.Item1, StringComparer.Ordinal)];

    public async Task WriteSegmentAsync(string name, byte[] content, CancellationToken cancellationToken)
    {
        _segments[name] = [];
        try
        {
            await _backend.WriteAsync([new StorageChange(Segments + name, content)], cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (LeaseLostException or OperationCanceledException))
        {
            throw new IOException("Updates cannot be set aside in the storage.", exception);
        }
    }

    public void DeleteSegment(string name)
    {
        // One that was left here before instances shared a lease may have been written anew there.
        _local.DeleteSegment(name);
        if (!_segments.TryRemove(name, out _))
        {
            return;
        }

        lock (_gate)
        {
            _deleting = Task.WhenAll(_deleting, ChangeAsync([new StorageChange(Segments + name, null)]));
        }
    }

    public void KeepPoison(string name, byte[] content) => _local.KeepPoison(name, content);

    public void KeepBroken(string name)
    {
        if (!_segments.TryRemove(name, out var content))
        {
            _local.KeepBroken(name);
            return;
        }

        lock (_gate)
        {
            _deleting = Task.WhenAll(_deleting, ChangeAsync([new StorageChange(Broken + name, content), new StorageChange(Segments + name, null)]));
        }
    }

    public async Task FlushAsync()
    {
        Task deleting;
        int taken;
        lock (_gate)
        {
            deleting = _deleting;
            taken = Math.Max(_taken, _before);
        }

        await deleting.ConfigureAwait(false);
        if (_mark > taken)
        {
            await ChangeAsync([MarkAt(taken)]).ConfigureAwait(false);
        }
    }

    public void Dispose() => _local.Dispose();

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        await foreach (var key in _backend.ListAsync(Segments, null, cancellationToken).ConfigureAwait(false))
        {
            if (await _backend.ReadAsync(key, cancellationToken).ConfigureAwait(false) is { } segment)
            {
                _segments[key[Segments.Length..]] = segment.Json.ToArray();
            }
        }

        if (await _backend.ReadAsync(Mark, cancellationToken).ConfigureAwait(false) is { } mark
            && int.TryParse(Encoding.ASCII.GetString(mark.Json.Span), CultureInfo.InvariantCulture, out var id))
        {
            _before = id;
        }
    }

    private async Task WriteMarkAsync(int id, CancellationToken cancellationToken)
        => await _backend.WriteAsync([MarkAt(id)], cancellationToken).ConfigureAwait(false);

    private StorageChange MarkAt(int id)
        => new(Mark, Encoding.ASCII.GetBytes(id.ToString(CultureInfo.InvariantCulture)), _time.GetUtcNow() + MarkLasts);

    /// <summary>What fails here costs that updates which are done are handled again, and said to be redelivered.</summary>
    private async Task ChangeAsync(IReadOnlyList<StorageChange> changes)
    {
        try
        {
            await _backend.WriteAsync(changes, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            LogNotChanged(_logger, exception);
        }
    }

    private async Task RetryAsync(Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await run(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (StorageUnavailableException exception)
            {
                LogWaiting(_logger, exception.Message);
                await Task.Delay(Pause, _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No update is begun with until the storage that all instances share answers: {Error}")]
    private static partial void LogWaiting(ILogger logger, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The storage could not be told that updates are done. If another instance takes over, it handles them again.")]
    private static partial void LogNotChanged(ILogger logger, Exception exception);
}
