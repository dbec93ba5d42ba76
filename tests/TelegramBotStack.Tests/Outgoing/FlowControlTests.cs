using Telegram.Bot.Requests;
using Telegram.Bot.Requests.Abstractions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace TelegramBotStack.Tests.Outgoing;

public sealed class FlowControlTests
{
    private const long Ada = 1, Bob = 2, Team = -5;
    private static readonly OutgoingOptions Always = new() { Pacing = OutgoingPacing.Always };

    [Fact]
    public async Task With_rates_that_are_always_kept_no_stretch_of_time_has_more_and_every_chat_keeps_its_order()
    {
        using var telegram = new TestTelegram(Always);
        var chats = Enumerable.Range(1, 20).Select(chat => (long)chat).Append(Team).ToArray();

        await telegram.Passes(Task.WhenAll(
            from number in Enumerable.Range(0, 6)
            from chat in chats
            select telegram.Send(chat, $"{number}")));

        Most(telegram.Sent.Select(sent => sent.At), within: 1).ShouldBeLessThanOrEqualTo(30);
        foreach (var chat in telegram.Sent.GroupBy(sent => sent.Chat))
        {
            chat.Select(sent => sent.Text).ShouldBe(["0", "1", "2", "3", "4", "5"]);
            Most(chat.Select(sent => sent.At), within: 3).ShouldBeLessThanOrEqualTo(chat.Key == Team ? 20 : 3);
        }
    }

    [Fact]
    public async Task A_group_gets_20_messages_a_minute_and_no_other_chat_waits_for_it()
    {
        using var telegram = new TestTelegram();

        var team = Task.WhenAll(Enumerable.Range(0, 45).Select(number => telegram.Send(Team, $"{number}")));
        await telegram.Passes(telegram.Send(Ada, "hello"));
        telegram.Sent.Count(sent => sent.Chat == Team).ShouldBeLessThanOrEqualTo(20);
        await telegram.Passes(team, stepMilliseconds: 100);

        var times = telegram.Sent.Where(sent => sent.Chat == Team).Select(sent => sent.At).ToArray();
        Most(times, within: 60).ShouldBeLessThanOrEqualTo(20);
        times[^1].ShouldBeLessThan(TimeSpan.FromMinutes(3), "no slower than it must be");
    }

