namespace TelegramBotStack.Simulator.Tests.Updates;

public sealed class ConflictTests : SimulatorTest
{
    private const string OtherPoll =
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";

    [Fact]
    public async Task The_newest_poll_wins_and_the_older_gets_409_at_once()
    {
        var older = await Park();
        var newer = await Park();

        (await older).ShouldBeError(409, OtherPoll);
        newer.IsCompleted.ShouldBeFalse();
        Telegram.Statistics.Conflicts.ShouldBe(1);
        Telegram.Statistics.PollOverlaps.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_second_409_within_3_seconds_is_delayed_by_3_seconds()
    {
        var first = await Park();
        var second = await Park();
        await first;
        var third = await Park();

        Time.Advance(TimeSpan.FromSeconds(2.9));
        second.IsCompleted.ShouldBeFalse();
        Telegram.Statistics.Conflicts.ShouldBe(1);
        Time.Advance(TimeSpan.FromSeconds(0.1));

        (await second).ShouldBeError(409, OtherPoll);
        third.IsCompleted.ShouldBeFalse();
        Telegram.Statistics.Conflicts.ShouldBe(2);
        Telegram.Statistics.PollOverlaps[^1].Duration.ShouldBe(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task After_3_seconds_a_409_is_prompt_again()
    {
        var first = await Park();
        var second = await Park();
        await first;
        Time.Advance(TimeSpan.FromSeconds(3));
        await Park();

        (await second).ShouldBeError(409, OtherPoll);
    }

    [Fact]
    public async Task A_call_that_finds_updates_leaves_the_parked_poll_alone_and_both_get_them()
    {
        var parked = await Park(timeout: 50);
        await Telegram.CreateUser("Ada").Send("hello");

        var ids = await Client.Updates(offset: -1);
        PassWakeUp();

        ids.Length.ShouldBe(1);
        (await parked).Result[0].GetProperty("update_id").GetInt32().ShouldBe(ids[0]);
        Telegram.Statistics.Conflicts.ShouldBe(0);
        Telegram.Statistics.PollOverlaps.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_poll_without_timeout_and_updates_ends_nobody()
    {
        var parked = await Park(offset: 0);
        PassRepetition();

        (await Client.Updates(offset: 5)).ShouldBeEmpty();

        parked.IsCompleted.ShouldBeFalse();
        Telegram.Statistics.Conflicts.ShouldBe(0);
    }

    [Fact]
    public async Task A_late_confirmation_with_the_successors_offset_ends_the_successors_poll()
    {
        await Telegram.CreateUser("Ada").Send("hello");
        var next = (await Client.Updates())[0] + 1;
        var successor = await Park(offset: next);

        var confirmation = await Park(offset: next, timeout: 0);

        (await successor).ShouldBeError(409, OtherPoll);
        confirmation.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_predecessor_that_hung_up_is_no_conflict_and_no_overlap()
    {
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var predecessor = await ParkUntilHangUp(hangUp.Token);
        await hangUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(predecessor);

        var successor = await Park();

        successor.IsCompleted.ShouldBeFalse();
        Telegram.Statistics.Conflicts.ShouldBe(0);
        Telegram.Statistics.PollOverlaps.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_hang_up_is_seen_even_when_the_next_poll_comes_at_the_same_moment()
    {
        for (var round = 0; round < 50; round++)
        {
            using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
            var predecessor = await ParkUntilHangUp(hangUp.Token);
            await hangUp.CancelAsync();
            using var client = new RawClient(Telegram);
            var successor = client.Call("getUpdates", new { timeout = 50 });
            await Should.ThrowAsync<OperationCanceledException>(predecessor);
            await Until(() => Telegram.Statistics.Polls == 2 * (round + 1));
            Time.Advance(TimeSpan.FromSeconds(50));
            (await successor).Result.GetArrayLength().ShouldBe(0);
        }

        Telegram.Statistics.Conflicts.ShouldBe(0);
        Telegram.Statistics.PollOverlaps.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_revoked_token_ends_the_poll_with_401()
    {
        var poll = await Park();

        Telegram.RevokeToken();

        (await poll).ShouldBeError(401, "Unauthorized");
    }
}
