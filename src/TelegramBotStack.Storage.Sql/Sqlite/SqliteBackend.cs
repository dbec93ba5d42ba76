using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace TelegramBotStack.Storage.Sql.Sqlite;

/// <summary>
/// One table in a SQLite file, in WAL mode: readers and the writer do not wait for each other. SQLite has no
/// asynchronous calls. Reads take microseconds and are made where they are asked for; writes, which wait for the disk,
/// are made by one worker, and all that are waiting share one wait.
/// </summary>
internal sealed class SqliteBackend(string path, TimeProvider time) : IStorageBackend, IAsyncDisposable
{
    private const int PageSize = 500;
    private const int WrittenTogether = 256;

    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private readonly SemaphoreSlim _opening = new(1);
    private readonly Channel<SqliteWrite> _writes = Channel.CreateBounded<SqliteWrite>(
        new BoundedChannelOptions(4 * WrittenTogether) { SingleReader = true });

    private SqliteSession? _writer;
    private Task _writing = Task.CompletedTask;

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_writer is null)
            {
                _writer = await Task.Run(() => SqliteSession.Create(path), cancellationToken).ConfigureAwait(false);
                _writing = Task.Run(() => WriteAllAsync(_writer), CancellationToken.None);
            }
        }
        finally
        {
            _opening.Release();
        }
    }

    public async ValueTask<StorageEntry?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        await EnsureOpenAsync(cancellationToken).ConfigureAwait(false);
        return Read(reader => reader.Read(key, Now));
    }

    public async Task<bool> WriteAsync(IReadOnlyList<StorageChange> changes, CancellationToken cancellationToken)
    {
        await EnsureOpenAsync(cancellationToken).ConfigureAwait(false);
        var write = new SqliteWrite(changes, cancellationToken);
        await _writes.Writer.WriteAsync(write, cancellationToken).ConfigureAwait(false);
        return await write.Done.ConfigureAwait(false);
    }

    public async IAsyncEnumerable<string> ListAsync(
        string prefix, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await EnsureOpenAsync(cancellationToken).ConfigureAwait(false);
        var keys = KeyPages.ListAsync(
            prefix, after, PageSize, behind => Task.FromResult(Read(reader => reader.List(prefix, behind, PageSize, Now))), cancellationToken);
        await foreach (var key in keys.ConfigureAwait(false))
        {
            yield return key;
        }
    }

    public async Task RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        await EnsureOpenAsync(cancellationToken).ConfigureAwait(false);
        var sweep = new SqliteWrite([], cancellationToken);
        await _writes.Writer.WriteAsync(sweep, cancellationToken).ConfigureAwait(false);
        await sweep.Done.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _writes.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        _writer?.Dispose();
        _opening.Dispose();
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private Task EnsureOpenAsync(CancellationToken cancellationToken)
        => _writer is null ? OpenAsync(cancellationToken) : Task.CompletedTask;

    private T Read<T>(Func<SqliteSession, T> read)
    {
        var reader = _readers.TryTake(out var idle) ? idle : SqliteSession.Open(path);
        try
        {
            var result = read(reader);
            _readers.Add(reader);
            return result;
        }
        catch (SqliteException exception)
        {
            reader.Dispose();
            throw SqliteFault.Of(exception, path);
        }
    }

    private async Task WriteAllAsync(SqliteSession writer)
    {
        var waiting = new List<SqliteWrite>();
        while (await _writes.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            waiting.Clear();
            while (waiting.Count < WrittenTogether && _writes.Reader.TryRead(out var write))
            {
                if (write.TryBegin())
                {
                    waiting.Add(write);
                }
            }

            if (!TryWrite(writer, waiting, out var failure) && waiting.Count == 1)
            {
                waiting[0].Fail(SqliteFault.Of(failure, path));
            }
            else if (failure is not null)
            {
                // One that cannot be written must not take the others with it.
                foreach (var write in waiting)
                {
                    if (!TryWrite(writer, [write], out failure))
                    {
                        write.Fail(SqliteFault.Of(failure, path));
                    }
                }
            }
        }
    }

    private bool TryWrite(SqliteSession writer, List<SqliteWrite> writes, [NotNullWhen(false)] out Exception? failure)
    {
        failure = null;
        if (writes.Count == 0)
        {
            return true;
        }

        try
        {
            var results = writer.Write(writes.Select(write => write.Changes), Now);
            for (var index = 0; index < writes.Count; index++)
            {
                writes[index].Complete(results[index]);
            }

            return true;
        }
        catch (Exception exception)
        {
            failure = exception;
            return false;
        }
    }
}
