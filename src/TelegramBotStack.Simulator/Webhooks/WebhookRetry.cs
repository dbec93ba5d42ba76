namespace TelegramBotStack.Simulator.Webhooks;

/// <summary>When the server tries an update again that a webhook did not take (WebhookActor.cpp): at once, then later and later.</summary>
internal static class WebhookRetry
{
    private const int LongestRetryAfterSeconds = 3_600;

    /// <param name="failures">How often it has failed, from 1.</param>
    /// <param name="retryAfter">What the bot asked for in its answer.</param>
    public static TimeSpan PauseAfter(int failures, TimeSpan? retryAfter) => (failures, retryAfter) switch
    {
        (_, { } asked) => asked < TimeSpan.FromSeconds(LongestRetryAfterSeconds) ? asked : TimeSpan.FromSeconds(LongestRetryAfterSeconds),
        (1, _) => TimeSpan.Zero,
        (<= 6, _) => TimeSpan.FromSeconds(1 << (failures - 1)),
        _ => TimeSpan.FromSeconds(60 + (60 * Random.Shared.NextDouble())),
    };
}
