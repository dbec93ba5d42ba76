using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TelegramBotStack.Storage;

namespace TelegramBotStack.Schedules;

internal static class ScheduleRegistration
{
    public static void AddSchedules(this IServiceCollection services)
    {
        services.TryAddSingleton(new ScheduleSettings());
        services.AddSingleton(new JsonSource(ScheduleJson.Default));
        services.AddSingleton<ScheduleBook>();
        services.AddSingleton(provider => new BotSchedules(
            provider.GetRequiredService<ScheduleBook>(),
            provider.GetRequiredService<IStorage>(),
            provider.GetRequiredService<StorageJson>(),
            provider.GetRequiredService<BotHandlers>(),
            provider.GetRequiredService<ScheduleSettings>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<Scheduler>();
    }
}