    [Fact]
    public async Task Answers_are_as_fast_as_they_come_until_Telegram_refuses_one()
    {
        using var telegram = new TestTelegram();

        await telegram.Passes(Task.WhenAll(Enumerable.Range(0, 200).Select(number => telegram.Send(number % 50, $"{number}"))), stepMilliseconds: 1);

        telegram.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3), "at the rates it would take 7 s");
        telegram.Calls.KnownChats.ShouldBe(0, "what is over is forgotten");
    }

    [Fact]
    public async Task A_refused_chat_rests_as_long_as_told_then_goes_on_in_order_and_slowly_and_the_others_never_wait()
    {
        using var telegram = new TestTelegram { Refuse = (attempt, _) => attempt == 1 ? TestTelegram.TooMany(250) : null };

        var ada = Task.WhenAll(Enumerable.Range(0, 7).Select(number => telegram.Send(Ada, $"{number}")));
        await telegram.Passes(telegram.Send(Bob, "hello"));
        telegram.Sent.ShouldHaveSingleItem().Chat.ShouldBe(Bob);
        await telegram.Passes(ada, stepMilliseconds: 500);

        var sent = telegram.Sent.Where(sent => sent.Chat == Ada).ToArray();
        sent.Select(one => one.Text).ShouldBe(["0", "1", "2", "3", "4", "5", "6"]);
        sent[0].At.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(250));
        Most(sent.Select(one => one.At), within: 3).ShouldBeLessThanOrEqualTo(3);
        telegram.Attempts.ShouldBe(9, "the refused one and those that arrived, and none between");
    }

    [Fact]
    public async Task Refusals_in_several_chats_slow_all_of_them_down_together()
    {
        using var telegram = new TestTelegram { Refuse = (attempt, _) => attempt <= 3 ? TestTelegram.TooMany(1) : null };

        await telegram.Passes(Task.WhenAll(Enumerable.Range(1, 3).Select(chat => telegram.Send(chat, "refused at first"))));
        await telegram.Passes(Task.WhenAll(Enumerable.Range(100, 90).Select(chat => telegram.Send(chat, "hello"))));

        Most(telegram.Sent.Select(sent => sent.At), within: 1).ShouldBeLessThanOrEqualTo(30);
    }

    [Fact]
    public async Task Answers_go_before_bulk_and_bulk_still_gets_on()
    {
        using var telegram = new TestTelegram();
        Task<Message[]> bulk;
        using (OutgoingPriority.Low())
        {
            bulk = Task.WhenAll(Enumerable.Range(1_000, 300).Select(chat => telegram.Send(chat, "news")));
        }

        var waits = new List<TimeSpan>();
        for (var number = 0; number < 20; number++)
        {
            var asked = telegram.Elapsed;
            await telegram.Passes(telegram.Send(Ada + number, "answer"), stepMilliseconds: 1);
            waits.Add(telegram.Elapsed - asked);
        }

        await telegram.Passes(bulk, stepMilliseconds: 50);
        waits.Max().ShouldBeLessThan(TimeSpan.FromSeconds(3), "behind the bulk it would be 10 s");
        Most(telegram.Sent.Where(sent => sent.Text == "news").Select(sent => sent.At), within: 1).ShouldBeLessThanOrEqualTo(30);
    }

    [Fact]
    public async Task Bulk_gets_on_however_many_answers_there_are()
    {
        using var telegram = new TestTelegram();
        using var end = new CancellationTokenSource();
        var answers = Task.WhenAll(Enumerable.Range(1, 40).Select(async chat =>
        {
            while (!end.IsCancellationRequested)
            {
                await telegram.Send(chat, "answer");
            }
        }));
        Task bulk;
        using (OutgoingPriority.Low())
        {
            bulk = Task.WhenAll(Enumerable.Range(1_000, 3).Select(chat => telegram.Send(chat, "news")));
        }

        await telegram.Passes(bulk);
        await end.CancelAsync();
        await telegram.Passes(answers);

        telegram.Sent.Count(sent => sent.Text == "answer").ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task Progress_can_be_shown_while_a_message_is_on_its_way_and_other_calls_wait_for_nothing()
    {
        var release = new TaskCompletionSource();
        using var telegram = new TestTelegram();
        var slow = telegram.Calls.SendAsync(
            new SendMessageRequest { ChatId = Ada, Text = "large" },
            async (_, _) =>
            {
                await release.Task;
                return new Message();
            },
            TestContext.Current.CancellationToken);

        await telegram.Passes(telegram.Call(new EditMessageTextRequest { ChatId = Ada, MessageId = 1, Text = "40 %" }, new Message()));
        await telegram.Passes(telegram.Call(new AnswerCallbackQueryRequest { CallbackQueryId = "1" }, true));
        await telegram.Passes(telegram.Call(new SendChatActionRequest { ChatId = Ada, Action = ChatAction.Typing }, true));

        slow.IsCompleted.ShouldBeFalse();
        release.SetResult();
        await slow;
    }

    [Fact]
    public async Task A_call_that_is_given_up_while_it_waits_holds_up_nobody()
    {
        using var telegram = new TestTelegram { Refuse = (attempt, _) => attempt == 1 ? TestTelegram.TooMany(5) : null };
        using var giveUp = new CancellationTokenSource();
        var first = telegram.Send(Ada, "first");
        var second = telegram.SendUntil(Ada, "second", giveUp.Token);
        var third = telegram.Send(Ada, "third");

        await giveUp.CancelAsync();
        await telegram.Passes(Task.WhenAll(first, third));

        await Should.ThrowAsync<OperationCanceledException>(() => second);
        telegram.Sent.Select(sent => sent.Text).ShouldBe(["first", "third"]);
    }

    [Fact]
    public async Task An_album_counts_for_each_of_its_pictures()
    {
        using var telegram = new TestTelegram();
        IAlbumInputMedia[] pictures = [.. Enumerable.Range(0, 8).Select(number => new InputMediaPhoto(InputFile.FromFileId($"{number}")))];

        await telegram.Passes(
            Task.WhenAll(Enumerable.Range(0, 3).Select(_ => telegram.Call<Message[]>(
                new SendMediaGroupRequest { ChatId = Team, Media = pictures }, []))),
            stepMilliseconds: 100);

        telegram.Elapsed.ShouldBeGreaterThan(TimeSpan.FromMinutes(1), "24 pictures are more than 20 messages");
    }

    /// <summary>The largest number of these in any stretch of so many seconds.</summary>
    private static int Most(IEnumerable<TimeSpan> times, double within)
    {
        var sorted = times.Order().ToArray();
        return sorted.Max(start => sorted.Count(time => time >= start && time < start + TimeSpan.FromSeconds(within)));
    }
}
