using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.ReplyMarkups;

namespace TelegramBotStack.Simulator.Tests;

public sealed class TestKitTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bot_on_Telegram_Bot_answers_a_user()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancelled);
        await using var bot = new EchoBot(telegram.Token, telegram.BaseUrl);
        var ada = telegram.CreateUser("Ada");

        await ada.Send("hello");

        var reply = await ada.NextReply(cancellationToken: Cancelled);
        reply.Text.ShouldBe("hello");
        reply.IsFromBot.ShouldBeTrue();
        bot.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_user_presses_a_button_and_gets_the_edited_message()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancelled);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var client = new TelegramBotClient(new TelegramBotClientOptions(telegram.Token, telegram.BaseUrl));
        client.StartReceiving(OnUpdate, (_, _, _) => Task.CompletedTask, cancellationToken: stop.Token);
        var ada = telegram.CreateUser("Ada");

        await ada.Send("/count");
        var counter = await ada.NextReply(cancellationToken: Cancelled);
        var press = await ada.Press(counter, "+1");

        (await ada.NextReply(cancellationToken: Cancelled)).Text.ShouldBe("1");
        (await press.Answer(cancellationToken: Cancelled)).Text.ShouldBe("counted");
        ada.Messages[^1].Text.ShouldBe("1");
        await stop.CancelAsync();

        static async Task OnUpdate(ITelegramBotClient bot, Update update, CancellationToken cancellationToken)
        {
            if (update.CallbackQuery is { Message: { } message } query)
            {
                await bot.EditMessageText(message.Chat, message.Id, "1", cancellationToken: cancellationToken);
                await bot.AnswerCallbackQuery(query.Id, "counted", cancellationToken: cancellationToken);
            }
            else
            {
                var button = InlineKeyboardButton.WithCallbackData("+1", "add");
                await bot.SendMessage(update.Message!.Chat, "0", replyMarkup: button, cancellationToken: cancellationToken);
            }
        }
    }

    [Fact]
    public async Task Telegram_Bot_understands_the_errors()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancelled);
        var client = new TelegramBotClient(new TelegramBotClientOptions(telegram.Token, telegram.BaseUrl) { RetryCount = 0 });

        telegram.Faults.Plan(Fault.TooManyRequests(7));
        var tooMany = await Should.ThrowAsync<ApiRequestException>(() => client.GetMe(Cancelled));
        tooMany.Parameters!.RetryAfter.ShouldBe(7);

        telegram.RevokeToken();
        (await Should.ThrowAsync<ApiRequestException>(() => client.GetMe(Cancelled))).ErrorCode.ShouldBe(401);
    }

    [Fact]
    public async Task A_missing_reply_is_explained()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancelled);
        var ada = telegram.CreateUser("Ada");
        await ada.Send("anybody there?");

        var error = await Should.ThrowAsync<TimeoutException>(() => ada.NextReply(TimeSpan.FromMilliseconds(10), Cancelled));

        error.Message.ShouldContain("No reply from the bot in the chat \"Ada\" within 0.01 s.");
        error.Message.ShouldContain("#1 user: \"anybody there?\"");
        error.Message.ShouldContain("No bot has called getUpdates");
    }

    [Fact]
    public async Task A_reply_that_should_not_come_is_shown()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancelled);
        await using var bot = new EchoBot(telegram.Token, telegram.BaseUrl);
        var ada = telegram.CreateUser("Ada");
        await ada.ExpectNoReply(TimeSpan.FromMilliseconds(10), Cancelled);

        await ada.Send("echo");

        var error = await Should.ThrowAsync<InvalidOperationException>(() => ada.ExpectNoReply(TimeSpan.FromSeconds(10), Cancelled));
        error.Message.ShouldContain("#2 bot: \"echo\"");
    }

    [Fact]
    public async Task A_button_that_is_not_there_is_named_beside_those_that_are()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancelled);
        var ada = telegram.CreateUser("Ada");
        var message = await ada.Send("no buttons");

        var error = await Should.ThrowAsync<InvalidOperationException>(() => ada.Press(message, "Yes"));

        error.Message.ShouldContain("has no button \"Yes\"");
        error.Message.ShouldContain("none");
    }

    [Fact]
    public async Task In_a_group_the_bot_sees_only_what_is_meant_for_it()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancelled);
        await using var bot = new EchoBot(telegram.Token, telegram.BaseUrl);
        var ada = telegram.CreateUser("Ada");
        var team = telegram.CreateGroup("Team", ada, telegram.CreateUser("Bob"));

        await ada.Send("just talking", team);
        await ada.Send("/help@another_bot", team);
        await ada.Send("/help", team);
        var first = await team.NextReply(cancellationToken: Cancelled);
        await ada.Send("and you, @simulator_bot?", team);
        var second = await team.NextReply(cancellationToken: Cancelled);
        await ada.Send("right", team, replyTo: second);
        var third = await team.NextReply(cancellationToken: Cancelled);

        new[] { first.Text, second.Text, third.Text }.ShouldBe(["/help", "and you, @simulator_bot?", "right"]);
        ada.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_privacy_the_bot_sees_everything_in_a_group()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancelled);
        var open = telegram.CreateBot("open_bot", canReadAllGroupMessages: true);
        await using var bot = new EchoBot(open.Token, telegram.BaseUrl);
        var ada = open.CreateUser("Ada");
        var team = open.CreateGroup("Team", ada);

        await ada.Send("just talking", team);

        (await team.NextReply(cancellationToken: Cancelled)).Text.ShouldBe("just talking");
    }

    [Fact]
    public async Task A_stranger_cannot_write_in_a_group()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancelled);
        var team = telegram.CreateGroup("Team", telegram.CreateUser("Ada"));

        (await Should.ThrowAsync<InvalidOperationException>(() => telegram.CreateUser("Eve").Send("hello", team)))
            .Message.ShouldContain("Eve is no member");
    }

    [Fact]
    public async Task A_user_edits_a_message()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancelled);
        using var client = new RawClient(telegram);
        var ada = telegram.CreateUser("Ada");
        var message = await ada.Send("helo");

        await ada.Edit(message, "hello");

        var updates = (await client.Call("getUpdates")).Result;
        updates[1].GetProperty("edited_message").GetProperty("text").GetString().ShouldBe("hello");
        updates[1].GetProperty("edited_message").GetProperty("message_id").GetInt32().ShouldBe(message.MessageId);
    }

    [Fact]
    public async Task The_data_directory_lives_as_long_as_the_simulator()
    {
        var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancelled);
        var data = telegram.DataDirectory;
        await File.WriteAllTextAsync(Path.Combine(data, "state.json"), "{}", Cancelled);
        telegram.Arguments.ShouldBe([$"--BOT_TOKEN={telegram.Token}", $"--BOT_API_URL={telegram.BaseUrl}", $"--BOTSTACK_DATA={data}"]);

        await telegram.DisposeAsync();

        Directory.Exists(data).ShouldBeFalse();
    }

    [Fact]
    public async Task Tokens_have_the_real_shape()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancelled);

        telegram.Token.ShouldMatch("^[1-9][0-9]{7,9}:[A-Za-z0-9_-]{35}$");
        Should.Throw<ArgumentException>(() => telegram.CreateBot("again_bot", telegram.Token)).Message.ShouldNotContain(telegram.Token);
    }

    [Fact]
    public async Task Old_messages_are_forgotten()
    {
        var options = new TelegramSimulatorOptions { MessagesKeptPerChat = 3 };
        await using var telegram = await TelegramSimulator.StartAsync(options, Cancelled);
        var ada = telegram.CreateUser("Ada");
        for (var number = 1; number <= 5; number++)
        {
            await ada.Send($"message {number}");
        }

        ada.Messages.Select(message => message.MessageId).ShouldBe([3, 4, 5]);
    }
}
