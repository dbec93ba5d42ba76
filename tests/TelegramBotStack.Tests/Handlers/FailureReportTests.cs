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

    [Fact]
    public async Task A_user_who_has_blocked_the_bot_is_no_failure_in_a_handler_or_a_conversation()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var bot = BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage().UseConversations().Build();
        var (reported, done) = (new List<string>(), new SemaphoreSlim(0));
        bot.Error((_, exception) =>
        {
            reported.Add(exception.Message);
            return Task.CompletedTask;
        });
        bot.Use(async (_, next) =>
        {
            try
            {
                await next();
            }
            finally
            {
                done.Release();
            }
        });
        bot.Conversation("ask", talk => talk.AskAsync("Name?"));
        bot.Command("ask", context => context.EnterAsync("ask"));
        bot.Command("fail", _ => throw new InvalidOperationException("of the handler"));
        bot.Text(context => context.ReplyAsync(context.Text!));
        var ada = telegram.CreateUser("Ada");
        foreach (var text in new[] { "hello", "/ask", "/fail" })
        {
            await ada.Send(text);
        }

        ada.Block();
        await using var running = await bot.StartAsync(Cancellation);
        foreach (var _ in Enumerable.Range(0, 3))
        {
            (await done.WaitAsync(TimeSpan.FromSeconds(60), Cancellation)).ShouldBeTrue();
        }

        await running.StopAsync(Cancellation);
        reported.ShouldBe(["of the handler"]);
    }
}
