using TelegramBotStack.Components.Monitoring;
using TelegramBotStack.Deployment.Monitoring;

namespace TelegramBotStack.Components.Tests.Monitoring;

/// <summary>What Monitor waits for where there is no terminal.</summary>
public class MonitorOnceTests
{
    [Fact]
    public async Task A_second_look_that_shows_the_same_heartbeat_is_followed_by_another() =>
        (await Look(null, null, 7, 8)).ShouldBe(7);

    [Fact]
    public async Task The_second_look_is_enough_when_it_has_the_rate() => (await Look(null, 7, 8)).ShouldBe(7);

    [Fact]
    public async Task A_bot_that_never_tells_a_rate_is_not_waited_for_without_end() =>
        (await Look(null, null, null, null, null, 7)).ShouldBeNull();

    [Fact]
    public async Task A_bot_that_does_not_answer_has_no_rate_to_wait_for() =>
        (await Look(isAnswering: false, null, null, 7)).ShouldBeNull();

    private static Task<double?> Look(params double?[] rates) => Look(isAnswering: true, rates);

    private static async Task<double?> Look(bool isAnswering, params double?[] rates)
    {
        var views = rates.Select(rate => new HostView(
            new HostSample(
                "host",
                DateTimeOffset.UnixEpoch,
                null,
                [new BotSample { Bot = "echo", Release = "1", IsRunning = true, IsAnswering = isAnswering, UpdatesPerSecond = rate }]),
            null,
            null));
        var last = await MonitorTargets.LookForRatesAsync(views.ToAsyncEnumerable(), TestContext.Current.CancellationToken);
        return last!.Sample!.Bots.Single().UpdatesPerSecond;
    }
}
