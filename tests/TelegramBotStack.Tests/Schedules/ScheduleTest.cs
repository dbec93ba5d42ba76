using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using TelegramBotStack.Schedules;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests.Schedules;

/// <summary>A bot's scheduler on a clock that is moved by hand, with a storage and a Telegram that outlast its restarts.</summary>
internal sealed class ScheduleTest : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Scheduler _scheduler;

    private ScheduleTest(TelegramSimulator telegram, DateTimeOffset now, Action<BotApplication> configure, ScheduleSettings? settings)
    {
        Telegram = telegram;
        Time = new FakeTimeProvider(now);
        var builder = BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage();
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.ConfigureSchedules(settings ?? new ScheduleSettings { TimeZone = "Europe/Berlin" });
        Bot = builder.Build();
        configure(Bot);
        Schedules = Bot.Services.GetRequiredService<BotSchedules>();
        _scheduler = Bot.Services.GetServices<IHostedService>().OfType<Scheduler>().Single();
        Ada = telegram.CreateUser("Ada");
    }

    public TelegramSimulator Telegram { get; }

    public FakeTimeProvider Time { get; }

    public BotApplication Bot { get; }

    public BotSchedules Schedules { get; }

    public SimulatedUser Ada { get; }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ScheduleTest> StartAsync(
        Action<BotApplication> configure, string now = "2026-03-01T12:00:00Z", ScheduleSettings? settings = null)
    {
        var test = new ScheduleTest(
            await TelegramSimulator.StartAsync(cancellationToken: Cancellation), DateTimeOffset.Parse(now), configure, settings);
        await test.Ada.Send("hello");
        await test.StartBot();
        return test;
    }

    public Task StartBot() => _scheduler.StartAsync(Cancellation);

    public Task StopBot() => _scheduler.StopAsync(Cancellation);

    public async Task<string> NextReply()
    {
        var reply = Ada.NextReply(Limit, Cancellation);
        while (!reply.IsCompleted)
        {
            await NudgeAsync(Cancellation);
        }

        return (await reply).Text;
    }

    /// <summary>Waits until so many entries are left.</summary>
    public async Task HasEntries(int count)
    {
        using var limit = new CancellationTokenSource(Limit);
        while ((await Schedules.ListAsync(cancellationToken: limit.Token)).Count != count)
        {
            await NudgeAsync(limit.Token);
        }
    }

    /// <summary>Lets time pass in steps until something is so.</summary>
    public async Task PassesUntil(Func<bool> isSo, TimeSpan step)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!isSo())
        {
            Time.Advance(step);
            await Task.Delay(2, limit.Token);
        }
    }

    /// <summary>The same, and never before everything that is due has run.</summary>
    public async Task PassesRunByRunUntil(Func<bool> isSo, TimeSpan step)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!isSo())
        {
            Time.Advance(step);
            while ((await Schedules.ListAsync(cancellationToken: limit.Token)).Any(entry => entry.DueAt <= Time.GetUtcNow()))
            {
                await NudgeAsync(limit.Token);
            }
        }
    }

    /// <summary>
    /// Waits a little. The clock must go on meanwhile: the scheduler may have looked at it just before it was moved, and be
    /// asleep until a minute later.
    /// </summary>
    private async Task NudgeAsync(CancellationToken cancellationToken)
    {
        Time.Advance(TimeSpan.FromMilliseconds(100));
        await Task.Delay(5, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await StopBot();
        await Bot.DisposeAsync();
        await Telegram.DisposeAsync();
    }
}
