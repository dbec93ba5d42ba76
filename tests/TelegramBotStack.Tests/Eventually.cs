namespace TelegramBotStack.Tests;

/// <summary>Waits for something that gives no event.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task IsTrueAsync(Func<bool> condition, string what, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(Limit, $"waiting until {what}");
            await Task.Delay(10, cancellationToken);
        }
    }
}
