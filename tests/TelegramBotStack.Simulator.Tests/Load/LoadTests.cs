namespace TelegramBotStack.Simulator.Tests.Load;

public sealed class LoadTests
{
    [Fact]
    public async Task A_load_on_a_sound_bot_is_flawless()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var bot = new EchoBot(telegram.Token, telegram.BaseUrl);
        await using var load = telegram.StartLoad(users: 10, updatesPerSecond: 200);
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        var report = await load.StopAsync(drain: TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        report.Sent.ShouldBeGreaterThan(10);
        report.Answered.ShouldBe(report.Sent);
        report.IsFlawless.ShouldBeTrue(report.ToString());
        report.Unexpected.ShouldBe(0);
        report.LongestDelay.ShouldBeGreaterThanOrEqualTo(report.MedianDelay / 1.02);
        telegram.Statistics.Conflicts.ShouldBe(0);
        telegram.Statistics.PollOverlaps.ShouldBeEmpty();
    }
}
