using System.Globalization;
using System.Text.Json;
using StackExchange.Redis;
using TelegramBotStack.Lease;
using TelegramBotStack.Lease.Shared;
using TelegramBotStack.Status;

namespace TelegramBotStack.Storage.Redis;

/// <summary>A key that expires, with a connection of its own: a storage that is busy must not keep the lease waiting.</summary>
internal sealed class RedisLeaseServer(ConfigurationOptions options, RedisKeys keys) : ILeaseServer
{
    private readonly RedisKey[] _keys = [keys.Lease, keys.LeaseHistory];
    private readonly SemaphoreSlim _connecting = new(1);
    private readonly SemaphoreSlim _released = new(0);
    private ConnectionMultiplexer? _connection;
    private bool _isListening;

    public string Name { get; } = $"Redis at {RedisFault.NameOf(options)}";

    public Task OpenAsync(CancellationToken cancellationToken) => RunAsync(database => database.PingAsync(), cancellationToken);

    public async Task<LeaseAnswer> TryAcquireAsync(LeaseClaim claim, CancellationToken cancellationToken)
    {
        var answer = (string[])(await EvaluateAsync(
            RedisLeaseScripts.Acquire,
            [claim.Id, claim.Baton ?? "", Milliseconds(claim.Duration), Json(claim.Content), claim.LastEpoch],
            cancellationToken).ConfigureAwait(false))!;
        return new LeaseAnswer(
            long.Parse(answer[0], CultureInfo.InvariantCulture),
            answer[1].Length == 0 ? null : JsonSerializer.Deserialize(answer[1], ContractJson.Default.LeaseContent),
            TimeSpan.FromMilliseconds(long.Parse(answer[2], CultureInfo.InvariantCulture)));
    }

    public async Task<bool> RenewAsync(LeaseClaim claim, long epoch, CancellationToken cancellationToken)
        => (int)await EvaluateAsync(
            RedisLeaseScripts.Renew, [claim.Id, Milliseconds(claim.Duration), epoch, Json(claim.Content)], cancellationToken).ConfigureAwait(false) == 1;

    public Task ReleaseAsync(LeaseClaim claim, LeaseContent content, LeaseReservation? reservation, CancellationToken cancellationToken)
        => EvaluateAsync(
            RedisLeaseScripts.Release,
            [claim.Id, Json(content), reservation?.Baton ?? "", Milliseconds(reservation?.Duration ?? TimeSpan.Zero), keys.LeaseReleases],
            cancellationToken);

    public async Task WaitForReleaseAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        if (!_isListening)
        {
            var connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
            await connection.GetSubscriber()
                .SubscribeAsync(RedisChannel.Literal(keys.LeaseReleases), (_, _) => _released.Release())
                .WaitAsync(cancellationToken).ConfigureAwait(false);
            _isListening = true;
            return;
        }

        await _released.WaitAsync(longest, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync().ConfigureAwait(false);
        }

        _connecting.Dispose();
    }

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    private static string Json(LeaseContent content) => JsonSerializer.Serialize(content, ContractJson.Default.LeaseContent);

    private Task<RedisResult> EvaluateAsync(string script, RedisValue[] arguments, CancellationToken cancellationToken)
        => RunAsync(database => database.ScriptEvaluateAsync(script, _keys, arguments), cancellationToken);

    private async Task<T> RunAsync<T>(Func<IDatabase, Task<T>> run, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
            return await run(connection.GetDatabase()).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            throw RedisFault.Of(exception, options);
        }
    }

    private async Task<ConnectionMultiplexer> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_connection is not null)
        {
            return _connection;
        }

        await _connecting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _connection ??= await ConnectionMultiplexer.ConnectAsync(options).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _connecting.Release();
        }
    }
}
