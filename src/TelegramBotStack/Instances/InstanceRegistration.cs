using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using TelegramBotStack.Api;
using TelegramBotStack.Callbacks;
using TelegramBotStack.Configuration;
using TelegramBotStack.Lease.Shared;
using TelegramBotStack.Observability;
using TelegramBotStack.Outgoing;
using TelegramBotStack.Status;

namespace TelegramBotStack.Instances;

internal static class InstanceRegistration
{
    public static void AddBotInstance(this IServiceCollection services) => services
        .AddSingleton<CallbackAnswers>()
        .AddSingleton<BotMeter>()
        .AddSingleton(provider =>
        {
            var settings = provider.GetRequiredService<BotSettings>();
            return new StatusBoard(settings.Instance, settings.Release, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<SecretMask>());
        })
        .AddSingleton<ITelegramBotClient>(provider =>
        {
            var settings = provider.GetRequiredService<BotSettings>();
            return new BotClient(
                BotToken.Parse(settings.TokenText),
                settings,
                new CallObserver(BotClient.CreateHandler(), provider.GetRequiredService<BotMeter>()),
                provider.GetRequiredService<SecretMask>(),
                new OutgoingCalls(
                    provider.GetService<OutgoingOptions>() ?? new OutgoingOptions(),
                    // Asked for when needed: an observer may want the client.
                    provider.GetServices<IOutgoingObserver>,
                    provider.GetRequiredService<TimeProvider>(),
                    Random.Shared,
                    provider.GetRequiredService<ILoggerFactory>().CreateLogger<OutgoingCalls>()),
                provider.GetRequiredService<LeaseGuard>());
        });
}
