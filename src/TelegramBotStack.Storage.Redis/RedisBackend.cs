using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using StackExchange.Redis;
using TelegramBotStack.Lease.Shared;
using TelegramBotStack.Polling;

namespace TelegramBotStack.Storage.Redis;

/// <summary>A hash for each value, and two sorted sets that list them. What fails for a moment is tried again, and never done twice.</summary>
internal sealed partial class RedisBackend : IStorageBackend, IAsyncDisposable
{
    private const int PageSize = 1000;
    private static readonly RedisValue[] Fields = ["value", "version", "expires"];

    private readonly ConfigurationOptions _options;
    private readonly RedisKeys _keys;
    private readonly TimeProvider _time;
    private readonly ILogger<RedisBackend> _logger;
    private readonly LeaseGuard? _guard;
    private readonly SemaphoreSlim _connecting = new(1);
    private readonly ResiliencePipeline _retry;
    private ConnectionMultiplexer? _connection;

    /// <param name="options">Where Redis is.</param>
    /// <param name="keys">What things are called there.</param>
    /// <param name="time">Clock.</param>
    /// <param name="logger">Log.</param>
    /// <param name="guard">Knows the epoch of the lease in which this instance acts, if the lease is in the same place.</param>
    public RedisBackend(
        ConfigurationOptions options, RedisKeys keys, TimeProvider time, ILogger<RedisBackend> logger, LeaseGuard? guard = null)
    {
        _guard = guard;
        _options = options;
        _keys = keys;
        _time = time;
        _logger = logger;
        _retry = new ResiliencePipelineBuilder { TimeProvider = TimeProvider.System }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<RedisException>(RedisFault.IsTransient).Handle<TimeoutException>(),
                MaxRetryAttempts = 6,
                Delay = TimeSpan.FromMilliseconds(100),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            })
            .Build();
    }

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        var isFirst = _connection is null;
        await RunAsync(database => database.PingAsync(), cancellationToken).ConfigureAwait(false);
        if (isFirst)
        {
            await WarnOfLossAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask<StorageEntry?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        var found = await RunAsync(database => database.HashGetAsync(_keys.Of(key), Fields), cancellationToken).ConfigureAwait(false);
        if (found[0].IsNull || found[1].IsNull)
        {
            return null;
        }

        var entry = new StorageEntry(
            (byte[])found[0]!,
            (long)found[1],
            found[2].IsNull ? null : DateTimeOffset.FromUnixTimeMilliseconds((long)found[2]));
        return entry.IsExpired(_time.GetUtcNow()) ? null : entry;
    }

    public async Task<bool> WriteAsync(IReadOnlyList<StorageChange> changes, CancellationToken cancellationToken)
    {
        RedisKey[] keys = [_keys.Index, _keys.Expiring, _keys.LeaseHistory, .. changes.Select(change => _keys.Of(change.Key))];
        RedisValue[] arguments = [Now, _guard?.Epoch ?? (RedisValue)"", .. changes.SelectMany(ArgumentsOf)];
        var result = await RunAsync(
            database => database.ScriptEvaluateAsync(RedisScripts.Write, keys, arguments), cancellationToken).ConfigureAwait(false);
        return (int)result switch
        {
            -1 => throw new LeaseLostException(),
            var done => done == 1,
        };
    }

    public async IAsyncEnumerable<string> ListAsync(
        string prefix, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var from = StringComparer.Ordinal.Compare(prefix, "") == 0 ? "-" : "[" + prefix;
        // The index is in the order of bytes, and so is this comparison.
        from = after is not null && StorageKey.Order.Compare(after, prefix) >= 0 ? "(" + after : from;
        while (true)
        {
            var start = from;
            var page = (string[])(await RunAsync(
                database => database.ScriptEvaluateAsync(RedisScripts.List, [_keys.Index, _keys.Expiring], [start, PageSize, Now]),
                cancellationToken).ConfigureAwait(false))!;
            foreach (var key in page.Skip(1))
            {
                if (!key.StartsWith(prefix, StringComparison.Ordinal))
                {
                    yield break;
                }

                yield return key;
            }

            if (page[0].Length == 0 || !page[0].StartsWith(prefix, StringComparison.Ordinal))
            {
                yield break;
            }

            from = "(" + page[0];
        }
    }

    public async Task RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        RedisResult removed;
        do
        {
            // In parts: Redis does nothing else while a script runs.
            removed = await RunAsync(
                database => database.ScriptEvaluateAsync(
                    RedisScripts.Sweep, [_keys.Index, _keys.Expiring], [Now, PageSize, _keys.Values]),
                cancellationToken).ConfigureAwait(false);
        }
        while ((int)removed == PageSize);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync().ConfigureAwait(false);
        }

        _connecting.Dispose();
    }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private static RedisValue[] ArgumentsOf(StorageChange change) =>
    [
        change.Key,
        change.Json ?? default,
        change.Json is null ? "" : StorageEntry.NewVersion(),
        change.ExpiresAt?.ToUnixTimeMilliseconds() ?? (RedisValue)"",
        change.Condition.Kind.ToString(),
        change.Condition.Expected.ToString(CultureInfo.InvariantCulture),
    ];

    private async Task<T> RunAsync<T>(Func<IDatabase, Task<T>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await _retry.ExecuteAsync(
                async cancel =>
                {
                    var connection = _connection ?? await ConnectAsync(cancel).ConfigureAwait(false);
                    return await run(connection.GetDatabase()).WaitAsync(cancel).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            throw RedisFault.Of(exception, _options);
        }
    }

    private async Task<ConnectionMultiplexer> ConnectAsync(CancellationToken cancellationToken)
    {
        await _connecting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _connection ??= await ConnectionMultiplexer.ConnectAsync(_options).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _connecting.Release();
        }
    }

    private async Task WarnOfLossAsync()
    {
        try
        {
            // By name: the client has the command for administrators only, and Redis for everybody.
            var server = _connection!.GetServers().First(server => server.IsConnected);
            var answer = (string[])(await server.ExecuteAsync("CONFIG", "GET", "append*").ConfigureAwait(false))!;
            var settings = answer.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
            if (settings.GetValueOrDefault("appendonly") == "no" || settings.GetValueOrDefault("appendfsync") != "always")
            {
                LogNotDurable(_logger, settings.GetValueOrDefault("appendonly"), settings.GetValueOrDefault("appendfsync"));
            }
        }
        catch (Exception exception) when (exception is RedisException or RedisCommandException or TimeoutException or InvalidOperationException)
        {
            // Hosted ones do not tell their configuration.
            return;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Redis has appendonly {AppendOnly} and appendfsync {AppendFsync}: values written last can be lost when it crashes. Set appendonly yes and appendfsync always.")]
    private static partial void LogNotDurable(ILogger logger, string? appendOnly, string? appendFsync);
}
