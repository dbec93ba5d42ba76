using Microsoft.Extensions.DependencyInjection;
using Telegram.Bot;
using TelegramBotStack.Api;
using TelegramBotStack.Callbacks;
using TelegramBotStack.Configuration;

namespace TelegramBotStack.Instances;

internal static class InstanceRegistration
{
    public static void AddBotInstance(this IServiceCollection services)
        => services.AddSingleton<CallbackAnswers>().AddSingleton<ITelegramBotClient>(provider =>
        {
            var settings = provider.GetRequiredService<BotSettings>();
            return new BotClient(
                BotToken.Parse(settings.TokenText),
                settings,
                BotClient.CreateHandler(),
                provider.GetRequiredService<SecretMask>(),
                provider.GetRequiredService<TimeProvider>());
        });
}
