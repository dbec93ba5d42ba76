using System.Globalization;
using TelegramBotStack;
using TelegramBotStack.Web;

// Echoes by webhook, or by polling when BOTSTACK_WEBHOOK_URL is not set.
var builder = BotApplication.CreateBuilder(args).UseWebhook();
var bot = builder.Build();
bot.Text(async context =>
{
    if (builder.Configuration["WEBBOT_DELAY"] is { } milliseconds)
    {
        await Task.Delay(int.Parse(milliseconds, CultureInfo.InvariantCulture), context.CancellationToken);
    }

    await context.ReplyAsync(context.Text!);
});
return await bot.RunAsync();
