using TelegramBotStack.Lease;
using TelegramBotStack.Status;
using TelegramBotStack.Watching;

namespace TelegramBotStack.Tests.Watching;

public class DiagnosticsTests
{
    private const long LeastFree = 500L << 20;
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 2, 15, 0, TimeSpan.Zero);

    private Memory _memory = new();
    private DateTimeOffset _now = Start;

    [Fact]
    public void A_bot_that_polls_is_well() => See(Active()).Condition.ShouldBe(BotCondition.Ok);

    [Fact]
    public void A_bot_whose_process_lives_but_whose_polls_are_not_answered_is_silent()
    {
        var diagnosis = See(Active() with { LastPollAt = _now.AddSeconds(-90), StartedAt = _now.AddHours(-1), ActiveSince = _now.AddHours(-1), LastError = new(_now, "poll-failed", "no route to host") });

        diagnosis.ShouldBe(new Diagnosis(BotCondition.Silent, "Telegram last answered a poll 90 s ago: no route to host"));
    }

    [Fact]
    public void A_bot_whose_heart_does_not_beat_is_silent() =>
        See(Active() with { HeartbeatAt = _now.AddSeconds(-15) }).ShouldBe(new Diagnosis(BotCondition.Silent, "its heart last beat 15 s ago"));

    [Theory]
    [InlineData("standby")]
    [InlineData("parked")]
    [InlineData("starting")]
    public void A_handover_is_no_alarm_for_a_minute(string successor)
    {
        var waits = Active() with { State = Enum.Parse<InstanceState>(successor, ignoreCase: true) };

        See([waits], releasedAgo: 59).Condition.ShouldBe(BotCondition.Unclear);
        See([waits with { StartedAt = _now.AddMinutes(-5) }], releasedAgo: 60).Condition.ShouldBe(BotCondition.Silent);
    }

    [Fact]
    public void A_candidate_that_fails_beside_the_bot_that_answers_is_no_alarm()
    {
        var candidate = Active() with { Instance = "candidate", State = InstanceState.Failed, LastError = new(_now, "crashed", "boom") };

        See([Active(), candidate], releasedAgo: null).Condition.ShouldBe(BotCondition.Ok);
    }

    [Fact]
    public void A_bot_that_was_told_to_finish_is_silent_only_when_it_stays_away()
    {
        var stopped = Active() with { State = InstanceState.Stopped, HeartbeatAt = Start.AddSeconds(-30) };

        See(stopped).Condition.ShouldBe(BotCondition.Unclear);
        _now = Start.AddMinutes(5);
        See(stopped).Reason.ShouldStartWith("it was told to finish 6 min ago");
    }

    [Fact]
    public void A_bot_that_failed_is_silent_when_it_is_not_started_again_soon()
    {
        var failed = Active() with { State = InstanceState.Failed, LastError = new(_now, "crashed", "boom") };

        See(failed).Condition.ShouldBe(BotCondition.Unclear);
        _now += TimeSpan.FromSeconds(15);
        See(failed).ShouldBe(new Diagnosis(BotCondition.Silent, "it has ended: boom"));
    }

    [Fact]
    public void Three_restarts_within_ten_minutes_are_a_crash_loop_until_another_instance_takes_over()
    {
        for (var start = 0; start <= 3; start++)
        {
            See(Active() with { StartedAt = Start.AddSeconds(start) }).Condition.ShouldBe(start < 3 ? BotCondition.Ok : BotCondition.CrashLooping);
            _now += TimeSpan.FromMinutes(1);
        }

        _now += TimeSpan.FromMinutes(6);
        See(Active() with { StartedAt = Start.AddSeconds(3) }).Condition.ShouldBe(BotCondition.CrashLooping);
        See(Active() with { Instance = "next", StartedAt = _now }).Condition.ShouldBe(BotCondition.Ok);
    }

    [Fact]
    public void Conflicts_that_go_on_are_told_and_old_ones_are_forgotten()
    {
        See(Active() with { Conflicts = 100 }).Condition.ShouldBe(BotCondition.Ok);
        _now += TimeSpan.FromSeconds(20);
        See(Active() with { Conflicts = 102 }).Condition.ShouldBe(BotCondition.Ok);
        _now += TimeSpan.FromSeconds(10);
        See(Active() with { Conflicts = 103 }).Condition.ShouldBe(BotCondition.Conflict);
        for (var seconds = 0; seconds < 70; seconds += 5)
        {
            _now += TimeSpan.FromSeconds(5);
            See(Active() with { Conflicts = 103 });
        }

        See(Active() with { Conflicts = 103 }).Condition.ShouldBe(BotCondition.Ok);
    }

    [Fact]
    public void A_token_that_is_refused_is_told_as_such_also_while_Docker_starts_the_bot_again_and_again()
    {
        var failed = Active() with { State = InstanceState.Failed, LastError = new(_now, "token-revoked", "401") };

        See(failed).Condition.ShouldBe(BotCondition.TokenRefused);
        _now += TimeSpan.FromSeconds(60);
        See(Active() with { State = InstanceState.Starting, StartedAt = _now, LastPollAt = null }).Condition.ShouldBe(BotCondition.TokenRefused);
        See(Active()).Condition.ShouldBe(BotCondition.Ok);
        See(Active(), new TelegramView(IsRefused: true, 0, null, null)).Condition.ShouldBe(BotCondition.TokenRefused);
    }

    [Fact]
    public void A_webhook_that_somebody_set_is_told_with_its_host_only() =>
        See(Active(), new TelegramView(false, 0, "hook.example.org", null)).Reason.ShouldContain("a webhook to hook.example.org");

    [Fact]
    public void Updates_that_pile_up_while_none_is_handled_are_silence_although_polls_are_answered()
    {
        for (var minute = 1; minute <= 4; minute++)
        {
            See(Active(), new TelegramView(false, minute, null, null)).Condition.ShouldBe(BotCondition.Ok);
        }

        See(Active(), new TelegramView(false, 5, null, null)).Reason.ShouldStartWith("5 updates wait at Telegram");
        See(Active() with { Updates = new UpdateCounts(1, 0, 0, 0) }, new TelegramView(false, 6, null, null)).Condition.ShouldBe(BotCondition.Ok);
    }

    [Fact]
    public void A_disk_is_nearly_full_until_it_has_a_tenth_more_than_it_must()
    {
        See(Active(), free: LeastFree - 1).Reason.ShouldBe("499 MB are free on the disk of its data");
        See(Active(), free: LeastFree + 1).Condition.ShouldBe(BotCondition.DiskNearlyFull);
        See(Active(), free: LeastFree + (LeastFree / 10)).Condition.ShouldBe(BotCondition.Ok);
    }

    [Theory]
    [InlineData(45, "the host's clock is 45 s behind Telegram's")]
    [InlineData(-3600, "the host's clock is 3600 s ahead of Telegram's")]
    public void A_clock_that_is_wrong_twice_in_a_row_is_told(int ahead, string reason)
    {
        See(Active(), new TelegramView(false, 0, null, TimeSpan.FromSeconds(ahead))).Condition.ShouldBe(BotCondition.Ok);
        See(Active(), new TelegramView(false, 0, null, TimeSpan.FromSeconds(ahead))).Reason.ShouldStartWith(reason);
        See(Active(), new TelegramView(false, 0, null, TimeSpan.FromSeconds(1))).Condition.ShouldBe(BotCondition.Ok);
    }

    [Fact]
    public void Handlers_of_which_half_fail_are_told_and_a_single_failure_is_none()
    {
        See(Active() with { Updates = new UpdateCounts(1000, 0, 0, 5) });
        _now += TimeSpan.FromSeconds(10);
        See(Active() with { Updates = new UpdateCounts(1004, 0, 0, 10) }).Condition.ShouldBe(BotCondition.Ok);
        _now += TimeSpan.FromSeconds(10);
        See(Active() with { Updates = new UpdateCounts(1005, 0, 0, 10) }).Reason.ShouldBe("5 of the last 10 updates ended with an error in its handlers");
    }

    [Fact]
    public void An_instance_that_stands_by_for_another_hosts_is_well()
    {
        for (var second = 0; second < 300; second += 10)
        {
            See(Active() with { State = InstanceState.Standby, StandsByFor = "elsewhere", ActiveSince = null, LastPollAt = null })
                .Condition.ShouldBe(BotCondition.Ok);
            _now += TimeSpan.FromSeconds(10);
        }

        See(Active() with { State = InstanceState.Standby, ActiveSince = null, LastPollAt = null }).Condition.ShouldBe(BotCondition.Silent, "nobody has the lease");
    }

    private InstanceStatus Active() => new()
    {
        Instance = "bot",
        Release = "local",
        Pid = 1,
        State = InstanceState.Active,
        StartedAt = Start,
        HeartbeatAt = _now,
        LastPollAt = _now,
        ActiveSince = Start,
    };

    private Diagnosis See(InstanceStatus status, TelegramView? telegram = null, long free = LeastFree * 2) =>
        See(new Sighting(_now, new LeaseContent { Instance = status.Instance }, [status], free, telegram));

    private Diagnosis See(IReadOnlyList<InstanceStatus> instances, int? releasedAgo) => See(new Sighting(
        _now,
        new LeaseContent { Instance = "bot", ReleasedAt = releasedAgo is { } seconds ? _now.AddSeconds(-seconds) : null },
        instances,
        LeastFree * 2,
        null));

    private Diagnosis See(Sighting sighting)
    {
        _memory = _memory.With(sighting, LeastFree);
        return Diagnostics.Of(sighting, _memory);
    }
}
