namespace TelegramBotStack.Simulator.Tests.Updates;

public sealed class LongPollTests : SimulatorTest
{
    [Fact]
    public async Task An_empty_poll_is_answered_when_its_time_is_over()
    {
        var poll = await Park(timeout: 10);

        Time.Advance(TimeSpan.FromSeconds(9.9));
        Telegram.Statistics.OpenPolls.ShouldBe(1);
        Time.Advance(TimeSpan.FromSeconds(0.1));

        (await poll).Result.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_timeout_is_at_most_50_seconds()
    {
        var poll = await Park(timeout: 3_600);

        Time.Advance(TimeSpan.FromSeconds(50));

        (await poll).Result.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task An_update_wakes_the_poll_and_brings_those_that_follow_at_once()
    {
        var ada = Telegram.CreateUser("Ada");
        var poll = await Park();

        await ada.Send("one");
        await ada.Send("two");
        PassWakeUp();

        (await poll).Result.EnumerateArray()
            .Select(update => update.GetProperty("message").GetProperty("text").GetString())
            .ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task A_short_poll_with_the_offset_of_the_last_becomes_a_poll_of_3_seconds()
    {
        await Client.Updates();

        var second = await Park(timeout: 0);
        Time.Advance(TimeSpan.FromSeconds(2.9));
        Telegram.Statistics.OpenPolls.ShouldBe(1);
        Time.Advance(TimeSpan.FromSeconds(0.1));

        (await second).Result.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_hang_up_ends_the_poll_for_the_statistics()
    {
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var poll = await ParkUntilHangUp(hangUp.Token);
        Telegram.Statistics.OpenPolls.ShouldBe(1);

        await hangUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(poll);
        await Until(() => Telegram.Statistics.OpenPolls == 0);
    }

    [Fact]
    public async Task Updates_given_to_a_client_that_hung_up_come_again()
    {
        var ada = Telegram.CreateUser("Ada");
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var poll = await ParkUntilHangUp(hangUp.Token);
        await hangUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(poll);

        await ada.Send("hello");
        PassWakeUp();
        PassRepetition();

        (await Client.Updates()).Length.ShouldBe(1);
        Telegram.Statistics.UpdatesConfirmed.ShouldBe(0);
    }

    [Fact]
    public async Task A_real_clock_wakes_the_poll_without_help()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancelled);
        using var client = new RawClient(telegram);
        var poll = client.Updates(timeout: 50);
        await Until(() => telegram.Statistics.OpenPolls == 1);

        await telegram.CreateUser("Ada").Send("hello");

        (await poll.WaitAsync(TimeSpan.FromSeconds(30), Cancelled)).Length.ShouldBe(1);
    }

    [Fact]
    public async Task The_end_of_the_simulator_ends_polls_like_a_restart_of_the_server()
    {
        var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancelled);
        using var client = new RawClient(telegram);
        var poll = client.Call("getUpdates", new { timeout = 50 });
        await Until(() => telegram.Statistics.OpenPolls == 1);

        await telegram.DisposeAsync();

        (await poll).ShouldBeError(500, "Internal Server Error: restart");
    }
}
