using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack.Instances;

namespace TelegramBotStack.Web.Webhooks;

internal sealed class WebhookModule(WebhookOptions options) : IBotModule
{
    public void Configure(BotApplicationBuilder builder)
    {
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<IUpdateSourceFactory, WebhookSourceFactory>();
    }
}
