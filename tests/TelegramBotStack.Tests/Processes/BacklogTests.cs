using TelegramBotStack.Simulator;
using TelegramBotStack.Status;

namespace TelegramBotStack.Tests.Processes;

/// <summary>What has waited while the bot was down; docs/performance.md has a million of it.</summary>
public sealed class BacklogTests
{
    private const int Backlog = 50_000;
    private const int MostInMemory = 1_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_backlog_of_50_000_updates_is_answered_in_order_with_a_bound_on_what_is_in_memory()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var load = telegram.StartFlood(users: 500, Backlog, Backlog);
        await UntilAsync(() => load.Report.Sent == Backlog);

        await using var bot = TestBotProcess.Start(telegram, "bot");
        List<InstanceStatus> seen = [];
        await UntilAsync(() =>
        {
            if (bot.Status() is { } status)
            {
                seen.Add(status);
            }

            return load.Report.Answered == Backlog;
        });

        var report = await load.StopAsync(TimeSpan.Zero, Cancellation);
        report.IsFlawless.ShouldBeTrue(report.ToString());
        seen.Max(status => status.Updates.Pending).ShouldBeLessThanOrEqualTo(MostInMemory);
        seen.Max(status => status.MemoryBytes).ShouldNotBeNull().ShouldBeLessThan(256L << 20);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(4));
        while (!condition())
        {
            await Task.Delay(100, limit.Token);
        }
    }
}
