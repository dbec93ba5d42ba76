using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests.Conversations;

public sealed class ConversationChoiceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public enum Size
    {
        Small,
        Large,
    }

    [Fact]
    public async Task A_chosen_value_stays_when_its_button_is_named_otherwise_in_the_next_release()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var ada = telegram.CreateUser("Ada");
        await using (await Start("Large", "Yes"))
        {
            await ada.Press(await ada.AskAsync("/order"), "Large");
            await NextQuestion("Sure?");
            await ada.Press(ada.Messages[^1], "Yes");
            await NextQuestion("Name?");
        }

        await using (await Start("Really large", "Certainly"))
        {
            (await ada.AskAsync("Ada L.")).Text.ShouldBe("Large True Ada L.");
        }

        async Task NextQuestion(string text)
        {
            (await ada.ReplyAsync()).Buttons.ShouldBeEmpty();
            (await ada.ReplyAsync()).Text.ShouldBe(text);
        }

        Task<BotApplication> Start(string large, string yes) => Order(telegram, async talk =>
        {
            var size = await talk.ChooseAsync("Which size?", [(large, Size.Large), ("Small", Size.Small)]);
            var isSure = await talk.ConfirmAsync("Sure?", yes, "No");
            await talk.ReplyAsync($"{size} {isSure} {await talk.AskAsync("Name?")}");
        });
    }

    [Theory]
    [InlineData("5", "5")]
    [InlineData("button ten", "10")]
    [InlineData("TEN", "10")]
    [InlineData("button none", "none")]
    [InlineData("None", "none")]
    public async Task An_answer_is_typed_or_chosen_and_a_button_may_stand_for_none(string answer, string understood)
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var bot = await Order(telegram, async talk =>
        {
            var count = await talk.AskAsync<int?>("How many?", buttons: [("ten", 10), ("none", null)]);
            await talk.ReplyAsync(count is null ? "none" : $"{count}");
        });
        var ada = telegram.CreateUser("Ada");
        var question = await ada.AskAsync("/order");
        (await ada.AskAsync("many")).Text.ShouldBe("'many' is not a whole number.");

        await (answer.StartsWith("button ", StringComparison.Ordinal) ? ada.Press(question, answer["button ".Length..]) : (Task)ada.Send(answer));

        (await ada.ReplyAsync()).Buttons.ShouldBeEmpty();
        (await ada.ReplyAsync()).Text.ShouldBe(understood);
    }

    [Fact]
    public async Task A_picture_is_no_text()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var bot = await Order(telegram, async talk => await talk.ReplyAsync(await talk.AskAsync("Name?")));
        var ada = telegram.CreateUser("Ada");
        await ada.AskAsync("/order");

        await ada.SendPhoto(new byte[] { 1 });

        (await ada.ReplyAsync()).Text.ShouldBe("Please answer with a text.");
        (await ada.AskAsync("Ada")).Text.ShouldBe("Ada");
    }

    private static Task<BotApplication> Order(TelegramSimulator telegram, Func<Conversation, Task> code)
    {
        var bot = BotApplication.CreateBuilder(telegram.Arguments).UseConversations().Build();
        bot.Command("order", context => context.EnterAsync("order"));
        bot.Conversation("order", code);
        return bot.StartAsync(Cancellation);
    }
}
