using TelegramBotStack.Simulator.BotApi;
using TelegramBotStack.Simulator.Updates;

namespace TelegramBotStack.Simulator.Webhooks;

/// <summary>
/// Sends a bot's updates to its webhook as the public server does (WebhookActor.cpp): those of a chat one after the
/// other, chats side by side over at most <c>max_connections</c>, each again and again until it is taken or expires.
/// The members that change it are called with the bot's gate held.
/// </summary>
internal sealed class WebhookDelivery : IDisposable
{
    private readonly SimulatedBot _bot;
    private readonly WebhookClient _client;
    private readonly SemaphoreSlim _connections;
    private readonly CancellationTokenSource _end;
    private readonly Dictionary<long, Queue<QueuedUpdate>> _lanes = [];

    public WebhookDelivery(SimulatedBot bot, WebhookSetting setting)
    {
        _bot = bot;
        Setting = setting;
        _client = new WebhookClient(setting);
        _connections = new SemaphoreSlim(setting.MaxConnections);
        _end = CancellationTokenSource.CreateLinkedTokenSource(bot.Stopping);
        foreach (var update in bot.Queue.All)
        {
            Add(update);
        }
    }

    public WebhookSetting Setting { get; }

    public WebhookError? LastError { get; private set; }

    public void Add(QueuedUpdate update)
    {
        if (_lanes.TryGetValue(update.Key, out var lane))
        {
            lane.Enqueue(update);
            return;
        }

        lane = new Queue<QueuedUpdate>([update]);
        _lanes.Add(update.Key, lane);
        _ = Task.Run(() => DeliverAsync(update.Key, lane, _end.Token));
    }

    /// <summary>Ends it; what is on its way is sent again to whoever comes next.</summary>
    public void Dispose()
    {
        _end.Cancel();
        _client.Dispose();
    }

    private async Task DeliverAsync(long key, Queue<QueuedUpdate> lane, CancellationToken end)
    {
        var failures = 0;
        try
        {
            while (Next(key, lane) is { } update)
            {
                var answer = await PostAsync(update, end).ConfigureAwait(false);
                if (answer.Error is null)
                {
                    failures = 0;
                    Confirm(lane, update, end);
                    await WebhookReply.RunAsync(_bot, answer.Body, end).ConfigureAwait(false);
                    continue;
                }

                Note(answer.Error);
                await Task.Delay(WebhookRetry.PauseAfter(++failures, answer.RetryAfter), _bot.Time, end).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException && end.IsCancellationRequested)
        {
            // Another webhook, or none, or the end of the simulator.
        }
    }

    private async Task<WebhookAnswer> PostAsync(QueuedUpdate update, CancellationToken end)
    {
        await _connections.WaitAsync(end).ConfigureAwait(false);
        try
        {
            return await _client.PostAsync(update.Json, end).ConfigureAwait(false);
        }
        finally
        {
            _connections.Release();
        }
    }

    private QueuedUpdate? Next(long key, Queue<QueuedUpdate> lane)
    {
        lock (_bot.Gate)
        {
            while (lane.TryPeek(out var update))
            {
                if (update.ExpiresAt >= _bot.Time.GetUtcNow())
                {
                    return update;
                }

                _bot.Queue.Expire(lane.Dequeue());
            }

            _lanes.Remove(key);
            return null;
        }
    }

    private void Confirm(Queue<QueuedUpdate> lane, QueuedUpdate update, CancellationToken end)
    {
        lock (_bot.Gate)
        {
            // After the end the queue belongs to somebody else.
            end.ThrowIfCancellationRequested();
            lane.Dequeue();
            _bot.Queue.Confirm(update);
        }
    }

    private void Note(string error)
    {
        lock (_bot.Gate)
        {
            LastError = new WebhookError(_bot.Time.GetUtcNow(), error);
        }
    }
}

/// <summary>What went wrong last, in the server's words.</summary>
internal sealed record WebhookError(DateTimeOffset At, string Message);
