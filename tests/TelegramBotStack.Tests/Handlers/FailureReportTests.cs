using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests.Handlers;

public sealed class FailureReportTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_bot_can_tell_the_user_of_a_failure_and_a_failure_of_that_harms_no_other_update()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var bot = BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage().Build();
        bot.Use((context, next) => context.Text == "step" ? throw new InvalidOperationException("of the step") : next());
        bot.Command("fail", _ => throw new InvalidOperationException("of the handler"));
        bot.Command("worse", _ => throw new InvalidOperationException("worse"));
        bot.Text(context => context.ReplyAsync(context.Text!));
        bot.Error((context, exception) => exception.Message == "worse"
            ? throw new InvalidOperationException("of the handler of failures")
            : context.ReplyAsync($"Sorry: {exception.Message}"));
        await using var running = await bot.StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");

        var replies = new List<string>();
        foreach (var text in new[] { "/fail", "step", "/worse", "hello" })
        {
            await ada.Send(text);
        }

        for (var i = 0; i < 3; i++)
        {
            replies.Add((await ada.NextReply(TimeSpan.FromSeconds(30), Cancellation)).Text);
        }

        replies.ShouldBe(["Sorry: of the handler", "Sorry: of the step", "hello"]);
        Should.Throw<InvalidOperationException>(() => bot.Error((_, _) => Task.CompletedTask));
    }
}
