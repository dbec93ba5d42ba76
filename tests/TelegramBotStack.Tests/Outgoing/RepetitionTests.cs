using Telegram.Bot.Exceptions;
using Telegram.Bot.Requests;
using Telegram.Bot.Requests.Abstractions;
using Telegram.Bot.Types;
using TelegramBotStack.Outgoing;

namespace TelegramBotStack.Tests.Outgoing;

public sealed class RepetitionTests
{
    private const long Ada = 1;

    [Theory]
    [InlineData("not sent", 3)]
    [InlineData("server error", 3)]
    [InlineData("unanswered", 3)]
    public async Task A_message_is_sent_until_there_is_an_answer(string fault, int attempts)
    {
        using var telegram = new TestTelegram { Refuse = (attempt, _) => attempt < 3 ? Fault(fault) : null };

        await telegram.Passes(telegram.Send(Ada, "hello"));

        telegram.Attempts.ShouldBe(attempts);
    }

    [Theory]
    [InlineData("not sent", true)]
    [InlineData("server error", true)]
    [InlineData("unanswered", false)]
    public async Task A_bot_that_would_rather_lose_a_message_than_send_it_twice_can_say_so(string fault, bool isRepeated)
    {
        using var telegram = new TestTelegram(new OutgoingOptions { RepeatUnanswered = false })
        {
            Refuse = (attempt, _) => attempt < 2 ? Fault(fault) : null,
        };

        var sending = telegram.Send(Ada, "hello");
        await telegram.Passes(sending.ContinueWith(_ => { }, TaskScheduler.Default));

        sending.IsCompletedSuccessfully.ShouldBe(isRepeated);
        telegram.Attempts.ShouldBe(isRepeated ? 2 : 1);
    }

    [Theory]
    [InlineData("server error")]
    [InlineData("unanswered")]
    public async Task What_costs_money_is_never_done_twice(string fault)
    {
        using var telegram = new TestTelegram { Refuse = (_, _) => Fault(fault) };

        await Should.ThrowAsync<RequestException>(() => telegram.Passes(telegram.Call(new SendGiftRequest { GiftId = "1", UserId = Ada }, true)));
        await Should.ThrowAsync<RequestException>(() => telegram.Passes(telegram.Call(
            new RefundStarPaymentRequest { UserId = Ada, TelegramPaymentChargeId = "1" }, true)));

        telegram.Attempts.ShouldBe(2);
    }

    [Fact]
    public async Task A_refusal_that_would_come_again_reaches_the_handler_at_once()
    {
        using var telegram = new TestTelegram { Refuse = (_, _) => new ApiRequestException("Bad Request: chat not found", 400) };

        await Should.ThrowAsync<ApiRequestException>(() => telegram.Passes(telegram.Send(Ada, "hello")));

        telegram.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task A_call_that_cannot_succeed_in_time_fails_with_what_Telegram_said_last()
    {
        using var telegram = new TestTelegram(new OutgoingOptions { LongestWait = TimeSpan.FromSeconds(30) });

        telegram.Refuse = (_, _) => TestTelegram.TooMany(3_600);
        (await Should.ThrowAsync<ApiRequestException>(() => telegram.Passes(telegram.Send(Ada, "hello")))).ErrorCode.ShouldBe(429);
        telegram.Attempts.ShouldBe(1, "an hour is too long: no need to wait for that");

        telegram.Refuse = (_, _) => TestTelegram.ServerError();
        (await Should.ThrowAsync<ApiRequestException>(() => telegram.Passes(telegram.Send(2, "hello"), stepMilliseconds: 100))).ErrorCode.ShouldBe(502);
        telegram.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(300));
    }

