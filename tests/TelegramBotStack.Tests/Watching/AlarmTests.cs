using CsCheck;
using TelegramBotStack.Watching;

namespace TelegramBotStack.Tests.Watching;

public class AlarmTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 2, 15, 0, TimeSpan.Zero);
    private static readonly AlarmTimes Times = new(TimeSpan.FromSeconds(30), TimeSpan.FromHours(6));

    private static readonly Gen<(BotCondition Condition, int Seconds)[]> Histories =
        Gen.Select(Gen.Enum<BotCondition>(), Gen.OneOf(Gen.Int[1, 60], Gen.Int[60, 3600])).Array[0, 120];

    [Fact]
    public void Silence_that_lasts_is_told_once_and_its_end_once()
    {
        var told = Tell((BotCondition.Ok, 60), (BotCondition.Silent, 600), (BotCondition.Ok, 600));

        told.Select(message => message.State).ShouldBe(["silent", "ok"]);
        told[0].Text.ShouldBe("silent. Because of the test.");
        told[1].Text.ShouldBe("well again, after 10 min (silent).");
    }

    [Fact]
    public void Silence_shorter_than_the_time_to_wait_is_not_told() =>
        Tell((BotCondition.Ok, 60), (BotCondition.Silent, 29), (BotCondition.Ok, 60), (BotCondition.Silent, 29), (BotCondition.Ok, 60)).ShouldBeEmpty();

    [Fact]
    public void Badness_that_changes_its_face_gets_no_more_time() =>
        Tell((BotCondition.Silent, 20), (BotCondition.CrashLooping, 12)).Single().State.ShouldBe("crash-looping");

    [Fact]
    public void A_handover_in_between_neither_begins_nor_ends_an_alarm()
    {
        Tell((BotCondition.Ok, 60), (BotCondition.Unclear, 3600)).ShouldBeEmpty();
        Tell((BotCondition.Silent, 60), (BotCondition.Unclear, 300), (BotCondition.Silent, 300)).Length.ShouldBe(1);
    }

    [Fact]
    public void What_stays_bad_is_told_again_after_the_time_to_repeat_and_not_before()
    {
        var told = Tell((BotCondition.Conflict, 13 * 3600));

        told.Length.ShouldBe(3);
        told[2].Text.ShouldBe("still, after 12.0 h, conflict. Because of the test.");
    }

    [Fact]
    public void A_bot_that_changes_to_and_fro_collapses_into_one_message_until_it_is_steady()
    {
        var history = Enumerable.Range(0, 60).SelectMany(_ => new[] { (BotCondition.Silent, 60), (BotCondition.Ok, 60) });

        var told = Tell([.. history, (BotCondition.Ok, 3600)]);

        told.Select(message => message.State).ShouldBe(["silent", "ok", "silent", "ok", "silent", "ok", "flapping", "ok"]);
        told[^1].Text.ShouldBe("steady again: well.");
    }

    [Fact]
    public void Whatever_happens_no_hour_has_more_than_twelve_messages() => Histories.Sample(history =>
    {
        DateTimeOffset[] told = [.. Run(history).Messages.Select(message => message.At)];
        told.All(first => told.Count(other => other >= first && other - first < TimeSpan.FromHours(1)) <= 12).ShouldBeTrue();
    });

    [Fact]
    public void Whatever_happens_the_owner_ends_up_knowing_how_the_bot_is() =>
        Gen.Select(Histories, Gen.Enum<BotCondition>()).Sample((history, last) =>
        {
            var end = last == BotCondition.Unclear ? BotCondition.Ok : last;
            var (state, messages) = Run([.. history, (end, 7200)]);
            state.Current.ShouldBe(end);
            state.IsFlapping.ShouldBeFalse();
            (messages.LastOrDefault()?.State ?? "ok").ShouldBe(Diagnosis.NameOf(end));
        });

    [Fact]
    public void Whatever_happens_nothing_is_told_twice_in_a_row_before_the_time_to_repeat() => Histories.Sample(history =>
    {
        var messages = Run(history).Messages;
        messages.Zip(messages.Skip(1)).ShouldAllBe(pair =>
            pair.First.State != pair.Second.State || pair.Second.At - pair.First.At >= Times.Repeat || pair.Second.Text.StartsWith("steady", StringComparison.Ordinal));
    });

    private static Message[] Tell(params (BotCondition Condition, int Seconds)[] history) => [.. Run(history).Messages];

    private static (AlarmState State, List<Message> Messages) Run((BotCondition Condition, int Seconds)[] history)
    {
        var state = new AlarmState();
        var messages = new List<Message>();
        var now = Start;
        foreach (var (condition, seconds) in history)
        {
            for (var second = 0; second < seconds; second++, now += TimeSpan.FromSeconds(1))
            {
                (state, var announcement) = Alarm.Step(state, new Diagnosis(condition, "because of the test"), now, Times);
                if (announcement is not null)
                {
                    messages.Add(new Message(now, announcement.State, announcement.Text));
                }
            }
        }

        return (state, messages);
    }

    private sealed record Message(DateTimeOffset At, string State, string Text);
}
