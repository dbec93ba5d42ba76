using TelegramBotStack;

await using var bot = Bot.Create(args);
return await bot.RunAsync();

/// <summary>What the bot does. Its tests start the same bot against a simulated Telegram.</summary>
public static class Bot
{
    private const string Welcome = """
        I ask the people. Write the question and at least two answers, with | between them:
        /create_poll Tea or coffee? | Tea | Coffee
        """;

    public static BotApplication Create(string[] args)
    {
        var bot = BotApplication.CreateBuilder(args)
            .Use{{ storage }}Storage()
            .UseAdmins()
            .UseUsers(users => users.Welcome = _ => Task.FromResult(Welcome))
            .Build();

        PollCommands.AddTo(bot);
        return bot;
    }
}
