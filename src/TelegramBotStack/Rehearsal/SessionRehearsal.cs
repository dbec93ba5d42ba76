using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using TelegramBotStack.Api;
using TelegramBotStack.Configuration;
using TelegramBotStack.Handlers;
using TelegramBotStack.Health;
using TelegramBotStack.Inbox;
using TelegramBotStack.Instances;
using TelegramBotStack.Lease;
using TelegramBotStack.Outgoing;
using TelegramBotStack.Polling;
using TelegramBotStack.Status;
using TelegramBotStack.Storage;

namespace TelegramBotStack.Rehearsal;

/// <summary>
/// Plays a whole session through the real client, poller, inbox and pipeline, against a Telegram in memory and with
/// scratch storage, so that nothing of it is compiled for the first time when users wait. The bot's own handlers are
/// not called: they may have effects.
/// </summary>
internal sealed class SessionRehearsal(
    BotSettings settings,
    BotToken token,
    IServiceProvider services,
    Liveness liveness,
    TimeProvider time)
{
    private const int Batches = 5;
    private const int BatchSize = 8;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static volatile bool _isDone;

    /// <summary>
    /// Rehearses unless an instance in this process has: what is compiled stays compiled, and a bot's tests start one bot
    /// after the other.
    /// </summary>
    /// <exception cref="TimeoutException">Not all synthetic updates were answered.</exception>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        if (!_isDone)
        {
            await RunAsync(cancellationToken).ConfigureAwait(false);
            _isDone = true;
        }
    }

    /// <exception cref="TimeoutException">Not all synthetic updates were answered.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var telegram = new RehearsalTelegram(Batches, BatchSize, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var status = new StatusBoard(settings.Instance, settings.Release, time, SecretMask.None);
        var tenures = new TenureLoop(
            new RehearsalLeaseSource(),
            lease => CreateSession(lease, telegram, status),
            status,
            liveness,
            time,
            NullLogger<TenureLoop>.Instance);
        var play = tenures.RunAsync(() => { }, token => Task.Delay(Timeout.InfiniteTimeSpan, time, token), over.Token);
        if (await Task.WhenAny(telegram.AllAnswered, play).WaitAsync(Limit, time, cancellationToken).ConfigureAwait(false) != play)
        {
            tenures.Park();
            await over.CancelAsync().ConfigureAwait(false);
        }

        await play.ConfigureAwait(false);
    }

    private ActiveSession CreateSession(ILease lease, RehearsalTelegram telegram, StatusBoard status)
    {
        var calls = new OutgoingCalls(new OutgoingOptions(), () => [], time, Random.Shared, NullLogger<OutgoingCalls>.Instance);
        var client = new BotClient(token, settings, telegram, SecretMask.None, calls);
        var pipeline = new UpdatePipeline(
            CreateHandlers(),
            client,
            new User { Id = 1, IsBot = true, FirstName = "Rehearsal", Username = "rehearsal_bot" },
            new TypedStorage(new MemoryBackend(time), services.GetRequiredService<StorageJson>(), time),
            services.GetRequiredService<IServiceScopeFactory>(),
            NullLogger<UpdatePipeline>.Instance);
        var poller = new Poller(
            client, [UpdateType.Message], lease, TimeSpan.FromSeconds(25), status, liveness, time, NullLogger<Poller>.Instance);
        return new ActiveSession(
            lease,
            poller,
            _ => Task.FromResult(
                new UpdateInbox(new MemoryInboxStore(), pipeline.HandleAsync, status, time, NullLogger<UpdateInbox>.Instance)),
            ActiveServices.None,
            status,
            time,
            NullLogger<ActiveSession>.Instance);
    }

    private static BotHandlers CreateHandlers() => new BotHandlers()
        .Use((_, next) => next())
        .Command("rehearse", async context =>
        {
            await context.Storage.UpdateAsync<int>("rehearsed", count => count + 1, context.CancellationToken).ConfigureAwait(false);
            await context.ReplyAsync(context.ArgumentText).ConfigureAwait(false);
        })
        .Text(context => context.ReplyAsync(context.Text!));
}
