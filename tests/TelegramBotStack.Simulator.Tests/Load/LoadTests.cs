namespace TelegramBotStack.Simulator.Tests.Load;

public sealed class LoadTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_load_on_a_sound_bot_is_flawless()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancelled);
        await using var bot = new EchoBot(telegram.Token, telegram.BaseUrl);
        await using var load = telegram.StartLoad(users: 10, updatesPerSecond: 200);
        await SentAtLeast(load, 100);

        var report = await load.StopAsync(drain: TimeSpan.FromSeconds(60), Cancelled);

        report.Answered.ShouldBe(report.Sent);
        report.IsFlawless.ShouldBeTrue(report.ToString());
        report.Unexpected.ShouldBe(0);
        report.MedianDelay.ShouldBeInRange(TimeSpan.FromTicks(1), report.LongestDelay * 1.01);
        telegram.Statistics.Conflicts.ShouldBe(0);
        telegram.Statistics.PollOverlaps.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_bots_on_one_token_are_seen()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancelled);
        await using var load = telegram.StartLoad(users: 5, updatesPerSecond: 50);
        await using var one = new EchoBot(telegram.Token, telegram.BaseUrl);
        await using var other = new EchoBot(telegram.Token, telegram.BaseUrl);

        await Until(() => telegram.Statistics.Conflicts > 0);

        telegram.Statistics.PollOverlaps.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_load_without_a_bot_ends_when_the_drain_is_over()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancelled);
        await using var load = telegram.StartLoad(users: 3, updatesPerSecond: 1_000);
        await SentAtLeast(load, 10);

        var report = await load.StopAsync(drain: TimeSpan.FromMilliseconds(50), Cancelled);

        report.Lost.ShouldBe(report.Sent);
        report.LostTexts.Count.ShouldBe(10);
        telegram.Statistics.UpdatesCreated.ShouldBe(report.Sent);
    }

    [Fact]
    public async Task A_flood_follows_each_answer_with_a_message_until_all_are_sent()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancelled);
        await using var load = telegram.StartFlood(users: 10, outstanding: 20, messages: 100);
        await SentAtLeast(load, 20);
        load.Report.Sent.ShouldBe(20, "nothing is answered yet");

        await using var bot = new EchoBot(telegram.Token, telegram.BaseUrl);
        await Until(() => load.Report.Answered == 100);

        var report = await load.StopAsync(TimeSpan.Zero, Cancelled);
        report.Sent.ShouldBe(100);
        report.IsFlawless.ShouldBeTrue(report.ToString());
        report.NinetyNinthDelay.ShouldBeInRange(report.MedianDelay, report.LongestDelay * 1.01);
    }

    [Fact]
    public async Task More_updates_than_are_kept_are_refused()
    {
        await using var telegram = await TelegramSimulator.StartAsync(new TelegramSimulatorOptions { UpdatesKept = 5 }, Cancelled);
        await using var load = telegram.StartFlood(users: 1, outstanding: 8);

        await SentAtLeast(load, 8);

        telegram.Statistics.Pending.ShouldBe(5);
    }

    [Fact]
    public async Task The_end_of_the_simulator_ends_the_load()
    {
        var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancelled);
        await using var load = telegram.StartLoad(users: 1, updatesPerSecond: 1_000);
        await SentAtLeast(load, 1);

        await telegram.DisposeAsync();

        (await load.StopAsync(TimeSpan.Zero, Cancelled)).Sent.ShouldBeGreaterThan(0);
    }

    private static Task SentAtLeast(SimulatorLoad load, int messages) => Until(() => load.Report.Sent >= messages);

    private static async Task Until(Func<bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            await Task.Delay(10, patience.Token);
        }
    }
}
