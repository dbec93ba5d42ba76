using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack;

/// <summary>The progress of each user, and which day it is for them.</summary>
public static class ProgressStore
{
    public static Task<Progress?> FindAsync(IStorage storage, long user, CancellationToken cancellationToken)
        => storage.GetAsync<Progress>(KeyOf(user), cancellationToken);

    public static Task SaveAsync(IStorage storage, long user, Progress progress, CancellationToken cancellationToken)
        => storage.SetAsync(KeyOf(user), progress, cancellationToken);

    public static Task<bool> ForgetAsync(IStorage storage, long user, CancellationToken cancellationToken)
        => storage.DeleteAsync(KeyOf(user), cancellationToken);

    /// <summary>Today, by the user's clock.</summary>
    public static async Task<DateOnly> TodayAsync(IServiceProvider services, long user, CancellationToken cancellationToken)
    {
        var zone = await services.GetRequiredService<BotSchedules>().GetTimeZoneAsync(user, cancellationToken);
        var now = TimeZoneInfo.ConvertTime(services.GetRequiredService<TimeProvider>().GetUtcNow(), zone);
        return DateOnly.FromDateTime(now.DateTime);
    }

    private static string KeyOf(long user) => $"progress/{user}";
}
