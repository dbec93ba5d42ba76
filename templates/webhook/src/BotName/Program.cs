using TelegramBotStack;
using TelegramBotStack.Web;

await using var bot = Bot.Create(args);
return await bot.RunAsync();

/// <summary>What the bot does. Its tests start the same bot against a simulated Telegram.</summary>
public static class Bot
{
    public static BotApplication Create(string[] args)
    {
        var bot = BotApplication.CreateBuilder(args)
            .Use{{ storage }}Storage()
            // By webhook where BOTSTACK_WEBHOOK_URL is set, as in deploy.yaml; by polling everywhere else.
            .UseWebhook()
            // /healthz and /metrics, on a port of their own that the proxy does not publish.
            .UseMetricsEndpoint()
            .Build();

        bot.Command("start", context => context.ReplyAsync("Hello! Send me a text, and I send it back."));
        bot.Text(context => context.ReplyAsync(context.Text!));

        return bot;
    }
}