    [Fact]
    public async Task In_an_outage_one_call_at_a_time_knocks_and_afterwards_everything_arrives_in_order()
    {
        var isDown = true;
        using var telegram = new TestTelegram();
        var knocks = new List<TimeSpan>();
        telegram.Refuse = (_, _) =>
        {
            lock (knocks)
            {
                knocks.Add(telegram.Elapsed);
            }

            return isDown ? TestTelegram.NotSent() : null;
        };

        var sending = Task.WhenAll(
            from number in Enumerable.Range(0, 3)
            from chat in Enumerable.Range(1, 40)
            select telegram.Send(chat, $"{number}"));
        await telegram.Passes(TimeSpan.FromMinutes(2));

        telegram.Calls.Outage.IsOpen.ShouldBeTrue();
        knocks.Count(at => at > TimeSpan.FromSeconds(5)).ShouldBeInRange(1, 30, "it goes on knocking, but does not hammer");
        isDown = false;
        await telegram.Passes(sending, stepMilliseconds: 200);
        telegram.Calls.Outage.IsOpen.ShouldBeFalse();
        foreach (var chat in telegram.Sent.GroupBy(sent => sent.Chat))
        {
            chat.Select(sent => sent.Text).ShouldBe(["0", "1", "2"]);
        }

        telegram.Sent.Count.ShouldBe(120);
    }

    [Fact]
    public async Task A_call_given_up_while_it_knocks_leaves_the_door_to_the_next()
    {
        using var telegram = new TestTelegram { Refuse = (_, _) => TestTelegram.NotSent() };
        using var giveUp = new CancellationTokenSource();
        var lost = Task.WhenAll(Enumerable.Range(1, 6).Select(chat => telegram.SendUntil(chat, "lost", giveUp.Token)));
        await telegram.Passes(TimeSpan.FromSeconds(20));
        telegram.Calls.Outage.IsOpen.ShouldBeTrue();
        await giveUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => telegram.Passes(lost));

        telegram.Refuse = (_, _) => null;
        await telegram.Passes(telegram.Send(Ada, "hello"), stepMilliseconds: 100);

        telegram.Sent.ShouldHaveSingleItem().Text.ShouldBe("hello");
    }

    [Fact]
    public async Task What_is_sent_to_a_group_that_has_moved_goes_to_where_it_is_now_and_observers_learn_of_it()
    {
        using var telegram = new TestTelegram
        {
            Refuse = (_, request) => ((IChatTargetable)request).ChatId.Identifier == -5
                ? new ApiRequestException(
                    "Bad Request: group chat was upgraded to a supergroup chat", 400, new ResponseParameters { MigrateToChatId = -1005 })
                : null,
        };
        var observer = new Notes();
        telegram.Observe(observer);

        await telegram.Passes(telegram.Send(-5, "one"));
        await telegram.Passes(telegram.Send(-5, "two"));

        telegram.Sent.Select(sent => (sent.Chat, sent.Text)).ShouldBe([(-1005, "one"), (-1005, "two")]);
        telegram.Attempts.ShouldBe(3, "the second goes there at once");
        observer.Told.ShouldBe(["-5 is now -1005"]);
    }

    [Fact]
    public async Task A_user_who_has_blocked_the_bot_is_told_to_observers_which_may_use_the_same_chat()
    {
        using var telegram = new TestTelegram
        {
            Refuse = (attempt, _) => attempt == 1 ? new ApiRequestException("Forbidden: bot was blocked by the user", 403) : null,
        };
        var observer = new Notes { AndThen = () => telegram.Send(Ada, "from the observer") };
        telegram.Observe(new Broken());
        telegram.Observe(observer);

        await Should.ThrowAsync<ApiRequestException>(() => telegram.Passes(telegram.Send(Ada, "hello")));

        observer.Told.ShouldBe(["1: Forbidden: bot was blocked by the user"]);
        telegram.Sent.ShouldHaveSingleItem().Text.ShouldBe("from the observer");
    }

    private static RequestException Fault(string name) => name switch
    {
        "not sent" => TestTelegram.NotSent(),
        "unanswered" => TestTelegram.Unanswered(),
        _ => TestTelegram.ServerError(),
    };

    private sealed class Notes : IOutgoingObserver
    {
        public List<string> Told { get; } = [];

        public Func<Task> AndThen { get; init; } = () => Task.CompletedTask;

        public Task OnUnreachableAsync(long chatId, string reason, CancellationToken cancellationToken)
        {
            Told.Add($"{chatId}: {reason}");
            return AndThen();
        }

        public Task OnMigratedAsync(long oldChatId, long newChatId, CancellationToken cancellationToken)
        {
            Told.Add($"{oldChatId} is now {newChatId}");
            return AndThen();
        }
    }

    private sealed class Broken : IOutgoingObserver
    {
        public Task OnUnreachableAsync(long chatId, string reason, CancellationToken cancellationToken)
            => throw new InvalidOperationException("as told");
    }
}
